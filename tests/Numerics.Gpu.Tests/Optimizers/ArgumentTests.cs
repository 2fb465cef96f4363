using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;
using Numerics.Rules;

namespace Numerics.Gpu.Tests.Optimizers;

/// <summary>What the device optimizer refuses, before anything is launched.</summary>
public sealed class ArgumentTests
{
    private static readonly DeviceRule Rule = LionGpu.StepDeviceRule.Instance;

    [Theory, OnEachDevice]
    public void Bad_gradients_change_nothing(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        float[][] x = [[1, 2], [3, 4, 5]];
        DeviceTensors<float> parameters = device.Copy(x), gradients = device.Copy(x);
        GpuOptimizer<float, PlainOptions> lion = device.Optimizer<float>(Rule, parameters);
        void Refused(string message, params ArrayView<float>[] views) => Assert.Contains(
            message,
            Assert.Throws<ArgumentException>(() => lion.Step(device.Stream, views)).Message,
            StringComparison.Ordinal);

        Refused("gradients has 1 views; the optimizer has 2 parameters", gradients[0]);
        Refused("gradients[1] has 2 elements; its parameter has 3", gradients[0], gradients[0]);
        Refused("gradients[1] overlaps parameter 1", gradients[0], parameters[1]);
        Refused("gradients[0] overlaps parameter 1", parameters[1].SubView(1, 2), gradients[1]);
        using Context other = DeviceCatalogue.CreateContext(AcceleratorType.CPU);
        using Accelerator elsewhere = other.Devices[0].CreateAccelerator(other);
        using MemoryBuffer1D<float, Stride1D.Dense> foreign = elsewhere.Allocate1D<float>(2);
        Refused("gradients[0] is memory of", foreign.View, gradients[1]);
        Assert.Contains("The stream belongs to", Assert.Throws<ArgumentException>(
            () => lion.Step(elsewhere.DefaultStream, gradients)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("stream", () => lion.Step(null!, gradients));
        Assert.Throws<ArgumentNullException>("gradients", () => lion.Step(device.Stream, null!));
        Assert.Throws<ArgumentException>("arrays", () => lion.Step(device.Stream, gradients, [gradients], []));

        Assert.Equal(0, lion.Launches);
        Assert.Equal(0, lion.StepCount());
        Assert.Equal(x, parameters.Select(device.Read));
        Assert.Equal(StepOutcome.Stepped, lion.Step(device.Stream, gradients));
    }

    [Theory, OnEachDevice]
    public void Memory_that_was_freed_is_refused(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        float[][] x = [[1, 2]];
        DeviceTensors<float> parameters = device.Copy(x), gradients = device.Copy(x);
        ArrayView<float>[] freed = [gradients[0]];
        GpuOptimizer<float, PlainOptions> lion = device.Optimizer<float>(Rule, parameters);
        lion.Step(device.Stream, freed);
        device.Stream.Synchronize();
        gradients.Dispose();
        Assert.Contains("gradients[0]", Assert.Throws<ObjectDisposedException>(
            () => lion.Step(device.Stream, freed)).Message, StringComparison.Ordinal);
        DeviceTensors<float> fresh = device.Copy(x);
        parameters.Dispose();
        Assert.Throws<ObjectDisposedException>(() => lion.Step(device.Stream, fresh));
        lion.Dispose();
        Assert.Throws<ObjectDisposedException>(() => lion.Step(device.Stream, fresh));
        Assert.Throws<ObjectDisposedException>(() => lion.State(0, "m"));
    }

    [Theory, OnEachDevice]
    public void Bad_parameters_are_refused(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        DeviceTensors<float> tensors = device.Copy(new float[][] { [1, 2], [3, 4, 5] });
        void Refused(string message, params ArrayView<float>[] views) => Assert.Contains(
            message,
            Assert.Throws<ArgumentException>("parameters", () => device.Optimizer<float>(Rule, views)).Message,
            StringComparison.Ordinal);

        Refused("There are no parameters");
        Refused("Parameter 1 (group 0) is no view of a device's memory", tensors[0], default);
        Refused("are the same memory", tensors[0], tensors[0]);
        Refused("overlap", tensors[1], tensors[1].SubView(2, 1));
        using Context other = DeviceCatalogue.CreateContext(AcceleratorType.CPU);
        using Accelerator elsewhere = other.Devices[0].CreateAccelerator(other);
        using MemoryBuffer1D<float, Stride1D.Dense> foreign = elsewhere.Allocate1D<float>(2);
        Refused("Parameter 0 (group 0) is memory of", foreign.View);
        PlainOptions bad = new PlainOptions(Rule.Rule).With("beta1", 1);
        Assert.Throws<ArgumentOutOfRangeException>("beta1", () => device.Optimizer<float>(Rule, tensors, bad));
    }

    [Theory, OnEachDevice]
    public void A_disposed_accelerator_is_refused(AcceleratorType kind)
    {
        using Context context = DeviceCatalogue.CreateContext(kind);
        Accelerator accelerator = context.Devices.First(d => d.AcceleratorType == kind).CreateAccelerator(context);
        AcceleratorStream stream = accelerator.CreateStream();
        var parameters = new DeviceTensors<float>(stream, new float[][] { [1, 2] });
        var gradients = new DeviceTensors<float>(stream, new float[][] { [1, 2] });
        var lion = new GpuOptimizer<float, PlainOptions>(Rule, accelerator, parameters, new PlainOptions(Rule.Rule));
        stream.Synchronize();
        accelerator.Dispose();
        Assert.Throws<ObjectDisposedException>(() => lion.Step(stream, gradients));
        Assert.Throws<ObjectDisposedException>(() => new DeviceTensors<float>(accelerator, [1]));
        Assert.Throws<ObjectDisposedException>(
            () => new GpuOptimizer<float, PlainOptions>(Rule, accelerator, parameters, new PlainOptions(Rule.Rule)));
        lion.Dispose();
        gradients.Dispose();
        parameters.Dispose();
    }
}
