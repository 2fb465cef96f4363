using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Optimistic follow-the-regularized-leader on the points without negative coordinates.</summary>
/// <remarks>
/// S' = S + g;  x' = max(x₁ − η'(S' + M'), 0).
/// <para>Shapes: all arrays share one length. Units: x and x₁ those of a point, g, S and M those of a gradient.</para>
/// <para>Special values: those of <see cref="OptimisticOrthant"/>.</para>
/// <para>The round, deviations and references are those of <see cref="FollowTheLeader"/>.</para>
/// </remarks>
public static partial class LeaderOrthant
{
    /// <summary>One round.</summary>
    /// <param name="start">x₁, a point of the set.</param>
    /// <param name="sum">S: the sum of the gradients; zero at the start.</param>
    /// <param name="hint">M: what the gradient was expected to be; zero at the start.</param>
    /// <param name="observed">g: the gradient at the point that was played.</param>
    /// <param name="variation">V̄: the sum of ‖g − M‖² of all rounds before; zero at the start.</param>
    /// <param name="optimism">What the next gradient is expected to be.</param>
    /// <param name="round">t, from 1.</param>
    /// <param name="nextScale">The next round's step is nextScale/√(offset + growth·V̄), with this round in V̄.</param>
    /// <param name="offset">Above 0.</param>
    /// <param name="growth">How much V̄ counts; 0 for steps that do not depend on it.</param>
    [UpdateRule]
    public static (Vec x, Vec sum, Vec hint, Scalar variation) Step(
        Vec start, Vec sum, Vec hint, Vec observed, Scalar variation,
        Optimism optimism, [AtLeast(1)] int round, [Above(0)] double nextScale,
        [Above(0)] double offset = 1, [AtLeast(0)] double growth = 0) =>
        FollowTheLeader.Step(
            start, sum, hint, observed, variation,
            v => OptimisticMirrorDescent.Rate(v, nextScale, offset, growth),
            (m, g) => OptimisticMirrorDescent.Hint(m, g, optimism, round),
            u => Max(u, 0));

    /// <summary>The point to play with a hint of the user's own.</summary>
    /// <param name="start">x₁, a point of the set.</param>
    /// <param name="sum">S.</param>
    /// <param name="hint">M.</param>
    /// <param name="rate">η.</param>
    [UpdateRule]
    public static Vec Play(Vec start, Vec sum, Vec hint, [Above(0)] double rate) =>
        FollowTheLeader.Play(start, sum, hint, rate, u => Max(u, 0));
}
