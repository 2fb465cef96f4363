namespace Numerics.LinearSolvers;

/// <summary>How a sketching solver runs.</summary>
public sealed record SketchingOptions
{
    /// <summary>It ends where ‖Ax − b‖ ≤ Tolerance·‖b‖ (of least squares, ‖Aᵀ(Ax − b)‖ ≤ Tolerance·‖A‖F·‖Ax − b‖), or at
    /// rounding.</summary>
    public double Tolerance { get; init; } = 1e-8;

    /// <summary>The most steps.</summary>
    public long MaximumSteps { get; init; } = 10_000_000;

    /// <summary>The key of all random draws: same key, same iterates, for any number of threads.</summary>
    public ulong Key { get; init; } = 1;

    /// <summary>Whether to run although <see cref="MaximumSteps"/> are fewer than theory needs.</summary>
    public bool RunsAnyway { get; init; }
}
