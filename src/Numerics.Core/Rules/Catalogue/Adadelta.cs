using static Numerics.BuildingBlocks;
using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Adadelta: scales each gradient by the ratio of root mean squares of past steps and gradients.</summary>
/// <remarks>
/// d = g + λ·x;  v' = ρ·v + (1−ρ)·d²;  Δ = √(a + ε)/√(v' + ε)·d;  a' = ρ·a + (1−ρ)·Δ²;  x' = x − η·Δ.
/// Δ sees the old a.
/// <para>Shapes: x, v, a and g share one length. Units: Δ those of x, up to ε, so η has none; a those of x², v those
/// of g².</para>
/// <para>Special values: a zero gradient moves nothing. With ε = 0 a zero a stays zero and nothing ever moves.</para>
/// <para>Deviates: from the paper by η.</para>
/// <para>Zeiler, arXiv:1212.5701; torch.optim.Adadelta.</para>
/// </remarks>
public static partial class Adadelta
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="v">The mean square of gradients, zero at the start.</param>
    /// <param name="a">The mean square of steps, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="learningRate">η, a factor on the step.</param>
    /// <param name="rho">ρ: the weight of the past in v and a.</param>
    /// <param name="epsilon">ε, inside the roots: sets the size of the first steps.</param>
    /// <param name="weightDecay">λ, coupled.</param>
    [UpdateRule]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec v, Vec a) Step(
        Vec x, [StateName("square_avg")] Vec v, [StateName("acc_delta")] Vec a, Vec g,
        [AtLeast(0)] double learningRate = 1,
        [AtLeast(0), AtMost(1)] double rho = 0.9,
        [AtLeast(0)] double epsilon = 1e-6,
        [AtLeast(0)] double weightDecay = 0)
    {
        Vec d = CoupledDecay(g, x, weightDecay);
        Vec v1 = Ema(v, Square(d), rho);
        Vec delta = Sqrt(a + epsilon) / Sqrt(v1 + epsilon) * d;
        return (x - learningRate * delta, v1, Ema(a, Square(delta), rho));
    }
}
