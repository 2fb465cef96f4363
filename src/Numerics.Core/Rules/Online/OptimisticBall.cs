using static Numerics.BuildingBlocks;
using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Optimistic online gradient descent on a ball about 0.</summary>
/// <remarks>
/// x̂' = s₁·(x̂ − ηg), s₁ = min(1, R/‖x̂ − ηg‖);  x' = s₂·(x̂' − η'M'), s₂ = min(1, R/‖x̂' − η'M'‖). Both norms follow
/// from the inner products of x̂, g and M', so that one reading of the arrays gives them: ‖x̂ − ηg‖² = x̂·x̂ − 2η·x̂·g
/// + η²·g·g. Where that exceeds R², ‖ηg‖ ≤ 2‖x̂ − ηg‖, so no term is more than four times the result and little is
/// cancelled.
/// <para>Shapes: all arrays share one length. Units: x, x̂ and R those of a point, g and M those of a gradient.</para>
/// <para>Special values: ‖x‖ ≤ R within the roundings of the element type.</para>
/// <para>Deviates: the ball's centre is 0; with another, c, the points are x + c.</para>
/// <para>The round and the reference are those of <see cref="OptimisticMirrorDescent"/>.</para>
/// </remarks>
public static partial class OptimisticBall
{
    /// <summary>One round.</summary>
    /// <param name="secondary">x̂: where both steps begin.</param>
    /// <param name="hint">M: what the gradient was expected to be; zero at the start.</param>
    /// <param name="observed">g: the gradient at the point that was played.</param>
    /// <param name="variation">V̄: the sum of ‖g − M‖² of all rounds before; zero at the start.</param>
    /// <param name="radius">R.</param>
    /// <param name="optimism">What the next gradient is expected to be.</param>
    /// <param name="round">t, from 1.</param>
    /// <param name="scale">This round's step is scale/√(offset + growth·V̄).</param>
    /// <param name="nextScale">The next round's scale.</param>
    /// <param name="offset">Above 0.</param>
    /// <param name="growth">How much V̄ counts; 0 for steps that do not depend on it.</param>
    [UpdateRule]
    public static (Vec x, Vec secondary, Vec hint, Scalar variation) Step(
        Vec secondary, Vec hint, Vec observed, Scalar variation,
        [Above(0)] double radius, Optimism optimism, [AtLeast(1)] int round,
        [Above(0)] double scale, [Above(0)] double nextScale,
        [Above(0)] double offset = 1, [AtLeast(0)] double growth = 0)
    {
        Vec hint1 = OptimisticMirrorDescent.Hint(hint, observed, optimism, round);
        Scalar variation1 = variation + Square(Norm(observed - hint));
        Scalar eta = OptimisticMirrorDescent.Rate(variation, scale, offset, growth);
        Scalar eta1 = OptimisticMirrorDescent.Rate(variation1, nextScale, offset, growth);

        Scalar moved = SquaredNorm(Dot(secondary, secondary), eta, Dot(secondary, observed), Dot(observed, observed));
        Scalar s1 = ShrinkTo(Sqrt(moved), radius);
        Scalar along = s1 * (Dot(secondary, hint1) - eta * Dot(observed, hint1));
        Scalar s2 = ShrinkTo(Sqrt(SquaredNorm(Square(s1) * moved, eta1, along, Dot(hint1, hint1))), radius);

        Vec secondary1 = s1 * (secondary - eta * observed);
        return (s2 * (secondary1 - eta1 * hint1), secondary1, hint1, variation1);
    }

    /// <summary>The point to play with a hint of the user's own: the first of a round's two steps.</summary>
    /// <param name="secondary">x̂.</param>
    /// <param name="hint">M.</param>
    /// <param name="radius">R.</param>
    /// <param name="rate">η.</param>
    [UpdateRule]
    public static Vec Play(Vec secondary, Vec hint, [Above(0)] double radius, [Above(0)] double rate) =>
        OptimisticMirrorDescent.Euclidean(secondary, rate * hint, u => u * ShrinkTo(Norm(u), radius));

    /// <summary>‖x − ηg‖² of the inner products of x and g; rounding never makes it negative.</summary>
    private static Scalar SquaredNorm(Scalar xx, Scalar eta, Scalar xg, Scalar gg) =>
        Max(xx - 2 * eta * xg + Square(eta) * gg, 0);
}
