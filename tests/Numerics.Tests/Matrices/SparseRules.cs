using static Numerics.Functions;

namespace Numerics.Tests.Matrices;

/// <summary>A step of least squares over a sparse matrix.</summary>
public static partial class SparseLeastSquares
{
    [UpdateRule]
    public static (Row w, Scalar residual) Step(Row w, Csr a, Col y, double step, double ridge)
    {
        Col r = Dot(a, w) - y;
        return (w - step * (Dot(r, a) + ridge * w), Norm(r));
    }
}

/// <summary>Kaczmarz projections onto one sparse row after another: each touches the row's entries alone.</summary>
public static partial class SparseKaczmarz
{
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Row Sweep(Row x, Csr a, Col b, Col rowNormSquared, long round)
        => Repeat(24, x, (z, j) =>
        {
            Integer i = (round * 24 + j) % a.Rows;
            return z - (Dot(a.Row(i), z) - b[i]) / rowNormSquared[i] * a.Row(i);
        });
}

/// <summary>Sparse rows outside loops: added to what is replaced, to what is computed, one after the other.</summary>
public static partial class SparseRows
{
    [UpdateRule]
    public static (Row x, Row y, Scalar both) Step(Row x, Row y, Csr a, Integer i, double c)
    {
        Row moved = x + c * a.Row(i);
        return (moved - Dot(moved, a.Row(i)) * a.Row(0), -(2 * a.Row(i)) + (0.5 * x - y), Dot(a.Row(i), x + y));
    }
}

/// <summary>Each of two lines takes a sparse row and becomes the other.</summary>
public static partial class SparseSwap
{
    [UpdateRule]
    public static (Row x, Row y) Step(Row x, Row y, Csr a, double c) => (y + c * a.Row(0), x - c * a.Row(a.Rows - 1));
}

/// <summary>A step of Sinkhorn–Newton–Sparse (Tang et al., ICLR 2024): the plan is thresholded, what is left is compacted, and conjugate
/// gradients find the direction with the full diagonals.</summary>
public static partial class SparseNewton
{
    [UpdateRule]
    public static (Col dx, Row dy, Integer kept) Direction(
        Col x, Row y, Mat cost, Col r, Row c, double eta, int largest, int capacity, int rounds)
    {
        Mat p = Exp(eta * (x - cost + y) - 1);
        (Col rows, Row columns) = (SumRows(p), SumColumns(p));
        (Csr sparse, Integer kept) = Compact(p, p >= KthLargest(p, largest), capacity);
        (Col gx, Row gy) = (r - rows, c - columns);
        (Col, Row, Col, Row, Col, Row) state = Repeat(
            rounds, (0 * gx, 0 * gy, gx, gy, gx / rows, gy / columns), (s, j) =>
            {
                Col hx = eta * (rows * s.Item5 + Dot(sparse, s.Item6));
                Row hy = eta * (Dot(s.Item5, sparse) + columns * s.Item6);
                Scalar rho = Dot(s.Item3, s.Item3 / rows) + Dot(s.Item4, s.Item4 / columns);
                Scalar alpha = rho / (Dot(s.Item5, hx) + Dot(s.Item6, hy) + 1);
                (Col nx, Row ny) = (s.Item3 - alpha * hx, s.Item4 - alpha * hy);
                Scalar beta = (Dot(nx, nx / rows) + Dot(ny, ny / columns)) / (rho + 1);
                return (s.Item1 + alpha * s.Item5, s.Item2 + alpha * s.Item6, nx, ny,
                    nx / rows + beta * s.Item5, ny / columns + beta * s.Item6);
            });
        return (state.Item1, state.Item2, kept);
    }
}

/// <summary>Two sparse matrices of one mask, and one that is made in a loop.</summary>
public static partial class Compactions
{
    [UpdateRule]
    public static (Col plain, Col squared, Row looped, Integer count) Of(Mat a, Row v, Col u, int capacity)
    {
        (Csr plain, Integer count) = Compact(a, a > 0, capacity);
        Csr squared = Compact(Square(a), a > 0, capacity).Matrix;
        Row looped = Repeat(2, v, (s, j) => s + 0.25 * Dot(u, Compact(a - s, a > s, capacity).Matrix));
        return (Dot(plain, v), Dot(squared, v), looped, count);
    }
}
