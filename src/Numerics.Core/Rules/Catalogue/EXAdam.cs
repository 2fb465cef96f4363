using static Numerics.BuildingBlocks;
using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>EXAdam: Adam whose moments correct each other, with the gradient beside the first moment.</summary>
/// <remarks>
/// m' = β₁·m + (1−β₁)·g;  v' = β₂·v + (1−β₂)·g²;  d₁ = 1 + v'/(v' + ε)·β₂ᵗ;  d₂ = 1 + m'²/(m'² + ε)·β₁ᵗ;
/// x' = (1−ηλ)·x − ηₜ/(1−β₁ᵗ) · d₁·(m' + g)/(√(v'·d₂)/√(1−β₂ᵗ) + ε), ηₜ = η, or η·ln √(2(t + 1)) where the step grows.
/// <para>Shapes: x, m, v and g share one length. Units: η those of x, m those of g, v those of g²; ε counts as g² in d₁ and d₂ and as g
/// beside the root.</para>
/// <para>Special values: a zero gradient on zero state moves nothing but the decay if ε &gt; 0. The first step is about 16·η, since g is
/// divided by 1−β₁ᵗ too: warm up. Steps tend to those of Adam plus η·g/√v̂.</para>
/// <para>Deviates: none. The paper's first version has the growing step, its second and the present code the constant one, the default
/// here; the code's decay is decoupled, though it says L2.</para>
/// <para>Adly, EXAdam: The Power of Adaptive Cross-Moments, arXiv:2412.20302.</para>
/// </remarks>
public static partial class EXAdam
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
    /// <param name="epsilon">ε: where d₁ and d₂ begin to count, and keeps the quotients finite.</param>
    /// <param name="weightDecay">λ, decoupled.</param>
    /// <param name="growingStep">Whether ηₜ grows with the logarithm of t.</param>
    [UpdateRule]
    [Bounded(by: nameof(LongestStep), When = "weightDecay = 0")]
    [Equivariant(Symmetry.Permutation | Symmetry.SignFlip)]
    [Equivariant(Symmetry.GradientScale, When = "epsilon = 0")]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec m, Vec v) Step(
        Vec x, [StateName("exp_avg")] Vec m, [StateName("exp_avg_sq")] Vec v, Vec g, [StepNumber] int t,
        [AtLeast(0)] double learningRate = 1e-3,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.999,
        [AtLeast(0)] double epsilon = 1e-8,
        [AtLeast(0)] double weightDecay = 0,
        bool growingStep = false)
    {
        Vec decayed = DecoupledDecay(x, learningRate, weightDecay);
        Vec m1 = Ema(m, g, beta1);
        Vec v1 = Ema(v, Square(g), beta2);
        double power1 = Math.Pow(beta1, t);
        Vec byV = 1 + v1 / (v1 + epsilon) * Math.Pow(beta2, t);
        Vec byM = 1 + Square(m1) / (Square(m1) + epsilon) * power1;
        double growth = growingStep ? 0.5 * Math.Log(2.0 * (t + 1)) : 1;
        double rate = learningRate * growth / (1 - power1);
        return (decayed - rate * (byV * (m1 + g) / AdamDenominator(v1 * byM, t, beta2, epsilon)), m1, v1);
    }

    /// <summary>d₁ ≤ 1 + β₂ᵗ and d₂ ≥ 1; |m'|/√v̂ is Adam's, and |g| ≤ √(v'/(1−β₂)).</summary>
    private static double LongestStep(int t, double learningRate, double beta1, double beta2, bool growingStep)
    {
        double growth = growingStep ? 0.5 * Math.Log(2.0 * (t + 1)) : 1;
        double ofGradient = learningRate * Math.Sqrt((1 - Math.Pow(beta2, t)) / (1 - beta2)) / (1 - Math.Pow(beta1, t));
        return growth * (1 + Math.Pow(beta2, t)) * (LongestAdamStep(t, learningRate, beta1, beta2) + ofGradient);
    }
}
