using static Numerics.BuildingBlocks;
using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>DiffGrad: Adam with a friction between ½ and 1 for each coordinate, from how much its gradient has changed.</summary>
/// <remarks>
/// d = g, or g + λ·x with coupled decay;  m' = β₁·m + (1−β₁)·d;  v' = β₂·v + (1−β₂)·d²;  ξ = 1/(1 + exp(−|p − d|));  p' = d;
/// x' = x̄ − η/(1−β₁ᵗ) · ξ·m'/(√v'/√(1−β₂ᵗ) + ε), x̄ = (1−ηλ)·x with decoupled decay, else x.
/// <para>Shapes: x, m, v, p and g share one length. Units: η those of x, m, p and ε those of g, v those of g². ξ compares changes of the
/// gradient with 1: undo a loss's scale before the step.</para>
/// <para>Special values: a zero gradient on zero state moves nothing but the decay if ε &gt; 0. Where a gradient repeats, ξ = ½ and the
/// step is half of Adam's; where it changes by 40 or more it is Adam's.</para>
/// <para>Deviates: from the paper in ε, which is 1e-8 in the authors' code for its 1e-7 and stands beside the debiased root. From that code in
/// that decay is decoupled unless asked for, and from its first version, in which p was the live gradient and ξ always ½.</para>
/// <para>Dubey et al., diffGrad: An Optimization Method for Convolutional Neural Networks, IEEE TNNLS 31(11), 2020,
/// arXiv:1909.11015.</para>
/// </remarks>
public static partial class DiffGrad
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The first moment, zero at the start.</param>
    /// <param name="v">The second moment, zero at the start.</param>
    /// <param name="p">The gradient of the last step, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="t">The step number, from 1.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of the past in m.</param>
    /// <param name="beta2">β₂: the weight of the past in v.</param>
    /// <param name="epsilon">ε: keeps the quotient finite.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="coupledWeightDecay">Whether the decay is coupled.</param>
    /// <param name="signedChange">Whether ξ is 1/(1 + exp(−(p − d))), in (0, 1): the paper's DFC1.</param>
    [UpdateRule]
    [Bounded(by: nameof(LongestStep), When = "weightDecay = 0")]
    [Equivariant(Symmetry.Permutation)]
    [Equivariant(Symmetry.SignFlip, When = "signedChange = false")]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec m, Vec v, Vec p) Step(
        Vec x,
        [StateName("exp_avg")] Vec m,
        [StateName("exp_avg_sq")] Vec v,
        [StateName("previous_grad")] Vec p,
        Vec g,
        [StepNumber] int t,
        [AtLeast(0)] double learningRate = 1e-3,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.999,
        [AtLeast(0)] double epsilon = 1e-8,
        [AtLeast(0)] double weightDecay = 0,
        bool coupledWeightDecay = false,
        bool signedChange = false)
    {
        Vec d = CoupledDecay(g, x, coupledWeightDecay ? weightDecay : 0);
        Vec decayed = DecoupledDecay(x, learningRate, coupledWeightDecay ? 0 : weightDecay);
        Vec m1 = Ema(m, d, beta1);
        Vec v1 = Ema(v, Square(d), beta2);
        Vec friction = Sigmoid(signedChange ? p - d : Abs(p - d));
        double rate = learningRate / (1 - Math.Pow(beta1, t));
        return (decayed - rate * (friction * m1 / AdamDenominator(v1, t, beta2, epsilon)), m1, v1, d);
    }

    private static double LongestStep(int t, double learningRate, double beta1, double beta2) =>
        LongestAdamStep(t, learningRate, beta1, beta2);
}
