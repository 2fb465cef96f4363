namespace Numerics.Rules;

/// <summary>How Sinkhorn's algorithm is run.</summary>
public sealed record SinkhornOptions
{
    /// <summary>The marginal error Σ|P1 − a| + Σ|Pᵀ1 − b| to stop at, as a part of the total weight. At least
    /// 0.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>The most iterations, those of all stages of ε-scaling together. At least 1.</summary>
    public int MaximumIterations { get; init; } = 100_000;

    /// <summary>q in (0, 1): ε-scaling goes from the greatest cost down to ε by factors of q, each stage from the
    /// last one's potentials; 0 for no scaling.</summary>
    public double Scaling { get; init; } = 0.5;

    /// <summary>The marginal error, as a part of the total weight, at which a stage of ε-scaling ends.</summary>
    public double StageTolerance { get; init; } = 1e-2;

    /// <summary>ω in [1, 2): over-relaxation, in the last stage. It is halved towards 1 whenever a step lowers the
    /// dual value.</summary>
    public double Relaxation { get; init; } = 1;

    /// <summary>τ &gt; 0, in units of the cost: marginals are kept by a penalty τ·KL instead of exactly. +∞ for
    /// exact ones.</summary>
    public double MarginalStrength { get; init; } = double.PositiveInfinity;

    /// <summary>Whether the plan is stored between iterations in the log domain, as an array of n×m: most iterations are
    /// then two products with it, without an exponential. Only where marginals are exact and
    /// <see cref="Relaxation"/> is 1.</summary>
    public bool StoresPlan { get; init; }

    internal bool IsOnStoredPlan => StoresPlan && IsBalanced && Relaxation == 1;

    internal bool IsBalanced => double.IsPositiveInfinity(MarginalStrength);

    internal void Check()
    {
        Runtime.Check.Range(Tolerance, nameof(Tolerance), 0, false, double.PositiveInfinity, true);
        Runtime.Check.Range(MaximumIterations, nameof(MaximumIterations), 1, false, int.MaxValue, false);
        Runtime.Check.Range(Scaling, nameof(Scaling), 0, false, 1, true);
        Runtime.Check.Range(StageTolerance, nameof(StageTolerance), 0, true, double.PositiveInfinity, true);
        Runtime.Check.Range(Relaxation, nameof(Relaxation), 1, false, 2, true);
        Runtime.Check.Range(MarginalStrength, nameof(MarginalStrength), 0, true, double.PositiveInfinity, false);
    }
}
