using static Numerics.BuildingBlocks;
using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Adamax: Adam with the decayed maximum of gradients in place of the second moment.</summary>
/// <remarks>
/// d = g + λ·x;  m' = β₁·m + (1−β₁)·d;  u' = max(β₂·u, |d| + ε);  x' = x − η/(1−β₁ᵗ) · m'/u'.
/// <para>Shapes: x, m, u and g share one length. Units: η those of x, m, u and ε those of g.</para>
/// <para>Special values: a zero gradient on zero state moves nothing if ε &gt; 0.</para>
/// <para>Deviates: from the paper by ε inside the maximum, as PyTorch has it.</para>
/// <para>Kingma, Ba, arXiv:1412.6980, Algorithm 2; torch.optim.Adamax.</para>
/// </remarks>
public static partial class Adamax
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The first moment, zero at the start.</param>
    /// <param name="u">The decayed maximum, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="t">The step number, from 1.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of the past in m.</param>
    /// <param name="beta2">β₂: the share of u that stays.</param>
    /// <param name="epsilon">ε: keeps u above zero.</param>
    /// <param name="weightDecay">λ, coupled.</param>
    [UpdateRule]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [Equivariant(Symmetry.GradientScale, When = "epsilon = 0, weightDecay = 0")]
    [Bounded(by: nameof(LongestStep))]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec m, Vec u) Step(
        Vec x, [StateName("exp_avg")] Vec m, [StateName("exp_inf")] Vec u, Vec g, [StepNumber] int t,
        [AtLeast(0)] double learningRate = 2e-3,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.999,
        [AtLeast(0)] double epsilon = 1e-8,
        [AtLeast(0)] double weightDecay = 0)
    {
        Vec d = CoupledDecay(g, x, weightDecay);
        Vec m1 = Ema(m, d, beta1);
        Vec u1 = Max(beta2 * u, Abs(d) + epsilon);
        return (x - learningRate / (1 - Math.Pow(beta1, t)) * (m1 / u1), m1, u1);
    }

    /// <summary>The longest step in one coordinate, the t-th of any run: gradients of s steps ago are at most u/β₂ˢ.</summary>
    private static double LongestStep(int t, double learningRate, double beta1, double beta2) =>
        learningRate * (1 - beta1) / (1 - Math.Pow(beta1, t)) * GeometricSum(beta1 / beta2, t);
}
