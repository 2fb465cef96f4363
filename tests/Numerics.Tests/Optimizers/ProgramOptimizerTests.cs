using System.Numerics.Tensors;
using Numerics.Files;

namespace Numerics.Tests.Optimizers;

/// <summary>Optimizers of rules over matrices: against the rule's own overload on every tensor, to the bit.</summary>
public class ProgramOptimizerTests
{
    private const int Rows = 5;
    private const int Columns = 3;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_is_the_rule_on_every_tensor(bool isPlain)
    {
        Tensor<float>[] parameters = [Draw(1, 5, 3), Draw(2, 1, 4), Draw(3, 0, 2), Draw(4, 40, 33)];
        Tensor<float>[] gradients = [Draw(5, 5, 3), Draw(6, 1, 4), Draw(7, 0, 2), Draw(8, 40, 33)];
        Tensor<float>[] expected = [.. parameters.Select(Copy)];
        using var optimizer = new Factored.Optimizer(parameters, new() { LearningRate = 0.75, IsPlain = isPlain });
        float[][] rows = [.. expected.Select(x => new float[x.Lengths[0]])];
        float[][] columns = [.. expected.Select(x => Filled((int)x.Lengths[1], 1))];
        for (int t = 1; t <= 3; t++)
        {
            Assert.Equal(StepOutcome.Stepped, optimizer.Step(gradients));
            for (int i = 0; i < expected.Length; i++)
            {
                double size = Factored.Step(
                    expected[i].AsTensorSpan(), rows[i], columns[i], gradients[i].AsReadOnlyTensorSpan(),
                    t, 0.75, 0.5, isPlain);
                Assert.Equal(size, optimizer.Number(i, "size"));
                Assert.Equal(expected[i].ToArray(), parameters[i].ToArray());
                Assert.Equal(rows[i], optimizer.State<float>(i, "rows").ToArray());
                Assert.Equal(columns[i], optimizer.State<float>(i, "columns").ToArray());
            }
        }

        Assert.Equal(3, optimizer.StepCount());
    }

    [Fact]
    public void Groups_have_their_own_options_schedules_and_variants()
    {
        Tensor<double> first = Tensor.Create(new double[] { 1, 2 }, [1, 2]);
        Tensor<double> second = Tensor.Create(new double[] { 3, 4 }, [2, 1]);
        using var optimizer = new Factored.Optimizer(
            [
                new(second, new() { LearningRate = Schedule.PiecewiseConstant(1, (1, 0.5)), IsPlain = true }),
                new(first, new() { LearningRate = 0, Beta = 0 }),
            ],
            [first, second]);
        Tensor<double>?[] gradients =
            [Tensor.Create(new double[] { 3, 4 }, [1, 2]), Tensor.Create(new double[] { 1, 2 }, [2, 1])];
        optimizer.Step(gradients);
        Assert.Equal([2.0, 2], second.ToArray());
        optimizer.Step((Tensor<double>?[])[null, Tensor.Create(new double[] { 4, 8 }, [2, 1])]);

        // The second group's third step is its second: η/t = 0.5/2.
        Assert.Equal([1.0, 0], second.ToArray());
        Assert.Equal([1.0, 2], first.ToArray());
        Assert.Equal([12.5], optimizer.State<double>(0, "rows").ToArray());
        Assert.Equal([9.0, 16], optimizer.State<double>(0, "columns").ToArray());
        Assert.Equal((2, 1), (optimizer.StepCount(0), optimizer.StepCount(1)));
    }

    [Fact]
    public void Inputs_have_lengths_of_their_own_and_whole_numbers_stay_whole()
    {
        double[] x = [1, 2], again = [1, 2];
        double[] slope = [1, -1], y = [1, 2, 3];
        Tensor<double> a = Tensor.Create(new double[] { 1, 0, 0, 1, 2, 2 }, [3, 2]);
        const ulong Key = ulong.MaxValue - 5;
        using var optimizer = new Fitted.Optimizer(x, new() { Key = Key });
        long count = 3;
        int total = 5;
        for (int t = 0; t < 3; t++)
        {
            optimizer.Step(slope, a, y, chosen: 1, more: 1 << 20);
            double residual = Fitted.Step(
                again, ref count, ref total, slope, a.AsReadOnlyTensorSpan(), y, 1, 1 << 20, Key);
            Assert.Equal(again, x);
            Assert.Equal(residual, optimizer.Number(0, "residual"));
        }

        Assert.Equal(6, optimizer.Number(0, "count"));
        Assert.Equal(5 + (3 << 20), optimizer.Number(0, "total"));
    }

    [Fact]
    public void An_array_is_as_long_as_an_option_says()
    {
        float[] x = [4, 5, 6];
        using var optimizer = new Sketched.Optimizer(x, new() { Length = 2 });
        optimizer.Step(new float[] { 1, 2, 4 }, new float[] { 0, 1, 0 });
        Assert.Equal([5f, 2], optimizer.State<float>(0, "sketch").ToArray());
        optimizer.SetOptions(new() { Length = 3 });
        float[] before = [.. x];
        string message = Assert.Throws<ArgumentException>(() => optimizer.Step(new float[3], new float[3])).Message;
        Assert.Contains(
            "has arrays of length 2; with these values the rule computes 3", message, StringComparison.Ordinal);
        Assert.Equal(before, x);
        Assert.Equal(1, optimizer.StepCount());
    }

    [Theory]
    [InlineData(0.1, null)]
    [InlineData(1, 2.0)]
    [InlineData(0.5, 1.0)]
    public void Gradients_are_scaled_and_clipped_before_the_rule(double scale, double? most)
    {
        Tensor<float>[] parameters = [Draw(1, 5, 3), Draw(2, 70, 90)], gradients = [Draw(3, 5, 3), Draw(4, 70, 90)];
        Tensor<float>[] copies = [.. parameters.Select(Copy)];
        using var optimizer = new Factored.Optimizer(parameters) { GradientScale = scale, MaxGradientNorm = most };
        using var plain = new Factored.Optimizer(copies);
        optimizer.Step(gradients);
        double norm = Math.Sqrt(gradients.Sum(g => g.ToArray().Sum(v => (double)v * v))) * scale;
        float factor = (float)(scale * (most is double m ? Math.Min(1, m / (norm + 1e-6)) : 1));
        plain.Step((Tensor<float>[])[.. gradients.Select(g => Scaled(g, factor))]);
        Assert.Equal(copies[0].ToArray(), parameters[0].ToArray());
        Assert.Equal(copies[1].ToArray(), parameters[1].ToArray());
        Assert.Equal(most is null ? double.NaN : norm, optimizer.GradientNorm, 1e-12 * norm);
    }

    [Fact]
    public void A_step_with_a_gradient_that_is_not_finite_is_skipped()
    {
        Tensor<float> x = Draw(1, 2, 2), kept = Copy(x);
        using var optimizer = new Factored.Optimizer(x) { SkipNonFiniteGradients = true };
        Tensor<float> g = Tensor.Create([1, 2, float.NaN, 3], [2, 2]);
        Assert.Equal(StepOutcome.NonFiniteGradient, optimizer.Step(g));
        Assert.Equal(kept.ToArray(), x.ToArray());
        Assert.Equal((0, 1), (optimizer.StepCount(), optimizer.SkippedSteps));
    }

    [Fact]
    public void A_saved_state_goes_on_to_the_bit()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Tensor<float> x = Draw(1, Rows, Columns);
            using var first = new Factored.Optimizer(x);
            first.Step(Draw(2, Rows, Columns));
            first.Save(path);
            Tensor<float> resumed = Copy(x);
            using var second = new Factored.Optimizer(resumed);
            second.Load(path);
            first.Step(Draw(3, Rows, Columns));
            second.Step(Draw(3, Rows, Columns));
            Assert.Equal(x.ToArray(), resumed.ToArray());
            Assert.Equal(first.State<float>(0, "rows").ToArray(), second.State<float>(0, "rows").ToArray());
            using (StateFile file = StateFile.Open(path))
            {
                Assert.Equal([Rows], file.Tensors["state.0.exp_avg_sq_row"].Shape);
                Assert.Equal([Columns], file.Tensors["state.0.columns"].Shape);
            }

            using var other = new Factored.Optimizer(Draw(1, Rows, Columns + 1));
            string message = Assert.Throws<InvalidDataException>(() => other.Load(path)).Message;
            Assert.Contains("parameter 0 needs 4 elements", message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Whole_numbers_are_saved_as_numbers()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            double[] x = [1, 2];
            Tensor<double> a = Tensor.Create(new double[] { 1, 0 }, [1, 2]);
            using var first = new Fitted.Optimizer(x, new() { Key = ulong.MaxValue });
            first.Step(new double[2], a, new double[1], 1);
            first.Save(path);
            using var second = new Fitted.Optimizer(x.ToArray());
            second.Load(path);
            Assert.Equal((4.0, 7.0), (second.Number(0, "count"), second.Number(0, "total")));
            using StateFile file = StateFile.Open(path);
            Assert.Equal("18446744073709551615", file.Metadata["numerics.group.0.option.key"]);
            Assert.Equal(4, file.Tensors["state.0.count"].ToDoubles()[0]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        Tensor<float>[] parameters = [Draw(1, 5, 3), Draw(2, 300, 200)], gradients = [Draw(3, 5, 3), Draw(4, 300, 200)];
        using var optimizer = new Factored.Optimizer(parameters) { GradientScale = 0.5 };
        long least = long.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            optimizer.Step(gradients);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static float[] Filled(int length, float value) => [.. Enumerable.Repeat(value, length)];

    private static Tensor<float> Copy(Tensor<float> x) => Tensor.Create(x.ToArray(), x.Lengths);

    private static Tensor<float> Scaled(Tensor<float> x, float factor) =>
        Tensor.Create(x.ToArray().Select(v => v * factor).ToArray(), x.Lengths);

    private static Tensor<float> Draw(int seed, int rows, int columns)
    {
        var random = new Random(seed);
        return Tensor.Create(
            [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextSingle() - 0.5f)], [rows, columns]);
    }
}
