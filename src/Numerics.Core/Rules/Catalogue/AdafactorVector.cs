using static Numerics.BuildingBlocks;
using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Adafactor for vectors: RMSprop with steps relative to the parameter's size, clipped.</summary>
/// <remarks>
/// β = t^c;  v' = (1−β)·v + β·g²;  u = g/√max(v', ε₁²);  ρ = min(η, 1/√t);
/// x' = (1 − ηλ)·x − ρ·max(ε₂, RMS x)/max(1, RMS(u)/d) · u, with RMS the root mean square.
/// <para>Shapes: x, v and g share one length. Matrices take <see cref="Adafactor"/>. Units: η and d have none, ε₂ those
/// of x, ε₁ those of g.</para>
/// <para>Special values: a zero gradient moves nothing at ε₁ &gt; 0. A NaN or infinity in g makes all of x NaN.</para>
/// <para>Deviates: ε₁ is what PyTorch takes for <c>float</c>, also for <c>double</c>. The paper adds 10⁻³⁰ to g²
/// instead, and has a first moment as an option.</para>
/// <para>Shazeer, Stern, ICML 2018, arXiv:1804.04235, Algorithm 5; torch.optim.Adafactor.</para>
/// </remarks>
public static partial class AdafactorVector
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="v">The mean square of gradients, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="t">The step number.</param>
    /// <param name="learningRate">η: the greatest step relative to the parameter's size.</param>
    /// <param name="beta2Decay">c: averages over the past t steps weigh the newest by t^c.</param>
    /// <param name="epsilon1">ε₁: keeps the divisors above zero.</param>
    /// <param name="epsilon2">ε₂: the least size that a parameter counts as.</param>
    /// <param name="clippingThreshold">d: the greatest root mean square of u.</param>
    /// <param name="weightDecay">λ, decoupled.</param>
    [UpdateRule]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    public static (Vec x, Vec v) Step(
        Vec x, [StateName("variance")] Vec v, Vec g, [StepNumber] int t,
        [AtLeast(0)] double learningRate = 1e-2,
        [AtMost(0)] double beta2Decay = -0.8,
        [AtLeast(0)] double epsilon1 = 1.1920928955078125e-7,
        [AtLeast(0)] double epsilon2 = 1e-3,
        [Above(0)] double clippingThreshold = 1,
        [AtLeast(0)] double weightDecay = 0)
    {
        Vec v1 = Ema(v, g * g, 1 - Math.Pow(t, beta2Decay));
        Vec u = g / Sqrt(Max(v1, epsilon1 * epsilon1));
        Scalar size = Max(Sqrt(Mean(x * x)), epsilon2);
        Scalar excess = Max(Sqrt(Mean(u * u)) / clippingThreshold, 1);
        double rate = Math.Min(learningRate, 1 / Math.Sqrt(t));
        return ((1 - learningRate * weightDecay) * x - rate * size / excess * u, v1);
    }
}
