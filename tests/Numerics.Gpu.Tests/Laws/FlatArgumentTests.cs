using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Tests.Devices;
using Numerics.Gpu.Tests.Laws.Rules;
using Numerics.Rules;

namespace Numerics.Gpu.Tests.Laws;

/// <summary>What the overloads on views refuse: each with the argument's name, before anything is launched.</summary>
public sealed class FlatArgumentTests
{
    private const int Length = 8;

    [Theory, OnEachDevice]
    public void Streams_and_views_that_are_gone(AcceleratorType kind)
    {
        using Context context = DeviceCatalogue.CreateContext(kind);
        using Accelerator accelerator = Open(context, kind);
        using MemoryBuffer1D<float, Stride1D.Dense> x = Filled(accelerator), m = Filled(accelerator);
        using MemoryBuffer1D<float, Stride1D.Dense> g = Filled(accelerator);
        AcceleratorStream gone = accelerator.CreateStream();
        gone.Dispose();
        Assert.Throws<ArgumentNullException>("stream", () => Lion.Step(null!, x.View, m.View, g.View));
        Assert.Throws<ObjectDisposedException>(() => Lion.Step(gone, x.View, m.View, g.View));
        ArrayView<float> freed = g.View;
        g.Dispose();
        AssertNames("g", () => Lion.Step(accelerator.DefaultStream, x.View, m.View, freed));
        ArrayView<float> none = x.View.SubView(0, 0);
        AssertNames("g", () => Lion.Step(accelerator.DefaultStream, none, none, freed.SubView(0, 0)));
        AssertUnchanged(x, m);
    }

    [Theory, OnEachDevice]
    public void A_disposed_accelerator(AcceleratorType kind)
    {
        using Context context = DeviceCatalogue.CreateContext(kind);
        Accelerator accelerator = Open(context, kind);
        AcceleratorStream stream = accelerator.CreateStream();
        ArrayView<float> x = Filled(accelerator).View, m = Filled(accelerator).View, g = Filled(accelerator).View;
        accelerator.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Lion.Step(stream, x, m, g));
    }

    [Theory, OnEachDevice]
    public void Lengths_places_and_overlap(AcceleratorType kind)
    {
        Accelerator accelerator = DeviceCatalogue.Get(kind);
        using AcceleratorStream stream = accelerator.CreateStream();
        using MemoryBuffer1D<float, Stride1D.Dense> x = Filled(accelerator), m = Filled(accelerator), g = Filled(accelerator);
        ArrayView<float> View(MemoryBuffer1D<float, Stride1D.Dense> buffer, int start, int length) =>
            buffer.View.SubView(start, length);

        AssertNames("m", () => Lion.Step(stream, x.View, View(m, 0, 7), g.View));
        AssertNames("g", () => Lion.Step(stream, x.View, m.View, default));
        AssertNames("m", () => Lion.Step(stream, View(x, 0, 5), View(x, 3, 5), View(g, 0, 5)));
        AssertNames("g", () => Lion.Step(stream, x.View, m.View, x.View));
        AssertNames("filled", () => Fill.Step(stream, x.View, x.View));
        using Context other = DeviceCatalogue.CreateContext(AcceleratorType.CPU);
        using Accelerator elsewhere = Open(other, AcceleratorType.CPU);
        using MemoryBuffer1D<float, Stride1D.Dense> foreign = Filled(elsewhere);
        AssertNames("g", () => Lion.Step(stream, x.View, m.View, foreign.View));
        string message = Assert.ThrowsAny<ArgumentException>(() => Lion.Step(stream, x.View, m.View, foreign.View)).Message;
        Assert.Equal(kind == AcceleratorType.CPU, message.Contains("another accelerator called ", StringComparison.Ordinal));
        AssertUnchanged(x, m, g);

        // Side by side in one buffer is as good as apart, and so is reading one array twice.
        Lion.Step(stream, View(x, 0, 4), View(m, 0, 4), View(x, 4, 4));
        using MemoryBuffer1D<double, Stride1D.Dense> numbers = accelerator.Allocate1D<double>(5);
        ArrayView<double> Number(int i) => numbers.View.SubView(i, 1);
        Sums.Step(stream, g.View, g.View, Number(0), Number(1), Number(2), Number(3), Number(4));
        stream.Synchronize();
        Assert.Equal(204, numbers.GetAsArray1D(stream)[1]);
    }

    [Theory, OnEachDevice]
    public void Numbers(AcceleratorType kind)
    {
        Accelerator accelerator = DeviceCatalogue.Get(kind);
        using AcceleratorStream stream = accelerator.CreateStream();
        using MemoryBuffer1D<float, Stride1D.Dense> x = Filled(accelerator), y = Filled(accelerator);
        using MemoryBuffer1D<double, Stride1D.Dense> numbers = accelerator.Allocate1D(new double[] { 1, 2, 3 });
        ArrayView<double> Number(int i) => numbers.View.SubView(i, 1);

        AssertNames("s", () => ScalarOnly.Step(stream, x.View, numbers.View));
        AssertNames("s", () => ScalarOnly.Step(stream, x.View, default));
        AssertNames("greatest", () => Extrema.Step(stream, x.View, y.View, Number(0), Number(0), Number(1)));
        using MemoryBuffer1D<double, Stride1D.Dense> wide = accelerator.Allocate1D(new double[] { 1, 2, 3 });
        AssertNames("s", () => ScalarOnly.Step(stream, wide.View, wide.View.SubView(1, 1)));
        AssertUnchanged(x, y);
        Assert.Equal([1, 2, 3], numbers.GetAsArray1D(stream));
        Assert.Equal([1, 2, 3], wide.GetAsArray1D(stream));
    }

    [Theory, OnEachDevice]
    public void Hyperparameters_out_of_their_range(AcceleratorType kind)
    {
        Accelerator accelerator = DeviceCatalogue.Get(kind);
        using AcceleratorStream stream = accelerator.CreateStream();
        using MemoryBuffer1D<float, Stride1D.Dense> x = Filled(accelerator), m = Filled(accelerator), g = Filled(accelerator);
        Assert.Throws<ArgumentOutOfRangeException>(
            "learningRate", () => Lion.Step(stream, x.View, m.View, g.View, learningRate: -1));
        Assert.Throws<ArgumentOutOfRangeException>("beta2", () => Lion.Step(stream, x.View, m.View, g.View, beta2: 1));
        Assert.Throws<ArgumentOutOfRangeException>(
            "weightDecay", () => Lion.Step(stream, x.View, m.View, g.View, weightDecay: double.NaN));
        AssertUnchanged(x, m, g);
    }

    /// <summary>Only OpenCL has devices without double. This one has it, and is made to say that it has not.</summary>
    [Theory, OnEachDevice]
    public void A_device_without_double(AcceleratorType kind)
    {
        using Context context = DeviceCatalogue.CreateContext(kind);
        using Accelerator accelerator = Open(context, kind);
        if (kind != AcceleratorType.OpenCL)
        {
            Assert.True(DeviceLimits.HasDouble(accelerator));
            return;
        }

        accelerator.Capabilities.GetType().GetProperty("Float64")!.SetValue(accelerator.Capabilities, false);
        using MemoryBuffer1D<float, Stride1D.Dense> x = Filled(accelerator);
        using MemoryBuffer1D<double, Stride1D.Dense> wide = accelerator.Allocate1D(new double[] { 1, 2, 3 });
        Exception reducing = Assert.Throws<NotSupportedException>(
            () => SumOnly.Step(accelerator.DefaultStream, x.View, wide.View.SubView(0, 1)));
        Assert.Contains(accelerator.Name, reducing.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(
            () => Swap.Step(accelerator.DefaultStream, wide.View.SubView(0, 1), wide.View.SubView(1, 1)));
        Assert.Equal([1, 2, 3], wide.GetAsArray1D());
    }

    private static Accelerator Open(Context context, AcceleratorType kind) =>
        context.Devices.First(device => device.AcceleratorType == kind).CreateAccelerator(context);

    private static float[] Content() => [.. Enumerable.Range(1, Length).Select(i => (float)i)];

    private static MemoryBuffer1D<float, Stride1D.Dense> Filled(Accelerator accelerator) => accelerator.Allocate1D(Content());

    private static void AssertNames(string name, Action call)
    {
        Exception thrown = Assert.ThrowsAny<Exception>(call);
        Assert.True(thrown is ArgumentException or ObjectDisposedException, thrown.ToString());
        Assert.Contains(name, (thrown as ArgumentException)?.ParamName ?? thrown.Message, StringComparison.Ordinal);
    }

    private static void AssertUnchanged(params MemoryBuffer1D<float, Stride1D.Dense>[] buffers)
    {
        foreach (MemoryBuffer1D<float, Stride1D.Dense> buffer in buffers)
        {
            Assert.Equal(Content(), buffer.GetAsArray1D());
        }
    }
}
