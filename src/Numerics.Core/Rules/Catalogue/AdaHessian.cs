using static Numerics.BuildingBlocks;
using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>AdaHessian: Adam with the Hessian's diagonal, estimated along random signs, in place of the gradient's size.</summary>
/// <remarks>
/// With h = ∇²f(x)·z for a z of random signs: m' = β₁·m + (1−β₁)·g;  v' = β₂·v + (1−β₂)·h²;
/// x' = (1−ηλ)·x − η/(1−β₁ᵗ) · m'/((√v'/√(1−β₂ᵗ))ᵏ + ε).
/// <para>z∘h estimates the diagonal without bias (Hutchinson), and |z∘h| = |h|. z is <c>Rademacher(key, t, x)</c>, h what an
/// objective's generated Hessian–vector product gives of it, or <c>HessianVector(f, x, z)</c> inside a rule. For averages over blocks
/// give <c>BlockMean(Abs(h), size)</c> in its place.</para>
/// <para>Shapes: x, m, v, g and h share one length. Units: η those of x over those of m/hᵏ, m those of g, v those of h², ε those of hᵏ.</para>
/// <para>With hessianEvery = f, h counts in steps 1, 1 + f, 1 + 2f, …, and t in 1−β₂ᵗ is their number so far; in between v stays and h is
/// not read, so the last one may be passed again.</para>
/// <para>Special values: where h is not finite, v stays. Where h has been 0 all along, the step is η·m̂/ε.</para>
/// <para>Deviates: none from Algorithm 1 with one draw a step. From the authors' code in that averages over blocks are the caller's.</para>
/// <para>Yao et al., AAAI 2021, arXiv:2006.00719, Algorithm 1.</para>
/// </remarks>
public static partial class AdaHessian
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The first moment, zero at the start.</param>
    /// <param name="v">The mean square of h, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="h">The Hessian at x, of the same function, times a vector of random signs.</param>
    /// <param name="t">The step number, from 1.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of the past in m.</param>
    /// <param name="beta2">β₂: the weight of the past in v.</param>
    /// <param name="epsilon">ε: keeps the quotient finite.</param>
    /// <param name="weightDecay">λ, decoupled.</param>
    /// <param name="hessianPower">k: 1 divides by the curvature, 0 by nothing.</param>
    /// <param name="hessianEvery">f: how many steps there are from one h to the next.</param>
    [UpdateRule]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec m, Vec v) Step(
        Vec x, [StateName("exp_avg")] Vec m, [StateName("exp_hessian_diag_sq")] Vec v, Vec g, [Input] Vec h, [StepNumber] int t,
        [AtLeast(0)] double learningRate = 0.15,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.999,
        [AtLeast(0)] double epsilon = 1e-4,
        [AtLeast(0)] double weightDecay = 0,
        [AtLeast(0), AtMost(1)] double hessianPower = 1,
        [AtLeast(1)] int hessianEvery = 1)
    {
        Vec m1 = Ema(m, g, beta1);
        bool isFresh = (t - 1) % hessianEvery == 0;
        int products = 1 + (t - 1) / hessianEvery;
        Vec v1 = isFresh ? Select(Abs(h) < double.PositiveInfinity, Ema(v, Square(h), beta2), v) : v;
        Vec size = Sqrt(v1) / Sqrt(1 - Math.Pow(beta2, products));
        Vec curvature = hessianPower == 1 ? size : Pow(size, hessianPower);
        Vec decayed = DecoupledDecay(x, learningRate, weightDecay);
        return (decayed - learningRate / (1 - Math.Pow(beta1, t)) * (m1 / (curvature + epsilon)), m1, v1);
    }
}
