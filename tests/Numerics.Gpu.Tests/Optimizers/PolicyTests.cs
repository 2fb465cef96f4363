using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;
using Numerics.Rules;

namespace Numerics.Gpu.Tests.Optimizers;

/// <summary>Groups, missing gradients, schedules, and what becomes of gradients: as on the CPU.</summary>
public sealed class PolicyTests
{
    /// <summary>A sum of a few squares in another order: some roundings of double.</summary>
    private const double NormTolerance = 1e-14;

    /// <summary>Sgd without momentum rounds the scaled gradient and the step: 4 unit roundoffs of float.</summary>
    private const float StepTolerance = 4 * 5.96e-8f;

    private static readonly DeviceRule Rule = SgdGpu.StepDeviceRule.Instance;

    [Theory, OnEachDevice]
    public void Tensors_without_gradients_stay_and_groups_count_their_own_steps(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        float[][] x = [[1, 2], [3], [4, 5, 6]];
        float[][] y = [.. x.Select(a => a.ToArray())];
        float[][] g = [[1, 1], [1], [1, 1, 1]];
        DeviceTensors<float> parameters = device.Copy(x), gradients = device.Copy(g);
        Hyperparameter rate = new Schedule(n => 0.25 * (n + 1));
        PlainOptions first = new PlainOptions(Rule.Rule).With("learningRate", rate);
        PlainOptions second = first.With("momentum", 0.5).With("learningRate", 0.5);
        using var host = new PlainOptimizer(Rule.Rule, [new([x[0], x[1]], first), new(x[2], second)]);
        GpuOptimizer<float, PlainOptions> onDevice = device.Keep(new GpuOptimizer<float, PlainOptions>(
            Rule,
            device.Accelerator,
            [new([parameters[0], parameters[1]], first), new([parameters[2]], second)],
            [parameters[0], parameters[1], parameters[2]]));
        float[]?[][] lists = [[g[0], g[1], g[2]], [null, g[1], null], [g[0], null, g[2]], [null, null, g[2]], [g[0], g[1], g[2]]];
        foreach (float[]?[] list in lists)
        {
            host.Step(list);
            onDevice.Step(device.Stream, [.. list.Select((a, i) => a is null ? default : gradients[i])]);
        }

        Assert.Equal(StepOutcome.NoGradient, onDevice.Step(device.Stream, new ArrayView<float>[3]));
        Assert.Equal([4, 4], [onDevice.StepCount(0), onDevice.StepCount(1)]);
        Assert.Equal([host.StepCount(0), host.StepCount(1)], [onDevice.StepCount(0), onDevice.StepCount(1)]);

        // Quarters and halves: exact on both.
        Assert.Equal(x, parameters.Select(device.Read));
        Assert.NotEqual(y, x);
    }

    [Theory, OnEachDevice]
    public void Gradients_are_scaled_and_clipped_on_the_device(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        float[][] x = [[1, 2], [3, 4, 5]], g = [[3, 0], [0, 0, 4]];
        DeviceTensors<float> parameters = device.Copy(x), gradients = device.Copy(g);
        PlainOptions options = new PlainOptions(Rule.Rule).With("learningRate", 1);
        using var host = new PlainOptimizer(Rule.Rule, x, options);
        GpuOptimizer<float, PlainOptions> onDevice = device.Optimizer<float>(Rule, parameters, options);
        Assert.Equal(double.NaN, onDevice.GradientNorm);
        foreach ((double scale, double? most) in new (double, double?)[] { (0.5, null), (0.5, 1.0), (2, 100), (1, 0.25), (1, null) })
        {
            (host.GradientScale, host.MaxGradientNorm) = (scale, most);
            (onDevice.GradientScale, onDevice.MaxGradientNorm) = (scale, most);
            host.Step(g);
            onDevice.Step(device.Stream, gradients);
            Assert.Equal(host.GradientNorm, onDevice.GradientNorm, NormTolerance);
            Close(x, parameters, device);
        }
    }

    [Theory, OnEachDevice]
    public void Norms_of_doubles_neither_overflow_nor_vanish(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        double[][] x = [[1, 1], [1, 1]];
        using var host = new PlainOptimizer(Rule.Rule, x) { MaxGradientNorm = 1 };
        GpuOptimizer<double, PlainOptions> onDevice = device.Optimizer<double>(Rule, device.Copy(x));
        onDevice.MaxGradientNorm = 1;
        double[][][] all =
        [
            [[3, 0], [0, 4]],
            [[3e200, 0], [4e200, 1]],
            [[3e-200, 4e-200], [0, 0]],
            [[1e-310, 0], [0, 0]],
            [[1e308, 1e308], [1e308, 1e308]],
            [[0, 0], [0, 0]],
            [[1e-120, 1e-121], [1e138, 3e138]],
            [[double.PositiveInfinity, 1], [0, 0]],
            [[1e300, double.NaN], [1e-300, 1]],
        ];
        foreach (double[][] g in all)
        {
            host.Step(g);
            onDevice.Step(device.Stream, device.Copy(g));
            double expected = host.GradientNorm;
            Assert.True(
                expected.Equals(onDevice.GradientNorm) || Math.Abs(onDevice.GradientNorm - expected) <= NormTolerance * expected,
                $"the norm of {string.Join(", ", g.SelectMany(v => v))} is {onDevice.GradientNorm}, not {expected}");
        }
    }

    [Theory, OnEachDevice]
    public void Steps_with_gradients_that_are_not_finite_are_skipped(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        float[][] x = [[1, 2], [3]];
        DeviceTensors<float> parameters = device.Copy(x);
        GpuOptimizer<float, PlainOptions> onDevice = device.Optimizer<float>(Rule, parameters);
        onDevice.SkipNonFiniteGradients = true;
        foreach (float bad in new[] { float.NaN, float.PositiveInfinity })
        {
            Assert.Equal(StepOutcome.NonFiniteGradient, onDevice.Step(device.Stream, device.Copy(new float[][] { [1, bad], [1] })));
        }

        DeviceTensors<float> large = device.Copy(new float[][] { [3e38f, 3e38f], [3e38f] });
        onDevice.GradientScale = 2;
        Assert.Equal(StepOutcome.NonFiniteGradient, onDevice.Step(device.Stream, large));
        Assert.Equal((3, 0), (onDevice.SkippedSteps, onDevice.StepCount()));
        Assert.Equal(x, parameters.Select(device.Read));

        // Their norm is beyond float, they are not.
        onDevice.GradientScale = 1;
        Assert.Equal(StepOutcome.Stepped, onDevice.Step(device.Stream, large));
        Assert.Equal(1, onDevice.StepCount());
    }

    [Theory, OnEachDevice]
    public void Options_are_replaced_and_choose_other_kernels(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        float[][] x = [[1, 2], [3, 4, 5]], g = [[1, 0.5f], [0.25f, 1, 2]];
        DeviceTensors<float> parameters = device.Copy(x), gradients = device.Copy(g);
        PlainOptions plain = new PlainOptions(Rule.Rule).With("learningRate", 0.5);
        PlainOptions nesterov = plain.With("momentum", 0.5).With("nesterov", 1);
        using var host = new PlainOptimizer(Rule.Rule, x, plain);
        GpuOptimizer<float, PlainOptions> onDevice = device.Optimizer<float>(Rule, parameters, plain);
        foreach (PlainOptions options in new[] { plain, nesterov, plain, nesterov })
        {
            host.SetOptions(options);
            onDevice.SetOptions(options);
            host.Step(g);
            onDevice.Step(device.Stream, gradients);
            Close(x, parameters, device);
        }

        Assert.Equal(nesterov, onDevice.GetOptions());
    }

    private static void Close(float[][] expected, DeviceTensors<float> actual, OnDevice device)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            float[] found = device.Read(actual[i]);
            for (int k = 0; k < found.Length; k++)
            {
                Assert.InRange(Math.Abs(found[k] - expected[i][k]), 0, StepTolerance * (1 + Math.Abs(expected[i][k])));
            }
        }
    }
}
