namespace Numerics.LinearSolvers;

/// <summary>How a least-squares solve ended.</summary>
public abstract record LeastSquaresOutcome
{
    private LeastSquaresOutcome(LeastSquaresPoint point) => Point = point;

    /// <summary>The last point, with what certifies it.</summary>
    public LeastSquaresPoint Point { get; }

    /// <summary>The slope is at most the tolerance, or at rounding.</summary>
    public sealed record Solved(LeastSquaresPoint Point) : LeastSquaresOutcome(Point);

    /// <summary>The slope has stopped falling above both: S lost a direction of A. Another key draws another S.</summary>
    public sealed record Stalled(LeastSquaresPoint Point) : LeastSquaresOutcome(Point);

    /// <summary>The limit of iterations came first.</summary>
    public sealed record OutOfIterations(LeastSquaresPoint Point) : LeastSquaresOutcome(Point);
}

/// <summary>A point of a least-squares problem.</summary>
/// <param name="X">x; where many solve, the least of them in norm.</param>
/// <param name="ResidualNorm">‖Ax − b‖.</param>
/// <param name="SlopeNorm">‖Aᵀ(Ax − b)‖.</param>
/// <param name="Rank">The rank of SA, which is A's with probability 1: how many of its columns are further than d·ε·‖SA‖ from the span of
/// those before, d the rows of S.</param>
/// <param name="Iterations">How often A was read after the sketch.</param>
public sealed record LeastSquaresPoint(double[] X, double ResidualNorm, double SlopeNorm, int Rank, int Iterations);
