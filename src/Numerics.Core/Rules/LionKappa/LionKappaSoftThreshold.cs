using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Lion-κ with the soft threshold as direction: an elastic net, no constraint.</summary>
/// <remarks>
/// κ(x) = ½·Σ max(|xᵢ| − e, 0)²;  ∇κ(x) = sign(xᵢ)·max(|xᵢ| − e, 0);  κ*(y) = e‖y‖₁ + ½‖y‖₂².
/// <para>Shapes: x, m and g share one length. Units: η those of x, m those of g, e those of g; λx has none.</para>
/// <para>Special values: e = 0 is <see cref="LionKappaQuadratic"/>. Not the truncated sign, which returns ±1:
/// <see cref="LionKappaTruncated"/>.</para>
/// <para>Deviates: none.</para>
/// <para>Donoho, IEEE Trans. Inf. Theory 41, 1995 (the threshold). The step is <see cref="LionKappa.Step"/>.</para>
/// </remarks>
public static partial class LionKappaSoftThreshold
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The gradient's moving average, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of m in the direction.</param>
    /// <param name="beta2">β₂: the weight of the past in m.</param>
    /// <param name="weightDecay">λ: λx is what the constraint holds for.</param>
    /// <param name="threshold">e ≥ 0, in units of g.</param>
    [UpdateRule]
    [ReducesTo(typeof(LionKappaQuadratic), When = "threshold = 0")]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec m) Step(
        Vec x, [StateName("exp_avg")] Vec m, Vec g,
        [AtLeast(0)] double learningRate = 1e-4,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.99,
        [AtLeast(0)] double weightDecay = 0,
        [AtLeast(0)] double threshold = 1e-3) =>
        LionKappa.Step(x, m, g, c => Subgradient(c, threshold), learningRate, beta1, beta2, weightDecay);

    /// <summary>∇κ(x) = sign(xᵢ)·max(|xᵢ| − e, 0).</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="threshold">e ≥ 0, in units of g.</param>
    [BuildingBlock]
    public static Vec Subgradient(Vec x, double threshold) => Sign(x) * Max(Abs(x) - threshold, 0);

    /// <summary>κ(x) = ½·Σ max(|xᵢ| − e, 0)².</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="threshold">e ≥ 0, in units of g.</param>
    [UpdateRule]
    [Conjugate(nameof(Conjugate), nameof(Subgradient))]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    public static Scalar Potential(Vec x, [AtLeast(0)] double threshold = 1e-3)
    {
        Vec excess = Max(Abs(x) - threshold, 0);
        return 0.5 * Dot(excess, excess);
    }

    /// <summary>κ*(y) = e‖y‖₁ + ½‖y‖₂².</summary>
    /// <param name="y">Where it is taken: λ times a parameter.</param>
    /// <param name="threshold">e ≥ 0, in units of g.</param>
    [UpdateRule]
    [StronglyConvex]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    public static Scalar Conjugate(Vec y, [AtLeast(0)] double threshold = 1e-3) =>
        threshold * Norm1(y) + 0.5 * Dot(y, y);

    /// <summary>The distance from optimality κ(−g) + κ*(λx) + λ⟨x, g⟩, 0 exactly at stationary points.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="threshold">e ≥ 0, in units of g.</param>
    [UpdateRule]
    public static Scalar Residual(
        Vec x, Vec g, [AtLeast(0)] double weightDecay, [AtLeast(0)] double threshold = 1e-3) =>
        LionKappa.Residual(
            Potential(-g, threshold), Conjugate(weightDecay * x, threshold), x, g, weightDecay);
}
