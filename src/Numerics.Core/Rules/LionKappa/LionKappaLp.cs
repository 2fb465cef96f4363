using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Lion-κ with κ the p-norm, 1 &lt; p &lt; ∞. Constrains λx to the unit ball of the q-norm, 1/p + 1/q =
/// 1.</summary>
/// <remarks>
/// κ(x) = ‖x‖ₚ;  ∇κ(x) = sign(xᵢ)·(|xᵢ|/‖x‖ₚ)^(p−1), 0 at x = 0;  κ*(y) = 0 where ‖y‖_q ≤ 1.
/// <para>Shapes: x, m and g share one length. Units: η those of x, m those of g, p none; λx has none.</para>
/// <para>Special values: p near 1 nears Lion, p = 2 is <see cref="LionKappaL2"/>; powers are taken after scaling by
/// the greatest magnitude, so none overflows. A NaN or infinity anywhere makes the whole direction NaN.</para>
/// <para>Deviates: none.</para>
/// <para>Chen, Liu, Liang, Liu, ICLR 2024, arXiv:2310.05898, row 2. The step is <see cref="LionKappa.Step"/>.</para>
/// </remarks>
public static partial class LionKappaLp
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The gradient's moving average, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of m in the direction.</param>
    /// <param name="beta2">β₂: the weight of the past in m.</param>
    /// <param name="weightDecay">λ: λx is what the constraint holds for.</param>
    /// <param name="p">p, above 1 and finite.</param>
    [UpdateRule]
    [ReducesTo(typeof(LionKappaL2), When = "p = 2", Roundings = 64)]
    [Bounded(by: nameof(learningRate), When = "weightDecay = 0")]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip | Symmetry.GradientScale)]
    [Decreases(nameof(Outside), Factor = nameof(Remaining))]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec m) Step(
        Vec x, [StateName("exp_avg")] Vec m, Vec g,
        [AtLeast(0)] double learningRate = 1e-4,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.99,
        [AtLeast(0)] double weightDecay = 0,
        [Above(1)] double p = 2) =>
        LionKappa.Step(x, m, g, c => Subgradient(c, p), learningRate, beta1, beta2, weightDecay);

    /// <summary>∇κ(x) = sign(xᵢ)·(|xᵢ|/‖x‖ₚ)^(p−1).</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="p">p, above 1 and finite.</param>
    [BuildingBlock]
    public static Vec Subgradient(Vec x, double p)
    {
        Scalar largest = LionKappa.OneIfZero(NormInf(x));
        Vec share = Abs(x) / largest;
        Scalar norm = LionKappa.OneIfZero(Pow(Sum(Pow(share, p)), 1 / p));
        return Sign(x) * Pow(share / norm, p - 1);
    }

    /// <summary>κ(x) = ‖x‖ₚ.</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="p">p, above 1 and finite.</param>
    [UpdateRule]
    [Conjugate(nameof(Conjugate), nameof(Subgradient))]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    public static Scalar Potential(Vec x, [Above(1)] double p = 2) => NormP(x, p);

    /// <summary>κ*(y): 0 in the set, +∞ outside.</summary>
    /// <param name="y">Where it is taken: λ times a parameter.</param>
    /// <param name="p">p, above 1 and finite.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    public static Scalar Conjugate(
        Vec y, [Above(1)] double p = 2, [AtLeast(0)] double tolerance = LionKappa.Tolerance) =>
        LionKappa.Within(Violation(y, p), 0, tolerance);

    /// <summary>How far y is outside the ball: ‖y‖_q − 1 with q = p/(p−1), 0 inside.</summary>
    /// <param name="y">The point: λ times a parameter.</param>
    /// <param name="p">p, above 1 and finite.</param>
    [UpdateRule]
    public static Scalar Violation(Vec y, [Above(1)] double p = 2) =>
        Max(NormP(y, p / (p - 1)) - 1, 0);

    /// <summary>The distance from optimality κ(−g) + κ*(λx) + λ⟨x, g⟩, 0 exactly at stationary points.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="p">p, above 1 and finite.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    public static Scalar Residual(
        Vec x, Vec g, [AtLeast(0)] double weightDecay,
        [Above(1)] double p = 2, [AtLeast(0)] double tolerance = LionKappa.Tolerance) =>
        LionKappa.Residual(
            Potential(-g, p), Conjugate(weightDecay * x, p, tolerance), x, g, weightDecay);

    /// <summary>‖x‖ₚ = M·(Σ (|xᵢ|/M)ᵖ)^(1/p) with M = max |xᵢ|; 0 of zeros.</summary>
    /// <param name="x">The array.</param>
    /// <param name="p">p ≥ 1.</param>
    [BuildingBlock]
    public static Scalar NormP(Vec x, double p)
    {
        Scalar largest = NormInf(x);
        return largest * Pow(Sum(Pow(Abs(x) / LionKappa.OneIfZero(largest), p)), 1 / p);
    }

    private static Scalar Outside(Vec x, double weightDecay, double p) => Violation(weightDecay * x, p);

    private static double Remaining(double learningRate, double weightDecay) => 1 - learningRate * weightDecay;
}
