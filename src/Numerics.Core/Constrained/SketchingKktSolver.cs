using Numerics.LinearSolvers;

namespace Numerics.Minimization;

/// <summary>Solves KKT systems by random sketches: sketch and project, from the solution so far.</summary>
/// <remarks>
/// Draws are numbered by the step of the method and of the solver: the same iterates for any number of threads, and no draw twice. A
/// step's mean contraction depends on ‖K‖F²/σmin²: where an estimate of it says that more than <see cref="MostPredictedSteps"/> are
/// needed, none is run, and the method ends as <see cref="ConstrainedOutcome.InnerTooSlow"/>.
/// <para>Hong, Na, Mahoney and Kolar, ICML 2023 (arXiv:2305.18379): Gaussian and uniform Kaczmarz; Gower and Richtárik, SIAM J. Matrix
/// Anal. Appl. 36, 2015.</para>
/// </remarks>
public sealed record SketchingKktSolver : IKktSolver
{
    /// <summary>A solver with a sketch.</summary>
    /// <param name="sketch">The sketch.</param>
    /// <exception cref="ArgumentException">The sketch is for definite matrices; a KKT matrix is indefinite.</exception>
    public SketchingKktSolver(Sketch sketch)
    {
        ArgumentNullException.ThrowIfNull(sketch);
        if (sketch.Kind is SketchKind.Coordinate or SketchKind.GaussianCoordinate)
        {
            throw new ArgumentException(
                "The sketch is for positive definite matrices, and a KKT matrix is indefinite: take LeastSquaresCoordinate.", nameof(sketch));
        }

        Sketch = sketch;
    }

    /// <summary>The sketch.</summary>
    public Sketch Sketch { get; }

    /// <summary>The most steps each time it is asked to go on; where they do not suffice the step is not certified.</summary>
    public int MostSteps { get; init; } = 1_000_000;

    /// <summary>Predicted steps above which it does not begin.</summary>
    public double MostPredictedSteps { get; init; } = 1e10;

    /// <summary>The key of the draws.</summary>
    public ulong Key { get; init; } = 2023;

    /// <summary>False: matrices with few entries are seen as sparse ones, and of problems given by products the sketches of all rows,
    /// <see cref="Sketch.Gaussian"/>, <see cref="Sketch.BlockGaussian"/> and <see cref="Sketch.CountSketch"/>, ask for products; others
    /// are a <see cref="NotSupportedException"/> there.</summary>
    public bool NeedsMatrix => false;

    /// <inheritdoc/>
    public KktSolution Continue(KktSystem system, KktSolution from, double target)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(from);
        if (from.Residual <= Goal(from.Z.AsSpan()))
        {
            return from;
        }

        ulong key = Key + (0x9E3779B97F4A7C15UL * (ulong)system.Number);
        var run = new SketchingRun(system.Operand(), system.Right.ToArray(), Sketch, key, from.Z.AsSpan(), from.Steps);
        double predicted = run.PredictedSteps(Math.Min(0.5, Goal(from.Z.AsSpan()) / from.Residual));
        if (predicted > MostPredictedSteps)
        {
            return new KktSolution(from.Z, from.Residual, from.Steps) { PredictedSteps = predicted };
        }

        long last = Math.Min((long)from.Steps + MostSteps, int.MaxValue);
        double residual = run.Residual();
        while (residual > Goal(run.X) && run.Steps < last)
        {
            run.Advance((int)Math.Min(run.StepsBetween, last - run.Steps));
            residual = run.Residual();
        }

        return new KktSolution([.. run.X], residual, (int)run.Steps);

        double Goal(ReadOnlySpan<double> z) => Math.Max(target, system.RoundingLevel(z));
    }
}
