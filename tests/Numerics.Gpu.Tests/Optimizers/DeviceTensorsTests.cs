using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Tests.Devices;
using Numerics.Gpu.Transport;

namespace Numerics.Gpu.Tests.Optimizers;

/// <summary>Many tensors in one allocation, and their way there and back.</summary>
public sealed class DeviceTensorsTests
{
    [Theory, OnEachDevice]
    public void Tensors_come_back_as_they_went(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);

        // Small ones, none, and one that takes three chunks of the staging memory.
        int[] lengths = [1, 0, 5, (2 * StagedCopy<float>.ChunkElements) + 3, 0, 8, 0];
        float[][] tensors = [.. lengths.Select((n, i) => Enumerable.Range(0, n).Select(k => (100f * i) + k).ToArray())];
        DeviceTensors<float> there = device.Copy(tensors);
        Assert.Equal(lengths.Select(n => (long)n), there.Select(v => v.Length));
        Assert.All(
            there.Where(v => v.Length > 0), v => Assert.Equal(0, DeviceMemory.PlaceOf(v).Start % DeviceMemory.VectorBytes));
        Assert.Single(there.Select(v => DeviceMemory.PlaceOf(v).Buffer).Distinct());

        float[][] back = [.. lengths.Select(n => new float[n])];
        there.CopyTo(device.Stream, back);
        Assert.All(tensors.Zip(back), p => Assert.Equal(p.First, p.Second));

        tensors[3][^1] = -1;
        there.CopyFrom(device.Stream, tensors);
        there.CopyTo(device.Stream, back);
        Assert.Equal(-1, back[3][^1]);
        Assert.Equal(tensors[5], device.Read(there[5]));
    }

    [Theory, OnEachDevice]
    public void Lists_that_do_not_fit_are_refused(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        DeviceTensors<float> tensors = device.Copy(new float[][] { [1, 2], [3] });
        AcceleratorStream stream = device.Stream;
        Refused("tensors has 1 entries; there are 2", () => tensors.CopyFrom(stream, new float[][] { [1, 2] }));
        Refused("tensors[1] has 2 elements; tensor 1 here has 1", () => tensors.CopyFrom(stream, new float[][] { [1, 2], [3, 4] }));
        Refused("tensors[0] holds Double", () => tensors.CopyTo(stream, new double[][] { [1, 2], [3] }));
        Refused("tensors[1] is null", () => tensors.CopyTo(stream, new float[]?[] { [1, 2], null }));
        Refused("read-only", () => tensors.CopyTo(stream, new ReadOnlyMemory<float>[] { new float[2], new float[1] }));
        using Context other = DeviceCatalogue.CreateContext(AcceleratorType.CPU);
        using Accelerator elsewhere = other.Devices[0].CreateAccelerator(other);
        Refused("belongs to", () => tensors.CopyFrom(elsewhere.DefaultStream, new float[][] { [1, 2], [3] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeviceTensors<float>(device.Accelerator, [1, -1]));
        Assert.Equal([1f, 2f], device.Read(tensors[0]));
        tensors.Dispose();
        Assert.Throws<ObjectDisposedException>(() => tensors[0]);
    }

    [Theory, OnEachDevice]
    public void What_is_too_large_says_how_large(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        const long Elements = 1L << 45;
        OutOfDeviceMemoryException refusal = Assert.Throws<OutOfDeviceMemoryException>(
            () => new DeviceTensors<float>(device.Accelerator, [Elements]));
        Assert.Equal(sizeof(float) * Elements, refusal.RequestedBytes);
        Assert.Contains("140,737,488,355,328 bytes", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(device.Accelerator.Name, refusal.Message, StringComparison.Ordinal);
    }

    [Theory, OnEachDevice]
    public void Pages_are_locked_whatever_the_context_says(AcceleratorType kind)
    {
        using Context context = Context.Create(b => b.PageLocking(PageLockingMode.Default).AllAccelerators());
        using Accelerator accelerator = context.Devices.First(d => d.AcceleratorType == kind).CreateAccelerator(context);
        using AcceleratorStream stream = accelerator.CreateStream();
        using var tensors = new DeviceTensors<double>(stream, new double[][] { [1, 2, 3] });
        double[] back = new double[3];
        tensors.CopyTo(stream, back);
        Assert.Equal([1.0, 2.0, 3.0], back);
    }

    private static void Refused(string message, Action call) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
}
