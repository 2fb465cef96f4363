using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Optimistic online gradient descent on the points without negative coordinates.</summary>
/// <remarks>
/// x̂' = max(x̂ − ηg, 0);  x' = max(x̂' − η'M', 0).
/// <para>Shapes: all arrays share one length. Units: x and x̂ those of a point, g and M those of a gradient.</para>
/// <para>Special values: every x is at least 0, to the bit.</para>
/// <para>Deviates: none.</para>
/// <para>The round and the reference are those of <see cref="OptimisticMirrorDescent"/>.</para>
/// </remarks>
public static partial class OptimisticOrthant
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
            (y, v) => OptimisticMirrorDescent.Euclidean(y, v, u => Max(u, 0)),
            Norm);

    /// <summary>The point to play with a hint of the user's own: the first of a round's two steps.</summary>
    /// <param name="secondary">x̂.</param>
    /// <param name="hint">M.</param>
    /// <param name="rate">η.</param>
    [UpdateRule]
    public static Vec Play(Vec secondary, Vec hint, [Above(0)] double rate) =>
        OptimisticMirrorDescent.Euclidean(secondary, rate * hint, u => Max(u, 0));
}
