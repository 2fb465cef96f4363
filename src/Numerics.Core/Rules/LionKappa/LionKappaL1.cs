using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Lion-κ with κ the 1-norm: Lion itself. Constrains λx to the box max |yᵢ| ≤ 1.</summary>
/// <remarks>
/// κ(x) = Σ |xᵢ|;  ∇κ(x) = sign x, 0 at 0;  κ*(y) = 0 where max |yᵢ| ≤ 1.
/// <para>Shapes: x, m and g share one length. Units: η those of x, m those of g; λx has none.</para>
/// <para>Special values: as Lion, to the bit.</para>
/// <para>Deviates: none.</para>
/// <para>Chen, Liu, Liang, Liu, ICLR 2024, arXiv:2310.05898, row 1. The step is <see cref="LionKappa.Step"/>.</para>
/// </remarks>
public static partial class LionKappaL1
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The gradient's moving average, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of m in the direction.</param>
    /// <param name="beta2">β₂: the weight of the past in m.</param>
    /// <param name="weightDecay">λ: λx is what the constraint holds for.</param>
    [UpdateRule]
    [ReducesTo(typeof(Lion))]
    [Bounded(by: nameof(learningRate), When = "weightDecay = 0")]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip | Symmetry.GradientScale)]
    [Decreases(nameof(Outside), Factor = nameof(Remaining))]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec m) Step(
        Vec x, [StateName("exp_avg")] Vec m, Vec g,
        [AtLeast(0)] double learningRate = 1e-4,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.99,
        [AtLeast(0)] double weightDecay = 0) =>
        LionKappa.Step(x, m, g, Subgradient, learningRate, beta1, beta2, weightDecay);

    /// <summary>∇κ(x) = sign x.</summary>
    /// <param name="x">Where it is taken.</param>
    [BuildingBlock]
    public static Vec Subgradient(Vec x) => Sign(x);

    /// <summary>κ(x) = Σ |xᵢ|.</summary>
    /// <param name="x">Where it is taken.</param>
    [UpdateRule]
    [Conjugate(nameof(Conjugate), nameof(Subgradient))]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    public static Scalar Potential(Vec x) => Norm1(x);

    /// <summary>κ*(y): 0 in the set, +∞ outside.</summary>
    /// <param name="y">Where it is taken: λ times a parameter.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    public static Scalar Conjugate(Vec y, [AtLeast(0)] double tolerance = LionKappa.Tolerance) =>
        LionKappa.Within(Violation(y), 0, tolerance);

    /// <summary>How far y is outside the box: max |yᵢ| − 1, 0 inside.</summary>
    /// <param name="y">The point: λ times a parameter.</param>
    [UpdateRule]
    public static Scalar Violation(Vec y) => LionKappa.OutsideBox(y);

    /// <summary>The distance from optimality κ(−g) + κ*(λx) + λ⟨x, g⟩, 0 exactly at stationary points.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    public static Scalar Residual(
        Vec x, Vec g, [AtLeast(0)] double weightDecay, [AtLeast(0)] double tolerance = LionKappa.Tolerance) =>
        LionKappa.Residual(
            Potential(-g), Conjugate(weightDecay * x, tolerance), x, g, weightDecay);

    private static Scalar Outside(Vec x, double weightDecay) => Violation(weightDecay * x);

    private static double Remaining(double learningRate, double weightDecay) => 1 - learningRate * weightDecay;
}
