using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Kaczmarz with random combinations of all equations: ζᵀA·x = ζᵀb, ζ normal.</summary>
/// <remarks>
/// x' = x − (ζᵀ(Ax − b)/‖Aᵀζ‖²)·Aᵀζ. The mean of ‖x − x*‖² falls by at least 1 − (2/π)·σmin²/‖A‖F² a step.
/// <para>Shapes: A m×n, b a column of m, x a row of n. Each step reads A.</para>
/// <para>Special values: a zero matrix gives NaN.</para>
/// <para>Deviates: none.</para>
/// <para>Gower and Richtárik, SIAM J. Matrix Anal. Appl. 36, 2015, section 4.</para>
/// </remarks>
public static partial class GaussianKaczmarz
{
    /// <summary>Steps.</summary>
    /// <param name="x">The point.</param>
    /// <param name="a">A.</param>
    /// <param name="b">b.</param>
    /// <param name="key">The key of the draws.</param>
    /// <param name="first">The number of the first draw.</param>
    /// <param name="steps">How many steps.</param>
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Row Sweep(Row x, Mat a, Col b, ulong key, long first, [AtLeast(0)] int steps) =>
        Repeat(steps, x, (z, j) =>
        {
            Col zeta = Normal(key, first + j, b);
            Row direction = Dot(zeta, a);
            return z - (Dot(direction, z) - Dot(zeta, b)) / Dot(direction, direction) * direction;
        });

    /// <summary>Steps over a sparse matrix.</summary>
    /// <inheritdoc cref="Sweep(Row, Mat, Col, ulong, long, int)"/>
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Row SparseSweep(Row x, Csr a, Col b, ulong key, long first, [AtLeast(0)] int steps) =>
        Repeat(steps, x, (z, j) =>
        {
            Col zeta = Normal(key, first + j, b);
            Row direction = Dot(zeta, a);
            return z - (Dot(direction, z) - Dot(zeta, b)) / Dot(direction, direction) * direction;
        });
}
