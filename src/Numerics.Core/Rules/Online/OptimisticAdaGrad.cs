using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Optimistic AdaGrad on a box: each coordinate is a learner with a step size of its own.</summary>
/// <remarks>
/// ηᵢ = D/√(offset + Vᵢ);  x̂' = clip(x̂ − η·g, l, u);  V' = V + (g − M)²;  x' = clip(x̂' − η'·M', l, u), all by
/// coordinates. It is mirror descent with a quadratic ψ whose diagonal grows; in each coordinate it is
/// <see cref="OptimisticBox"/> alone, so that the bounds of the coordinates add up: Σ⟨g, x − u⟩ ≤ Σᵢ [(5/2)·D·√(δ + Vᵢ)
/// + D·G] with offset = δ + 4G², D = u − l and |gᵢ| ≤ G.
/// <para>Shapes: all arrays share one length. Units: x, x̂, l, u and D those of a point, g and M those of a gradient, V
/// their square.</para>
/// <para>Special values: every x is in [l, u], rounded to the element type, to the bit.</para>
/// <para>Deviates: V is an array of the element type; in float it stops growing when (g − M)² is below V/2²⁴.</para>
/// <para>Duchi, Hazan, Singer, JMLR 12, 2011; with hints: Mohri and Yang, AISTATS 2016.</para>
/// </remarks>
public static partial class OptimisticAdaGrad
{
    /// <summary>One round.</summary>
    /// <param name="secondary">x̂: where both steps begin.</param>
    /// <param name="hint">M: what the gradient was expected to be; zero at the start.</param>
    /// <param name="variations">V: each coordinate's sum of (g − M)²; zero at the start.</param>
    /// <param name="observed">g: the gradient at the point that was played.</param>
    /// <param name="lower">l.</param>
    /// <param name="upper">u, at least l.</param>
    /// <param name="optimism">What the next gradient is expected to be.</param>
    /// <param name="round">t, from 1.</param>
    /// <param name="scale">D.</param>
    /// <param name="offset">Above 0.</param>
    [UpdateRule]
    public static (Vec x, Vec secondary, Vec hint, Vec variations) Step(
        Vec secondary, Vec hint, Vec variations, Vec observed,
        double lower, double upper, Optimism optimism, [AtLeast(1)] int round,
        [Above(0)] double scale, [Above(0)] double offset = 1)
    {
        Vec variations1 = variations + Square(observed - hint);
        Vec hint1 = OptimisticMirrorDescent.Hint(hint, observed, optimism, round);
        Vec secondary1 = Clamp(secondary - scale / Sqrt(offset + variations) * observed, lower, upper);
        return (Clamp(secondary1 - scale / Sqrt(offset + variations1) * hint1, lower, upper), secondary1, hint1,
            variations1);
    }
}
