using System.Numerics.Tensors;
using Numerics.LinearSolvers;
using static Numerics.SketchingProofs.SketchingSystems;

namespace Numerics.SketchingProofs;

/// <summary>Sketch-and-project on sparse matrices.</summary>
public class SparseSketchingLaws
{
    /// <summary>Those that ask nothing of the matrix.</summary>
    private static readonly Sketch[] General =
    [
        Sketch.Kaczmarz(), Sketch.Gaussian(), Sketch.BlockKaczmarz(4), Sketch.BlockGaussian(4), Sketch.CountSketch(4),
        Sketch.ExtendedKaczmarz(), Sketch.LeastSquaresCoordinate(),
    ];

    /// <summary>Sparse and dense steps draw the same rows: the same points, but for roundings.</summary>
    [Fact]
    public void Sparse_matrices_are_solved_alike()
    {
        (double[] a, double[] solution, _) = SystemOf(3, noise: 0);
        a = [.. a.Select((e, i) => i % 3 == 0 ? 0 : e)];
        double[] b = Times(a, solution, Rows, Columns);
        foreach (Sketch sketch in General)
        {
            AssertAlike(a, b, Rows, sketch, solution);
        }

        double[] definite = Tridiagonal();
        double[] right = Times(definite, solution, Columns, Columns);
        foreach (Sketch sketch in new[] { Sketch.CoordinateDescent(), Sketch.GaussianCoordinate() })
        {
            AssertAlike(definite, right, Columns, sketch, solution);
        }

        definite[1] = 0;
        Assert.Throws<ArgumentException>(
            "matrix", () => LinearSolvers.Sketching.Solve(Sparse(definite, Columns), right, Sketch.CoordinateDescent()));
        definite[1] = definite[Columns];
        definite[0] = 0;
        Assert.Throws<ArgumentException>(
            "matrix", () => LinearSolvers.Sketching.Solve(Sparse(definite, Columns), right, Sketch.GaussianCoordinate()));
    }

    /// <summary>Inconsistent sparse systems are solved by those sketches that solve dense ones.</summary>
    [Fact]
    public void Inconsistent_sparse_systems_are_extended()
    {
        (double[] a, double[] solution, double[] b) = SystemOf(7, noise: 0.1);
        foreach (Sketch sketch in new[] { Sketch.ExtendedKaczmarz(), Sketch.LeastSquaresCoordinate() })
        {
            var outcome = Assert.IsType<SketchingOutcome.Solved>(
                LinearSolvers.Sketching.Solve(Sparse(a, Rows), b, sketch, new() { Tolerance = 1e-9 }));
            Assert.True(Distance(outcome.X, solution) <= OfSolution * Norm(solution));
        }
    }

    /// <summary>[B Jᵀ; J 0] of two sparse blocks is the matrix that it says, and sketches of rows solve with it.</summary>
    [Fact]
    public void Saddle_matrices_of_blocks_are_solved()
    {
        const int M = 3;
        double[] b = Tridiagonal(), j = new double[M * Columns];
        for (int k = 0; k < M; k++)
        {
            (j[(k * Columns) + (3 * k)], j[(k * Columns) + (3 * k) + 1]) = (2, 1);
        }

        int size = Columns + M;
        double[] whole = Saddle(b, j, Columns, M);
        CsrMatrix<double> saddle = SaddleMatrix.Of(Sparse(b, Columns), Sparse(j, M));
        CsrMatrix<double> expected = Sparse(whole, size, size);
        Assert.Equal(expected.RowStarts, saddle.RowStarts);
        Assert.Equal(expected.ColumnIndices, saddle.ColumnIndices);
        Assert.Equal(expected.Values, saddle.Values);
        double[] solution = [.. Enumerable.Range(0, size).Select(i => Math.Sin(i + 1))], right = Times(whole, solution, size, size);
        foreach (Sketch sketch in General)
        {
            var solved = Assert.IsType<SketchingOutcome.Solved>(
                LinearSolvers.Sketching.Solve(saddle, right, sketch, new() { Tolerance = 1e-10 }));
            Assert.True(Distance(solved.X, solution) <= OfSolution * Norm(solution));
        }

        Assert.Throws<ArgumentException>("b", () => SaddleMatrix.Of(Sparse(j, M), Sparse(j, M)));
    }

    /// <summary>[B Jᵀ; J 0].</summary>
    private static double[] Saddle(double[] b, double[] j, int n, int m)
    {
        int size = n + m;
        double[] whole = new double[size * size];
        for (int i = 0; i < n; i++)
        {
            b.AsSpan(i * n, n).CopyTo(whole.AsSpan(i * size));
            for (int k = 0; k < m; k++)
            {
                (whole[(i * size) + n + k], whole[((n + k) * size) + i]) = (j[(k * n) + i], j[(k * n) + i]);
            }
        }

        return whole;
    }

    private static void AssertAlike(double[] a, double[] b, int rows, Sketch sketch, double[] solution)
    {
        SketchingOutcome one = LinearSolvers.Sketching.Solve(new ReadOnlyTensorSpan<double>(a, [rows, Columns]), b, sketch);
        SketchingOutcome other = LinearSolvers.Sketching.Solve(Sparse(a, rows), b, sketch);
        Assert.IsType<SketchingOutcome.Solved>(other);
        Assert.Equal(one.Steps, other.Steps);
        Assert.True(Distance(one.X, other.X) <= OfOrder * Norm(solution));
    }

    /// <summary>4 on the diagonal, −1 beside it.</summary>
    private static double[] Tridiagonal() => [.. Enumerable.Range(0, Columns * Columns).Select(k =>
        Math.Abs((k / Columns) - (k % Columns)) switch { 0 => 4.0, 1 => -1, _ => 0 })];
}
