using static Numerics.BuildingBlocks;
using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>RMSprop: scales each coordinate by the root mean square of its recent gradients.</summary>
/// <remarks>
/// d = g + λ·x;  v' = α·v + (1−α)·d²;  w = v', or centred a' = α·a + (1−α)·d and w = max(v' − a'², 0);  D = √w + ε.
/// Without momentum x' = x − η·d/D; with it b' = μ·b + d/D and x' = x − η·b'.
/// <para>Shapes: x, v, b, a and g share one length. Units: η those of x, ε and a those of g, v those of g², b
/// none.</para>
/// <para>Special values: μ = 0 leaves b as it is and an uncentred step a, neither read nor written. A zero gradient on
/// zero state moves nothing if ε &gt; 0.</para>
/// <para>Deviates: from PyTorch in the maximum with 0, where rounding would give the root of a negative number; from
/// Optax in ε, which it puts inside the root.</para>
/// <para>Hinton, lecture 6e, 2012; Graves, arXiv:1308.0850 (centred); torch.optim.RMSprop.</para>
/// </remarks>
public static partial class RmsProp
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="v">The mean square of gradients, zero at the start.</param>
    /// <param name="b">The accumulated steps, zero at the start.</param>
    /// <param name="a">The mean gradient, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="alpha">α: the weight of the past in v and a.</param>
    /// <param name="epsilon">ε: keeps the quotient finite.</param>
    /// <param name="weightDecay">λ, coupled.</param>
    /// <param name="momentum">μ: the share of b that stays.</param>
    /// <param name="centered">Whether to subtract the squared mean.</param>
    [UpdateRule]
    [Bounded(by: nameof(LongestStep), When = "momentum = 0, centered = false")]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [Equivariant(Symmetry.GradientScale, When = "epsilon = 0, weightDecay = 0")]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec v, Vec b, Vec a) Step(
        Vec x,
        [StateName("square_avg")] Vec v,
        [StateName("momentum_buffer")] Vec b,
        [StateName("grad_avg")] Vec a,
        Vec g,
        [AtLeast(0)] double learningRate = 1e-2,
        [AtLeast(0)] double alpha = 0.99,
        [AtLeast(0)] double epsilon = 1e-8,
        [AtLeast(0)] double weightDecay = 0,
        [AtLeast(0)] double momentum = 0,
        bool centered = false)
    {
        Vec d = CoupledDecay(g, x, weightDecay);
        Vec v1 = Ema(v, Square(d), alpha);
        Vec a1 = centered ? Ema(a, d, alpha) : a;
        Vec w = centered ? Max(v1 - Square(a1), 0) : v1;
        Vec scaled = d / (Sqrt(w) + epsilon);
        if (momentum == 0)
        {
            return (x - learningRate * scaled, v1, b, a1);
        }

        Vec b1 = Trace(b, scaled, momentum);
        return (x - learningRate * b1, v1, b1, a1);
    }

    /// <summary>The longest step in one coordinate: v ≥ (1−α)·d².</summary>
    private static double LongestStep(double learningRate, double alpha) => learningRate / Math.Sqrt(1 - alpha);
}
