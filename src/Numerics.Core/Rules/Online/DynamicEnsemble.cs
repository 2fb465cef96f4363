using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>An ensemble for comparators that move: N learners of optimistic gradient descent with steps from small to
/// great, combined by optimistic multiplicative weights that charge each for its moves.</summary>
/// <remarks>
/// Learner i: x̂ᵢ' = Π(x̂ᵢ − ηᵢg), xᵢ' = Π(x̂ᵢ' − ηᵢg) (the hint is the last gradient). Its moves cost rᵢ' = λ‖xᵢ' −
/// xᵢ‖², known before playing. Λᵢ' = Λᵢ + ⟨g, xᵢ⟩ + rᵢ; pᵢ' ∝ exp(−ε·(Λᵢ' + ⟨g, xᵢ'⟩ + rᵢ')); x' = Σ pᵢ'xᵢ'. One
/// gradient a round, taken at x.
/// <para>Regret, with ε constant, for every i and every u₁ … u_T with path length P = Σ‖uₜ − uₜ₋₁‖: Σ⟨g, x − uₜ⟩ ≤
/// (ln N)/ε + (εD² + ηᵢ)·V̄ + (D² + 2DP)/(2ηᵢ) − (1/4ε)·Σ‖p − p₋‖₁² − λ·Σ pᵢ‖xᵢ − xᵢ₋‖².</para>
/// <para>Shapes: x, M and g lines of n; X and X̂ N×n, a learner a row; Λ, r, η and p lines of N. Units: x those of a
/// point, g and M those of a gradient.</para>
/// <para>Special values: Λ is kept up to a constant. Every x is in the set, within roundings.</para>
/// <para>Deviates: weights follow the regularized leader; PyNOL's are updated greedily.</para>
/// <para>Zhao, Zhang, Zhang, Zhou, Adaptivity and non-stationarity, JMLR 25(98), 2024, arXiv:2112.14368.</para>
/// </remarks>
public static partial class DynamicEnsemble
{
    /// <summary>One round on any set.</summary>
    /// <param name="points">X: what the learners play.</param>
    /// <param name="secondary">X̂: where their steps begin.</param>
    /// <param name="losses">Λ.</param>
    /// <param name="moves">r.</param>
    /// <param name="hint">M.</param>
    /// <param name="rates">η.</param>
    /// <param name="observed">g.</param>
    /// <param name="variation">V̄ before this round.</param>
    /// <param name="correction">λ.</param>
    /// <param name="metaRate">ε as a function of V̄.</param>
    /// <param name="projection">Π, of each row.</param>
    /// <returns>The next point to play, X, X̂, Λ, r, M, p and V̄.</returns>
    [BuildingBlock]
    public static (Row x, Mat points, Mat secondary, Col losses, Col moves, Row hint, Col weights,
        Scalar variation) Step(
        Mat points, Mat secondary, Col losses, Col moves, Row hint, Col rates, Row observed, Scalar variation,
        double correction, Func<Scalar, Scalar> metaRate, Func<Mat, Mat> projection)
    {
        Scalar variation1 = variation + Square(Norm(observed - hint));
        Mat secondary1 = projection(secondary - Outer(rates, observed));
        Mat points1 = projection(secondary1 - Outer(rates, observed));
        Col losses1 = losses + Dot(points, observed) + moves;
        Col moves1 = correction * SumRows(Square(points1 - points));
        Col expected = losses1 + Dot(points1, observed) + moves1;
        Scalar least = Min(expected);
        Col weight = Exp(-metaRate(variation1) * (expected - least));
        Col weights = weight / Sum(weight);
        return (Dot(weights, points1), points1, secondary1, losses1 - least, moves1, observed, weights, variation1);
    }

    /// <summary>ε = min(cap, scale/√(offset + growth·V̄)).</summary>
    /// <param name="variation">V̄.</param>
    /// <param name="cap">1/(8D²L); infinite where L is 0.</param>
    /// <param name="scale">Above 0.</param>
    /// <param name="offset">Above 0.</param>
    /// <param name="growth">0 for a constant rate.</param>
    [BuildingBlock]
    public static Scalar MetaRate(Scalar variation, double cap, double scale, double offset, double growth) =>
        Min(cap, OptimisticMirrorDescent.Rate(variation, scale, offset, growth));
}
