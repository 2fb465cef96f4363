using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Lion-κ with a hyperbolic tangent as smooth sign. Constrains λx to the box, with an entropy as
/// barrier.</summary>
/// <remarks>
/// κ(x) = (1/a)·Σ log cosh(a·xᵢ);  ∇κ(x) = tanh(a·xᵢ);
/// κ*(y) = (1/2a)·Σ [(1+yᵢ)·log(1+yᵢ) + (1−yᵢ)·log(1−yᵢ)] where max |yᵢ| ≤ 1, with 0·log 0 = 0.
/// <para>Shapes: x, m and g share one length. Units: η those of x, m those of g, a those of 1/g; λx has none.</para>
/// <para>Special values: as a grows the rule becomes Lion.</para>
/// <para>Deviates: none.</para>
/// <para>Optax's smooth mode of Lion (the direction). The step is <see cref="LionKappa.Step"/>.</para>
/// </remarks>
public static partial class LionKappaEntropy
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The gradient's moving average, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of m in the direction.</param>
    /// <param name="beta2">β₂: the weight of the past in m.</param>
    /// <param name="weightDecay">λ: λx is what the constraint holds for.</param>
    /// <param name="sharpness">a &gt; 0, in units of 1/g: the slope at 0.</param>
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
        [Above(0)] double sharpness = 1e3) =>
        LionKappa.Step(x, m, g, c => Subgradient(c, sharpness), learningRate, beta1, beta2, weightDecay);

    /// <summary>∇κ(x) = tanh(a·xᵢ).</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="sharpness">a &gt; 0, in units of 1/g: the slope at 0.</param>
    [BuildingBlock]
    public static Vec Subgradient(Vec x, double sharpness) => Tanh(sharpness * x);

    /// <summary>κ(x) = (1/a)·Σ log cosh(a·xᵢ), as |z| + log(1 + e^−2|z|) − log 2 with z = a·xᵢ, which does not
    /// overflow.</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="sharpness">a &gt; 0, in units of 1/g: the slope at 0.</param>
    [UpdateRule]
    [Conjugate(nameof(Conjugate), nameof(Subgradient))]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    public static Scalar Potential(Vec x, [Above(0)] double sharpness = 1e3)
    {
        Vec size = Abs(sharpness * x);
        return Sum(size + Softplus(-2 * size) - Math.Log(2)) / sharpness;
    }

    /// <summary>κ*(y): the entropy in the box, with 0·log 0 = 0, +∞ outside.</summary>
    /// <param name="y">Where it is taken: λ times a parameter.</param>
    /// <param name="sharpness">a &gt; 0, in units of 1/g: the slope at 0.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    [StronglyConvex(nameof(Flatness))]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    public static Scalar Conjugate(
        [Domain(ArrayDomain.Box)] Vec y, [Above(0)] double sharpness = 1e3, [AtLeast(0)] double tolerance = LionKappa.Tolerance)
    {
        Vec size = Min(Abs(y), 1);
        Vec low = Select(size >= 1, 0, (1 - size) * Log1p(-size));
        Scalar entropy = Sum((1 + size) * Log1p(size) + low) / (2 * sharpness);
        return LionKappa.Within(Violation(y), entropy, tolerance);
    }

    /// <summary>How far y is outside the box: max |yᵢ| − 1, 0 inside.</summary>
    /// <param name="y">The point: λ times a parameter.</param>
    [UpdateRule]
    public static Scalar Violation(Vec y) => LionKappa.OutsideBox(y);

    /// <summary>The distance from optimality κ(−g) + κ*(λx) + λ⟨x, g⟩, 0 exactly at stationary points.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="sharpness">a &gt; 0, in units of 1/g: the slope at 0.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    public static Scalar Residual(
        Vec x, Vec g, [AtLeast(0)] double weightDecay,
        [Above(0)] double sharpness = 1e3, [AtLeast(0)] double tolerance = LionKappa.Tolerance) =>
        LionKappa.Residual(
            Potential(-g, sharpness), Conjugate(weightDecay * x, sharpness, tolerance), x, g, weightDecay);

    private static Scalar Outside(Vec x, double weightDecay) => Violation(weightDecay * x);

    /// <summary>The least second derivative of κ*: 1/(a·(1 − y²)) ≥ 1/a.</summary>
    private static double Flatness(double sharpness) => 1 / sharpness;

    private static double Remaining(double learningRate, double weightDecay) => 1 - learningRate * weightDecay;
}
