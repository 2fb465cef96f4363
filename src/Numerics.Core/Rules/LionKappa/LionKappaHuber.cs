using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Lion-κ with the sign made continuous by clipping. Constrains λx to the box and adds a ridge.</summary>
/// <remarks>
/// κ(x) = Σ h(xᵢ), h(u) = |u| − e/2 where |u| ≥ e, else u²/(2e);  ∇κ(x) = clip(xᵢ, −e, e)/e;
/// κ*(y) = (e/2)‖y‖₂² where max |yᵢ| ≤ 1.
/// <para>Shapes: x, m and g share one length. Units: η those of x, m those of g, e those of g; λx has none.</para>
/// <para>Special values: as e falls to 0 the rule becomes Lion.</para>
/// <para>Deviates: none.</para>
/// <para>Chen, Liu, Liang, Liu, ICLR 2024, arXiv:2310.05898, row 5. The step is <see cref="LionKappa.Step"/>.</para>
/// </remarks>
public static partial class LionKappaHuber
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The gradient's moving average, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of m in the direction.</param>
    /// <param name="beta2">β₂: the weight of the past in m.</param>
    /// <param name="weightDecay">λ: λx is what the constraint holds for.</param>
    /// <param name="width">e &gt; 0, in units of g: below it the step is proportional.</param>
    [UpdateRule]
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
        [Above(0)] double width = 1e-3) =>
        LionKappa.Step(x, m, g, c => Subgradient(c, width), learningRate, beta1, beta2, weightDecay);

    /// <summary>∇κ(x) = clip(xᵢ, −e, e)/e.</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="width">e &gt; 0, in units of g: below it the step is proportional.</param>
    [BuildingBlock]
    public static Vec Subgradient(Vec x, double width) =>
        BuildingBlocks.ClipByValue(x, width) / width;

    /// <summary>κ(x) = Σ h(xᵢ), Huber's function.</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="width">e &gt; 0, in units of g: below it the step is proportional.</param>
    [UpdateRule]
    [Conjugate(nameof(Conjugate), nameof(Subgradient))]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    public static Scalar Potential(Vec x, [Above(0)] double width = 1e-3)
    {
        Vec size = Abs(x);
        return Sum(Select(size >= width, size - width / 2, Square(x) / (2 * width)));
    }

    /// <summary>κ*(y): (e/2)‖y‖₂² in the box, +∞ outside.</summary>
    /// <param name="y">Where it is taken: λ times a parameter.</param>
    /// <param name="width">e &gt; 0, in units of g: below it the step is proportional.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    [StronglyConvex(nameof(width))]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    public static Scalar Conjugate(
        [Domain(ArrayDomain.Box)] Vec y, [Above(0)] double width = 1e-3, [AtLeast(0)] double tolerance = LionKappa.Tolerance) =>
        LionKappa.Within(Violation(y), width / 2 * Dot(y, y), tolerance);

    /// <summary>How far y is outside the box: max |yᵢ| − 1, 0 inside.</summary>
    /// <param name="y">The point: λ times a parameter.</param>
    [UpdateRule]
    public static Scalar Violation(Vec y) => LionKappa.OutsideBox(y);

    /// <summary>The distance from optimality κ(−g) + κ*(λx) + λ⟨x, g⟩, 0 exactly at stationary points.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="width">e &gt; 0, in units of g: below it the step is proportional.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    public static Scalar Residual(
        Vec x, Vec g, [AtLeast(0)] double weightDecay,
        [Above(0)] double width = 1e-3, [AtLeast(0)] double tolerance = LionKappa.Tolerance) =>
        LionKappa.Residual(
            Potential(-g, width), Conjugate(weightDecay * x, width, tolerance), x, g, weightDecay);

    private static Scalar Outside(Vec x, double weightDecay) => Violation(weightDecay * x);

    private static double Remaining(double learningRate, double weightDecay) => 1 - learningRate * weightDecay;
}
