namespace Numerics;

/// <summary>Functions that update rules are composed of: each formula in one place. Calls of them are inlined into the
/// kernels of the rules that make them, so that a chain of blocks is still one pass over memory.</summary>
/// <remarks>u is an update on its way from gradient to step, x a parameter, g a gradient. All arrays of a call share
/// one length. NaN and infinity propagate.</remarks>
public static partial class BuildingBlocks
{
    /// <summary>Exponential moving average: m' = β·m + (1−β)·u.</summary>
    /// <param name="m">The average so far, in units of u.</param>
    /// <param name="u">What is averaged.</param>
    /// <param name="beta">The weight of the past, in [0, 1].</param>
    [BuildingBlock]
    public static Vec Ema(Vec m, Vec u, double beta) => beta * m + (1 - beta) * u;

    /// <summary>Takes the bias of the zero start out of an average: m/(1−βᵗ).</summary>
    /// <param name="m">An average after t calls of <see cref="Ema"/> from zero.</param>
    /// <param name="beta">Its weight of the past, in [0, 1).</param>
    /// <param name="t">The step number, from 1.</param>
    [BuildingBlock]
    public static Vec Debias(Vec m, double beta, int t) => m / (1 - Math.Pow(beta, t));

    /// <summary>Heavy-ball accumulation: b' = u + μ·b.</summary>
    /// <param name="b">The accumulated updates so far.</param>
    /// <param name="u">What is accumulated.</param>
    /// <param name="momentum">μ ≥ 0; a constant u makes b' tend to u/(1−μ).</param>
    [BuildingBlock]
    public static Vec Trace(Vec b, Vec u, double momentum) => momentum * b + u;

    /// <summary>Nesterov's look-ahead over a trace: u + μ·b', with b' = <see cref="Trace"/>(b, u, μ).</summary>
    /// <param name="accumulated">b', the trace that has taken u in.</param>
    /// <param name="u">What it has taken in last.</param>
    /// <param name="momentum">μ ≥ 0.</param>
    [BuildingBlock]
    public static Vec LookAhead(Vec accumulated, Vec u, double momentum) => u + momentum * accumulated;
}
