using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Adafactor for matrices: RMSprop whose second moment is one number for each row and each column, with steps
/// relative to the parameter's size.</summary>
/// <remarks>
/// β = t^c;  r' = (1−β)·r + β·(mean of g² over each row);  k' = (1−β)·k + β·(mean of g² over each column);
/// v = r'·k'ᵀ/max(mean r', ε₁);  u = g/√max(v, ε₁²);  ρ = min(η, 1/√t);
/// x' = (1 − ηλ)·x − ρ·max(ε₂, RMS x)/max(1, RMS(u)/d) · u, with RMS the root mean square.
/// <para>Shapes: x and g are matrices of one shape, r has a number for each row, k for each column: for a tensor of n×m
/// the state is n + m numbers. Vectors take <see cref="AdafactorVector"/>. Units: η and d have none, ε₂ those of x, ε₁
/// those of g² (in r) and of g (in u).</para>
/// <para>Special values: a zero gradient moves nothing at ε₁ &gt; 0. A NaN or infinity in g makes all of x NaN.</para>
/// <para>Deviates: ε₁ is what PyTorch takes for <c>float</c>, also for <c>double</c>. The paper adds 10⁻³⁰ to g²
/// instead, and has a first moment as an option.</para>
/// <para>Shazeer, Stern, ICML 2018, arXiv:1804.04235, Algorithms 4 and 5; torch.optim.Adafactor.</para>
/// </remarks>
public static partial class Adafactor
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="r">The mean square of gradients in each row, zero at the start.</param>
    /// <param name="k">The mean square of gradients in each column, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="t">The step number.</param>
    /// <param name="learningRate">η: the greatest step relative to the parameter's size.</param>
    /// <param name="beta2Decay">c: averages over the past t steps weigh the newest by t^c.</param>
    /// <param name="epsilon1">ε₁: keeps the divisors above zero.</param>
    /// <param name="epsilon2">ε₂: the least size that a parameter counts as.</param>
    /// <param name="clippingThreshold">d: the greatest root mean square of u.</param>
    /// <param name="weightDecay">λ, decoupled.</param>
    [UpdateRule]
    public static (Mat x, Col r, Row k) Step(
        Mat x, [StateName("row_var")] Col r, [StateName("col_var")] Row k, Mat g, [StepNumber] int t,
        [AtLeast(0)] double learningRate = 1e-2,
        [AtMost(0)] double beta2Decay = -0.8,
        [AtLeast(0)] double epsilon1 = 1.1920928955078125e-7,
        [AtLeast(0)] double epsilon2 = 1e-3,
        [Above(0)] double clippingThreshold = 1,
        [AtLeast(0)] double weightDecay = 0)
    {
        double newest = Math.Pow(t, beta2Decay);
        Mat square = g * g;
        Col r1 = (1 - newest) * r + newest * MeanRows(square);
        Row k1 = (1 - newest) * k + newest * MeanColumns(square);
        Mat v = Outer(r1 / Max(Mean(r1), epsilon1), k1);
        Mat u = g / Sqrt(Max(v, epsilon1 * epsilon1));
        Scalar size = Max(Sqrt(Mean(x * x)), epsilon2);
        Scalar excess = Max(Sqrt(Mean(u * u)) / clippingThreshold, 1);
        double rate = Math.Min(learningRate, 1 / Math.Sqrt(t));
        return ((1 - learningRate * weightDecay) * x - rate * size / excess * u, r1, k1);
    }
}
