using static Numerics.BuildingBlocks;
using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Adagrad: scales each coordinate by the root of the sum of its squared gradients.</summary>
/// <remarks>
/// d = g + λ·x;  a' = a + d²;  x' = x − η/(1 + (t−1)·κ) · d/(√a' + ε).
/// <para>Shapes: x, a and g share one length. Units: η those of x, ε those of g, a those of g².</para>
/// <para>Special values: a zero gradient on a zero sum moves nothing if ε &gt; 0.</para>
/// <para>Deviates: the initial value of a enters in the first step, so that a itself starts at zero; the iterates are
/// PyTorch's.</para>
/// <para>Duchi, Hazan, Singer, JMLR 12, 2011; torch.optim.Adagrad.</para>
/// </remarks>
public static partial class Adagrad
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="a">The sum of squared gradients, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="t">The step number, from 1.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="learningRateDecay">κ: η falls as 1/(1 + (t−1)κ).</param>
    /// <param name="weightDecay">λ, coupled.</param>
    /// <param name="initialAccumulatorValue">What is added to a in the first step, in units of g².</param>
    /// <param name="epsilon">ε: keeps the quotient finite.</param>
    [UpdateRule]
    [Bounded(by: nameof(learningRate))]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [Equivariant(Symmetry.GradientScale, When = "epsilon = 0, weightDecay = 0, initialAccumulatorValue = 0")]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec a) Step(
        Vec x, [StateName("sum")] Vec a, Vec g, [StepNumber] int t,
        [AtLeast(0)] double learningRate = 1e-2,
        [AtLeast(0)] double learningRateDecay = 0,
        [AtLeast(0)] double weightDecay = 0,
        [AtLeast(0)] double initialAccumulatorValue = 0,
        [AtLeast(0)] double epsilon = 1e-10)
    {
        Vec d = CoupledDecay(g, x, weightDecay);
        Vec a1 = a + (t == 1 ? initialAccumulatorValue : 0) + Square(d);
        return (x - learningRate / (1 + (t - 1) * learningRateDecay) * (d / (Sqrt(a1) + epsilon)), a1);
    }
}
