using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Lion-κ with the sign cut off below a threshold: sparse steps. Constrains λx to the box and adds
/// e‖x‖₁.</summary>
/// <remarks>
/// κ(x) = Σ max(|xᵢ| − e, 0);  ∇κ(x) = sign(xᵢ) where |xᵢ| &gt; e, else 0;  κ*(y) = e‖y‖₁ where max |yᵢ| ≤ 1.
/// <para>Shapes: x, m and g share one length. Units: η those of x, m those of g, e those of g; λx has none.</para>
/// <para>Special values: e = 0 is Lion. While |cᵢ| ≤ e, the coordinate decays to 0: a great e stalls the rest, which
/// is the intended sparsity. Not the soft threshold, which returns the shrunk value:
/// <see cref="LionKappaSoftThreshold"/>.</para>
/// <para>Deviates: none.</para>
/// <para>Chen, Liu, Liang, Liu, ICLR 2024, arXiv:2310.05898, row 3. The step is <see cref="LionKappa.Step"/>.</para>
/// </remarks>
public static partial class LionKappaTruncated
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
    [ReducesTo(typeof(Lion), When = "threshold = 0")]
    [Bounded(by: nameof(learningRate), When = "weightDecay = 0")]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [Decreases(nameof(Outside), Factor = nameof(Remaining))]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec m) Step(
        Vec x, [StateName("exp_avg")] Vec m, Vec g,
        [AtLeast(0)] double learningRate = 1e-4,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.99,
        [AtLeast(0)] double weightDecay = 0,
        [AtLeast(0)] double threshold = 1e-3) =>
        LionKappa.Step(x, m, g, c => Subgradient(c, threshold), learningRate, beta1, beta2, weightDecay);

    /// <summary>∇κ(x) = sign(xᵢ) where |xᵢ| &gt; e, else 0.</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="threshold">e ≥ 0, in units of g.</param>
    [BuildingBlock]
    public static Vec Subgradient(Vec x, double threshold) =>
        Select(Abs(x) <= threshold, 0, Sign(x));

    /// <summary>κ(x) = Σ max(|xᵢ| − e, 0).</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="threshold">e ≥ 0, in units of g.</param>
    [UpdateRule]
    [Conjugate(nameof(Conjugate), nameof(Subgradient))]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    public static Scalar Potential(Vec x, [AtLeast(0)] double threshold = 1e-3) =>
        Sum(Max(Abs(x) - threshold, 0));

    /// <summary>κ*(y): e‖y‖₁ in the box, +∞ outside.</summary>
    /// <param name="y">Where it is taken: λ times a parameter.</param>
    /// <param name="threshold">e ≥ 0, in units of g.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    public static Scalar Conjugate(
        Vec y, [AtLeast(0)] double threshold = 1e-3, [AtLeast(0)] double tolerance = LionKappa.Tolerance) =>
        LionKappa.Within(Violation(y), threshold * Norm1(y), tolerance);

    /// <summary>How far y is outside the box: max |yᵢ| − 1, 0 inside.</summary>
    /// <param name="y">The point: λ times a parameter.</param>
    [UpdateRule]
    public static Scalar Violation(Vec y) => LionKappa.OutsideBox(y);

    /// <summary>The distance from optimality κ(−g) + κ*(λx) + λ⟨x, g⟩, 0 exactly at stationary points.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="threshold">e ≥ 0, in units of g.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    public static Scalar Residual(
        Vec x, Vec g, [AtLeast(0)] double weightDecay,
        [AtLeast(0)] double threshold = 1e-3, [AtLeast(0)] double tolerance = LionKappa.Tolerance) =>
        LionKappa.Residual(
            Potential(-g, threshold), Conjugate(weightDecay * x, threshold, tolerance), x, g, weightDecay);

    private static Scalar Outside(Vec x, double weightDecay) => Violation(weightDecay * x);

    private static double Remaining(double learningRate, double weightDecay) => 1 - learningRate * weightDecay;
}
