using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Lion-κ with κ a group norm (ℓ₁,₂) over the rows of a matrix: each row steps by its own length.
/// Constrains each row of λx to a ball.</summary>
/// <remarks>
/// With xᵢ row i: κ(x) = Σ wᵢ·‖xᵢ‖₂;  ∇κ(x) has the rows wᵢ·xᵢ/‖xᵢ‖₂, 0 where xᵢ = 0;  κ*(y) = 0 where ‖yᵢ‖₂ ≤ wᵢ for
/// all i.
/// <para>Shapes: x, m and g are matrices of one shape, w has a weight for each row. Groups that lie side by side in a
/// tensor are the rows of a tensor of another shape over the same memory. Units: η those of x, m those of g; λx and w
/// have none.</para>
/// <para>Special values: a NaN or infinity makes its row of the direction NaN or 0.</para>
/// <para>Deviates: none. One row with w = 1 is <see cref="LionKappaL2"/>; one column with w = 1 is
/// <see cref="Lion"/>.</para>
/// <para>Yuan, Lin, Journal of the Royal Statistical Society B 2006; Chen, Liu, Liang, Liu, ICLR 2024,
/// arXiv:2310.05898.
/// The step is <see cref="LionKappa.MatrixStep"/>.</para>
/// </remarks>
public static partial class LionKappaGroup
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The gradient's moving average, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="weights">w, one for each row, at least 0.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of m in the direction.</param>
    /// <param name="beta2">β₂: the weight of the past in m.</param>
    /// <param name="weightDecay">λ: λx is what the constraint holds for.</param>
    [UpdateRule]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Mat x, Mat m) Step(
        Mat x, [StateName("exp_avg")] Mat m, Mat g, [Input] Col weights,
        [AtLeast(0)] double learningRate = 1e-4,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.99,
        [AtLeast(0)] double weightDecay = 0) =>
        LionKappa.MatrixStep(x, m, g, c => Subgradient(c, weights), learningRate, beta1, beta2, weightDecay);

    /// <summary>∇κ(x): each row times its weight over its norm, 0 where it is 0.</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="weights">w, one for each row.</param>
    [BuildingBlock]
    public static Mat Subgradient(Mat x, Col weights) => x * (weights / LionKappa.OneIfZero(NormRows(x)));

    /// <summary>κ(x) = Σ wᵢ·‖xᵢ‖₂.</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="weights">w, one for each row.</param>
    [UpdateRule]
    public static Scalar Potential(Mat x, Col weights) => Sum(weights * NormRows(x));

    /// <summary>κ*(y): 0 in the set, +∞ outside.</summary>
    /// <param name="y">Where it is taken: λ times a parameter.</param>
    /// <param name="weights">w, one for each row.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    public static Scalar Conjugate(Mat y, Col weights, [AtLeast(0)] double tolerance = LionKappa.Tolerance) =>
        LionKappa.Within(Violation(y, weights), 0, tolerance);

    /// <summary>How far y is outside the set: the greatest of ‖yᵢ‖₂ − wᵢ, 0 inside.</summary>
    /// <param name="y">The point: λ times a parameter.</param>
    /// <param name="weights">w, one for each row.</param>
    [UpdateRule]
    public static Scalar Violation(Mat y, Col weights) => Max(Max(NormRows(y) - weights), 0);

    /// <summary>The distance from optimality κ(−g) + κ*(λx) + λ⟨x, g⟩, 0 exactly at stationary points.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="weights">w, one for each row.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    public static Scalar Residual(
        Mat x, Mat g, Col weights, [AtLeast(0)] double weightDecay,
        [AtLeast(0)] double tolerance = LionKappa.Tolerance) =>
        LionKappa.MatrixResidual(
            Potential(-g, weights), Conjugate(weightDecay * x, weights, tolerance), x, g, weightDecay);
}
