using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Optimistic online gradient descent on the probability simplex.</summary>
/// <remarks>
/// x̂' = Π(x̂ − ηg);  x' = Π(x̂' − η'M');  Π(y) = max(y − θ, 0) with Σ Π(y) = 1: <see cref="Projection"/>.
/// <para>Shapes: all arrays share one length. Units: x and x̂ those of a point, g and M those of a gradient.</para>
/// <para>Special values: no x is negative; Σ x is 1 within n roundings.</para>
/// <para>Deviates: none.</para>
/// <para>The round and the reference are those of <see cref="OptimisticMirrorDescent"/>.</para>
/// </remarks>
public static partial class OptimisticSimplex
{
    /// <summary>One round.</summary>
    /// <param name="secondary">x̂: where both steps begin.</param>
    /// <param name="hint">M: what the gradient was expected to be; zero at the start.</param>
    /// <param name="observed">g: the gradient at the point that was played.</param>
    /// <param name="variation">V̄: the sum of ‖g − M‖² of all rounds before; zero at the start.</param>
    /// <param name="optimism">What the next gradient is expected to be.</param>
    /// <param name="round">t, from 1.</param>
    /// <param name="scale">This round's step is scale/√(offset + growth·V̄).</param>
    /// <param name="nextScale">The next round's scale.</param>
    /// <param name="offset">Above 0.</param>
    /// <param name="growth">How much V̄ counts; 0 for steps that do not depend on it.</param>
    [UpdateRule]
    public static (Vec x, Vec secondary, Vec hint, Scalar variation) Step(
        Vec secondary, Vec hint, Vec observed, Scalar variation,
        Optimism optimism, [AtLeast(1)] int round,
        [Above(0)] double scale, [Above(0)] double nextScale,
        [Above(0)] double offset = 1, [AtLeast(0)] double growth = 0) =>
        OptimisticMirrorDescent.Step(
            secondary, hint, observed, variation,
            v => OptimisticMirrorDescent.Rate(v, scale, offset, growth),
            v => OptimisticMirrorDescent.Rate(v, nextScale, offset, growth),
            (m, g) => OptimisticMirrorDescent.Hint(m, g, optimism, round),
            (y, v) => OptimisticMirrorDescent.Euclidean(y, v, Projection),
            Norm);

    /// <summary>The point to play with a hint of the user's own: the first of a round's two steps.</summary>
    /// <param name="secondary">x̂.</param>
    /// <param name="hint">M.</param>
    /// <param name="rate">η.</param>
    [UpdateRule]
    public static Vec Play(Vec secondary, Vec hint, [Above(0)] double rate) =>
        OptimisticMirrorDescent.Euclidean(secondary, rate * hint, Projection);

    /// <summary>The point of the simplex next to y: max(y − θ, 0), where θ is the fixed point of θ ← (Σ_{y>θ} y −
    /// 1)/#{y > θ}.</summary>
    /// <remarks>y is shifted by its greatest coordinate first: then the greatest is 0 &gt; θ in every precision, whatever
    /// the size of y, and −1 ≤ θ, since max(0 − θ, 0) is at most the sum 1. From any θ that is not too great the rounds rise to
    /// the fixed point, and each leaves out coordinates or is the last, so there are at most n, and the end is exact
    /// (Michelot, J. Optim. Theory Appl. 50, 1986). A round is known to be the last where its θ is still less than the least
    /// coordinate that it counted: the next would count the same. θ never falls, so that rounding cannot make it go in
    /// circles.</remarks>
    /// <param name="y">The point.</param>
    [BuildingBlock]
    public static Vec Projection(Vec y)
    {
        Scalar greatest = Max(y);
        Vec below = y - greatest;
        ((Scalar theta, _), _) = FixedPoint(
            (Threshold(Sum(y), greatest, y.Length), (Scalar)0),
            s =>
            {
                Mask isAbove = below > s.Item1;
                Vec above = Select(isAbove, below, 0);
                return (Max(s.Item1, (Sum(above) - 1) / CountTrue(isAbove)), Min(above));
            },
            (_, after) => !(after.Item1 >= after.Item2),
            y.Length);
        return Max(below - theta, 0);
    }

    /// <summary>Where the rounds begin: (Σ (y − max y) − 1)/n, lowered by what roundings of its sums may have raised it, at
    /// least −1.</summary>
    /// <param name="sum">Σ y.</param>
    /// <param name="greatest">max y.</param>
    /// <param name="length">n.</param>
    [BuildingBlock]
    public static Scalar Threshold(Scalar sum, Scalar greatest, int length)
    {
        Scalar mean = (sum - 1) / length - greatest;
        Scalar lowered = mean - 1e-12 * (Abs(mean) + 2 * Abs(greatest));
        return Select(lowered > -1, lowered, -1);
    }
}
