using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Programs;
using Numerics.Gpu.Tests.Optimizers;
using Numerics.Tests.Matrices;
using Numerics.Tests.Optimizers;

namespace Numerics.Gpu.Tests.Programs;

/// <summary>A call of a program allocates nothing on the host when its shapes were there before.</summary>
/// <remarks>On the simulation ILGPU makes an object for each launch, as large as the kernel's argument: what a call allocates is that,
/// for each of its launches, and nothing else.</remarks>
public sealed class ProgramAllocationTests
{
    [Theory]
    [InlineData(20, 7)]
    [InlineData(200, 170)]
    public void A_call_allocates_nothing_but_ILGPUs_launches(int rows, int columns)
    {
        using var device = new OnDevice(AcceleratorType.CPU);
        DeviceTensors<float> memory = device.Copy<float>([new float[columns], new float[rows * columns], new float[rows]]);
        using MemoryBuffer1D<double, Stride1D.Dense> residual = device.Accelerator.Allocate1D<double>(1);
        var a = new DeviceMatrix<float>(memory[1], rows, columns);
        ArrayView<float> w = memory[0], y = memory[2];
        ArrayView<double> number = residual.View;
        long launch = Launch(device, new ProgramArguments<float>()), copy = Launch(device, new NumberCopyArguments());

        // One group runs the small call; the large one takes a launch for each of five items and for what combines two's parts.
        int launches = rows * columns < 1 << 15 ? 1 : 7;
        long allocated = Least(device.Stream, () => LeastSquares.Step(device.Stream, w, a, y, number, 1e-3, 0.1));
        Assert.Equal((launches * launch) + copy, allocated);
    }

    /// <summary>Three problems are one launch, a group for each, and a launch that copies their residuals: also where a single problem
    /// is so large that its call is seven launches.</summary>
    [Theory]
    [InlineData(20, 7)]
    [InlineData(200, 170)]
    public void A_batch_is_one_launch(int rows, int columns)
    {
        const int Problems = 3;
        using var device = new OnDevice(AcceleratorType.CPU);
        DeviceTensors<float> memory = device.Copy<float>(
            [new float[Problems * columns], new float[Problems * rows * columns], new float[Problems * rows]]);
        using MemoryBuffer1D<double, Stride1D.Dense> residuals = device.Accelerator.Allocate1D<double>(Problems);
        var a = new DeviceMatrix<float>(memory[1], Problems * rows, columns);
        ArrayView<float> w = memory[0], y = memory[2];
        ArrayView<double> numbers = residuals.View;
        long launch = Launch(device, new ProgramArguments<float>()), copy = Launch(device, new NumberCopyArguments());
        long allocated = Least(device.Stream, () => LeastSquares.StepBatch(device.Stream, Problems, w, a, y, numbers, 1e-3, 0.1));
        Assert.Equal(launch + copy, allocated);
    }

    [Fact]
    public void A_step_of_an_optimizer_allocates_nothing_but_ILGPUs_launches()
    {
        using var device = new OnDevice(AcceleratorType.CPU);
        DeviceTensors<float> x = device.Copy<float>([new float[15], new float[20]]), g = device.Copy<float>([new float[15], new float[20]]);
        using GpuOptimizer<float, Factored.Options> optimizer = Factored.CreateGpuOptimizer(
            device.Accelerator, [new DeviceMatrix<float>(x[0], 5, 3), new DeviceMatrix<float>(x[1], 4, 5)]);
        long launch = Launch(device, new ProgramArguments<float>()), copy = Launch(device, new NumberCopyArguments());
        long allocated = Least(device.Stream, () => optimizer.Step(device.Stream, g));
        Assert.Equal(2 * (launch + copy), allocated);
    }

    /// <summary>What one launch of a kernel that does nothing allocates.</summary>
    private static long Launch<A>(OnDevice device, A argument)
        where A : struct
    {
        var kernel = new LoadedKernel<A>(
            new DeviceKernel("a test", "nothing", KernelForm.Program, typeof(float), 0, -1, ((Action<A>)Nothing).Method), Nothing);
        return Least(device.Stream, () => kernel.Launch(device.Stream, 1, argument));
    }

    private static void Nothing<A>(A argument)
        where A : struct
    {
    }

    /// <summary>The least of several rounds: now and then the runtime does something for itself.</summary>
    private static long Least(AcceleratorStream stream, Action action)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 40; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            stream.Synchronize();
        }

        return least;
    }
}
