using static Numerics.BuildingBlocks;
using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>NAdam: Adam with Nesterov's look-ahead and a momentum that warms up.</summary>
/// <remarks>
/// μₜ = β₁·(1 − ½·0.96^(tψ));  Π' = Π·μₜ;  m' = β₁·m + (1−β₁)·d;  v' = β₂·v + (1−β₂)·d²;  D = √v'/√(1−β₂ᵗ) + ε;
/// x' = x̄ − η(1−μₜ)/(1−Π') · d/D − η·μₜ₊₁/(1−Π'·μₜ₊₁) · m'/D. Coupled decay: d = g + λ·x, x̄ = x; decoupled: d = g,
/// x̄ = (1−ηλ)·x.
/// <para>Shapes: x, m, v and g share one length; Π is one number on the host, 1 at the start. Units: η those of x, m
/// and ε those of g, v those of g².</para>
/// <para>Special values: a zero gradient on zero state moves nothing but the decay if ε &gt; 0.</para>
/// <para>Deviates: from Dozat in the schedule's form, which is PyTorch's.</para>
/// <para>Dozat, Incorporating Nesterov Momentum into Adam, ICLR workshop 2016; torch.optim.NAdam.</para>
/// </remarks>
public static partial class NAdam
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The first moment, zero at the start.</param>
    /// <param name="v">The second moment, zero at the start.</param>
    /// <param name="muProduct">Π: the product of the momenta so far, 1 at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="t">The step number, from 1.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of the past in m, and the last value of μ.</param>
    /// <param name="beta2">β₂: the weight of the past in v.</param>
    /// <param name="epsilon">ε: keeps the quotients finite.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="momentumDecay">ψ: how fast μ warms up.</param>
    /// <param name="decoupledWeightDecay">Whether the decay is decoupled.</param>
    [UpdateRule]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [Equivariant(Symmetry.GradientScale, When = "epsilon = 0, weightDecay = 0")]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec m, Vec v, double muProduct) Step(
        Vec x,
        [StateName("exp_avg")] Vec m,
        [StateName("exp_avg_sq")] Vec v,
        [StateName("mu_product"), StartsAt(1)] double muProduct,
        Vec g,
        [StepNumber] int t,
        [AtLeast(0)] double learningRate = 2e-3,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.999,
        [AtLeast(0)] double epsilon = 1e-8,
        [AtLeast(0)] double weightDecay = 0,
        [AtLeast(0)] double momentumDecay = 4e-3,
        bool decoupledWeightDecay = false)
    {
        Vec d = CoupledDecay(g, x, decoupledWeightDecay ? 0 : weightDecay);
        Vec decayed = DecoupledDecay(x, learningRate, decoupledWeightDecay ? weightDecay : 0);
        Vec m1 = Ema(m, d, beta1);
        Vec v1 = Ema(v, Square(d), beta2);
        double mu = beta1 * (1 - 0.5 * Math.Pow(0.96, t * momentumDecay));
        double muNext = beta1 * (1 - 0.5 * Math.Pow(0.96, (t + 1) * momentumDecay));
        double product = muProduct * mu;
        double ofGradient = learningRate * (1 - mu) / (1 - product);
        double ofMomentum = learningRate * muNext / (1 - product * muNext);
        Vec denominator = AdamDenominator(v1, t, beta2, epsilon);
        return (decayed - (ofGradient * d + ofMomentum * m1) / denominator, m1, v1, product);
    }
}
