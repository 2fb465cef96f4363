namespace Numerics.LinearSolvers;

/// <summary>How a linear solve ended.</summary>
public abstract record SketchingOutcome
{
    private SketchingOutcome(double[] x, double residualNorm, long steps) =>
        (X, ResidualNorm, Steps) = (x, residualNorm, steps);

    /// <summary>The last point.</summary>
    public double[] X { get; }

    /// <summary>‖Ax − b‖ there.</summary>
    public double ResidualNorm { get; }

    /// <summary>The number of steps.</summary>
    public long Steps { get; }

    /// <summary>The residual is at most the tolerance, or at rounding.</summary>
    public sealed record Solved(double[] X, double ResidualNorm, long Steps) : SketchingOutcome(X, ResidualNorm, Steps);

    /// <summary>The residual has stopped falling: the system is inconsistent, or as good as the method gets.</summary>
    public sealed record Stalled(double[] X, double ResidualNorm, long Steps) : SketchingOutcome(X, ResidualNorm, Steps);

    /// <summary>The limit of steps came first.</summary>
    public sealed record OutOfSteps(double[] X, double ResidualNorm, long Steps) : SketchingOutcome(X, ResidualNorm, Steps);

    /// <summary>Theory needs more steps than the limit allows: nothing was run.</summary>
    /// <param name="X">The start.</param>
    /// <param name="ResidualNorm">‖b‖.</param>
    /// <param name="PredictedSteps">About how many: of an estimate of the condition that is never too great.</param>
    public sealed record TooSlow(double[] X, double ResidualNorm, double PredictedSteps)
        : SketchingOutcome(X, ResidualNorm, 0);
}
