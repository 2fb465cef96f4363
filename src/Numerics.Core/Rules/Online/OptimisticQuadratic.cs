using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Optimistic online mirror descent on the whole space with a quadratic ψ = ½·xᵀHx: descent preconditioned by
/// A = H⁻¹.</summary>
/// <remarks>
/// x̂' = x̂ − η·A·g;  x' = x̂' − η'·A·M'. V̄ sums (g − M)ᵀA(g − M), the square of the norm dual to that of H.
/// <para>Shapes: lines of n, A n×n, symmetric and positive definite. Units: x and x̂ those of a point, g and M those of
/// a gradient.</para>
/// <para>Special values: with A the identity it is <see cref="OptimisticGradientDescent"/>.</para>
/// <para>Deviates: none. For an H that takes in the gradients see <see cref="OnlineNewton"/>.</para>
/// <para>The round and the reference are those of <see cref="OptimisticMirrorDescent"/>.</para>
/// </remarks>
public static partial class OptimisticQuadratic
{
    /// <summary>One round.</summary>
    /// <param name="secondary">x̂: where both steps begin.</param>
    /// <param name="hint">M: what the gradient was expected to be; zero at the start.</param>
    /// <param name="observed">g: the gradient at the point that was played.</param>
    /// <param name="inverse">A.</param>
    /// <param name="variation">V̄ of all rounds before; zero at the start.</param>
    /// <param name="optimism">What the next gradient is expected to be.</param>
    /// <param name="round">t, from 1.</param>
    /// <param name="scale">This round's step is scale/√(offset + growth·V̄).</param>
    /// <param name="nextScale">The next round's scale.</param>
    /// <param name="offset">Above 0.</param>
    /// <param name="growth">How much V̄ counts; 0 for steps that do not depend on it.</param>
    [UpdateRule]
    public static (Row x, Row secondary, Row hint, Scalar variation) Step(
        Row secondary, Row hint, Row observed, Mat inverse, Scalar variation,
        Optimism optimism, [AtLeast(1)] int round, [Above(0)] double scale, [Above(0)] double nextScale,
        [Above(0)] double offset = 1, [AtLeast(0)] double growth = 0)
    {
        Scalar variation1 = variation + Deviation(hint, observed, inverse);
        Row hint1 = OnlineNewton.Hint(hint, observed, optimism, round);
        Scalar eta = OptimisticMirrorDescent.Rate(variation, scale, offset, growth);
        Scalar eta1 = OptimisticMirrorDescent.Rate(variation1, nextScale, offset, growth);
        Row secondary1 = secondary - eta * Transpose(Dot(inverse, observed));
        return (secondary1 - eta1 * Transpose(Dot(inverse, hint1)), secondary1, hint1, variation1);
    }

    /// <summary>The point to play with a hint of the user's own: the first of a round's two steps.</summary>
    /// <param name="secondary">x̂.</param>
    /// <param name="hint">M.</param>
    /// <param name="inverse">A.</param>
    /// <param name="rate">η.</param>
    [UpdateRule]
    public static Row Play(Row secondary, Row hint, Mat inverse, [Above(0)] double rate) =>
        secondary - rate * Transpose(Dot(inverse, hint));

    /// <summary>(g − M)ᵀA(g − M), what a round adds to V̄.</summary>
    /// <param name="hint">M.</param>
    /// <param name="observed">g.</param>
    /// <param name="inverse">A.</param>
    [UpdateRule]
    public static Scalar Deviation(Row hint, Row observed, Mat inverse) =>
        Dot(observed - hint, Transpose(Dot(inverse, observed - hint)));
}
