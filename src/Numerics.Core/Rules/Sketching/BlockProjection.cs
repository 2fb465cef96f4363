using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Sketch-and-project with several equations at once: x goes to the nearest solution of SᵀA·x = Sᵀb.</summary>
/// <remarks>
/// x' = x − Bᵀ(BBᵀ)⁺(Bx − c), B = SᵀA, c = Sᵀb. The small system is solved by conjugate gradients from 0, which gives the
/// pseudo-inverse's solution, also where rows are equal or zero.
/// <para>Shapes: B q×n, c a column of q, x a row of n.</para>
/// <para>Special values: rows of zeros do nothing.</para>
/// <para>Deviates: the small system is solved up to roundings of its residual, in at most 4q + 32 rounds.</para>
/// <para>Gower and Richtárik, SIAM J. Matrix Anal. Appl. 36, 2015, sections 2 and 3.</para>
/// </remarks>
public static partial class BlockProjection
{
    /// <summary>The residual's square, relative to the first, at which the small system is solved.</summary>
    private const double Solved = 1e-28;

    /// <summary>One step.</summary>
    /// <param name="x">The point.</param>
    /// <param name="rows">B.</param>
    /// <param name="right">c.</param>
    /// <param name="rounds">The most rounds: 4q + 32.</param>
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Row Step(Row x, Mat rows, Col right, [AtLeast(0)] int rounds)
    {
        Col residual = right - Dot(rows, x);
        Scalar enough = Solved * Dot(residual, residual);
        ((Row moved, _, _), _) = FixedPoint(
            (0 * x, residual, residual),
            s =>
            {
                Row image = Dot(s.Item3, rows);
                Scalar size = Dot(s.Item2, s.Item2);
                Scalar spread = Dot(image, image);
                Scalar step = Select(spread > 0, size / spread, 0);
                Col rest = s.Item2 - step * Dot(rows, image);
                return (s.Item1 + step * image, rest, rest + Select(size > 0, Dot(rest, rest) / size, 0) * s.Item3);
            },
            (_, after) => !(Dot(after.Item2, after.Item2) > enough),
            rounds);
        return x + moved;
    }

    /// <summary>The count sketch of A: rows added up into buckets, with signs.</summary>
    /// <param name="a">A.</param>
    /// <param name="keys">The bucket of each row, whole numbers from 0.</param>
    /// <param name="signs">The sign of each row.</param>
    /// <param name="buckets">How many buckets there are.</param>
    [UpdateRule]
    public static Mat CountSketch(Mat a, Col keys, Col signs, [AtLeast(1)] int buckets) =>
        SumByKey(signs * a, keys, buckets);
}
