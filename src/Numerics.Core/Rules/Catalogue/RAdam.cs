using static Numerics.BuildingBlocks;
using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>RAdam: Adam that waits with its scaling until the second moment's variance is tractable.</summary>
/// <remarks>
/// m' = β₁·m + (1−β₁)·d;  v' = β₂·v + (1−β₂)·d²;  m̂ = m'/(1−β₁ᵗ);  ρ∞ = 2/(1−β₂) − 1;  ρ = ρ∞ − 2t·β₂ᵗ/(1−β₂ᵗ).
/// If ρ &gt; 5: r = √[(ρ−4)(ρ−2)ρ∞/((ρ∞−4)(ρ∞−2)ρ)] and x' = x̄ − η·r·√(1−β₂ᵗ)·m̂/(√v' + ε); else x' = x̄ − η·m̂.
/// Coupled decay: d = g + λ·x, x̄ = x; decoupled: d = g, x̄ = (1−ηλ)·x.
/// <para>Shapes: x, m, v and g share one length. Units: those of x are η's where scaled, η·g's before (so the
/// paper).</para>
/// <para>Special values: with the default β₂ the first five steps are unscaled. ε stands beside the biased root
/// √v'.</para>
/// <para>Deviates: from the paper in ε and in the bound 5 for its 4, both PyTorch's.</para>
/// <para>Liu et al., arXiv:1908.03265; torch.optim.RAdam.</para>
/// </remarks>
public static partial class RAdam
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The first moment, zero at the start.</param>
    /// <param name="v">The second moment, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="t">The step number, from 1.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of the past in m.</param>
    /// <param name="beta2">β₂: the weight of the past in v.</param>
    /// <param name="epsilon">ε: keeps the quotient finite.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="decoupledWeightDecay">Whether the decay is decoupled.</param>
    [UpdateRule]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec m, Vec v) Step(
        Vec x, [StateName("exp_avg")] Vec m, [StateName("exp_avg_sq")] Vec v, Vec g, [StepNumber] int t,
        [AtLeast(0)] double learningRate = 1e-3,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.999,
        [AtLeast(0)] double epsilon = 1e-8,
        [AtLeast(0)] double weightDecay = 0,
        bool decoupledWeightDecay = false)
    {
        Vec d = CoupledDecay(g, x, decoupledWeightDecay ? 0 : weightDecay);
        Vec decayed = DecoupledDecay(x, learningRate, decoupledWeightDecay ? weightDecay : 0);
        Vec m1 = Ema(m, d, beta1);
        Vec v1 = Ema(v, Square(d), beta2);
        double bias2 = 1 - Math.Pow(beta2, t);
        double limit = 2 / (1 - beta2) - 1;
        double rho = limit - 2 * t * (1 - bias2) / bias2;
        double rate = learningRate / (1 - Math.Pow(beta1, t));
        double share = (rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho);
        Vec step = rho > 5
            ? rate * Math.Sqrt(share) * Math.Sqrt(bias2) * (m1 / (Sqrt(v1) + epsilon))
            : rate * m1;
        return (decayed - step, m1, v1);
    }
}
