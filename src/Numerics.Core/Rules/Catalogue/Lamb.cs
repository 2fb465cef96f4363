using static Numerics.BuildingBlocks;
using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>LAMB: Adam's direction, rescaled for each tensor to the norm of its parameter.</summary>
/// <remarks>
/// m' = β₁·m + (1−β₁)·g;  v' = β₂·v + (1−β₂)·g²;  r = m'/(1−β₁ᵗ)/(√v'/√(1−β₂ᵗ) + ε) + λ·x;  x' = x − η·(‖x‖/‖r‖)·r.
/// <para>Shapes: x, m, v and g share one length: one tensor, whose two norms are taken. Units: η has none, m and ε
/// those of g, v those of g², λ is 1 over those of x.</para>
/// <para>Special values: the ratio is 1 where either norm is 0. A NaN anywhere in the tensor makes all of x
/// NaN.</para>
/// <para>Deviates: φ is the identity; bias correction as in the paper's algorithm, which some ports drop.</para>
/// <para>You et al., arXiv:1904.00962, Algorithm 2.</para>
/// </remarks>
public static partial class Lamb
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The first moment, zero at the start.</param>
    /// <param name="v">The second moment, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="t">The step number, from 1.</param>
    /// <param name="learningRate">η: the length of the step as a share of the parameter's norm.</param>
    /// <param name="beta1">β₁: the weight of the past in m.</param>
    /// <param name="beta2">β₂: the weight of the past in v.</param>
    /// <param name="epsilon">ε: keeps the quotient finite.</param>
    /// <param name="weightDecay">λ, added to the direction.</param>
    [UpdateRule]
    [Bounded(by: nameof(learningRate), Norm = ArrayNorm.Euclidean, IsRelative = true)]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [Equivariant(Symmetry.GradientScale, When = "epsilon = 0, weightDecay = 0")]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec m, Vec v) Step(
        Vec x, [StateName("exp_avg")] Vec m, [StateName("exp_avg_sq")] Vec v, Vec g, [StepNumber] int t,
        [AtLeast(0)] double learningRate,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.999,
        [AtLeast(0)] double epsilon = 1e-6,
        [AtLeast(0)] double weightDecay = 0)
    {
        Vec m1 = Ema(m, g, beta1);
        Vec v1 = Ema(v, Square(g), beta2);
        Vec direction = Debias(m1, beta1, t) / AdamDenominator(v1, t, beta2, epsilon) + weightDecay * x;
        return (x - learningRate * TrustRatio(x, direction) * direction, m1, v1);
    }
}
