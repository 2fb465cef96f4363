namespace Numerics.Minimization;

/// <summary>How a minimization ended.</summary>
public abstract record Outcome
{
    private Outcome(Point last, int iterations) => (Last, Iterations) = (last, iterations);

    /// <summary>The last point.</summary>
    public Point Last { get; }

    /// <summary>The number of steps.</summary>
    public int Iterations { get; }

    /// <summary>The gradient's norm is at most the tolerance.</summary>
    public sealed record Converged(Point Last, int Iterations) : Outcome(Last, Iterations);

    /// <summary>No length along the direction satisfies the Wolfe conditions: as good as rounding allows, or not smooth.</summary>
    public sealed record Stalled(Point Last, int Iterations) : Outcome(Last, Iterations);

    /// <summary>The value or the gradient is not finite.</summary>
    public sealed record Diverged(Point Last, int Iterations) : Outcome(Last, Iterations);

    /// <summary>The limit of iterations came first.</summary>
    public sealed record OutOfIterations(Point Last, int Iterations) : Outcome(Last, Iterations);
}
