using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Lion-κ with x/(|x| + a) as smooth sign. Keeps λx inside the open box, with a logarithm as
/// barrier.</summary>
/// <remarks>
/// κ(x) = Σ (|xᵢ| − a·log(1 + |xᵢ|/a));  ∇κ(x) = xᵢ/(|xᵢ| + a);
/// κ*(y) = −a·Σ (|yᵢ| + log(1 − |yᵢ|)) where max |yᵢ| &lt; 1.
/// <para>Shapes: x, m and g share one length. Units: η those of x, m those of g, a those of g; λx has none.</para>
/// <para>Special values: as a falls to 0 the rule becomes Lion. An infinite xᵢ gives NaN.</para>
/// <para>Deviates: none.</para>
/// <para>The direction is the softsign of neural networks. The step is <see cref="LionKappa.Step"/>.</para>
/// </remarks>
public static partial class LionKappaSoftsign
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The gradient's moving average, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of m in the direction.</param>
    /// <param name="beta2">β₂: the weight of the past in m.</param>
    /// <param name="weightDecay">λ: λx is what the constraint holds for.</param>
    /// <param name="width">a &gt; 0, in units of g: the softness.</param>
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

    /// <summary>∇κ(x) = xᵢ/(|xᵢ| + a).</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="width">a &gt; 0, in units of g: the softness.</param>
    [BuildingBlock]
    public static Vec Subgradient(Vec x, double width) => x / (Abs(x) + width);

    /// <summary>κ(x) = Σ (|xᵢ| − a·log(1 + |xᵢ|/a)).</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="width">a &gt; 0, in units of g: the softness.</param>
    [UpdateRule]
    [Conjugate(nameof(Conjugate), nameof(Subgradient))]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    public static Scalar Potential(Vec x, [Above(0)] double width = 1e-3)
    {
        Vec size = Abs(x);
        return Sum(size - width * Log1p(size / width));
    }

    /// <summary>κ*(y): the barrier inside the box, +∞ on its boundary and outside. No tolerance: inside is
    /// inside.</summary>
    /// <param name="y">Where it is taken: λ times a parameter.</param>
    /// <param name="width">a &gt; 0, in units of g: the softness.</param>
    [UpdateRule]
    [StronglyConvex(nameof(width))]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    public static Scalar Conjugate([Domain(ArrayDomain.Box)] Vec y, [Above(0)] double width = 1e-3)
    {
        Vec size = Min(Abs(y), 1);
        return -width * Sum(size + Log1p(-size));
    }

    /// <summary>The distance from optimality κ(−g) + κ*(λx) + λ⟨x, g⟩, 0 exactly at stationary points.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="width">a &gt; 0, in units of g: the softness.</param>
    [UpdateRule]
    public static Scalar Residual(
        Vec x, Vec g, [AtLeast(0)] double weightDecay, [Above(0)] double width = 1e-3) =>
        LionKappa.Residual(
            Potential(-g, width), Conjugate(weightDecay * x, width), x, g, weightDecay);

    /// <summary>How far y is outside the box: max |yᵢ| − 1, 0 inside and on the boundary.</summary>
    /// <param name="y">The point: λ times a parameter.</param>
    [UpdateRule]
    public static Scalar Violation(Vec y) => LionKappa.OutsideBox(y);

    private static Scalar Outside(Vec x, double weightDecay) => Violation(weightDecay * x);

    private static double Remaining(double learningRate, double weightDecay) => 1 - learningRate * weightDecay;
}
