using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Lion-κ with κ the sum of the k greatest magnitudes: signs of the k greatest coordinates. Constrains λx to
/// max |yᵢ| ≤ 1 and ‖y‖₁ ≤ k.</summary>
/// <remarks>
/// With θ the k-th greatest |xᵢ|: κ(x) = Σ of the k greatest |xᵢ|;  ∇κ(x) = sign(xᵢ) where |xᵢ| &gt; θ,
/// sign(xᵢ)·(k − #{|xⱼ| &gt; θ})/#{|xⱼ| = θ} where |xᵢ| = θ, 0 below;  κ*(y) = 0 where max |yᵢ| ≤ 1 and ‖y‖₁ ≤ k.
/// <para>Shapes: x, m and g share one length, at least 1; a k beyond it is the length, and κ then ‖x‖₁. Units: η those
/// of x, m those of g; λx has none.</para>
/// <para>Special values: 0 at x = 0. A NaN anywhere makes the whole direction NaN.</para>
/// <para>Deviates: the weight that is left is shared on ties, where the paper's table takes the lowest indices: the
/// same for every order of the coordinates, and also a subgradient. k = 1 is <see cref="LionKappaLInf"/>.</para>
/// <para>Chen, Liu, Liang, Liu, ICLR 2024, arXiv:2310.05898, row 4. The step is
/// <see cref="LionKappa.Step"/>.</para>
/// </remarks>
public static partial class LionKappaTopK
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The gradient's moving average, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of m in the direction.</param>
    /// <param name="beta2">β₂: the weight of the past in m.</param>
    /// <param name="weightDecay">λ: λx is what the constraint holds for.</param>
    /// <param name="k">How many coordinates take part.</param>
    [UpdateRule]
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
        [AtLeast(1)] int k = 1) =>
        LionKappa.Step(x, m, g, c => Subgradient(c, k), learningRate, beta1, beta2, weightDecay);

    /// <summary>∇κ(x): the signs of the coordinates above θ, the rest of the weight k shared by those at θ.</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="k">How many coordinates take part.</param>
    [BuildingBlock]
    public static Vec Subgradient(Vec x, int k)
    {
        int count = Math.Min(k, x.Length);
        Vec size = Abs(x);
        Scalar threshold = KthLargest(size, count);
        Scalar rest = count - CountTrue(size > threshold);
        Scalar share = Select(Equal(threshold, threshold), rest / CountTrue(Equal(size, threshold)), threshold);
        return Select(size > threshold, 1, Select(size < threshold, 0, share)) * Sign(x);
    }

    /// <summary>κ(x): the sum of the k greatest magnitudes.</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="k">How many coordinates take part.</param>
    [UpdateRule]
    [Conjugate(nameof(Conjugate), nameof(Subgradient))]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    public static Scalar Potential(Vec x, [AtLeast(1)] int k = 1)
    {
        int count = Math.Min(k, x.Length);
        Vec size = Abs(x);
        Scalar threshold = KthLargest(size, count);
        return Sum(Select(size > threshold, size, 0)) + (count - CountTrue(size > threshold)) * threshold;
    }

    /// <summary>κ*(y): 0 in the set, +∞ outside.</summary>
    /// <param name="y">Where it is taken: λ times a parameter.</param>
    /// <param name="k">How many coordinates take part.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    public static Scalar Conjugate(
        Vec y, [AtLeast(1)] int k = 1, [AtLeast(0)] double tolerance = LionKappa.Tolerance) =>
        LionKappa.Within(Violation(y, k), 0, tolerance);

    /// <summary>How far y is outside the set: the greater of max |yᵢ| − 1 and ‖y‖₁ − k, 0 inside.</summary>
    /// <param name="y">The point: λ times a parameter.</param>
    /// <param name="k">How many coordinates take part.</param>
    [UpdateRule]
    public static Scalar Violation(Vec y, [AtLeast(1)] int k = 1) => Max(LionKappa.OutsideBox(y), Norm1(y) - k);

    /// <summary>The distance from optimality κ(−g) + κ*(λx) + λ⟨x, g⟩, 0 exactly at stationary points.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="k">How many coordinates take part.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    public static Scalar Residual(
        Vec x, Vec g, [AtLeast(0)] double weightDecay, [AtLeast(1)] int k = 1,
        [AtLeast(0)] double tolerance = LionKappa.Tolerance) =>
        LionKappa.Residual(Potential(-g, k), Conjugate(weightDecay * x, k, tolerance), x, g, weightDecay);

    private static Scalar Outside(Vec x, double weightDecay, int k) => Violation(weightDecay * x, k);

    private static double Remaining(double learningRate, double weightDecay) => 1 - learningRate * weightDecay;
}
