using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Lion-κ: Lion with the subgradient of any convex function κ in place of the sign. A choice of κ is a choice
/// of the constraint or regulariser that weight decay λ enforces.</summary>
/// <remarks>
/// c = β₁·m + (1−β₁)·g;  x' = x − η·(∇κ(c) + λ·x);  m' = β₂·m + (1−β₂)·g. It minimises f(x) + κ*(λx)/λ, with
/// κ*(y) = sup ⟨x, y⟩ − κ(x) the conjugate: where κ* is 0 on a set C and +∞ outside, it minimises f subject to λx ∈ C.
/// <para>Shapes: x, m and g share one length: one tensor, one κ. Units: η carries those of x over ∇κ, m those of
/// g.</para>
/// <para>Special values: λ = 0 is allowed, and then nothing is constrained. With 0 ≤ ηλ ≤ 1, the distance of λx to the
/// domain of κ* falls by the factor 1 − ηλ each step, whatever the gradients, and inside stays inside.</para>
/// <para>Deviates: none. m is the gradient's average, as in Lion; the paper's has the opposite sign, which is the same
/// for even κ. For the others see <see cref="DualStep"/>.</para>
/// <para>Chen, Liu, Liang, Liu, Lion Secretly Solves Constrained Optimization, ICLR 2024, arXiv:2310.05898.</para>
/// </remarks>
public static class LionKappa
{
    /// <summary>How far outside its set a point may lie by rounding and still count as inside, in double.</summary>
    public const double Tolerance = 1e-12;

    /// <summary>One explicit step, for even κ: ∇κ(−c) = −∇κ(c).</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The gradient's moving average, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="kappa">∇κ: the gradient of κ, or one choice of subgradient.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of m in the direction.</param>
    /// <param name="beta2">β₂: the weight of the past in m.</param>
    /// <param name="weightDecay">λ, decoupled.</param>
    [BuildingBlock]
    public static (Vec x, Vec m) Step(
        Vec x, Vec m, Vec g, Func<Vec, Vec> kappa,
        double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
    {
        Vec c = beta1 * m + (1 - beta1) * g;
        return (x - learningRate * (kappa(c) + weightDecay * x),
                beta2 * m + (1 - beta2) * g);
    }

    /// <summary>One explicit step on a matrix, for even κ.</summary>
    /// <inheritdoc cref="Step"/>
    [BuildingBlock]
    public static (Mat x, Mat m) MatrixStep(
        Mat x, Mat m, Mat g, Func<Mat, Mat> kappa,
        double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
    {
        Mat c = beta1 * m + (1 - beta1) * g;
        return (x - learningRate * (kappa(c) + weightDecay * x),
                beta2 * m + (1 - beta2) * g);
    }

    /// <summary>One explicit step in the paper's sign, for any κ: m averages the negative gradient.</summary>
    /// <remarks>c = β₁·m − (1−β₁)·g;  x' = x + η·(∇κ(c) − λ·x);  m' = β₂·m − (1−β₂)·g.</remarks>
    /// <inheritdoc cref="Step"/>
    [BuildingBlock]
    public static (Vec x, Vec m) DualStep(
        Vec x, Vec m, Vec g, Func<Vec, Vec> kappa,
        double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
    {
        Vec c = beta1 * m - (1 - beta1) * g;
        return (x + learningRate * (kappa(c) - weightDecay * x),
                beta2 * m - (1 - beta2) * g);
    }

    /// <summary>One step of the paper's theorem, implicit in the decay, in the paper's sign: m averages the negative
    /// gradient.</summary>
    /// <remarks>c = β₁·m − (1−β₁)·g;  x' = (x + η·∇κ(c))/(1 + ηλ);  m' = β₂·m − (1−β₂)·g. It is the explicit step with
    /// rate η/(1 + ηλ).</remarks>
    /// <inheritdoc cref="Step"/>
    [BuildingBlock]
    public static (Vec x, Vec m) ImplicitStep(
        Vec x, Vec m, Vec g, Func<Vec, Vec> kappa,
        double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
    {
        Vec c = beta1 * m - (1 - beta1) * g;
        return ((x + learningRate * kappa(c)) / (1 + learningRate * weightDecay),
                beta2 * m - (1 - beta2) * g);
    }

    /// <summary>A conjugate's value inside its domain, +∞ outside.</summary>
    /// <param name="violation">How far outside the point lies, 0 inside.</param>
    /// <param name="value">The conjugate's value where it is finite.</param>
    /// <param name="tolerance">The violation that counts as inside.</param>
    [BuildingBlock]
    public static Scalar Within(Scalar violation, Scalar value, double tolerance) =>
        Select(violation > tolerance, double.PositiveInfinity, value);

    /// <summary>The distance from optimality R(x) = κ(−g) + κ*(λx) + λ⟨x, g⟩ with g = ∇f(x): never negative but for
    /// rounding, and 0 exactly where x is stationary for f(x) + κ*(λx)/λ. For a set it is λ times the Frank–Wolfe
    /// gap.</summary>
    /// <param name="potential">κ(−g).</param>
    /// <param name="conjugate">κ*(λx); where infinite, so is the residual.</param>
    /// <param name="x">The parameter.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="weightDecay">λ.</param>
    [BuildingBlock]
    public static Scalar Residual(Scalar potential, Scalar conjugate, Vec x, Vec g, double weightDecay) =>
        potential + conjugate + weightDecay * Dot(x, g);

    /// <inheritdoc cref="Residual"/>
    [BuildingBlock]
    public static Scalar MatrixResidual(Scalar potential, Scalar conjugate, Mat x, Mat g, double weightDecay) =>
        potential + conjugate + weightDecay * Sum(x * g);

    /// <summary>How far the greatest |yᵢ| exceeds 1.</summary>
    /// <param name="y">The point λx.</param>
    [BuildingBlock]
    public static Scalar OutsideBox(Vec y) => Max(NormInf(y) - 1, 0);

    /// <summary>u, but 1 where u is 0: divisors for quotients whose numerators are then 0 too. NaN stays NaN.</summary>
    /// <param name="u">Numbers, at least 0.</param>
    [BuildingBlock]
    public static Col OneIfZero(Col u) => Select(Equal(u, 0), 1, u);

    /// <summary>u, but 1 where u is 0: a divisor for a quotient whose numerator is then 0 too. NaN stays
    /// NaN.</summary>
    /// <param name="u">A number, at least 0.</param>
    [BuildingBlock]
    public static Scalar OneIfZero(Scalar u) => Select(Equal(u, 0), 1, u);
}
