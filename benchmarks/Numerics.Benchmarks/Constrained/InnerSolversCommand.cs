using System.Diagnostics;
using System.Globalization;
using Numerics.LinearSolvers;
using Numerics.Minimization;
using Numerics.TestProblems;

namespace Numerics.Benchmarks.Constrained;

/// <summary>Each inner solver by the size of the problem, sparse and dense: what the default choice rests on.</summary>
internal static class InnerSolversCommand
{
    private const double Tolerance = 1e-6;
    private const double Enough = 0.2;
    private const int MostSketched = 75;
    private const double MostSteps = 3e6;

    private static readonly int[] Sides = [2, 3, 4, 5, 6, 8, 10, 14, 30, 60];
    private static readonly int[] Sizes = [8, 20, 32, 48, 72, 120, 200, 400];

    /// <summary>Prints a table of each kind of problem.</summary>
    internal static void Run(TextWriter output)
    {
        Print(output, "control of Poisson's equation, sparse", Sides.Select(s => (IConstrainedProblem)PoissonControl.Entries(s)));
        Print(output, "dense quadratics, quadratic constraints", Sizes.Select(n => new DenseQuadratic(n, n / 4)));
    }

    private static void Print(TextWriter output, string name, IEnumerable<IConstrainedProblem> problems)
    {
        (string Name, Func<int, AugmentedLagrangian?> Of)[] methods =
        [
            ("exact, dense", size => size > 600 ? null : With(new ExactKktSolver(), int.MaxValue)),
            ("sparse factors", _ => With(new SparseKktSolver(), 0)),
            ("projected gradients", _ => With(new ProjectedKktSolver(), 0)),
            ("MINRES, dense certificates", size => size > 300 ? null : With(new MinresKktSolver(), int.MaxValue)),
            ("MINRES", size => size > 300 ? null : With(new MinresKktSolver(), 0)),
            .. new[] { ("Gaussian", Sketch.Gaussian()), ("Kaczmarz", Sketch.Kaczmarz()), ("block Gaussian, 8", Sketch.BlockGaussian(8)), ("count sketch, 8", Sketch.CountSketch(8)) }
                .Select(s => (s.Item1, (Func<int, AugmentedLagrangian?>)(size =>
                    size > MostSketched ? null : With(new SketchingKktSolver(s.Item2) { MostPredictedSteps = MostSteps }, 0)))),
        ];
        output.WriteLine($"{name}: milliseconds");
        output.WriteLine();
        output.WriteLine($"| n + m | {string.Join(" | ", methods.Select(m => m.Name))} |");
        output.WriteLine($"|---|{string.Concat(methods.Select(_ => "---|"))}");
        foreach (IConstrainedProblem problem in problems)
        {
            int size = problem.VariableCount + problem.ConstraintCount;
            output.WriteLine($"| {size} | {string.Join(" | ", methods.Select(m => Time(problem, m.Of(size))))} |");
        }

        output.WriteLine();
    }

    private static AugmentedLagrangian With(IKktSolver solver, int mostDense) =>
        new() { Solver = solver, MostDense = mostDense, Tolerance = Tolerance, MostIterations = 50 };

    private static string Time(IConstrainedProblem problem, AugmentedLagrangian? method)
    {
        if (method is null)
        {
            return "";
        }

        (double best, double total) = (double.PositiveInfinity, 0);
        ConstrainedOutcome outcome;
        do
        {
            long start = Stopwatch.GetTimestamp();
            outcome = Numerics.Constrained.Minimize(problem, [.. Enumerable.Repeat(1.0, problem.VariableCount)], method);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            (best, total) = (Math.Min(best, seconds), total + seconds);
        }
        while (total < Enough);

        return outcome is ConstrainedOutcome.Converged
            ? string.Create(CultureInfo.InvariantCulture, $"{1000 * best:0.00}")
            : outcome is ConstrainedOutcome.InnerTooSlow slow
            ? string.Create(CultureInfo.InvariantCulture, $"{slow.PredictedSteps:0E0} steps")
            : outcome.GetType().Name;
    }
}
