using static Numerics.BuildingBlocks;
using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>LARS: momentum descent whose rate is set for each tensor by the norms of parameter and gradient.</summary>
/// <remarks>
/// ρ = κ·‖x‖/(‖g‖ + λ·‖x‖);  b' = μ·b + η·ρ·(g + λ·x);  x' = x − b'.
/// <para>Shapes: x, b and g share one length: one tensor, whose two norms are taken. Units: b those of x; η and κ
/// none; λ those of g over x.</para>
/// <para>Special values: ρ = 1 where ‖x‖ or ‖g‖ + λ·‖x‖ is 0, so that a parameter of zeros can move. A NaN anywhere in
/// the tensor makes all of x NaN.</para>
/// <para>Deviates: the paper does not treat zero norms. The momentum is on the scaled step, as in its Algorithm
/// 1.</para>
/// <para>You, Gitman, Ginsburg, Large Batch Training of Convolutional Networks, 2017, arXiv:1708.03888.</para>
/// </remarks>
public static partial class Lars
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="b">The accumulated steps, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="learningRate">η: the global rate.</param>
    /// <param name="momentum">μ: the share of b that stays.</param>
    /// <param name="weightDecay">λ, coupled.</param>
    /// <param name="trustCoefficient">κ: the length of a step as a share of the parameter's norm, for η = 1.</param>
    [UpdateRule]
    [Bounded(by: nameof(LongestStep), Norm = ArrayNorm.Euclidean, IsRelative = true, When = "momentum = 0")]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [Equivariant(Symmetry.Orthogonal)]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec b) Step(
        Vec x, [StateName("momentum_buffer")] Vec b, Vec g,
        [AtLeast(0)] double learningRate,
        [AtLeast(0)] double momentum = 0.9,
        [AtLeast(0)] double weightDecay = 0,
        [AtLeast(0)] double trustCoefficient = 1e-3)
    {
        Scalar parameter = Norm(x);
        Scalar gradient = Norm(g) + weightDecay * parameter;
        Scalar local = Select(Equal(parameter, 0) | Equal(gradient, 0), 1, trustCoefficient * parameter / gradient);
        Vec b1 = Trace(b, learningRate * local * CoupledDecay(g, x, weightDecay), momentum);
        return (x - b1, b1);
    }

    /// <summary>The longest step, as a share of the parameter's norm.</summary>
    private static double LongestStep(double learningRate, double trustCoefficient) => learningRate * trustCoefficient;
}
