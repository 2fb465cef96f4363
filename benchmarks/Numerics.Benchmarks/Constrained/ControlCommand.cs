using System.Diagnostics;
using System.Globalization;
using Numerics.Minimization;
using Numerics.TestProblems;

namespace Numerics.Benchmarks.Constrained;

/// <summary>Control of Poisson's equation by products, to a KKT residual of 1e-6: time and memory as the grid grows.
/// <c>benchmarks/peers/pde_control.py</c> has SciPy's trust-constr on the same problem.</summary>
internal static class ControlCommand
{
    internal const string One = "control-one";

    private const double Tolerance = 1e-6;
    private const double LongEnough = 5;
    private const int Rounds = 3;
    private const int LargestWithoutPattern = 50;

    /// <summary>Prints a table. Each line is measured in a process of its own, whose peak memory is told.</summary>
    internal static void Run(TextWriter output, IReadOnlyList<int> sides)
    {
        output.WriteLine("| problem | J·Jᵀ | side | variables | time | peak memory | steps | conjugate gradients | f | KKT residual |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach ((bool isNonlinear, bool hasPattern) in new[] { (false, true), (true, true), (false, false), (true, false) })
        {
            foreach (int side in sides.Where(s => hasPattern || s <= LargestWithoutPattern))
            {
                using var child = Process.Start(new ProcessStartInfo("dotnet", [
                    typeof(ControlCommand).Assembly.Location, One, $"{side}", $"{isNonlinear}", $"{hasPattern}"])
                {
                    RedirectStandardOutput = true,
                })!;
                output.Write(child.StandardOutput.ReadToEnd());
                child.WaitForExit();
            }
        }
    }

    /// <summary>Prints one line.</summary>
    internal static void RunOne(TextWriter output, string[] arguments)
    {
        int side = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        (bool isNonlinear, bool hasPattern) = (bool.Parse(arguments[1]), bool.Parse(arguments[2]));
        Solve(3, isNonlinear, hasPattern);
        (ConstrainedOutcome outcome, double seconds) = Solve(side, isNonlinear, hasPattern);
        for (int k = 1; k < Rounds && seconds < LongEnough; k++)
        {
            seconds = Math.Min(seconds, Solve(side, isNonlinear, hasPattern).Seconds);
        }

        using var process = Process.GetCurrentProcess();
        string name = isNonlinear ? "nonlinear" : "as given";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {(hasPattern ? "factored" : "gradients")} | {side} | {2 * side * side} | {seconds:F3} s | "
            + $"{process.PeakWorkingSet64 >> 20} MB | {outcome.Iterations} | {outcome.Trace.Sum(s => s.InnerSteps)} | "
            + $"{outcome.Solution.Value:F6} | {outcome.Solution.KktResidual:0.0E0} |"));
    }

    private static (ConstrainedOutcome Outcome, double Seconds) Solve(int side, bool isNonlinear, bool hasPattern)
    {
        long start = Stopwatch.GetTimestamp();
        PoissonControl.ConstrainedProblem problem = PoissonControl.Products(side, isNonlinear, hasPattern);
        ConstrainedOutcome outcome = Numerics.Constrained.Minimize(
            problem,
            [.. Enumerable.Repeat(1.0, problem.VariableCount)],
            new() { Tolerance = Tolerance, Multipliers = [.. Enumerable.Repeat(1.0, problem.ConstraintCount)] });
        return outcome is ConstrainedOutcome.Converged
            ? (outcome, Stopwatch.GetElapsedTime(start).TotalSeconds)
            : throw new InvalidOperationException($"{side}: {outcome.GetType().Name}");
    }
}
