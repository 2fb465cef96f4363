using static Numerics.Functions;

namespace Numerics;

/// <content>What the Adam family shares.</content>
public static partial class BuildingBlocks
{
    /// <summary>√v/√(1−β₂ᵗ) + ε: the root of the debiased second moment, ε outside the root.</summary>
    /// <param name="v">The second moment after t steps from zero, in units of g².</param>
    /// <param name="t">The step number, from 1.</param>
    /// <param name="beta2">The second moment's weight of the past, in [0, 1).</param>
    /// <param name="epsilon">ε ≥ 0, in units of g.</param>
    [BuildingBlock]
    public static Vec AdamDenominator(Vec v, int t, double beta2, double epsilon) =>
        Sqrt(v) / Sqrt(1 - Math.Pow(beta2, t)) + epsilon;

    /// <summary>x − η/(1−β₁ᵗ) · m/(√v/√(1−β₂ᵗ) + ε).</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The first moment after t steps from zero, in units of g.</param>
    /// <param name="v">The second moment after t steps from zero, in units of g².</param>
    /// <param name="t">The step number, from 1.</param>
    /// <param name="learningRate">η ≥ 0, in units of x.</param>
    /// <param name="beta1">The first moment's weight of the past, in [0, 1).</param>
    /// <param name="beta2">The second moment's weight of the past, in [0, 1).</param>
    /// <param name="epsilon">ε ≥ 0, in units of g.</param>
    /// <remarks>η and the correction of m are one host factor, applied after the quotient.</remarks>
    [BuildingBlock]
    public static Vec AdamStep(
        Vec x, Vec m, Vec v, int t, double learningRate, double beta1, double beta2, double epsilon) =>
        x - learningRate / (1 - Math.Pow(beta1, t)) * (m / AdamDenominator(v, t, beta2, epsilon));

    /// <summary>The longest step of one coordinate, the t-th of any run: with r = β₁²/β₂, Cauchy and Schwarz give
    /// |m| ≤ (1−β₁)·Σβ₁ʲ|gⱼ| ≤ (1−β₁)·√(Σ rʲ)·√(v/(1−β₂)), the sums over t terms. Kingma and Ba, §2.1, have it where r is
    /// small.</summary>
    internal static double LongestAdamStep(int t, double learningRate, double beta1, double beta2) =>
        learningRate * (1 - beta1) / (1 - Math.Pow(beta1, t))
        * Math.Sqrt(GeometricSum(beta1 * beta1 / beta2, t) * GeometricSum(beta2, t));

    /// <summary>1 + r + … + r^(t−1).</summary>
    internal static double GeometricSum(double r, int t) => r == 1 ? t : (1 - Math.Pow(r, t)) / (1 - r);
}
