using Numerics;
using static Numerics.Functions;

namespace Quickstart;

/// <summary>The sample's own rule: AdaBelief (Zhuang et al., NeurIPS 2020, Algorithm 2) with decoupled decay.</summary>
/// <remarks>
/// Steps along the first moment m, scaled by how far gradients stray from it:
/// m' = β₁·m + (1−β₁)·g;  s' = β₂·s + (1−β₂)·(g − m')² + ε;  x' = x − η·((m'/(1−β₁ᵗ)) / (√(s'/(1−β₂ᵗ)) + ε) + λ·x).
/// <para>The generator adds to this class: overloads of <c>Step</c> on spans and tensors of float and double, the rule
/// as a value (<c>StepRule</c>), <c>Options</c> and <c>Optimizer</c>. The method stays
/// the definition, in double.</para>
/// </remarks>
public static partial class AdaBelief
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The gradient's moving average, zero at the start.</param>
    /// <param name="s">The moving average of its squared surprise, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="t">The step number, from 1.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of the past in m.</param>
    /// <param name="beta2">β₂: the weight of the past in s.</param>
    /// <param name="epsilon">ε: keeps the quotient finite.</param>
    /// <param name="weightDecay">λ, decoupled.</param>
    [UpdateRule]
    public static (Vec x, Vec m, Vec s) Step(
        Vec x, Vec m, Vec s, Vec g, [StepNumber] int t,
        [AtLeast(0)] double learningRate = 1e-3,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.999,
        [Above(0)] double epsilon = 1e-16,
        [AtLeast(0)] double weightDecay = 0)
    {
        Vec m1 = beta1 * m + (1 - beta1) * g;
        Vec s1 = beta2 * s + (1 - beta2) * Square(g - m1) + epsilon;
        double c1 = 1 - Math.Pow(beta1, t);
        double c2 = 1 - Math.Pow(beta2, t);
        Vec direction = m1 / c1 / (Sqrt(s1 / c2) + epsilon);
        return (x - learningRate * (direction + weightDecay * x), m1, s1);
    }
}
