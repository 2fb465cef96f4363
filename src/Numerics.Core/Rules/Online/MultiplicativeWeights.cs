namespace Numerics.Rules;

/// <summary>Multiplicative weights, also called Hedge: mirror descent with the entropy on the simplex, without
/// hints.</summary>
/// <remarks>
/// L' = L + g;  x'ᵢ = exp(−ηL'ᵢ)/Σⱼ exp(−ηL'ⱼ), which is x'ᵢ ∝ xᵢ·exp(−ηgᵢ). L is kept up to a constant, so that
/// weights never underflow all at once.
/// <para>Shapes: all arrays share one length. Units: L and g those of a loss, η those of 1/g, x none.</para>
/// <para>Special values: those of <see cref="OptimisticEntropy"/>, of which it is the case M = 0 with a constant
/// step.</para>
/// <para>Deviates: none. Σ⟨g, x − u⟩ ≤ (ln n)/η + (η/2)·Σ‖g‖∞².</para>
/// <para>Freund and Schapire, J. Comput. Syst. Sci. 55, 1997; Arora, Hazan, Kale, Theory of Computing 8, 2012.</para>
/// </remarks>
public static partial class MultiplicativeWeights
{
    /// <summary>One round.</summary>
    /// <param name="losses">L: the sum of the gradients, up to a constant; zero at the start.</param>
    /// <param name="observed">g: each expert's loss.</param>
    /// <param name="rate">η.</param>
    [UpdateRule]
    public static (Vec x, Vec losses) Step(Vec losses, Vec observed, [Above(0)] double rate)
    {
        Vec losses1 = losses + observed;
        return (OptimisticEntropy.Distribution(losses1, rate), losses1 - Functions.Min(losses1));
    }
}
