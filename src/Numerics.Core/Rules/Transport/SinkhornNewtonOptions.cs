namespace Numerics.Rules;

/// <summary>How Sinkhorn–Newton–Sparse is run.</summary>
public sealed record SinkhornNewtonOptions
{
    /// <summary>The marginal error Σ|P1 − a| + Σ|Pᵀ1 − b| to stop at, as a part of the total weight. At least
    /// 0.</summary>
    public double Tolerance { get; init; } = 1e-12;

    /// <summary>N₁: Sinkhorn's iterations before the first Newton step. At least 1.</summary>
    public int ScalingIterations { get; init; } = 20;

    /// <summary>N₂: the most Newton steps. At least 0.</summary>
    public int NewtonSteps { get; init; } = 100;

    /// <summary>The entries of P that the Hessian keeps, as a multiple of max(n, m). At least 1.</summary>
    public int KeptForEach { get; init; } = 8;

    /// <summary>The multiple that the entries may grow to: they are doubled when a step lowers the error less than
    /// fivefold. At most
    /// <see cref="KeptForEach"/> for a constant number.</summary>
    public int MostForEach { get; init; } = 20;

    /// <summary>μ of the first step of the safe variant, at least 0: steps solve (M + (μ/ε)·‖g‖₁·I)Δz = g, which is positive
    /// definite whatever M is, g the gradient. μ falls to a quarter when a whole step gains more than three quarters of what
    /// its model predicts, gᵀΔz/2, and grows fourfold when it gains less than a quarter. 0 for M alone: where clusters of points
    /// hardly touch, steps are then so long that no part of them gains.</summary>
    public double Shift { get; init; } = 1e-6;

    internal void Check()
    {
        Runtime.Check.Range(Tolerance, nameof(Tolerance), 0, false, double.PositiveInfinity, true);
        Runtime.Check.Range(ScalingIterations, nameof(ScalingIterations), 1, false, int.MaxValue, false);
        Runtime.Check.Range(NewtonSteps, nameof(NewtonSteps), 0, false, int.MaxValue, false);
        Runtime.Check.Range(KeptForEach, nameof(KeptForEach), 1, false, int.MaxValue, false);
        Runtime.Check.Range(Shift, nameof(Shift), 0, false, double.PositiveInfinity, true);
        Runtime.Check.Range(MostForEach, nameof(MostForEach), 0, false, int.MaxValue, false);
    }
}
