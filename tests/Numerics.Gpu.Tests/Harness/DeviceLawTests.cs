using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;

namespace Numerics.Gpu.Tests.Harness;

/// <summary>The devices that laws run on, shown on a kernel written by hand.</summary>
public sealed class DeviceLawTests
{
    public static IEnumerable<int> Lengths => [0, 1, 3, 4, 5, 255, 256, 1000];

    [Theory, OnEachDevice]
    public void The_accelerator_is_of_the_kind_asked_for(AcceleratorType kind)
        => Assert.Equal(kind, DeviceCatalogue.Get(kind).AcceleratorType);

    [Theory, OnEachDevice(nameof(Lengths))]
    public void Axpy_equals_its_definition(AcceleratorType kind, int length)
    {
        // Small whole numbers: exact whether or not the device contracts a·x + y.
        // One element more, which must keep its value: ILGPU has no empty buffers.
        float[] x = [.. Enumerable.Range(0, length + 1).Select(i => (float)(i % 17))];
        float[] y = [.. Enumerable.Range(0, length + 1).Select(i => (float)(i % 5))];
        float[] expected = [.. x.Zip(y, (u, v) => (3 * u) + v).Take(length), y[length]];

        Accelerator accelerator = DeviceCatalogue.Get(kind);
        using AcceleratorStream stream = accelerator.CreateStream();
        using MemoryBuffer1D<float, Stride1D.Dense> dx = accelerator.Allocate1D(x), dy = accelerator.Allocate1D(y);
        var kernel = accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, float>(SampleKernels.Axpy);
        kernel(stream, new KernelConfig(16, 4), dx.View.SubView(0, length), dy.View.SubView(0, length), 3);
        stream.Synchronize();

        Assert.Equal(expected, dy.GetAsArray1D(stream));
    }
}
