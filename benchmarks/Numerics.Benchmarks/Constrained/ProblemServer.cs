using System.Diagnostics;
using System.Globalization;
using Numerics.Minimization;
using Numerics.TestProblems;

namespace Numerics.Benchmarks.Constrained;

/// <summary>Answers lines about the 68 constrained test problems, so that another program can solve the very same ones:
/// <c>list</c>; <c>evaluate name x…</c> with f, ∇f, c and J, row after row; <c>hessian name x… λ…</c> with the Lagrangian's, row after
/// row; <c>solve name</c> with our time in seconds, evaluations, f, ‖c‖ and how it ended.</summary>
internal static class ProblemServer
{
    private const double Tolerance = 1e-6;
    private const double Enough = 0.02;

    internal static void Run(TextReader input, TextWriter output)
    {
        while (input.ReadLine() is { } line)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            output.WriteLine(words[0] == "list" ? List() : Answer(words[0], ConstrainedProblems.Of(words[1]), words[2..]));
            output.Flush();
        }
    }

    private static string List() => string.Join(" ", ConstrainedProblems.All.Select(p => p.Name));

    private static string Answer(string question, TestProblem problem, string[] words)
    {
        double[] numbers = [.. words.Select(w => double.Parse(w, CultureInfo.InvariantCulture))];
        (int n, int m) = (problem.Problem.VariableCount, problem.Problem.ConstraintCount);
        return question switch
        {
            "size" => $"{m} {Numbers([problem.Optimum])} {Numbers(problem.Start)}",
            "evaluate" => Numbers(Evaluate(problem.Problem, numbers)),
            "hessian" => Numbers(Hessian(problem.Problem, numbers[..n], numbers[n..])),
            "solve" => Solve(problem),
            _ => throw new ArgumentException($"There is no question {question}.", nameof(question)),
        };
    }

    private static string Numbers(IEnumerable<double> numbers) =>
        string.Join(" ", numbers.Select(e => e.ToString("R", CultureInfo.InvariantCulture)));

    private static double[] Evaluate(IConstrainedProblem problem, double[] x)
    {
        (int n, int m) = (problem.VariableCount, problem.ConstraintCount);
        double[] gradient = new double[n], c = new double[m], entries = new double[problem.JacobianPattern.EntryCount];
        double value = problem.Evaluate(x, gradient, c, entries);
        return [value, .. gradient, .. c, .. Dense(problem.JacobianPattern, entries, isSymmetric: false)];
    }

    private static double[] Hessian(IConstrainedProblem problem, double[] x, double[] multipliers)
    {
        double[] entries = new double[problem.HessianPattern.EntryCount];
        problem.LagrangianHessian(x, multipliers, entries);
        return Dense(problem.HessianPattern, entries, isSymmetric: true);
    }

    private static double[] Dense(SparsePattern pattern, double[] entries, bool isSymmetric)
    {
        double[] dense = new double[pattern.Rows * pattern.Columns];
        for (int i = 0; i < pattern.Rows; i++)
        {
            for (int k = pattern.RowStarts[i]; k < pattern.RowStarts[i + 1]; k++)
            {
                int j = pattern.ColumnIndices[k];
                dense[(i * pattern.Columns) + j] = entries[k];
                if (isSymmetric)
                {
                    dense[(j * pattern.Columns) + i] = entries[k];
                }
            }
        }

        return dense;
    }

    private static string Solve(TestProblem test)
    {
        var counted = new Counted(test.Problem);
        var method = new AugmentedLagrangian { Tolerance = Tolerance, SingularBelow = 0, MostIterations = 1000 };
        ConstrainedOutcome outcome = Numerics.Constrained.Minimize(counted, [.. test.Start], method);
        (double best, double total) = (double.PositiveInfinity, 0);
        while (total < Enough)
        {
            long start = Stopwatch.GetTimestamp();
            Numerics.Constrained.Minimize(test.Problem, [.. test.Start], method);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            (best, total) = (Math.Min(best, seconds), total + seconds);
        }

        return $"{Numbers([best, counted.Evaluations, outcome.Solution.Value, outcome.Solution.Violation])} {outcome.GetType().Name}";
    }

    private sealed class Counted(IConstrainedProblem problem) : IConstrainedProblem
    {
        public int Evaluations { get; private set; }

        public int VariableCount => problem.VariableCount;

        public int ConstraintCount => problem.ConstraintCount;

        public SparsePattern JacobianPattern => problem.JacobianPattern;

        public SparsePattern HessianPattern => problem.HessianPattern;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> constraints, Span<double> jacobian)
        {
            Evaluations++;
            return problem.Evaluate(point, gradient, constraints, jacobian);
        }

        public void LagrangianHessian(ReadOnlySpan<double> point, ReadOnlySpan<double> multipliers, Span<double> hessian) =>
            problem.LagrangianHessian(point, multipliers, hessian);
    }
}
