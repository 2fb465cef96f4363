using static Numerics.BuildingBlocks;
using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>AdaBelief: steps along the first moment, scaled by how far gradients stray from it.</summary>
/// <remarks>
/// m' = β₁·m + (1−β₁)·g;  s' = β₂·s + (1−β₂)·(g − m')² + ε;  x' = (1−ηλ)·x − η/(1−β₁ᵗ) · m'/(√s'/√(1−β₂ᵗ) + ε).
/// Rectified, with ρ∞ = 2/(1−β₂) − 1 and ρ = ρ∞ − 2t·β₂ᵗ/(1−β₂ᵗ): where ρ ≥ 5, x' = (1−ηλ)·x − η·r/(1−β₁ᵗ) · m'/(√s' + ε) with
/// r = √[(1−β₂ᵗ)(ρ−4)(ρ−2)ρ∞/((ρ∞−4)(ρ∞−2)ρ)]; before, x' = (1−ηλ)·x − η/(1−β₁ᵗ) · m'.
/// <para>Shapes: x, m, s and g share one length. Units: η those of x, m those of g, s those of g²; ε counts once as g² and once as g.</para>
/// <para>Special values: a zero gradient on zero state moves nothing but the decay if ε &gt; 0, and s grows to ε/(1−β₂): the floor of √s
/// is 3.2e-3 with an ε of 1e-8. Under a constant gradient steps grow, from η/β₁. β₁ = 0 leaves descent with a step of
/// about η·√((1−β₂)/ε).</para>
/// <para>Deviates: none from Algorithm 2 but the decay, which is the authors' code's; the ε inside s' is the paper's too. That code
/// rectifies by default, this rule where it is asked to; its AMSGrad option is left out.</para>
/// <para>Zhuang et al., NeurIPS 2020, arXiv:2010.07468, Algorithm 2; rectification as in Liu et al., arXiv:1908.03265.</para>
/// </remarks>
public static partial class AdaBelief
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The first moment, zero at the start.</param>
    /// <param name="s">The mean square of what gradients stray from m, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="t">The step number, from 1.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of the past in m.</param>
    /// <param name="beta2">β₂: the weight of the past in s.</param>
    /// <param name="epsilon">ε: the least variance, and keeps the quotient finite.</param>
    /// <param name="weightDecay">λ, decoupled.</param>
    /// <param name="rectify">Whether steps wait with their scaling until the variance of s is tractable.</param>
    [UpdateRule]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [Equivariant(Symmetry.GradientScale, When = "epsilon = 0, rectify = false")]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec m, Vec s) Step(
        Vec x, [StateName("exp_avg")] Vec m, [StateName("exp_avg_var")] Vec s, Vec g, [StepNumber] int t,
        [AtLeast(0)] double learningRate = 1e-3,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.999,
        [AtLeast(0)] double epsilon = 1e-16,
        [AtLeast(0)] double weightDecay = 0,
        bool rectify = false)
    {
        Vec m1 = Ema(m, g, beta1);
        Vec s1 = Ema(s, Square(g - m1), beta2) + epsilon;
        double bias2 = 1 - Math.Pow(beta2, t);
        double limit = 2 / (1 - beta2) - 1;
        double rho = limit - 2 * t * (1 - bias2) / bias2;
        double share = bias2 * (rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho);
        double rate = learningRate / (1 - Math.Pow(beta1, t));
        Vec step = !rectify ? rate * (m1 / AdamDenominator(s1, t, beta2, epsilon))
            : rho >= 5 ? rate * Math.Sqrt(share) * (m1 / (Sqrt(s1) + epsilon))
            : rate * m1;
        return (DecoupledDecay(x, learningRate, weightDecay) - step, m1, s1);
    }
}
