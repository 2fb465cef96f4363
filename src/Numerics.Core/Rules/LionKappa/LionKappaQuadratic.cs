using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Lion-κ with κ half the squared norm: momentum descent with decoupled decay, a ridge and no
/// constraint.</summary>
/// <remarks>
/// κ(x) = ½‖x‖₂²;  ∇κ(x) = x;  κ*(y) = ½‖y‖₂².
/// <para>Shapes: x, m and g share one length. Units: η those of x, m those of g; λx has none.</para>
/// <para>Special values: none of its own.</para>
/// <para>Deviates: none.</para>
/// <para>Chen, Liu, Liang, Liu, ICLR 2024, arXiv:2310.05898. The step is <see cref="LionKappa.Step"/>.</para>
/// </remarks>
public static partial class LionKappaQuadratic
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
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [Equivariant(Symmetry.Orthogonal)]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec m) Step(
        Vec x, [StateName("exp_avg")] Vec m, Vec g,
        [AtLeast(0)] double learningRate = 1e-4,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.99,
        [AtLeast(0)] double weightDecay = 0) =>
        LionKappa.Step(x, m, g, Subgradient, learningRate, beta1, beta2, weightDecay);

    /// <summary>∇κ(x) = x.</summary>
    /// <param name="x">Where it is taken.</param>
    [BuildingBlock]
    public static Vec Subgradient(Vec x) => x;

    /// <summary>κ(x) = ½‖x‖₂².</summary>
    /// <param name="x">Where it is taken.</param>
    [UpdateRule]
    [Conjugate(nameof(Conjugate), nameof(Subgradient))]
    [StronglyConvex]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [Equivariant(Symmetry.Orthogonal)]
    public static Scalar Potential(Vec x) => 0.5 * Dot(x, x);

    /// <summary>κ*(y) = ½‖y‖₂².</summary>
    /// <param name="y">Where it is taken: λ times a parameter.</param>
    [UpdateRule]
    [StronglyConvex]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [Equivariant(Symmetry.Orthogonal)]
    public static Scalar Conjugate(Vec y) => 0.5 * Dot(y, y);

    /// <summary>The distance from optimality κ(−g) + κ*(λx) + λ⟨x, g⟩, 0 exactly at stationary points.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="weightDecay">λ.</param>
    [UpdateRule]
    public static Scalar Residual(
        Vec x, Vec g, [AtLeast(0)] double weightDecay) =>
        LionKappa.Residual(
            Potential(-g), Conjugate(weightDecay * x), x, g, weightDecay);
}
