using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;
using Numerics.Rules;

namespace Numerics.Gpu.Tests.Optimizers;

/// <summary>How many kernels a step launches, and that its bits are the same each time.</summary>
public sealed class LaunchTests
{
    /// <summary>One launch of the one pass.</summary>
    private const int LaunchesOfLion = 1;

    /// <summary>Two passes and the stage between them.</summary>
    private const int LaunchesOfLamb = 3;

    /// <summary>A pass over the gradients, the sum over all tensors, and what writes the gradient scale.</summary>
    private const int LaunchesOfClipping = 3;

    [Theory, OnEachDevice]
    public void Two_thousand_tensors_take_a_handful_of_launches(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        float[][] x = [.. Enumerable.Range(0, 2000).Select(i => new float[] { i, -i, 1 })];
        DeviceTensors<float> parameters = device.Copy(x), gradients = device.Copy(x);
        GpuOptimizer<float, PlainOptions> lion = device.Optimizer<float>(LionGpu.StepDeviceRule.Instance, parameters);
        for (int step = 1; step <= 2; step++)
        {
            Assert.Equal(StepOutcome.Stepped, lion.Step(device.Stream, gradients));
            Assert.Equal(step * LaunchesOfLion, lion.Launches);
        }

        using var host = new PlainOptimizer(Lion.StepRule.Instance, x);
        float[][] g = [.. x.Select(a => a.ToArray())];
        host.Step(g);
        host.Step(g);
        Assert.All(Enumerable.Range(0, 2000), i => Assert.Equal(x[i], device.Read(parameters[i])));
    }

    [Theory, OnEachDevice]
    public void Reductions_and_clipping_add_a_fixed_number_of_launches(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        float[][] x = [.. Enumerable.Range(1, 3).Select(i => new float[] { i, 1 })];
        DeviceTensors<float> parameters = device.Copy(x), gradients = device.Copy(x);
        GpuOptimizer<float, PlainOptions> lamb = device.Optimizer<float>(LambGpu.StepDeviceRule.Instance, parameters);
        lamb.Step(device.Stream, gradients);
        Assert.Equal(LaunchesOfLamb, lamb.Launches);
        lamb.MaxGradientNorm = 1;
        lamb.Step(device.Stream, gradients);
        Assert.Equal((2 * LaunchesOfLamb) + LaunchesOfClipping, lamb.Launches);
    }

    [Theory, OnEachDevice]
    public void Buffers_of_their_own_take_launches_of_their_own(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        float[][] x = [[1, 2], [3], [4, 5, 6]];
        DeviceTensors<float> gradients = device.Copy(x);
        ArrayView<float>[] views =
            [.. x.Select(a => (ArrayView<float>)device.Keep(device.Accelerator.Allocate1D(a)).View)];
        GpuOptimizer<float, PlainOptions> lion = device.Optimizer<float>(LionGpu.StepDeviceRule.Instance, views);
        lion.Step(device.Stream, gradients);
        Assert.Equal(x.Length * LaunchesOfLion, lion.Launches);
    }

    [Theory, OnEachDevice]
    public void Two_runs_give_the_same_bits(AcceleratorType kind)
    {
        Assert.Equal(RunOfLamb(kind), RunOfLamb(kind));
    }

    private static float[][] RunOfLamb(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        var random = new Random(3);
        int most = kind == AcceleratorType.CPU ? 300 : 40_000;
        float[][] Draw() => [.. new[] { most, 7 }.Select(n =>
            Enumerable.Range(0, n).Select(_ => random.NextSingle() - 0.5f).ToArray())];
        DeviceTensors<float> parameters = device.Copy(Draw()), gradients = device.Copy(Draw());
        GpuOptimizer<float, PlainOptions> lamb = device.Optimizer<float>(LambGpu.StepDeviceRule.Instance, parameters);
        lamb.MaxGradientNorm = 0.5;
        for (int step = 0; step < 2; step++)
        {
            lamb.Step(device.Stream, gradients);
        }

        return [.. parameters.Select(device.Read)];
    }
}
