using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Sketch-and-project with several equations at once: x goes to the nearest solution of SᵀA·x = Sᵀb.</summary>
/// <remarks>
/// x' = x − B⁺(Bx − c), B = SᵀA, c = Sᵀb, where B⁺ = Bᵀ(BBᵀ)⁺. Conjugate gradients on BᵀBd = Bᵀ(c − Bx) from 0 stay in the range of
/// Bᵀ and so give the pseudo-inverse's step, also where rows are equal or zero, and where no x solves all of them: then it is the step
/// to the nearest of the points that solve them best.
/// <para>Shapes: B q×n, c a column of q, x a row of n.</para>
/// <para>Special values: rows of zeros do nothing.</para>
/// <para>Deviates: the step is known up to roundings of its gradient, after at most 4q + 32 rounds.</para>
/// <para>Gower and Richtárik, SIAM J. Matrix Anal. Appl. 36, 2015, sections 2 and 3; for the small system Hestenes and Stiefel, J. Res.
/// NBS 49, 1952, section 10.</para>
/// </remarks>
public static partial class BlockProjection
{
    /// <summary>The gradient's square, relative to the first, at which the step is known.</summary>
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
        Row descent = Dot(residual, rows);
        Scalar enough = Solved * Dot(descent, descent);
        ((Row moved, _, _, _), _) = FixedPoint(
            (0 * x, residual, descent, descent),
            s =>
            {
                Col image = Dot(rows, s.Item4);
                Scalar size = Dot(s.Item3, s.Item3);
                Scalar spread = Dot(image, image);
                Scalar step = Select(spread > 0, size / spread, 0);
                Col rest = s.Item2 - step * image;
                Row next = Dot(rest, rows);
                return (s.Item1 + step * s.Item4, rest, next, next + Select(size > 0, Dot(next, next) / size, 0) * s.Item4);
            },
            (_, after) => !(Dot(after.Item3, after.Item3) > enough),
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
