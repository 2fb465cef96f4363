using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Lion-κ with κ the nuclear norm: steps along the polar factor of the averaged gradient, as Muon's.
/// Constrains λx to spectral norm ≤ 1.</summary>
/// <remarks>
/// With x = U·Σ·Vᵀ: κ(x) = Σ of the singular values;  ∇κ(x) = U·Vᵀ, singular values of 0 dropped;  κ*(y) = 0 where no
/// singular value exceeds 1. U·Vᵀ is the limit of z' = z·(15 − 10·zᵀz + 3·(zᵀz)²)/8 from z = x/‖x‖_F: a singular value
/// s
/// becomes s·(15 − 10s² + 3s⁴)/8, which grows it by 15/8 while it is small and is 1 − O((1 − s)³) near 1.
/// <para>Shapes: x, m and g are matrices of one shape. A round takes three products, two of them with columns² · rows
/// multiplications: tall matrices cost less than their transposes. Units: η those of x, m those of g; λx has
/// none.</para>
/// <para>Special values: 0 at x = 0. A NaN or infinity anywhere makes the whole direction NaN. Singular values below
/// about (8/15)ʳ·‖x‖_F after r rounds are still below 1 in the direction, which is then in the set but no
/// subgradient: 20 rounds reach 1 from 10⁻⁵.</para>
/// <para>Deviates: from Muon by weight decay's place, by exact convergence (its five rounds of another quintic end
/// between 0.7 and 1.2), and by no factor for the shape.</para>
/// <para>Jordan et al., Muon, 2024; Chen, Liu, Liang, Liu, ICLR 2024, arXiv:2310.05898. The step is
/// <see cref="LionKappa.MatrixStep"/>.</para>
/// </remarks>
public static partial class LionKappaNuclear
{
    /// <summary>Squarings in <see cref="SpectralNorm"/>: what is left out is log(rank)/2⁴¹, below a rounding.</summary>
    private const int Squarings = 40;

    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The gradient's moving average, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of m in the direction.</param>
    /// <param name="beta2">β₂: the weight of the past in m.</param>
    /// <param name="weightDecay">λ: λx is what the constraint holds for.</param>
    /// <param name="rounds">Rounds of the iteration for U·Vᵀ.</param>
    [UpdateRule]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Mat x, Mat m) Step(
        Mat x, [StateName("exp_avg")] Mat m, Mat g,
        [AtLeast(0)] double learningRate = 1e-4,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.99,
        [AtLeast(0)] double weightDecay = 0,
        [AtLeast(1)] int rounds = 20) =>
        LionKappa.MatrixStep(x, m, g, c => Subgradient(c, rounds), learningRate, beta1, beta2, weightDecay);

    /// <summary>∇κ(x) = U·Vᵀ, by Newton–Schulz.</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="rounds">Rounds of the iteration.</param>
    [BuildingBlock]
    public static Mat Subgradient(Mat x, int rounds) => Repeat(rounds, x / LionKappa.OneIfZero(Norm(x)), (z, _) =>
    {
        Mat gram = Dot(Transpose(z), z);
        return 1.875 * z + Dot(z, 0.375 * Dot(gram, gram) - 1.25 * gram);
    });

    /// <summary>κ(x) = ⟨∇κ(x), x⟩, the sum of the singular values.</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="rounds">Rounds of the iteration for ∇κ.</param>
    [UpdateRule]
    public static Scalar Potential(Mat x, [AtLeast(1)] int rounds = 20) => Sum(Subgradient(x, rounds) * x);

    /// <summary>κ*(y): 0 in the set, +∞ outside.</summary>
    /// <param name="y">Where it is taken: λ times a parameter.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    public static Scalar Conjugate(Mat y, [AtLeast(0)] double tolerance = LionKappa.Tolerance) =>
        LionKappa.Within(Violation(y), 0, tolerance);

    /// <summary>How far y is outside the ball: the greatest singular value − 1, 0 inside.</summary>
    /// <param name="y">The point: λ times a parameter.</param>
    [UpdateRule]
    public static Scalar Violation(Mat y) => Max(SpectralNorm(y) - 1, 0);

    /// <summary>The greatest singular value σ.</summary>
    /// <remarks>With G₀ = yᵀy, fⱼ = ‖Gⱼ‖_F and Gⱼ₊₁ = (Gⱼ/fⱼ)², σ² is the limit of f₀·f₁^(1/2)·f₂^(1/4)·…</remarks>
    /// <param name="y">The matrix.</param>
    [BuildingBlock]
    public static Scalar SpectralNorm(Mat y)
    {
        (_, Scalar log, _) = Repeat(Squarings, (Dot(Transpose(y), y), (Scalar)0, (Scalar)0.5), (s, _) =>
        {
            Scalar size = Norm(s.Item1);
            Mat unit = s.Item1 / LionKappa.OneIfZero(size);
            return (Dot(unit, unit), s.Item2 + s.Item3 * Log(size), 0.5 * s.Item3);
        });
        return Exp(log);
    }

    /// <summary>The distance from optimality κ(−g) + κ*(λx) + λ⟨x, g⟩, 0 exactly at stationary points.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="rounds">Rounds of the iteration for ∇κ.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    public static Scalar Residual(
        Mat x, Mat g, [AtLeast(0)] double weightDecay, [AtLeast(1)] int rounds = 20,
        [AtLeast(0)] double tolerance = LionKappa.Tolerance) =>
        LionKappa.MatrixResidual(
            Potential(-g, rounds), Conjugate(weightDecay * x, tolerance), x, g, weightDecay);
}
