using System.Numerics.Tensors;
using Numerics.Rules;
using static Numerics.Functions;

namespace Numerics.Tests.Rules;

/// <summary>Lion-κ over ranks, groups and matrices: ∇κ against <see cref="MatrixByHand"/>, κ and κ* against each other,
/// kernels
/// against definitions.</summary>
public class MatrixKappaTests
{
    /// <summary>The specification's, relative to 1 + |κ|.</summary>
    private const double Slack = 1e-12;

    /// <summary>Rounding of a matrix iteration of twenty rounds, from singular values above a hundredth.</summary>
    private const double PolarSlack = 1e-11;

    private static readonly double[][] Points =
    [
        [3, -1, 2, -3, 0.5], [1, -1, 1, 1, -1], [0, 0, 0], [2, 0, -2, 0, 1, 1], [-7],
        [0.1, 0.2, 0.3, -0.4, 0.25, 0.05, 0.2],
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(9)]
    public void The_k_greatest_share_the_weight_k(int k)
    {
        foreach (double[] x in Points)
        {
            double[] ones = [.. x.Select((_, i) => i < k ? 1.0 : 0)];
            double[] expected = MatrixByHand.Sorted(x, ones);
            var point = new Vec(x);
            Near(expected, LionKappaTopK.Subgradient(point, k).ToArray());
            Near(expected, LionKappaSorted.Subgradient(point, new Vec(ones)).ToArray());
            Assert.Equal(
                x.Select(Math.Abs).OrderDescending().Take(k).Sum(), LionKappaTopK.Potential(point, k).Value, Slack);
            Assert.Equal(0, LionKappaTopK.Conjugate(new Vec(expected), k).Value);
            Assert.Equal(
                Math.Max(0, Math.Max(x.Max(Math.Abs) - 1, x.Sum(Math.Abs) - k)),
                LionKappaTopK.Violation(point, k).Value, Slack);
        }
    }

    [Fact]
    public void Ranks_have_their_weights_and_ties_their_mean()
    {
        foreach (double[] x in Points)
        {
            double[] weights = [.. x.Select((_, i) => 2.0 / (i + 1))];
            double[] expected = MatrixByHand.Sorted(x, weights);
            (Vec point, Vec w) = (new Vec(x), new Vec(weights));
            Near(expected, LionKappaSorted.Subgradient(point, w).ToArray());
            Assert.Equal(
                x.Select(Math.Abs).OrderDescending().Zip(weights, (a, b) => a * b).Sum(),
                LionKappaSorted.Potential(point, w).Value, Slack);
            Assert.Equal(0, LionKappaSorted.Conjugate(new Vec(expected), w).Value);
            Assert.Equal(MatrixByHand.SortedViolation(x, weights), LionKappaSorted.Violation(point, w).Value, Slack);
        }
    }

    [Fact]
    public void Each_row_is_a_norm_of_its_own()
    {
        (double[,] x, double[] weights) = (Draw(5, 4, 1), [1, 2, 0, 0.5, 3]);
        x[3, 0] = x[3, 1] = x[3, 2] = x[3, 3] = 0;
        double[] found = LionKappaGroup.Subgradient(new Mat(x), new Col(weights)).ToArray();
        for (int i = 0; i < 5; i++)
        {
            var row = new Vec([.. Enumerable.Range(0, 4).Select(j => x[i, j])]);
            Near((weights[i] * LionKappaL2.Subgradient(row)).ToArray(), found[(4 * i)..(4 * (i + 1))]);
        }

        Fenchel(
            new Mat(x),
            y => LionKappaGroup.Subgradient(y, new Col(weights)),
            y => LionKappaGroup.Potential(y, new Col(weights)),
            y => LionKappaGroup.Conjugate(y, new Col(weights)), Slack);
        Assert.Equal(double.PositiveInfinity, LionKappaGroup.Conjugate(new Mat(x), new Col(weights)).Value);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(9, 9)]
    [InlineData(40, 6)]
    public void The_nuclear_norm_s_gradient_is_the_polar_factor(int rows, int columns)
    {
        double[,] x = Draw(rows, columns, rows + columns);
        (double[] values, double[,] polar) = MatrixByHand.Polar(x);
        Assert.True(values.Min() > 0.01 * values.Max(), "the test wants singular values of one magnitude");
        Mat found = LionKappaNuclear.Subgradient(new Mat(x), 24);
        Assert.All(polar.Cast<double>().Zip(found.ToArray()), p => Assert.Equal(p.First, p.Second, PolarSlack));
        Assert.Equal(values.Sum(), LionKappaNuclear.Potential(new Mat(x), 24).Value, PolarSlack * values.Sum());
        Assert.Equal(values.Max(), LionKappaNuclear.SpectralNorm(new Mat(x)).Value, PolarSlack * values.Max());

        // A transpose has the transposed factor, though its columns are more than its rank.
        Mat turned = Transpose(LionKappaNuclear.Subgradient(Transpose(new Mat(x)), 24));
        Assert.All(polar.Cast<double>().Zip(turned.ToArray()), p => Assert.Equal(p.First, p.Second, PolarSlack));
        Fenchel(
            new Mat(x), y => LionKappaNuclear.Subgradient(y, 24), y => LionKappaNuclear.Potential(y, 24),
            y => LionKappaNuclear.Conjugate(y, PolarSlack), PolarSlack);
    }

    [Fact]
    public void A_zero_matrix_has_no_direction()
    {
        Assert.All(LionKappaNuclear.Subgradient(Mat.Zeros(3, 2), 20).ToArray(), v => Assert.Equal(0, v));
        Assert.Equal(0, LionKappaNuclear.SpectralNorm(Mat.Zeros(3, 2)).Value);
        Assert.Equal(0, LionKappaNuclear.Violation(Mat.Zeros(3, 2)).Value);
    }

    /// <summary>Kernels of lines, over blocks of a reduction, with ties and zeros.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(33)]
    [InlineData(300)]
    public void Kernels_of_lines_are_their_definitions(int n)
    {
        double[] x = Ties(n, 1), g = Ties(n, 2), m = Ties(n, 3), w = [.. x.Select((_, i) => 1.0 / (i + 1))];
        (Vec X, Vec M) top = LionKappaTopK.Step(new Vec(x), new Vec(m), new Vec(g), 0.5, 0.5, 0.75, 0.25, 3);
        (Vec X, Vec M) sorted = LionKappaSorted.Step(new Vec(x), new Vec(m), new Vec(g), new Vec(w), 0.5, 0.5, 0.75,
            0.25);
        double[] x1 = [.. x], m1 = [.. m], x2 = [.. x], m2 = [.. m];
        LionKappaTopK.Step(x1, m1, g, 0.5, 0.5, 0.75, 0.25, 3);
        LionKappaSorted.Step(x2, m2, g, w, 0.5, 0.5, 0.75, 0.25);
        Near(top.X.ToArray(), x1);
        Near(top.M.ToArray(), m1);
        Near(sorted.X.ToArray(), x2);
        Near(sorted.M.ToArray(), m2);
        Assert.Equal(
            LionKappaTopK.Residual(new Vec(x), new Vec(g), 1e-3, 3).Value,
            LionKappaTopK.Residual(x, g, 1e-3, 3), Slack * n);
        Assert.Equal(
            LionKappaSorted.Violation(new Vec(x), new Vec(w)).Value, LionKappaSorted.Violation(x, w), Slack * n);
    }

    [Theory]
    [InlineData(4, 3)]
    [InlineData(33, 20)]
    public void Kernels_of_matrices_are_their_definitions(int rows, int columns)
    {
        Mat x = new(Draw(rows, columns, 1)), m = new(Draw(rows, columns, 2)), g = new(Draw(rows, columns, 3));
        double[] w = [.. Enumerable.Range(1, rows).Select(i => 1.0 / i)];
        (Mat X, Mat M) grouped = LionKappaGroup.Step(x, m, g, new Col(w), 0.5, 0.5, 0.75, 0.25);
        (Mat X, Mat M) polar = LionKappaNuclear.Step(x, m, g, 0.5, 0.5, 0.75, 0.25);
        Tensor<double> x1 = Of(x), m1 = Of(m), x2 = Of(x), m2 = Of(m);
        LionKappaGroup.Step(
            x1.AsTensorSpan(), m1.AsTensorSpan(), Of(g).AsReadOnlyTensorSpan(), w, 0.5, 0.5, 0.75, 0.25);
        using var optimizer = new LionKappaNuclear.Optimizer(
            x2, new() { LearningRate = 0.5, Beta1 = 0.5, Beta2 = 0.75, WeightDecay = 0.25 });
        m.ToArray().CopyTo(optimizer.State<double>(0, "m"));
        optimizer.Step(Of(g));
        Near(grouped.X.ToArray(), x1.ToArray());
        Near(grouped.M.ToArray(), m1.ToArray());
        Assert.All(polar.X.ToArray().Zip(x2.ToArray()), p => Assert.Equal(p.First, p.Second, PolarSlack));
        Near(polar.M.ToArray(), optimizer.State<double>(0, "m").ToArray());
        Assert.Equal(
            LionKappaNuclear.Residual(x, g, 1e-3).Value,
            LionKappaNuclear.Residual(Of(x).AsReadOnlyTensorSpan(), Of(g).AsReadOnlyTensorSpan(), 1e-3),
            PolarSlack * rows * columns);
    }

    /// <summary>κ(x) + κ*(∇κ(x)) = ⟨x, ∇κ(x)⟩, and κ(z) ≥ κ(x) + ⟨∇κ(x), z − x⟩ around x.</summary>
    private static void Fenchel(
        Mat x, Func<Mat, Mat> gradient, Func<Mat, Scalar> potential, Func<Mat, Scalar> conjugate, double slack)
    {
        Mat y = gradient(x);
        double value = potential(x).Value, scale = slack * (1 + Math.Abs(value));
        Assert.Equal(value + conjugate(y).Value, Sum(x * y).Value, scale);
        for (int seed = 1; seed <= 8; seed++)
        {
            Mat z = x + seed * new Mat(Draw(x.Rows, x.Columns, 100 + seed));
            Assert.True(potential(z).Value >= value + Sum(y * (z - x)).Value - scale - slack * potential(z).Value);
        }
    }

    private static void Near(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), p => Assert.Equal(p.First, p.Second, Slack * Math.Max(1, Math.Abs(p.First))));
    }

    private static Tensor<double> Of(Mat x) => Tensor.Create(x.ToArray(), [x.Rows, x.Columns]);

    /// <summary>Numbers in quarters from −2 to 2: many are equal.</summary>
    private static double[] Ties(int n, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, n).Select(_ => random.Next(-8, 9) / 4.0)];
    }

    private static double[,] Draw(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        var x = new double[rows, columns];
        for (int i = 0; i < x.Length; i++)
        {
            x[i / columns, i % columns] = (2 * random.NextDouble()) - 1;
        }

        return x;
    }
}
