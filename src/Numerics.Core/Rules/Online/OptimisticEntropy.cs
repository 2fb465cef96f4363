using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Optimistic multiplicative weights: mirror descent on the probability simplex with the negative entropy Σ xᵢ
/// ln xᵢ.</summary>
/// <remarks>
/// L' = L + g;  x'ᵢ = exp(−η'·(L'ᵢ + M'ᵢ))/Σⱼ exp(−η'·(L'ⱼ + M'ⱼ)). With a constant step that is the two-step form,
/// x̂'ᵢ ∝ x̂ᵢ·exp(−ηgᵢ), of which x̂ᵢ ∝ exp(−ηLᵢ) is the state; with falling steps it is follow-the-regularized-leader,
/// which keeps its bound where the two-step form loses it, because D(u, x̂) is not bounded. L is kept up to a constant:
/// what is subtracted changes no x.
/// <para>Norm: V̄ sums ‖g − M‖∞², since the entropy is strongly convex in the 1-norm (Pinsker). With steps that do not
/// rise, Σ⟨g, x − u⟩ ≤ (ln n)/η_T + Σ (η_t/2)·‖g_t − M_t‖∞².</para>
/// <para>Shapes: all arrays share one length. Units: L, M and g those of a loss, x none.</para>
/// <para>Special values: every x is positive or has underflowed to 0; Σ x is 1 within n roundings. A constant added to
/// all of g changes nothing.</para>
/// <para>Deviates: for falling steps as said above.</para>
/// <para>Littlestone and Warmuth, 1994; Rakhlin and Sridharan, NeurIPS 2013; the round is that of
/// <see cref="OptimisticMirrorDescent"/>.</para>
/// </remarks>
public static partial class OptimisticEntropy
{
    /// <summary>One round.</summary>
    /// <param name="losses">L: the sum of the gradients, up to a constant; zero at the start for the uniform
    /// distribution, −ln(p)/η for another.</param>
    /// <param name="hint">M: what the gradient was expected to be; zero at the start.</param>
    /// <param name="observed">g: the gradient at the point that was played, each expert's loss.</param>
    /// <param name="variation">V̄: the sum of ‖g − M‖∞² of all rounds before; zero at the start.</param>
    /// <param name="optimism">What the next gradient is expected to be.</param>
    /// <param name="round">t, from 1.</param>
    /// <param name="nextScale">The next round's step is nextScale/√(offset + growth·V̄), with this round in V̄.</param>
    /// <param name="offset">Above 0.</param>
    /// <param name="growth">How much V̄ counts; 0 for steps that do not depend on it.</param>
    [UpdateRule]
    public static (Vec x, Vec losses, Vec hint, Scalar variation) Step(
        Vec losses, Vec hint, Vec observed, Scalar variation,
        Optimism optimism, [AtLeast(1)] int round, [Above(0)] double nextScale,
        [Above(0)] double offset = 1, [AtLeast(0)] double growth = 0)
    {
        Scalar variation1 = variation + Square(NormInf(observed - hint));
        Scalar eta = OptimisticMirrorDescent.Rate(variation1, nextScale, offset, growth);
        Vec hint1 = OptimisticMirrorDescent.Hint(hint, observed, optimism, round);
        Vec losses1 = losses + observed;
        Vec expected = losses1 + hint1;
        return (Distribution(expected, eta), losses1 - Min(expected), hint1, variation1);
    }

    /// <summary>The point to play with a hint of the user's own.</summary>
    /// <param name="losses">L.</param>
    /// <param name="hint">M.</param>
    /// <param name="rate">η.</param>
    [UpdateRule]
    public static Vec Play(Vec losses, Vec hint, [Above(0)] double rate) => Distribution(losses + hint, rate);

    /// <summary>exp(−η·L) over its sum, with L shifted by its least element.</summary>
    /// <param name="expected">L.</param>
    /// <param name="rate">η.</param>
    [BuildingBlock]
    public static Vec Distribution(Vec expected, Scalar rate)
    {
        Vec weight = Exp(-rate * (expected - Min(expected)));
        return 1 / Sum(weight) * weight;
    }
}
