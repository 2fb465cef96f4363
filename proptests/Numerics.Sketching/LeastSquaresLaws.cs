using System.Numerics.Tensors;
using Numerics.LinearSolvers;

namespace Numerics.SketchingProofs;

/// <summary>Sketch and precondition, on matrices with known singular values, beside orthonormal bases by Gram and Schmidt.</summary>
public class LeastSquaresLaws
{
    private const int Seed = 20261127;

    /// <summary>The noise in b, the specification's: no tolerance.</summary>
    private const double Noise = 1e-3;

    /// <summary>What the specification asks of residuals.</summary>
    private const double SameResidual = 1e-9;

    /// <summary>Iterations that the theorem gives: each contracts by √(n/d) = 1/2 for d = 4n (by 1/1.7 with the fifteen percent by which
    /// sparse signs miss the Gaussian interval), from 1e0 to 1e-12 where ‖r‖ and ‖b‖ are of a kind, and a fresh residual every fifth
    /// digit.</summary>
    private const int MostIterations = 60;

    public static TheoryData<Embedding, double> Conditions()
    {
        var data = new TheoryData<Embedding, double>();
        foreach (Embedding embedding in Enum.GetValues<Embedding>())
        {
            foreach (double condition in new[] { 1e2, 1e6, 1e10 })
            {
                data.Add(embedding, condition);
            }
        }

        return data;
    }

    /// <summary>Invariant 10 and the protocol: the residual is the orthogonal one's, in as many iterations whatever the condition.</summary>
    [Theory]
    [MemberData(nameof(Conditions))]
    public void Residuals_are_least_in_as_many_iterations_for_each_condition(Embedding embedding, double condition)
    {
        const int M = 2000, N = 60;
        var random = new Random(Seed);
        double[][] left = Orthonormal(random, M, N), rightOnes = Orthonormal(random, N, N);
        double[] a = Product(left, Spread(N, condition), rightOnes);
        double[] b = Noisy(random, a, M, N);
        LeastSquaresPoint point = Solved(a, M, N, b, new() { Embedding = embedding, Oversampling = 4 });
        double[] rest = Rest(b, left);
        Assert.Equal(Norm(rest), point.ResidualNorm, SameResidual * Norm(rest));
        Assert.Equal(N, point.Rank);
        Assert.InRange(point.Iterations, 1, MostIterations);
        Assert.Equal(Norm(Residual(a, point.X, b)), point.ResidualNorm, SameResidual * Norm(rest));
    }

    /// <summary>Of many that solve it the least in norm: it lies in the range of Aᵀ.</summary>
    [Theory]
    [InlineData(300, 40, 25)]
    [InlineData(40, 300, 40)]
    [InlineData(40, 300, 25)]
    [InlineData(9, 3, 2)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 5, 1)]
    [InlineData(5, 1, 1)]
    public void Where_many_solve_it_the_least_in_norm_is_found(int m, int n, int rank)
    {
        const double Condition = 100;
        var random = new Random(Seed);
        double[][] left = Orthonormal(random, m, rank), right = Orthonormal(random, n, rank);
        double[] singular = Spread(rank, Condition);
        double[] a = Product(left, singular, right);
        double[] b = Draw(random, m);
        LeastSquaresPoint point = Solved(a, m, n, b, new());
        var expected = new double[n];
        for (int k = 0; k < rank; k++)
        {
            TensorPrimitives.MultiplyAdd(right[k], TensorPrimitives.Dot<double>(left[k], b) / singular[k], expected, expected);
        }

        Assert.Equal(rank, point.Rank);

        // The slope is known to 1e-12 of ‖A‖‖b‖: x to that by the square of the condition.
        double bound = 1e-12 * Condition * Condition * Norm(b);
        Assert.True(Distance(point.X, expected) <= bound, $"{Distance(point.X, expected)} of {bound}");
    }

    [Theory]
    [InlineData(Embedding.SparseSign)]
    [InlineData(Embedding.Gaussian)]
    public void Sparse_matrices_are_solved_as_dense_ones(Embedding embedding)
    {
        foreach ((int m, int n) in new[] { (120, 20), (20, 120) })
        {
            var random = new Random(Seed);
            double[] a = [.. Draw(random, m * n).Select(e => random.Next(4) == 0 ? e : 0)];
            double[] b = Draw(random, m);
            LeastSquaresPoint dense = Solved(a, m, n, b, new() { Embedding = embedding });
            LeastSquaresPoint sparse = Assert.IsType<LeastSquaresOutcome.Solved>(LinearSolvers.Sketching.LeastSquares(
                Sparse(a, m, n), b, new() { Embedding = embedding })).Point;

            // Slopes are known to 1e-12 of ‖A‖‖b‖; such a matrix has a condition below 100.
            Assert.True(Distance(dense.X, sparse.X) <= 1e-12 * 100 * 100 * Norm(b));
        }
    }

    /// <summary>Draws are numbered, and sums have an order: the same bits each time.</summary>
    [Theory]
    [InlineData(Embedding.SparseSign)]
    [InlineData(Embedding.Gaussian)]
    [InlineData(Embedding.Hadamard)]
    public void The_same_key_gives_the_same_bits(Embedding embedding)
    {
        const int M = 500, N = 70;
        var random = new Random(Seed);
        (double[] a, double[] b) = (Draw(random, M * N), Draw(random, M));
        var options = new LeastSquaresOptions { Embedding = embedding };
        Assert.Equal(Solved(a, M, N, b, options).X, Solved(a, M, N, b, options).X);
        Assert.NotEqual(Solved(a, M, N, b, options).X, Solved(a, M, N, b, options with { Key = 2 }).X);
    }

    /// <summary>Strided operands are those that they stand for.</summary>
    [Fact]
    public void Strided_matrices_are_read_by_their_strides()
    {
        const int M = 50, N = 4, Wide = 9;
        var random = new Random(Seed);
        (double[] whole, double[] b) = (Draw(random, M * Wide), Draw(random, M));
        double[] a = [.. Enumerable.Range(0, M * N).Select(k => whole[(k / N * Wide) + (k % N)])];
        LeastSquaresPoint strided = Assert.IsType<LeastSquaresOutcome.Solved>(LinearSolvers.Sketching.LeastSquares(
            new ReadOnlyTensorSpan<double>(whole, [M, N], [Wide, 1]), b)).Point;
        Assert.Equal(Solved(a, M, N, b, new()).X, strided.X);
    }

    [Fact]
    public void What_cannot_be_solved_is_refused_by_name()
    {
        double[] a = [1, 2, 3, 4, 5, 6], b = [1, 2, 3];
        Assert.Contains("“b” has 2 elements", Refused(a, [1, 2], new()), StringComparison.Ordinal);
        Assert.Contains("at 1", Refused(a, [1, double.NaN, 2], new()), StringComparison.Ordinal);
        Assert.Contains("[2, 0]", Refused([1, 2, 3, 4, double.PositiveInfinity, 6], b, new()), StringComparison.Ordinal);
        Assert.Contains("zeros alone", Refused(new double[6], b, new()), StringComparison.Ordinal);
        Assert.Contains("Tolerance", Refused(a, b, new() { Tolerance = 2 }), StringComparison.Ordinal);
        Assert.Contains("Oversampling", Refused(a, b, new() { Oversampling = 0.5 }), StringComparison.Ordinal);
        Assert.Contains("MaximumIterations", Refused(a, b, new() { MaximumIterations = 0 }), StringComparison.Ordinal);
        Assert.Contains("sparse-sign", Assert.Throws<ArgumentException>(() => LinearSolvers.Sketching.LeastSquares(
            Sparse(a, 3, 2), b, new() { Embedding = Embedding.Hadamard })).Message, StringComparison.Ordinal);
    }

    /// <summary>The sketched problem's solution is a start, a tenth too long in its residual, and not an answer.</summary>
    [Fact]
    public void The_limit_of_iterations_ends_a_solve()
    {
        const int M = 500, N = 20;
        var random = new Random(Seed);
        (double[] a, double[] b) = (Draw(random, M * N), Draw(random, M));
        LeastSquaresPoint start = Assert.IsType<LeastSquaresOutcome.OutOfIterations>(LinearSolvers.Sketching.LeastSquares(
            new ReadOnlyTensorSpan<double>(a, [M, N]), b, new() { MaximumIterations = 1 })).Point;
        double least = Solved(a, M, N, b, new()).ResidualNorm;

        // The specification: at most 1.3 of the least where S has four times as many rows.
        Assert.InRange(start.ResidualNorm, least, 1.3 * least);
    }

    private static string Refused(double[] a, double[] b, LeastSquaresOptions options) =>
        Assert.ThrowsAny<ArgumentException>(
            () => LinearSolvers.Sketching.LeastSquares(new ReadOnlyTensorSpan<double>(a, [3, 2]), b, options)).Message;

    private static LeastSquaresPoint Solved(double[] a, int m, int n, double[] b, LeastSquaresOptions options) =>
        Assert.IsType<LeastSquaresOutcome.Solved>(
            LinearSolvers.Sketching.LeastSquares(new ReadOnlyTensorSpan<double>(a, [m, n]), b, options)).Point;

    private static double[] Draw(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];

    /// <summary>A·x and noise.</summary>
    private static double[] Noisy(Random random, double[] a, int m, int n)
    {
        double[] x = Draw(random, n);
        return [.. Enumerable.Range(0, m).Select(i =>
            TensorPrimitives.Dot<double>(a.AsSpan(i * n, n), x) + (Noise * (random.NextDouble() - 0.5)))];
    }

    /// <summary>From 1 to a part of it, evenly in logarithms.</summary>
    private static double[] Spread(int count, double condition) =>
        [.. Enumerable.Range(0, count).Select(k => Math.Pow(condition, -k / Math.Max(1.0, count - 1)))];

    /// <summary>Orthonormal rows: Gram and Schmidt, twice, since once leaves roundings times the condition.</summary>
    private static double[][] Orthonormal(Random random, int length, int count)
    {
        double[][] rows = [.. Enumerable.Range(0, count).Select(_ => Draw(random, length))];
        for (int k = 0; k < count; k++)
        {
            for (int pass = 0; pass < 2; pass++)
            {
                double[] rest = Rest(rows[k], rows[..k]);
                TensorPrimitives.Divide(rest, Norm(rest), rows[k]);
            }
        }

        return rows;
    }

    private static double[] Rest(double[] v, double[][] basis)
    {
        double[] rest = [.. v];
        foreach (double[] row in basis)
        {
            TensorPrimitives.MultiplyAdd(row, -TensorPrimitives.Dot<double>(row, rest), rest, rest);
        }

        return rest;
    }

    private static double[] Product(double[][] left, double[] singular, double[][] right)
    {
        int n = right[0].Length;
        var a = new double[left[0].Length * n];
        for (int k = 0; k < singular.Length; k++)
        {
            for (int i = 0; i < left[k].Length; i++)
            {
                Span<double> row = a.AsSpan(i * n, n);
                TensorPrimitives.MultiplyAdd(right[k], left[k][i] * singular[k], row, row);
            }
        }

        return a;
    }

    private static double[] Residual(double[] a, double[] x, double[] b) => [.. b.Select((e, i) =>
        TensorPrimitives.Dot<double>(a.AsSpan(i * x.Length, x.Length), x) - e)];

    private static CsrMatrix<double> Sparse(double[] a, int m, int n)
    {
        int[] kept = [.. Enumerable.Range(0, a.Length).Where(k => a[k] != 0)];
        int[] starts = [.. Enumerable.Range(0, m + 1).Select(i => kept.Count(k => k < i * n))];
        return new(m, n, starts, [.. kept.Select(k => k % n)], [.. kept.Select(k => a[k])]);
    }

    private static double Norm(double[] x) => TensorPrimitives.Norm<double>(x);

    private static double Distance(double[] x, double[] y) => TensorPrimitives.Distance<double>(x, y);
}
