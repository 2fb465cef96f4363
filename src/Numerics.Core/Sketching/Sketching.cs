using System.Numerics.Tensors;

namespace Numerics.LinearSolvers;

/// <summary>Linear systems by random sketches.</summary>
/// <remarks>Iterates are the same for any number of threads: draws are numbered. Loops of steps run inside kernels; residuals are
/// taken between them.</remarks>
public static partial class Sketching
{
    /// <summary>Roundings at which a residual is as good as it gets: 10·ε·(‖A‖F‖x‖ + ‖b‖).</summary>
    private const double Rounding = 10 * 2.2e-16;

    /// <summary>Checks without a better residual by a hundredth, after which a solve has stalled.</summary>
    private const int Patience = 24;

    /// <summary>Solves A·x = b from 0.</summary>
    /// <param name="matrix">A, m×n.</param>
    /// <param name="b">b, m numbers.</param>
    /// <param name="sketch">The method.</param>
    /// <param name="options">How it runs.</param>
    /// <exception cref="ArgumentException">Lengths do not agree, an element is not finite, all of A is zero, or the method does
    /// not go with the matrix.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static SketchingOutcome Solve(
        ReadOnlyTensorSpan<double> matrix, ReadOnlySpan<double> b, Sketch sketch, SketchingOptions? options = null) =>
        Solve(new LinearOperand(matrix), b, sketch, options ?? new());

    /// <inheritdoc cref="Solve(ReadOnlyTensorSpan{double}, ReadOnlySpan{double}, Sketch, SketchingOptions)"/>
    public static SketchingOutcome Solve(
        CsrMatrix<double> matrix, ReadOnlySpan<double> b, Sketch sketch, SketchingOptions? options = null) =>
        Solve(new LinearOperand(matrix), b, sketch, options ?? new());

    private static SketchingOutcome Solve(LinearOperand a, ReadOnlySpan<double> b, Sketch sketch, SketchingOptions options)
    {
        ArgumentNullException.ThrowIfNull(sketch);
        Runtime.Check.Range(options.Tolerance, nameof(SketchingOptions.Tolerance), 0, true, 1, true);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumSteps, 1, nameof(SketchingOptions.MaximumSteps));
        CheckRight(b, a.Rows);
        var run = new SketchingRun(a, [.. b], sketch, options.Key);
        double predicted = run.PredictedSteps(options.Tolerance);
        return predicted > options.MaximumSteps && !options.RunsAnyway
            ? new SketchingOutcome.TooSlow(run.X, Norm(run.Right), predicted)
            : Iterate(run, options);
    }

    private static SketchingOutcome Iterate(SketchingRun run, SketchingOptions options)
    {
        (double best, int without) = (double.PositiveInfinity, 0);
        while (true)
        {
            double residual = run.Residual();
            if (run.IsSolved(residual, options.Tolerance, Rounding))
            {
                return new SketchingOutcome.Solved(run.X, residual, run.Steps);
            }

            without = residual < 0.99 * best ? 0 : without + 1;
            best = Math.Min(best, residual);
            if (without >= Patience && !run.IsLeastSquares)
            {
                return new SketchingOutcome.Stalled(run.X, residual, run.Steps);
            }

            if (run.Steps >= options.MaximumSteps)
            {
                return new SketchingOutcome.OutOfSteps(run.X, residual, run.Steps);
            }

            run.Advance((int)Math.Min(run.StepsBetween, options.MaximumSteps - run.Steps));
        }
    }

    private static void CheckRight(ReadOnlySpan<double> b, int rows)
    {
        if (b.Length != rows)
        {
            throw new ArgumentException($"“b” has {b.Length} elements, the matrix {rows} rows.", nameof(b));
        }

        int at = b.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        if (at >= 0)
        {
            throw new ArgumentException($"“b” has an element that is not finite at {at}.", nameof(b));
        }
    }

    private static double Norm(double[] x) => TensorPrimitives.Norm<double>(x);
}
