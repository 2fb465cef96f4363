using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Lion: steps by the sign of a mean of momentum and gradient.</summary>
/// <remarks>
/// c = β₁·m + (1−β₁)·g;  x' = x − η·(sign c + λ·x);  m' = β₂·m + (1−β₂)·g. The sign sees the old m.
/// <para>Shapes: x, m and g share one length. Units: η carries those of x, m those of g, λ is 1 over those of
/// x.</para>
/// <para>Special values: sign 0 = 0, so that a zero gradient on zero momentum moves nothing but the decay; NaN in g
/// makes the element's x and m NaN. With ηλ ≤ 1, |xᵢ| ≤ 1/λ once true stays true.</para>
/// <para>Deviates: the official PyTorch code multiplies x by 1 − ηλ first, which differs by one rounding. State under
/// its official name, <c>exp_avg</c>.</para>
/// <para>Chen et al., Symbolic Discovery of Optimization Algorithms, NeurIPS 2023, arXiv:2302.06675.</para>
/// </remarks>
public static partial class Lion
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The gradient's moving average, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="learningRate">η: the length of the step in each coordinate.</param>
    /// <param name="beta1">β₁: the weight of m in the direction.</param>
    /// <param name="beta2">β₂: the weight of the past in m.</param>
    /// <param name="weightDecay">λ, decoupled.</param>
    [UpdateRule]
    [Bounded(by: nameof(learningRate), When = "weightDecay = 0")]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip | Symmetry.GradientScale)]
    [Decreases(nameof(Outside), Factor = nameof(Remaining))]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec m) Step(
        Vec x, [StateName("exp_avg")] Vec m, Vec g,
        [AtLeast(0)] double learningRate = 1e-4,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.99,
        [AtLeast(0)] double weightDecay = 0)
    {
        Vec c = beta1 * m + (1 - beta1) * g;
        return (x - learningRate * (Sign(c) + weightDecay * x),
                beta2 * m + (1 - beta2) * g);
    }

    /// <summary>How far λx is outside the box max |yᵢ| ≤ 1.</summary>
    private static Scalar Outside(Vec x, double weightDecay) => LionKappa.OutsideBox(weightDecay * x);

    private static double Remaining(double learningRate, double weightDecay) => 1 - learningRate * weightDecay;
}
