using Numerics.Rules;
using Numerics.Testing;
using static Numerics.Properties.Convergence.Roots;
using static Numerics.Testing.Problems;

namespace Numerics.Properties.Convergence;

/// <summary>What every optimizer rule of the library promises on the zoo.</summary>
/// <remarks>
/// <para><i>Near</i>: close to a minimum, or with ε far above all gradients, an adaptive rule divides by ε alone and is
/// a linear method: its factor is known to the last digit.</para>
/// <para><i>Far</i>: under a constant gradient the way of each step is known: when it arrives.</para>
/// <para><i>Whole</i>: with the rule's own defaults and a rate that falls to zero it reaches the minimum.</para>
/// </remarks>
internal static partial class ConvergenceTable
{
    /// <summary>ε of the rows “near”: the gradients are at most 16, and √v/ε at most 2⁻³⁶.</summary>
    private const double HugeEpsilon = 1L << 40;

    private const double Decay = 0.5;

    public static IReadOnlyList<ConvergenceRow> All { get; } =
        [.. SgdRows, .. AdamRows, .. OtherAdaptiveRows, .. NormRows, .. LionRows, .. LionKappaRows];

    public static ConvergenceRow Named(string name) => All.Single(r => r.Name == name);

    private static IEnumerable<ConvergenceRow> SgdRows =>
    [
        SgdRow("descent", StronglyConvexQuadratic, Rate.LinearExactly(p => Descent(p.StrongConvexity / p.Smoothness)),
            p => new() { LearningRate = 1 / p.Smoothness }),
        SgdRow("heavy ball", StronglyConvexQuadratic,
            Rate.LinearExactly(p => HeavyBall(p.StrongConvexity / p.Smoothness, 0.3)),
            p => new() { LearningRate = 1 / p.Smoothness, Momentum = 0.3 }),
        SgdRow("dampened", StronglyConvexQuadratic,
            Rate.LinearExactly(p => HeavyBall(0.75 * p.StrongConvexity / p.Smoothness, 0.3)),
            p => new() { LearningRate = 1 / p.Smoothness, Momentum = 0.3, Dampening = 0.25 }),
        SgdRow("Nesterov", StronglyConvexQuadratic,
            Rate.LinearExactly(p => Nesterov(p.StrongConvexity / p.Smoothness, 0.3)),
            p => new() { LearningRate = 1 / p.Smoothness, Momentum = 0.3, Nesterov = true }),
        SgdRow("decay", StronglyConvexQuadratic.WithCoupledDecay(Decay),
            Rate.LinearExactly(p => Descent(p.StrongConvexity / p.Smoothness)),
            p => new() { LearningRate = 1 / p.Smoothness, WeightDecay = Decay }),
        SgdRow("ill-conditioned", IllConditioned, Rate.LinearExactly(p => Descent(p.StrongConvexity / p.Smoothness)),
            p => new() { LearningRate = 1 / p.Smoothness }),
        SgdRow("convex", Convex, Rate.SublinearExactly(2), _ => new() { LearningRate = 0.25 }),
        SgdRow("PL", PolyakLojasiewicz, Rate.LinearExactly(p => Descent(p.PolyakLojasiewicz / p.Smoothness)),
            p => new() { LearningRate = 1 / p.Smoothness }),
        SgdRow("PL, not convex", PolyakLojasiewiczNonConvex, Rate.LinearBy(p => 1 - p.PolyakLojasiewicz / p.Smoothness),
            p => new() { LearningRate = 1 / p.Smoothness }),
        SgdRow("Rosenbrock", Rosenbrock, Rate.Reaches(1e-8, 5000), _ => new() { LearningRate = 5e-4, Momentum = 0.9 }),
        SgdRow("saddle", Saddle, Rate.Reaches(1e-15, 100), _ => new() { LearningRate = 0.25 }),
        SgdRow("sparse", Sparse, Rate.LinearBy(p => 1 - 0.25 * p.StrongConvexity / p.Smoothness),
            p => new() { LearningRate = 1 / p.Smoothness }),
        SgdRow("noise", Noisy, Rate.Settles(NoiseLevel, 4000), p => new() { LearningRate = 0.25 / p.Smoothness }),
        SgdRow("noise, falling rate", Noisy with { Dimensions = [129] }, Rate.SublinearExactly(1),
            p => new() { LearningRate = new Schedule(n => 2 / (p.StrongConvexity * (n + 17))) }),
        SgdRow("slope", Slope, Rate.Arrives(16 / 0.25), _ => new() { LearningRate = 0.25 }),
    ];

    /// <summary>E gap of descent at rate ¼/L with noise: each eigenvector keeps ½λ·η²σ²/(1 − (1−ηλ)²).</summary>
    private static double NoiseLevel(Problem p)
    {
        double rate = 0.25 / p.Smoothness;
        return p.Spectrum.Sum(l => rate * p.NoiseDeviation * p.NoiseDeviation / (2 * (2 - rate * l)));
    }

    private static ConvergenceRow SgdRow(string name, ProblemFamily family, Rate rate, Func<Problem, Sgd.Options> with)
        => new($"Sgd, {name}", Sgd.StepRule.Instance, family, rate, p => with(p));
}
