using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>The exact augmented Lagrangian, a merit function of x and λ together, and the updates of Newton's method that lowers it.</summary>
/// <remarks>
/// M = L + η₁/2·‖c‖² + η₂/2·‖W·g‖², with L = f + λᵀc, g = ∇ₓL and W = 1 or J.
/// <para>∇ₓM = g + η₂·p + η₁·Jᵀc and ∇_λM = c + η₂·q. Of W = 1: p = H·g, q = J·g. Of W = J, with u = J·g: p = H·Jᵀu + Σ uᵢ∇²cᵢ·g, where
/// Σ uᵢ∇²cᵢ is what the Lagrangian's Hessian H gains when λ gains u; q = J·Jᵀu.</para>
/// <para>The rules take products with H and J as arrays, whatever made them. A rule of one's own for functions that it knows has them of
/// <c>Gradient</c>, <c>HessianVector</c> and <c>JacobianTransposeVector</c>, and <see cref="Penalised"/> for M.</para>
/// <para>Shapes: x, g and what is like them rows of n; λ, c and what is like them columns of m. Units: η₁ those of f/c², η₂ those of x²/f.</para>
/// <para>Special values: a NaN or an infinity in an array that a result depends on makes it NaN or infinite.</para>
/// <para>Deviates from the published code: ∇ₓM has H, constraints and all, for ∇²f.</para>
/// <para>Hong, Na, Mahoney and Kolar, ICML 2023 (arXiv:2305.18379), section 2.</para>
/// </remarks>
public static partial class ExactAugmentedLagrangian
{
    /// <summary>M of its parts, W = 1.</summary>
    /// <param name="gradient">g.</param>
    /// <param name="constraints">c.</param>
    /// <param name="multipliers">λ.</param>
    /// <param name="value">f.</param>
    /// <param name="eta1">η₁.</param>
    /// <param name="eta2">η₂.</param>
    [UpdateRule]
    public static Scalar Value(Row gradient, Col constraints, Col multipliers, Scalar value, double eta1, double eta2) =>
        Penalised(value, Dot(multipliers, constraints), Dot(constraints, constraints), Dot(gradient, gradient), eta1, eta2);

    /// <summary>M of its parts, W = J.</summary>
    /// <param name="image">J·g.</param>
    /// <param name="constraints">c.</param>
    /// <param name="multipliers">λ.</param>
    /// <param name="value">f.</param>
    /// <param name="eta1">η₁.</param>
    /// <param name="eta2">η₂.</param>
    [UpdateRule]
    public static Scalar WeightedValue(Col image, Col constraints, Col multipliers, Scalar value, double eta1, double eta2) =>
        Penalised(value, Dot(multipliers, constraints), Dot(constraints, constraints), Dot(image, image), eta1, eta2);

    /// <summary>∇ₓM and ∇_λM of their parts.</summary>
    /// <param name="gradient">g.</param>
    /// <param name="constraints">c.</param>
    /// <param name="curved">p.</param>
    /// <param name="pulled">Jᵀc.</param>
    /// <param name="pushed">q.</param>
    /// <param name="eta1">η₁.</param>
    /// <param name="eta2">η₂.</param>
    [UpdateRule]
    public static (Row slope, Col multipliersSlope) Slopes(
        Row gradient, Col constraints, Row curved, Row pulled, Col pushed, double eta1, double eta2) =>
        (gradient + eta2 * curved + eta1 * pulled, constraints + eta2 * pushed);

    /// <summary>∇Mᵀz, z = (Δx; Δλ).</summary>
    /// <param name="step">Δx.</param>
    /// <param name="multipliersStep">Δλ.</param>
    /// <param name="gradient">g.</param>
    /// <param name="constraints">c.</param>
    /// <param name="curved">p.</param>
    /// <param name="pulled">Jᵀc.</param>
    /// <param name="pushed">q.</param>
    /// <param name="eta1">η₁.</param>
    /// <param name="eta2">η₂.</param>
    [UpdateRule]
    public static Scalar SlopeAlong(
        Row step, Col multipliersStep, Row gradient, Col constraints, Row curved, Row pulled, Col pushed, double eta1, double eta2) =>
        Dot(gradient + eta2 * curved + eta1 * pulled, step) + Dot(constraints + eta2 * pushed, multipliersStep);

    /// <summary>p of W = J: H·Jᵀu, and what H·g gains when λ gains u.</summary>
    /// <param name="curved">H·Jᵀu.</param>
    /// <param name="moved">H·g with λ + u.</param>
    /// <param name="still">H·g with λ.</param>
    [UpdateRule]
    public static Row WeightedCurvature(Row curved, Row moved, Row still) => curved + (moved - still);

    /// <summary>(x, λ) + α·(Δx; Δλ).</summary>
    /// <param name="x">x.</param>
    /// <param name="multipliers">λ.</param>
    /// <param name="step">Δx.</param>
    /// <param name="multipliersStep">Δλ.</param>
    /// <param name="length">α.</param>
    [UpdateRule]
    public static (Row x, Col multipliers) Step(Row x, Col multipliers, Row step, Col multipliersStep, double length) =>
        (x + length * step, multipliers + length * multipliersStep);

    /// <summary>‖(g; c)‖, 0 at a KKT point.</summary>
    /// <param name="gradient">g.</param>
    /// <param name="constraints">c.</param>
    [UpdateRule]
    public static Scalar KktResidual(Row gradient, Col constraints) =>
        Sqrt(Dot(gradient, gradient) + Dot(constraints, constraints));

    /// <summary>K·z − b of the Newton–KKT system, K = [H + τ·1, Jᵀ; J, 0] and b = −(g; c), and its norm.</summary>
    /// <param name="curved">H·Δx.</param>
    /// <param name="step">Δx.</param>
    /// <param name="pulled">Jᵀ·Δλ.</param>
    /// <param name="gradient">g.</param>
    /// <param name="pushed">J·Δx.</param>
    /// <param name="constraints">c.</param>
    /// <param name="repair">τ.</param>
    [UpdateRule]
    public static (Row upper, Col lower, Scalar norm) SystemResidual(
        Row curved, Row step, Row pulled, Row gradient, Col pushed, Col constraints, double repair)
    {
        Row upper = curved + repair * step + pulled + gradient;
        Col lower = pushed + constraints;
        return (upper, lower, Sqrt(Dot(upper, upper) + Dot(lower, lower)));
    }

    /// <summary>The upper half of K·v: H·v + τ·v + Jᵀ·u.</summary>
    /// <param name="curved">H·v.</param>
    /// <param name="v">v.</param>
    /// <param name="pulled">Jᵀ·u.</param>
    /// <param name="repair">τ.</param>
    [UpdateRule]
    public static Row UpperProduct(Row curved, Row v, Row pulled, double repair) => curved + repair * v + pulled;

    /// <summary>f + λᵀc + η₁/2·‖c‖² + η₂/2·‖W·g‖².</summary>
    /// <param name="value">f.</param>
    /// <param name="weighted">λᵀc.</param>
    /// <param name="violation">‖c‖².</param>
    /// <param name="slope">‖W·g‖².</param>
    /// <param name="eta1">η₁.</param>
    /// <param name="eta2">η₂.</param>
    [BuildingBlock]
    public static Scalar Penalised(Scalar value, Scalar weighted, Scalar violation, Scalar slope, double eta1, double eta2) =>
        value + weighted + 0.5 * eta1 * violation + 0.5 * eta2 * slope;
}
