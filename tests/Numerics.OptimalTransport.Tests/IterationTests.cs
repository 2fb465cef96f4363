using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.OptimalTransport.Tests;

/// <summary>One iteration: the kernels against the definition and the textbook's formula.</summary>
public class IterationTests
{
    private const double Single = 1.0 / (1 << 24);
    private const double Double = 1.0 / (1L << 53);
    private const double Epsilon = 0.1;

    /// <summary>The exponent (g − C)/ε + log b, of at most 2 max C/ε + |log b| ≤ 30, has three roundings; the
    /// log-sum-exp that of its maximum, of a logarithm and a sum, the terms each those of an exponential; g has as
    /// many again, of f's error too.</summary>
    private const double Roundings = 2 * 30 * 8;

    /// <summary>More rows than a block has, and rows of more than a block's columns are tried beside the small
    /// shapes.</summary>
    private const int Tall = 300;
    private const int Wide = 43;

    /// <summary>What over-relaxation and a penalty add: (ω − 1)·f/ε to the exponents, at most 5, and to g the translation, a quotient of
    /// two sums of exponentials: as many roundings again.</summary>
    private const double Further = 2;

    private const int Dimension = 3;

    private static readonly double s_threshold = SinkhornIteration.Underflow;

    public static TheoryData<int> Rows() => [.. Enumerable.Range(0, 41), Tall, Wide];

    public static TheoryData<bool, double, double> Variants() => new()
    {
        { false, 0.7, 1 },
        { false, double.PositiveInfinity, 1.5 },
        { false, 2, 1.2 },
        { true, double.PositiveInfinity, 1 },
        { true, 0.7, 1.5 },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Kernels_equal_the_definition(int rows)
    {
        int[] columns = rows == Tall ? [5, 17, 33] : rows == Wide ? [4095, 4096, 4097] : [.. Enumerable.Range(0, 41)];
        foreach (int m in columns)
        {
            Check(Problem.Draw(rows, m, (1000 * rows) + m), false, double.PositiveInfinity, 1);
        }
    }

    /// <summary>Over-relaxed, with penalties for marginals, and on clouds of points: all shapes too.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void Kernels_of_the_variants_equal_the_definition(bool isOnPoints, double strength, double relaxation)
    {
        for (int rows = 0; rows <= 40; rows++)
        {
            for (int m = 0; m <= 40; m++)
            {
                Check(Problem.Draw(rows, m, (1000 * rows) + m), isOnPoints, strength, relaxation);
            }
        }
    }

    private static void Check(Problem p, bool isOnPoints, double strength, double relaxation)
    {
        double[] x = isOnPoints ? Cloud(p.Rows, 0, p.Rows) : [];
        double[] y = isOnPoints ? Cloud(p.Columns, 0.5, 50 + p.Columns) : [];
        double[] start = [.. Enumerable.Range(0, p.Rows).Select(i => 0.5 * Math.Sin(i))];
        double[] g = Problem.Numbers(p.Columns, () => 0.25);
        double tolerance = Roundings * Epsilon * (double.IsFinite(strength) || relaxation > 1 ? Further : 1);
        (Col f, Row next, Scalar error, Scalar dual, Scalar mass) = isOnPoints
            ? SinkhornIteration.StepOnPoints(
                new Col(start), new Row(g), new Points(p.Rows, Dimension, x), new Points(p.Columns, Dimension, y), new Col(p.A), new Row(p.B),
                new Row(Array.ConvertAll(p.B, Math.Log)), Epsilon, strength, relaxation)
            : SinkhornIteration.Step(
                new Col(start), new Row(g), new Mat(p.Rows, p.Columns, p.Cost), new Col(p.A), new Row(p.B),
                new Row(Array.ConvertAll(p.B, Math.Log)), Epsilon, strength, relaxation);
        double[] numbers = [error.Value, dual.Value, mass.Value];

        float[] f32 = Problem.Narrow(start), next32 = new float[p.Columns], b32 = Problem.Narrow(p.B), log32 = Array.ConvertAll(b32, MathF.Log);
        (double, double, double) single = isOnPoints
            ? SinkhornIteration.StepOnPoints(
                f32, Problem.Narrow(g), new ReadOnlyTensorSpan<float>(Problem.Narrow(x), [p.Rows, Dimension], []),
                new ReadOnlyTensorSpan<float>(Problem.Narrow(y), [p.Columns, Dimension], []), Problem.Narrow(p.A), b32, log32, next32,
                Epsilon, strength, relaxation)
            : SinkhornIteration.Step(
                f32, Problem.Narrow(g), new ReadOnlyTensorSpan<float>(Problem.Narrow(p.Cost), [p.Rows, p.Columns], []),
                Problem.Narrow(p.A), b32, log32, next32, Epsilon, strength, relaxation);
        AssertNear(p, f, next, numbers, Problem.Widen(f32), Problem.Widen(next32), single, Single * tolerance);

        double[] f64 = [.. start], next64 = new double[p.Columns], log64 = Array.ConvertAll(p.B, Math.Log);
        (double, double, double) wide = isOnPoints
            ? SinkhornIteration.StepOnPoints(
                f64, g, new ReadOnlyTensorSpan<double>(x, [p.Rows, Dimension], []),
                new ReadOnlyTensorSpan<double>(y, [p.Columns, Dimension], []), p.A, p.B, log64, next64, Epsilon, strength, relaxation)
            : SinkhornIteration.Step(
                f64, g, new ReadOnlyTensorSpan<double>(p.Cost, [p.Rows, p.Columns], []), p.A, p.B, log64, next64, Epsilon, strength, relaxation);
        AssertNear(p, f, next, numbers, f64, next64, wide, Double * tolerance);
    }

    /// <summary>Points whose squared distances are below 1, as stored costs are.</summary>
    private static double[] Cloud(int count, double from, int seed) =>
        Array.ConvertAll(Problem.Cloud(count, Dimension, from, seed), c => c / Dimension);

    private static void AssertNear(
        Problem p, Col defined, Row definedNext, double[] numbers, double[] f, double[] next,
        (double Error, double Dual, double Mass) measured, double tolerance)
    {
        if (p.Columns > 0)
        {
            AssertClose(defined.AsSpan(), f, tolerance);
        }

        if (p.Rows > 0 && p.Columns > 0)
        {
            AssertClose(definedNext.AsSpan(), next, tolerance);
            AssertClose(numbers, [measured.Error, measured.Dual, measured.Mass], tolerance / Epsilon);
        }
    }

    [Fact]
    public void It_is_the_textbooks_iteration()
    {
        Problem p = Problem.Draw(23, 31, 7);
        double[] f = new double[23];
        double[] g = new double[31];
        double[] fixedF = new double[23];
        double[] fixedG = new double[31];
        double[] next = new double[31];
        for (int i = 0; i < 20; i++)
        {
            Sinkhorn.Step(
                fixedF, fixedG, p.CostMatrix.AsReadOnlyTensorSpan(),
                Array.ConvertAll(p.A, Math.Log), Array.ConvertAll(p.B, Math.Log), Epsilon);
            SinkhornIteration.Step(
                f, i == 0 ? Array.ConvertAll(p.B, b => -Epsilon * Math.Log(b)) : g, p.CostMatrix.AsReadOnlyTensorSpan(),
                p.A, p.B, Array.ConvertAll(p.B, Math.Log), next, Epsilon);
            (g, next) = (next, g);
        }

        // The textbook's potentials carry the weights: f + ε log a, g + ε log b.
        AssertClose(fixedF, [.. f.Zip(p.A, (x, a) => x + Epsilon * Math.Log(a))], Double * Roundings);
        AssertClose(fixedG, [.. g.Zip(p.B, (x, b) => x + Epsilon * Math.Log(b))], Double * Roundings);
    }

    /// <summary>Two clouds 3 apart, ε = 1e-3, float, zero potentials: next to their rows' greatest terms most
    /// columns' terms underflow.</summary>
    [Fact]
    public void Columns_that_underflow_have_a_maximum_of_their_own()
    {
        const int n = 400;
        const double epsilon = 1e-3;
        float[] x = Problem.Narrow(Problem.Cloud(n, 2, 0, 1));
        float[] y = Problem.Narrow(Problem.Cloud(n, 2, 3, 2));
        float[] weights = Problem.Narrow(Problem.Numbers(n, () => 1.0 / n));
        float[] f = new float[n];
        float[] next = new float[n];
        SinkhornIteration.StepOnPoints(
            f, new float[n], new ReadOnlyTensorSpan<float>(x, [n, 2], []), new ReadOnlyTensorSpan<float>(y, [n, 2], []),
            weights, weights, Array.ConvertAll(weights, MathF.Log), next, epsilon);

        var a = new Col(Problem.Widen(weights));
        var b = new Row(Problem.Widen(weights));
        Mat cost = Functions.SquaredDistance(new Points(n, 2, x), new Points(n, 2, y));
        Mat exponent = (0 - cost) / epsilon + Functions.Log(b);
        Col f1 = -epsilon * Functions.LogSumExpRows(exponent);
        Row received = Functions.SumColumns(a * Functions.SoftMaxRows(exponent));
        int empty = received.AsSpan().ToArray().Count(s => s < s_threshold);
        Assert.True(empty > n / 2, $"only {empty} columns underflow");
        Row g1 = -epsilon * Functions.LogSumExpColumns((f1 - cost) / epsilon + Functions.Log(a));
        double size = cost.AsSpan().ToArray().Max();
        AssertClose(f1.AsSpan(), Problem.Widen(f), 8 * Single * size);
        AssertClose(g1.AsSpan(), Problem.Widen(next), 16 * Single * size);
    }

    private static void AssertClose(ReadOnlySpan<double> expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            bool isClose = Math.Abs(expected[i] - actual[i]) <= tolerance;
            Assert.True(isClose, $"[{i}] {actual[i]} for {expected[i]}, more than {tolerance} off");
        }
    }
}
