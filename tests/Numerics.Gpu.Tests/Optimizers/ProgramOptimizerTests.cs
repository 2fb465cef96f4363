using System.Numerics.Tensors;
using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;
using Numerics.Rules;
using Numerics.Tests.Optimizers;

namespace Numerics.Gpu.Tests.Optimizers;

/// <summary>Optimizers of rules over matrices and with loops on devices: the CPU's optimizers take the same steps.</summary>
public sealed class ProgramOptimizerTests
{
    /// <summary>A group takes the first three alone; the last is beyond that, and goes item by item.</summary>
    private static readonly (int Rows, int Columns)[] Shapes = [(5, 3), (1, 4), (17, 33), (200, 170)];

    /// <summary>Roundings of an element in a step, on either side: a mean of some 200 terms and a dozen operations.</summary>
    private const double Roundings = 2 * (200 + 12);

    [Theory, OnEachDevice]
    public void Steps_on_matrices_are_the_CPUs(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        int shapes = kind == AcceleratorType.CPU ? 3 : 4;
        Tensor<double>[] x = [.. Shapes.Take(shapes).Select((s, i) => Draw(i, s))];
        DeviceTensors<double> places = device.Copy<double>(Flat(x)), gradients = device.Copy(Flat(x));
        using var host = new Factored.Optimizer(x, new() { LearningRate = 0.75 });
        using GpuOptimizer<double, Factored.Options> onDevice = Factored.CreateGpuOptimizer(
            device.Accelerator, Matrices(places, Shapes), new() { LearningRate = 0.75 });
        for (int step = 1; step <= 3; step++)
        {
            Tensor<double>[] g = [.. Shapes.Take(shapes).Select((s, i) => Draw((10 * step) + i, s))];
            gradients.CopyFrom(device.Stream, Flat(g));
            host.Step(g);
            Assert.Equal(StepOutcome.Stepped, onDevice.Step(device.Stream, gradients));
            for (int i = 0; i < shapes; i++)
            {
                AssertNear(x[i].ToArray(), device.Read(places[i]), step);
                AssertNear(host.State<double>(i, "rows").ToArray(), device.Read(onDevice.State(i, "rows")), step);
                AssertNear(host.State<double>(i, "columns").ToArray(), device.Read(onDevice.State(i, "columns")), step);
                AssertNear([host.Number(i, "size")], [onDevice.Number(i, "size")], Shapes[i].Rows);
            }
        }

        Assert.Equal(3, onDevice.StepCount());
    }

    [Theory, OnEachDevice]
    public void Library_rules_over_matrices_and_with_loops_have_optimizers(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        (int Rows, int Columns) shape = (6, 4);
        Tensor<double> factored = Draw(1, shape), g = Draw(3, shape);
        DeviceTensors<double> places = device.Copy([factored.ToArray(), Draw(2, shape).ToArray()]);
        DeviceTensors<double> gradients = device.Copy([g.ToArray()]);
        double[] line = device.Read(places[1]);
        using var adafactor = new Adafactor.Optimizer(factored);
        using var topK = new LionKappaTopK.Optimizer(line, new() { K = 5 });
        using GpuOptimizer<double, Adafactor.Options> matrixOnDevice = Adafactor.CreateGpuOptimizer(
            device.Accelerator, Matrices([places[0]], [shape]));
        using GpuOptimizer<double, LionKappaTopK.Options> lineOnDevice = LionKappaTopK.CreateGpuOptimizer(
            device.Accelerator, [places[1]], new() { K = 5 });
        for (int step = 1; step <= 2; step++)
        {
            adafactor.Step(g);
            topK.Step(g.ToArray());
            matrixOnDevice.Step(device.Stream, gradients);
            lineOnDevice.Step(device.Stream, gradients);
        }

        AssertNear(factored.ToArray(), device.Read(places[0]), 2);
        AssertNear(line, device.Read(places[1]), 2);
    }

    [Theory, OnEachDevice]
    public void Groups_have_their_own_options_schedules_and_variants(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        DeviceTensors<double> x = device.Copy<double>([[1, 2], [3, 4]]);
        DeviceMatrix<double>[] matrices = Matrices(x, [(1, 2), (2, 1)]);
        List<GpuMatrixGroup<double, Factored.Options>> groups =
        [
            new([matrices[1]], new() { LearningRate = Schedule.PiecewiseConstant(1, (1, 0.5)), IsPlain = true }),
            new([matrices[0]], new() { LearningRate = 0, Beta = 0 }),
        ];
        using GpuOptimizer<double, Factored.Options> optimizer =
            Factored.CreateGpuOptimizer(device.Accelerator, groups, matrices);
        DeviceTensors<double> gradients = device.Copy<double>([[3, 4], [1, 2]]);
        optimizer.Step(device.Stream, gradients);
        Assert.Equal([2.0, 2], device.Read(x[1]));
        gradients.CopyFrom(device.Stream, OnDevice.List<double>([[3, 4], [4, 8]]));
        optimizer.Step(device.Stream, [default, gradients[1]]);

        // The second group's third step is its second: η/t = 0.5/2.
        Assert.Equal([1.0, 0], device.Read(x[1]));
        Assert.Equal([1.0, 2], device.Read(x[0]));
        Assert.Equal([12.5], device.Read(optimizer.State(0, "rows")));
        Assert.Equal([9.0, 16], device.Read(optimizer.State(0, "columns")));
        Assert.Equal((2, 1), (optimizer.StepCount(0), optimizer.StepCount(1)));
    }

    [Theory, OnEachDevice]
    public void Inputs_have_lengths_of_their_own_and_whole_numbers_stay_whole(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        const ulong Key = ulong.MaxValue - 5;
        double[] again = [1, 2], slope = [1, -1], y = [1, 2, 3];
        double[] a = [1, 0, 0, 1, 2, 2];
        DeviceTensors<double> x = device.Copy<double>([again]), given = device.Copy<double>([slope, a, y]);
        using GpuOptimizer<double, Fitted.Options> optimizer =
            Fitted.CreateGpuOptimizer(device.Accelerator, x, new() { Key = Key });
        long count = 3;
        int total = 5;
        for (int t = 0; t < 3; t++)
        {
            optimizer.Step(device.Stream, [given[0]], [[given[1]], [given[2]]], [1, 1 << 20]);
            double residual = Fitted.Step(
                again, ref count, ref total, slope, new ReadOnlyTensorSpan<double>(a, [3, 2], []), y, 1, 1 << 20, Key);
            AssertNear(again, device.Read(x[0]), t + 1);
            AssertNear([residual], [optimizer.Number(0, "residual")], t + 1);
        }

        Assert.Equal(6, optimizer.Number(0, "count"));
        Assert.Equal(5 + (3 << 20), optimizer.Number(0, "total"));
        string message = Assert.Throws<ArgumentException>(
            () => optimizer.Step(device.Stream, [given[0]], [[given[1].SubView(0, 5)], [given[2]]], [1, 2])).Message;
        Assert.Contains("a[0] has 5 elements; beside its parameter, of shape [2], it must have the shape [any, 2]", message,
            StringComparison.Ordinal);
        Assert.Equal(3, optimizer.StepCount());
    }

    [Theory, OnEachDevice]
    public void An_array_is_as_long_as_an_option_says(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        DeviceTensors<float> x = device.Copy<float>([[4, 5, 6]]), given = device.Copy<float>([[1, 2, 4], [0, 1, 0]]);
        using GpuOptimizer<float, Sketched.Options> optimizer =
            Sketched.CreateGpuOptimizer(device.Accelerator, x, new() { Length = 2 });
        void Step() => optimizer.Step(device.Stream, [given[0]], [[given[1]]], []);
        Step();
        Assert.Equal([5f, 2], device.Read(optimizer.State(0, "sketch")));
        optimizer.SetOptions(new() { Length = 3 });
        float[] before = device.Read(x[0]);
        string message = Assert.Throws<ArgumentException>(Step).Message;
        Assert.Contains("has arrays of length 2; with these values the rule computes 3", message, StringComparison.Ordinal);
        Assert.Equal(before, device.Read(x[0]));
        Assert.Equal(1, optimizer.StepCount());
    }

    [Theory, OnEachDevice(nameof(Policies))]
    public void Gradients_are_scaled_and_clipped_before_the_rule(AcceleratorType kind, double scale, double? most)
    {
        using var device = new OnDevice(kind);
        Tensor<double>[] x = [Draw(1, (5, 3)), Draw(2, (7, 9))], g = [Draw(3, (5, 3)), Draw(4, (7, 9))];
        DeviceTensors<double> places = device.Copy<double>(Flat(x)), gradients = device.Copy(Flat(g));
        using var host = new Factored.Optimizer(x) { GradientScale = scale, MaxGradientNorm = most };
        using GpuOptimizer<double, Factored.Options> onDevice =
            Factored.CreateGpuOptimizer(device.Accelerator, Matrices(places, [(5, 3), (7, 9)]));
        (onDevice.GradientScale, onDevice.MaxGradientNorm) = (scale, most);
        host.Step(g);
        onDevice.Step(device.Stream, gradients);
        AssertNear(x[0].ToArray(), device.Read(places[0]), 1);
        AssertNear(x[1].ToArray(), device.Read(places[1]), 1);

        // Sums of the same squares in other orders: a rounding for each at most. Without a greatest norm none is computed.
        double roundings = most is null ? 0 : ((5 * 3) + (7 * 9)) * host.GradientNorm / (1L << 53);
        Assert.Equal(most is null, double.IsNaN(host.GradientNorm));
        Assert.Equal(host.GradientNorm, onDevice.GradientNorm, roundings);
        Assert.Equal(g[1].ToArray(), device.Read(gradients[1]));
    }

    public static IEnumerable<object?[]> Policies() => [[0.5, null], [1.0, 2.0], [0.5, 1.0]];

    [Theory, OnEachDevice]
    public void A_step_with_a_gradient_that_is_not_finite_is_skipped(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        DeviceTensors<float> x = device.Copy<float>([[1, 2, 3, 4]]), g = device.Copy<float>([[1, 2, float.NaN, 3]]);
        using GpuOptimizer<float, Factored.Options> optimizer =
            Factored.CreateGpuOptimizer(device.Accelerator, Matrices(x, [(2, 2)]));
        optimizer.SkipNonFiniteGradients = true;
        Assert.Equal(StepOutcome.NonFiniteGradient, optimizer.Step(device.Stream, g));
        Assert.Equal([1f, 2, 3, 4], device.Read(x[0]));
        Assert.Equal((0, 1), (optimizer.StepCount(), optimizer.SkippedSteps));
    }

    [Theory, OnEachDevice]
    public void Files_are_the_CPUs(AcceleratorType kind)
    {
        using var device = new OnDevice(kind);
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Tensor<double> x = Draw(1, (5, 3)), g = Draw(2, (5, 3));
            DeviceTensors<double> places = device.Copy(Flat([x])), gradients = device.Copy(Flat([g]));
            using GpuOptimizer<double, Factored.Options> first =
                Factored.CreateGpuOptimizer(device.Accelerator, Matrices(places, [(5, 3)]));
            first.Step(device.Stream, gradients);
            first.Save(path);
            using var host = new Factored.Optimizer(x);
            host.Load(path);
            Assert.Equal(device.Read(first.State(0, "rows")), host.State<double>(0, "rows").ToArray());
            using GpuOptimizer<double, Factored.Options> second =
                Factored.CreateGpuOptimizer(device.Accelerator, Matrices(places, [(5, 3)]));
            second.Load(path);
            Assert.Equal(1, second.StepCount());
            first.Step(device.Stream, gradients);
            second.Step(device.Stream, gradients);
            Assert.Equal(device.Read(first.State(0, "columns")), device.Read(second.State(0, "columns")));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Parameters_that_are_no_matrices_of_the_rule_are_refused()
    {
        using var device = new OnDevice(AcceleratorType.CPU);
        ArrayView<float> memory = device.Copy<float>([new float[12]])[0];
        string strided = Assert.Throws<ArgumentException>(() => Factored.CreateGpuOptimizer(
            device.Accelerator, [new DeviceMatrix<float>(memory, 2, 3, 6)])).Message;
        Assert.Contains("has rows that lie 6 elements apart", strided, StringComparison.Ordinal);
        string flat = Assert.Throws<ArgumentException>(() => new GpuOptimizer<float, Factored.Options>(
            Factored.StepDeviceRule.Instance, device.Accelerator, [memory], new Factored.Options())).Message;
        Assert.Contains("x of the rule is a matrix, which has two axes", flat, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Unbound.CreateGpuOptimizer(device.Accelerator, [memory]));
    }

    private static Tensor<double> Draw(int seed, (int Rows, int Columns) shape)
    {
        var random = new Random(seed);
        return Tensor.Create(
            [.. Enumerable.Range(0, shape.Rows * shape.Columns).Select(_ => random.NextDouble() - 0.5)], [shape.Rows, shape.Columns]);
    }

    private static double[][] Flat(Tensor<double>[] x) => [.. x.Select(t => t.ToArray())];

    private static DeviceMatrix<T>[] Matrices<T>(IReadOnlyList<ArrayView<T>> views, (int Rows, int Columns)[] shapes)
        where T : unmanaged =>
        [.. views.Select((v, i) => new DeviceMatrix<T>(v, shapes[i].Rows, shapes[i].Columns))];

    private static void AssertNear(double[] expected, double[] actual, int steps)
    {
        double bound = Roundings * steps * (1 + expected.Max(Math.Abs)) / (1L << 53);
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= bound, $"[{i}] is {actual[i]}, not {expected[i]} within {bound}");
        }
    }
}
