using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Randomized coordinate descent for linear systems.</summary>
/// <remarks>
/// A symmetric and positive definite: xᵢ' = xᵢ − (aᵢᵀx − bᵢ)/Aᵢᵢ; with i as likely as Aᵢᵢ is great, the mean of ‖x − x*‖² in the norm
/// of A falls by 1 − λmin/tr A a step. With a normal direction: x' = x − (ζᵀ(Ax − b)/ζᵀAζ)·ζ. Least squares:
/// xⱼ' = xⱼ − Aⱼᵀr/‖Aⱼ‖², r = Ax − b kept up to date; the mean of ‖A(x − x*)‖² falls by 1 − σmin²/‖A‖F².
/// <para>Shapes: A n×n or m×n, x a row of n.</para>
/// <para>Special values: a coordinate whose Aᵢᵢ or column is 0 is divided by zero if it is drawn; one whose weight is 0 is
/// not.</para>
/// <para>Deviates: r is recomputed by whoever calls, since roundings add up.</para>
/// <para>Leventhal and Lewis, Math. Oper. Res. 35, 2010; Gower and Richtárik, SIAM J. Matrix Anal. Appl. 36, 2015.</para>
/// </remarks>
public static partial class CoordinateDescent
{
    /// <summary>Steps along coordinates, A symmetric and positive definite.</summary>
    /// <param name="x">The point.</param>
    /// <param name="a">A.</param>
    /// <param name="b">b.</param>
    /// <param name="diagonal">Aᵢᵢ.</param>
    /// <param name="cumulative">The sums of the probabilities up to each coordinate; the last is 1.</param>
    /// <param name="key">The key of the draws.</param>
    /// <param name="first">The number of the first draw.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="depth">Halvings that find a coordinate: at least the logarithm of n to base 2.</param>
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Row Sweep(
        Row x, Mat a, Row b, Row diagonal, Col cumulative, ulong key, long first, [AtLeast(0)] int steps,
        [AtLeast(0)] int depth) =>
        Repeat(steps, x, (z, j) =>
        {
            Integer i = Kaczmarz.Pick(cumulative, key, first + j, depth);
            return With(z, i, z[i] - (Dot(a.Row(i), z) - b[i]) / diagonal[i]);
        });

    /// <summary>Steps along coordinates of a sparse matrix: each costs as much as its row has entries.</summary>
    /// <inheritdoc cref="Sweep(Row, Mat, Row, Row, Col, ulong, long, int, int)"/>
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Row SparseSweep(
        Row x, Csr a, Row b, Row diagonal, Col cumulative, ulong key, long first, [AtLeast(0)] int steps,
        [AtLeast(0)] int depth) =>
        Repeat(steps, x, (z, j) =>
        {
            Integer i = Kaczmarz.Pick(cumulative, key, first + j, depth);
            return With(z, i, z[i] - (Dot(a.Row(i), z) - b[i]) / diagonal[i]);
        });

    /// <summary>Steps along normal directions, A symmetric and positive definite. Each reads A.</summary>
    /// <param name="x">The point.</param>
    /// <param name="a">A.</param>
    /// <param name="b">b.</param>
    /// <param name="key">The key of the draws.</param>
    /// <param name="first">The number of the first draw.</param>
    /// <param name="steps">How many steps.</param>
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Row GaussianSweep(Row x, Mat a, Row b, ulong key, long first, [AtLeast(0)] int steps) =>
        Repeat(steps, x, (z, j) =>
        {
            Row zeta = Normal(key, first + j, b);
            Row image = Transpose(Dot(a, zeta));
            return z - (Dot(image, z) - Dot(zeta, b)) / Dot(zeta, image) * zeta;
        });

    /// <summary>Steps along normal directions, A sparse.</summary>
    /// <inheritdoc cref="GaussianSweep(Row, Mat, Row, ulong, long, int)"/>
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Row SparseGaussianSweep(Row x, Csr a, Row b, ulong key, long first, [AtLeast(0)] int steps) =>
        Repeat(steps, x, (z, j) =>
        {
            Row zeta = Normal(key, first + j, b);
            Row image = Transpose(Dot(a, zeta));
            return z - (Dot(image, z) - Dot(zeta, b)) / Dot(zeta, image) * zeta;
        });

    /// <summary>Steps of least squares along coordinates.</summary>
    /// <param name="x">The point.</param>
    /// <param name="residual">A·x − b.</param>
    /// <param name="turned">Aᵀ.</param>
    /// <param name="squares">‖Aⱼ‖² of each column.</param>
    /// <param name="cumulative">The sums of the probabilities up to each column; the last is 1.</param>
    /// <param name="key">The key of the draws.</param>
    /// <param name="first">The number of the first draw.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="depth">Halvings that find a column.</param>
    [UpdateRule]
    public static (Row x, Row residual) LeastSquaresSweep(
        Row x, Row residual, Mat turned, Col squares, Col cumulative, ulong key, long first, [AtLeast(0)] int steps,
        [AtLeast(0)] int depth) =>
        Repeat(steps, (x, residual), (s, k) =>
        {
            Integer j = Kaczmarz.Pick(cumulative, key, first + k, depth);
            Scalar step = Dot(turned.Row(j), s.Item2) / squares[j];
            return (With(s.Item1, j, s.Item1[j] - step), s.Item2 - step * turned.Row(j));
        });

    /// <summary>Steps of least squares along coordinates of a sparse matrix: each costs as much as its column has entries.</summary>
    /// <inheritdoc cref="LeastSquaresSweep(Row, Row, Mat, Col, Col, ulong, long, int, int)"/>
    [UpdateRule]
    public static (Row x, Row residual) SparseLeastSquaresSweep(
        Row x, Row residual, Csr turned, Col squares, Col cumulative, ulong key, long first, [AtLeast(0)] int steps,
        [AtLeast(0)] int depth) =>
        Repeat(steps, (x, residual), (s, k) =>
        {
            Integer j = Kaczmarz.Pick(cumulative, key, first + k, depth);
            Scalar step = Dot(turned.Row(j), s.Item2) / squares[j];
            return (With(s.Item1, j, s.Item1[j] - step), s.Item2 - step * turned.Row(j));
        });
}
