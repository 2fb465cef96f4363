using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Optimistic online mirror descent: play against losses that arrive one after the other, with a hint of what
/// comes next. Its regret is bounded by how far the gradients are from the hints, be the losses random or
/// hostile.</summary>
/// <remarks>
/// Round t: play xₜ = argmin ⟨Mₜ, x⟩ + D(x, x̂ₜ)/ηₜ over X; observe gₜ; x̂ₜ₊₁ = argmin ⟨gₜ, x⟩ + D(x, x̂ₜ)/ηₜ. Both
/// start at x̂ₜ. D is the Bregman divergence of ψ; with ∇ψ* the gradient of the conjugate, both are Π_X(∇ψ*(∇ψ(x̂ₜ) −
/// ηₜ·v)) for v = Mₜ, gₜ. A rule's step observes gₜ and ends with xₜ₊₁ (the order of the paper, shifted by half a
/// round), so that one call is one round.
/// <para>Step sizes: ηₜ = scaleₜ/√(offset + growth·V̄ₜ₋₁), V̄ₜ = Σₛ≤ₜ ‖gₛ − Mₛ‖² in the norm dual to that in which ψ is
/// strongly convex.
/// <see cref="StepSize"/> has the choices that theorems are about. V̄ is a kernel number, double throughout: in float
/// it would stop growing.</para>
/// <para>Chen, Zhang, Tu, Zhao, Zhang, Optimistic Online Mirror Descent for Bridging Stochastic and Adversarial Online
/// Convex Optimization, JMLR 25(178), 2024, arXiv:2302.04552.</para>
/// </remarks>
public static partial class OptimisticMirrorDescent
{
    /// <summary>One round in any geometry.</summary>
    /// <param name="secondary">x̂: where both steps begin.</param>
    /// <param name="hint">M: what the gradient was expected to be.</param>
    /// <param name="observed">g: the gradient at the point that was played.</param>
    /// <param name="variation">V̄ before this round.</param>
    /// <param name="rate">η as a function of V̄: this round's.</param>
    /// <param name="nextRate">η as a function of V̄: the next round's.</param>
    /// <param name="optimism">The next hint, from M and g.</param>
    /// <param name="mirror">P(x̂, v): the minimiser of ⟨v, x⟩ + D(x, x̂).</param>
    /// <param name="dualNorm">The norm in which gradients are measured.</param>
    /// <returns>The next point to play, x̂, M and V̄.</returns>
    [BuildingBlock]
    public static (Vec x, Vec secondary, Vec hint, Scalar variation) Step(
        Vec secondary, Vec hint, Vec observed, Scalar variation, Func<Scalar, Scalar> rate, Func<Scalar,
            Scalar> nextRate,
        Func<Vec, Vec, Vec> optimism, Func<Vec, Vec, Vec> mirror, Func<Vec, Scalar> dualNorm)
    {
        Scalar variation1 = variation + Square(dualNorm(observed - hint));
        Vec hint1 = optimism(hint, observed);
        Vec secondary1 = mirror(secondary, rate(variation) * observed);
        return (mirror(secondary1, nextRate(variation1) * hint1), secondary1, hint1, variation1);
    }

    /// <summary>The minimiser of ⟨v, x⟩ + D(x, x̂) over X, of the parts of a geometry: Π_X(∇ψ*(∇ψ(x̂) − v)).</summary>
    /// <param name="x">x̂.</param>
    /// <param name="v">v, which has the step size in it.</param>
    /// <param name="gradient">∇ψ.</param>
    /// <param name="conjugateGradient">∇ψ*, the inverse of ∇ψ.</param>
    /// <param name="projection">The point of X with the least D from a given one.</param>
    [BuildingBlock]
    public static Vec Mirror(
        Vec x, Vec v, Func<Vec, Vec> gradient, Func<Vec, Vec> conjugateGradient, Func<Vec, Vec> projection) =>
        projection(conjugateGradient(gradient(x) - v));

    /// <summary>The Euclidean case of <see cref="Mirror"/>: ψ = ½‖x‖², whose gradients are the identity.</summary>
    /// <inheritdoc cref="Mirror"/>
    [BuildingBlock]
    public static Vec Euclidean(Vec x, Vec v, Func<Vec, Vec> projection) => Mirror(x, v, y => y, y => y, projection);

    /// <summary>η = scale/√(offset + growth·V̄).</summary>
    /// <param name="variation">V̄.</param>
    /// <param name="scale">In units of x where growth is not 0.</param>
    /// <param name="offset">Above 0.</param>
    /// <param name="growth">0 for steps that do not depend on V̄.</param>
    [BuildingBlock]
    public static Scalar Rate(Scalar variation, double scale, double offset, double growth) =>
        scale / Sqrt(offset + growth * variation);

    /// <summary>The next hint: none, the gradient just seen, or the mean of all.</summary>
    /// <param name="hint">M.</param>
    /// <param name="observed">g.</param>
    /// <param name="optimism">Which.</param>
    /// <param name="round">t, from 1: the mean is M + (g − M)/t.</param>
    [BuildingBlock]
    public static Vec Hint(Vec hint, Vec observed, Optimism optimism, int round) => optimism switch
    {
        Optimism.LastGradient => observed,
        Optimism.RunningMean => hint + (observed - hint) / round,
        _ => 0 * hint,
    };

    /// <summary>max |gᵢ|: NaN or infinite where an element is.</summary>
    /// <param name="observed">g.</param>
    [UpdateRule]
    public static Scalar Greatest(Vec observed) => NormInf(observed);

    /// <summary>‖g − M‖², what a round adds to V̄.</summary>
    /// <param name="hint">M.</param>
    /// <param name="observed">g.</param>
    [UpdateRule]
    public static Scalar Deviation(Vec hint, Vec observed) => Square(Norm(observed - hint));

    /// <summary>‖g − M‖∞², what a round adds to V̄ where the entropy is the geometry.</summary>
    /// <param name="hint">M.</param>
    /// <param name="observed">g.</param>
    [UpdateRule]
    public static Scalar GreatestDeviation(Vec hint, Vec observed) => Square(NormInf(observed - hint));
}
