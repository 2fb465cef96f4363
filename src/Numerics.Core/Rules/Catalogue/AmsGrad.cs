using static Numerics.BuildingBlocks;
using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>AMSGrad: Adam whose second moment never falls.</summary>
/// <remarks>
/// d = g + λ·x;  m' = β₁·m + (1−β₁)·d;  v' = β₂·v + (1−β₂)·d²;  w' = max(w, v');
/// x' = x − η/(1−β₁ᵗ) · m'/(√w'/√(1−β₂ᵗ) + ε).
/// <para>Shapes: x, m, v, w and g share one length. Units: η those of x, m and ε those of g, v and w those of
/// g².</para>
/// <para>Special values: a zero gradient on zero state moves nothing if ε &gt; 0. A NaN stays in w for ever.</para>
/// <para>Deviates: the maximum is of the biased v, as in PyTorch; Optax takes it of the debiased one by default. The
/// paper has no debiasing.</para>
/// <para>Reddi, Kale, Kumar, arXiv:1904.09237; torch.optim.Adam with amsgrad.</para>
/// </remarks>
public static partial class AmsGrad
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The first moment, zero at the start.</param>
    /// <param name="v">The second moment, zero at the start.</param>
    /// <param name="w">The greatest second moment so far.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="t">The step number, from 1.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of the past in m.</param>
    /// <param name="beta2">β₂: the weight of the past in v.</param>
    /// <param name="epsilon">ε: keeps the quotient finite.</param>
    /// <param name="weightDecay">λ, coupled.</param>
    [UpdateRule]
    [Bounded(by: nameof(LongestStep))]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [Equivariant(Symmetry.GradientScale, When = "epsilon = 0, weightDecay = 0")]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec m, Vec v, Vec w) Step(
        Vec x,
        [StateName("exp_avg")] Vec m,
        [StateName("exp_avg_sq")] Vec v,
        [StateName("max_exp_avg_sq")] Vec w,
        Vec g,
        [StepNumber] int t,
        [AtLeast(0)] double learningRate = 1e-3,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.999,
        [AtLeast(0)] double epsilon = 1e-8,
        [AtLeast(0)] double weightDecay = 0)
    {
        Vec d = CoupledDecay(g, x, weightDecay);
        Vec m1 = Ema(m, d, beta1);
        Vec v1 = Ema(v, Square(d), beta2);
        Vec w1 = Max(w, v1);
        return (AdamStep(x, m1, w1, t, learningRate, beta1, beta2, epsilon), m1, v1, w1);
    }

    private static double LongestStep(int t, double learningRate, double beta1, double beta2) =>
        LongestAdamStep(t, learningRate, beta1, beta2);
}
