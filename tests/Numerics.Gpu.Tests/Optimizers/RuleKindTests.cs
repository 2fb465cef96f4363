using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;
using Numerics.Tests.Optimizers;

namespace Numerics.Gpu.Tests.Optimizers;

/// <summary>Rules with every kind of state, input and result take the CPU's steps.</summary>
public sealed class RuleKindTests : IDisposable
{
    /// <summary>Ten roundings of double, none of which is amplified: every term has the size of the result.</summary>
    private const double Tolerance = 10 * 1.2e-16;

    private static readonly double[][] Gradients = [[0.5, -2, 1], [], [4, 0.25]];
    private readonly string _file = Path.GetTempFileName();

    [Theory, OnEachDevice]
    public void Scalar_states_stay_on_the_device_and_inputs_reach_the_kernels(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        double[][] x = Start(), mask = [[1, 0, 2], [], [3, 1]];
        DeviceTensors<double> parameters = device.Copy(x), masks = device.Copy(mask), gradients = device.Copy(Gradients);
        using var host = new PlainOptimizer(Inputs.StepRule.Instance, x);
        GpuOptimizer<double, PlainOptions> onDevice = device.Optimizer<double>(Inputs.StepDeviceRule.Instance, parameters);
        for (int step = 1; step <= 3; step++)
        {
            double[] numbers = [0.125 * step, 0.5, step == 2 ? 1 : 0];
            host.Step([Gradients[0], Gradients[1], step == 3 ? default : Gradients[2]], [.. mask], numbers);
            onDevice.Step(device.Stream, [gradients[0], gradients[1], step == 3 ? default : gradients[2]], [masks], numbers);
            Close(x, parameters, device);
        }

        double[] sums = [3.5, 3.5, 3];
        Assert.Equal(sums, Enumerable.Range(0, 3).Select(i => host.Number(i, "sum")));
        Assert.Equal(sums, Enumerable.Range(0, 3).Select(i => onDevice.Number(i, "sum")));

        // From the device's file the CPU goes on, and the reverse.
        onDevice.Save(_file);
        GpuOptimizer<double, PlainOptions> other = device.Optimizer<double>(Inputs.StepDeviceRule.Instance, parameters);
        Assert.Equal(2, other.Number(0, "sum"));
        other.Load(_file);
        Assert.Equal(sums, Enumerable.Range(0, 3).Select(i => other.Number(i, "sum")));
        host.Step([.. Gradients], [.. mask], 1, 0.5, 0);
        other.Step(device.Stream, gradients, [masks], [1, 0.5, 0]);
        Assert.Equal([4, 4, 3.5], Enumerable.Range(0, 3).Select(i => other.Number(i, "sum")));
        Close(x, parameters, device);
    }

    [Theory, OnEachDevice]
    public void Host_states_and_step_numbers_are_the_hosts(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        double[][] x = Start();
        DeviceTensors<double> parameters = device.Copy(x), gradients = device.Copy(Gradients);
        PlainOptions options = new PlainOptions(Product.StepRule.Instance).With("learningRate", 0.5);
        using var host = new PlainOptimizer(Product.StepRule.Instance, x, options);
        GpuOptimizer<double, PlainOptions> onDevice =
            device.Optimizer<double>(Product.StepDeviceRule.Instance, parameters, options);
        for (int step = 0; step < 3; step++)
        {
            host.Step([.. Gradients]);
            onDevice.Step(device.Stream, gradients);
        }

        Close(x, parameters, device);
        Assert.Equal((0.125, 6), (onDevice.Number(0, "product"), onDevice.Number(2, "count")));
    }

    [Theory, OnEachDevice]
    public void Host_code_that_throws_changes_nothing(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        double[][] x = Start();
        DeviceTensors<double> parameters = device.Copy(x), gradients = device.Copy(Gradients);
        PlainOptions good = new(Dividing.StepRule.Instance);
        PlainOptions bad = good.With("divisor", 0).With("isSquared", 1);
        GpuOptimizer<double, PlainOptions> onDevice = device.Keep(new GpuOptimizer<double, PlainOptions>(
            Dividing.StepDeviceRule.Instance,
            device.Accelerator,
            [new([parameters[0], parameters[1]], good), new([parameters[2]], bad)]));
        Assert.Throws<DivideByZeroException>(() => onDevice.Step(device.Stream, gradients));
        Assert.Equal((0, 0L), (onDevice.StepCount(0), onDevice.Launches));
        Assert.Equal(x, parameters.Select(device.Read));
        onDevice.SetOptions(good, 1);
        Assert.Equal(StepOutcome.Stepped, onDevice.Step(device.Stream, gradients));
        Assert.Equal(1, onDevice.Number(2, "n"));
    }

    [Theory, OnEachDevice]
    public void Reductions_over_all_tensors_see_those_of_every_buffer(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        double[][] x = [[1, 2, 3], [4], [5, 6]], g = [[3, 0, 0], [0], [0, 4]];
        ArrayView<double>[] parameters = [.. x.Select(a => (ArrayView<double>)device.Keep(device.Accelerator.Allocate1D(a)).View)];
        DeviceTensors<double> gradients = device.Copy(g);
        PlainOptions options = new PlainOptions(Normalized.StepRule.Instance).With("learningRate", 5);
        GpuOptimizer<double, PlainOptions> onDevice = device.Keep(new GpuOptimizer<double, PlainOptions>(
            Normalized.StepDeviceRule.Instance,
            device.Accelerator,
            [new([parameters[0], parameters[2]], options), new([parameters[1]], options.With("learningRate", 10))],
            parameters));
        onDevice.Step(device.Stream, gradients);
        Assert.Equal([5, 5, 5], Enumerable.Range(0, 3).Select(i => onDevice.Number(i, "size")));
        Assert.Equal([[-2, 2, 3], [4], [5, 2]], parameters.Select(device.Read));

        // Without the first tensor's gradient, which then takes no part.
        onDevice.Step(device.Stream, [default, gradients[1], gradients[2]]);
        Assert.Equal([5, 4, 4], Enumerable.Range(0, 3).Select(i => onDevice.Number(i, "size")));
        Assert.Equal([[-2, 2, 3], [4], [5, -3]], parameters.Select(device.Read));

        onDevice.SetOptions(options.With("byParameter", 1), 1);
        Assert.Contains("choose different kernels", Assert.Throws<InvalidOperationException>(
            () => onDevice.Step(device.Stream, gradients)).Message, StringComparison.Ordinal);
    }

    [Theory, OnEachDevice]
    public void States_start_where_the_rule_says_and_destinations_are_kept(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        double[][] x = Start();
        DeviceTensors<double> parameters = device.Copy(x), gradients = device.Copy(Gradients);
        GpuOptimizer<double, PlainOptions> started = device.Optimizer<double>(Started.StepDeviceRule.Instance, parameters);
        Assert.Equal([0.25, 0.25], device.Read(started.State(2, "m")));
        started.Step(device.Stream, gradients);
        Assert.Equal([1, 0.0625], device.Read(started.State(2, "m")));

        GpuOptimizer<double, PlainOptions> telling = device.Optimizer<double>(Telling.StepDeviceRule.Instance, parameters);
        telling.Step(device.Stream, gradients);
        Assert.Equal([4, 0.25], device.Read(telling.State(2, "change")));
        telling.SetOptions(telling.GetOptions().With("squared", 1));
        telling.Step(device.Stream, gradients);
        Assert.Equal([16, 0.0625], device.Read(telling.State(2, "change")));
        Assert.Throws<ArgumentException>("name", () => telling.State(0, "m"));
    }

    [Theory, OnEachDevice]
    public void Views_that_begin_anywhere_are_updated_and_nothing_beside_them(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        double[] memory = [.. Enumerable.Range(0, 64).Select(i => (double)i)];
        MemoryBuffer1D<double, Stride1D.Dense> x = device.Keep(device.Accelerator.Allocate1D(memory));
        MemoryBuffer1D<double, Stride1D.Dense> g = device.Keep(device.Accelerator.Allocate1D(memory));
        (int Start, int Gradient, int Length)[] parts = [(1, 1, 5), (8, 9, 7), (16, 16, 0), (17, 3, 1), (24, 24, 33)];
        GpuOptimizer<double, PlainOptions> momentum = device.Optimizer<double>(
            Momentum.StepDeviceRule.Instance, [.. parts.Select(p => x.View.AsContiguous().SubView(p.Start, p.Length))]);
        momentum.Step(device.Stream, [.. parts.Select(p => g.View.AsContiguous().SubView(p.Gradient, p.Length))]);
        double[] expected = [.. memory];
        foreach ((int start, int gradient, int length) in parts)
        {
            for (int i = 0; i < length; i++)
            {
                expected[start + i] -= 0.5 * memory[gradient + i];
            }
        }

        Assert.Equal(expected, x.GetAsArray1D(device.Stream));
    }

    public void Dispose() => File.Delete(_file);

    private static double[][] Start() => [[1, 2, 3], [], [4, 5]];

    private static void Close(double[][] expected, DeviceTensors<double> actual, OnDevice device)
    {
        foreach ((double[] mine, double[] found) in expected.Zip(actual.Select(device.Read)))
        {
            Assert.All(mine.Zip(found), p => Assert.InRange(
                Math.Abs(p.First - p.Second), 0, Tolerance * (10 + Math.Abs(p.First))));
        }
    }
}
