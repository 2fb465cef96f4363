using static Numerics.BuildingBlocks;
using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>AdamW: Adam with decoupled weight decay.</summary>
/// <remarks>
/// m' = β₁·m + (1−β₁)·g;  v' = β₂·v + (1−β₂)·g²;  x' = (1−ηλ)·x − η/(1−β₁ᵗ) · m'/(√v'/√(1−β₂ᵗ) + ε).
/// <para>Shapes: x, m, v and g share one length. Units: η those of x, m and ε those of g, v those of g², λ is 1 over
/// those of η.</para>
/// <para>Special values: a zero gradient on zero state leaves the decay alone if ε &gt; 0.</para>
/// <para>Deviates: from the paper in that λ is multiplied by η, as in PyTorch.</para>
/// <para>Loshchilov, Hutter, arXiv:1711.05101; torch.optim.AdamW.</para>
/// </remarks>
public static partial class AdamW
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
    /// <param name="weightDecay">λ, decoupled.</param>
    [UpdateRule]
    [ReducesTo(typeof(Adam), When = "weightDecay = 0")]
    [Bounded(by: nameof(LongestStep), When = "weightDecay = 0")]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [Equivariant(Symmetry.GradientScale, When = "epsilon = 0, weightDecay = 0")]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec m, Vec v) Step(
        Vec x, [StateName("exp_avg")] Vec m, [StateName("exp_avg_sq")] Vec v, Vec g, [StepNumber] int t,
        [AtLeast(0)] double learningRate = 1e-3,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.999,
        [AtLeast(0)] double epsilon = 1e-8,
        [AtLeast(0)] double weightDecay = 1e-2)
    {
        Vec m1 = Ema(m, g, beta1);
        Vec v1 = Ema(v, Square(g), beta2);
        Vec decayed = DecoupledDecay(x, learningRate, weightDecay);
        return (AdamStep(decayed, m1, v1, t, learningRate, beta1, beta2, epsilon), m1, v1);
    }

    private static double LongestStep(int t, double learningRate, double beta1, double beta2) =>
        LongestAdamStep(t, learningRate, beta1, beta2);
}
