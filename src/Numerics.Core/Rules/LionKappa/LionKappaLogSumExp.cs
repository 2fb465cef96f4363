using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Lion-κ with κ a log-sum-exp: its direction is a softmax. Constrains λx to the probability simplex and adds
/// the relative entropy to q.</summary>
/// <remarks>
/// κ(x) = τ·log Σ qᵢ·exp(xᵢ/τ);  ∇κ(x) = qᵢ·exp(xᵢ/τ)/Σ qⱼ·exp(xⱼ/τ);  κ*(y) = τ·Σ yᵢ·log(yᵢ/qᵢ) where y ≥ 0, Σ yᵢ =
/// 1.
/// <para>Shapes: x, m, q and g share one length; q &gt; 0 sums to 1. Units: η those of x, m and τ those of g; λx has
/// none.</para>
/// <para>Special values: exponents are shifted by their greatest, so none overflows. A NaN anywhere makes the whole
/// direction NaN.</para>
/// <para>Deviates: κ is not even, so m averages the negative gradient, as in the paper, where the other rules have
/// Lion's sign.</para>
/// <para>Chen, Liu, Liang, Liu, ICLR 2024, arXiv:2310.05898. The step is <see cref="LionKappa.DualStep"/>.</para>
/// </remarks>
public static partial class LionKappaLogSumExp
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The negative gradient's moving average, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="q">The reference distribution: each element 1/n where there is none.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of m in the direction.</param>
    /// <param name="beta2">β₂: the weight of the past in m.</param>
    /// <param name="weightDecay">λ: λx is what the constraint holds for.</param>
    /// <param name="temperature">τ &gt; 0, in units of g.</param>
    [UpdateRule]
    [Bounded(by: nameof(learningRate), Norm = ArrayNorm.Sum, When = "weightDecay = 0")]
    [Equivariant(Symmetry.Permutation)]
    [Decreases(nameof(Outside), Factor = nameof(Remaining))]
    public static (Vec x, Vec m) Step(
        Vec x, [StateName("exp_avg")] Vec m, Vec g, [Input, Domain(ArrayDomain.Simplex)] Vec q,
        [AtLeast(0)] double learningRate = 1e-4,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.99,
        [AtLeast(0)] double weightDecay = 0,
        [Above(0)] double temperature = 1e-3) =>
        LionKappa.DualStep(x, m, g, c => Subgradient(c, q, temperature), learningRate, beta1, beta2, weightDecay);

    /// <summary>∇κ(x) = qᵢ·exp(xᵢ/τ)/Σ qⱼ·exp(xⱼ/τ).</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="q">The reference distribution.</param>
    /// <param name="temperature">τ &gt; 0.</param>
    [BuildingBlock]
    public static Vec Subgradient(Vec x, Vec q, double temperature)
    {
        Vec weight = q * Exp((x - Max(x)) / temperature);
        return weight / Sum(weight);
    }

    /// <summary>κ(x) = M + τ·log Σ qᵢ·exp((xᵢ − M)/τ) with M = max x.</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="q">The reference distribution.</param>
    /// <param name="temperature">τ &gt; 0.</param>
    [UpdateRule]
    [Conjugate(nameof(Conjugate), nameof(Subgradient))]
    [Equivariant(Symmetry.Permutation)]
    public static Scalar Potential(Vec x, [Domain(ArrayDomain.Simplex)] Vec q, [Above(0)] double temperature = 1e-3)
    {
        Scalar greatest = Max(x);
        return greatest + temperature * Log(Sum(q * Exp((x - greatest) / temperature)));
    }

    /// <summary>κ*(y): τ·Σ yᵢ·log(yᵢ/qᵢ) on the simplex, with 0·log 0 = 0, +∞ outside.</summary>
    /// <param name="y">Where it is taken: λ times a parameter.</param>
    /// <param name="q">The reference distribution.</param>
    /// <param name="temperature">τ &gt; 0.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    [StronglyConvex(nameof(temperature), Norm = ArrayNorm.Sum)]
    [Equivariant(Symmetry.Permutation)]
    public static Scalar Conjugate(
        [Domain(ArrayDomain.Simplex)] Vec y, [Domain(ArrayDomain.Simplex)] Vec q, [Above(0)] double temperature = 1e-3, [AtLeast(0)] double tolerance = LionKappa.Tolerance)
    {
        Scalar entropy = Sum(Select(y <= 0, 0, y * Log(y / q)));
        return LionKappa.Within(Violation(y), temperature * entropy, tolerance);
    }

    /// <summary>How far y is outside the simplex: the greater of −min yᵢ and |Σ yᵢ − 1|, 0 inside.</summary>
    /// <param name="y">The point: λ times a parameter.</param>
    [UpdateRule]
    public static Scalar Violation(Vec y) => Max(Max(-Min(y), 0), Abs(Sum(y) - 1));

    /// <summary>The distance from optimality κ(−g) + κ*(λx) + λ⟨x, g⟩, 0 exactly at stationary points.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="q">The reference distribution.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="temperature">τ &gt; 0.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    public static Scalar Residual(
        Vec x, Vec g, [Domain(ArrayDomain.Simplex)] Vec q, [AtLeast(0)] double weightDecay,
        [Above(0)] double temperature = 1e-3, [AtLeast(0)] double tolerance = LionKappa.Tolerance) =>
        LionKappa.Residual(
            Potential(-g, q, temperature), Conjugate(weightDecay * x, q, temperature, tolerance), x, g, weightDecay);

    private static Scalar Outside(Vec x, double weightDecay) => Violation(weightDecay * x);

    private static double Remaining(double learningRate, double weightDecay) => 1 - learningRate * weightDecay;
}
