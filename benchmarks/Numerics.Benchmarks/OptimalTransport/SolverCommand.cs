using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.Benchmarks.OptimalTransport;

/// <summary>Sinkhorn–Newton–Sparse beside Sinkhorn's algorithm, both to the same marginal error on the method's own
/// problems.</summary>
internal static class SolverCommand
{
    private const double Tolerance = 1e-10;

    /// <summary>At 1/1200 of the greatest cost.</summary>
    private const double Epsilon = 1.0 / 1200;
    private const int Size = 500;
    private const int QuickSize = 60;
    private const int MostIterations = 300_000;

    /// <summary>Prints a table.</summary>
    internal static void Run(TextWriter output, bool isQuick)
    {
        output.WriteLine("| problem | solver | outcome | iterations | error | time | Sinkhorn takes |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (TransportProblem problem in isQuick
            ? [TransportProblem.Assignment(QuickSize)]
            : new[] { TransportProblem.Assignment(Size), TransportProblem.Pictures(1), TransportProblem.Pictures(2) })
        {
            Compare(output, problem);
        }
    }

    private static void Compare(TextWriter output, TransportProblem problem)
    {
        Solve(problem, problem.Kept, problem.First);
        var plain = new SinkhornOptions { Tolerance = Tolerance, Scaling = 0, MaximumIterations = MostIterations };
        Solved sinkhorn = Timed(() => Sinkhorn.Solve(problem.Cost, problem.A, problem.B, Epsilon, plain));
        Print(output, problem, "Sinkhorn", sinkhorn, sinkhorn);
        Print(
            output, problem, "Sinkhorn, ε-scaling and ω = 1.5",
            Timed(() => Sinkhorn.Solve(
                problem.Cost, problem.A, problem.B, Epsilon, plain with { Scaling = 0.5, Relaxation = 1.5 })),
            sinkhorn);
        foreach (int kept in new[] { 4, 8, problem.Kept, problem.Size }.Distinct())
        {
            string name = kept == problem.Size ? "SNS, all entries" : $"SNS, {kept}n entries";
            Print(output, problem, name, Timed(() => Solve(problem, kept, problem.First)), sinkhorn);
        }

        foreach (int most in new[] { 20, problem.Size })
        {
            string name = $"SNS, entries doubled while steps are poor, {(most == problem.Size ? "to all" : $"to {most}n")}";
            Print(output, problem, name, Timed(() => Doubling(problem, most)), sinkhorn);
        }
    }

    private static Transport Doubling(TransportProblem problem, int most) => SinkhornNewton.Solve(
        problem.Cost, problem.A, problem.B, Epsilon,
        new() { Tolerance = Tolerance, ScalingIterations = problem.First, MostForEach = most });

    private static Transport Solve(TransportProblem problem, int kept, int first) => SinkhornNewton.Solve(
        problem.Cost, problem.A, problem.B, Epsilon,
        new SinkhornNewtonOptions
        {
            Tolerance = Tolerance,
            ScalingIterations = first,
            KeptForEach = kept,
            MostForEach = kept,
        });

    private static Solved Timed(Func<Transport> solve)
    {
        long start = Stopwatch.GetTimestamp();
        return new Solved(solve(), Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static void Print(TextWriter output, TransportProblem problem, string name, Solved run, Solved sinkhorn)
    {
        Transport plan = run.Plan;
        string iterations = name.StartsWith("SNS", StringComparison.Ordinal)
            ? $"{problem.First} + {plan.Iterations - problem.First}"
            : $"{plan.Iterations}";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {problem.Name} | {name} | {plan.Outcome} | {iterations} | {plan.MarginalError:0.0E0} | {run.Seconds:F3} s "
            + $"| {sinkhorn.Seconds / run.Seconds:F1} times as long |"));
    }

    private sealed record Solved(Transport Plan, double Seconds);
}

/// <summary>A problem with as many rows as columns, its greatest cost 1.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Cost">C.</param>
/// <param name="A">The rows' weights.</param>
/// <param name="B">The columns' weights.</param>
/// <param name="First">Sinkhorn's iterations before Newton's, as published.</param>
/// <param name="Kept">The entries that are kept for each point.</param>
internal sealed record TransportProblem(string Name, Tensor<double> Cost, double[] A, double[] B, int First, int Kept)
{
    private const int Seed = 1;

    /// <summary>Pixels of a line of the pictures.</summary>
    private const int Side = 28;
    private const double Floor = 1e-2;

    internal int Size => A.Length;

    /// <summary>Random costs in [0, 1), equal weights.</summary>
    internal static TransportProblem Assignment(int size)
    {
        var random = new Random(Seed);
        double[] cost = [.. Enumerable.Range(0, size * size).Select(_ => random.NextDouble())];
        double[] weights = [.. Enumerable.Repeat(1.0 / size, size)];
        return new($"random assignment, n = {size}", Tensor.Create(cost, [size, size]), weights, weights, 20, 8);
    }

    /// <summary>Two pictures of blurred blobs, the cost the distance of pixels: its square (2), or the sum of both coordinates'
    /// differences (1), where the best plan is not unique.</summary>
    internal static TransportProblem Pictures(int power)
    {
        var random = new Random(Seed);
        double[] cost = new double[Side * Side * Side * Side];
        for (int k = 0; k < cost.Length; k++)
        {
            (int i, int j) = (k / (Side * Side), k % (Side * Side));
            (double dx, double dy) = (i % Side - j % Side, i / Side - j / Side);
            cost[k] = power == 1
                ? (Math.Abs(dx) + Math.Abs(dy)) / (2 * (Side - 1))
                : ((dx * dx) + (dy * dy)) / (2 * (Side - 1) * (Side - 1));
        }

        return new TransportProblem(
            power == 1 ? "pictures, L1" : "pictures, squared L2", Tensor.Create(cost, [Side * Side, Side * Side]),
            Picture(random), Picture(random), power == 1 ? 700 : 20, power == 1 ? 15 : 8);
    }

    /// <summary>Three blobs on a floor, of sum 1.</summary>
    private static double[] Picture(Random random)
    {
        var blobs = Enumerable.Range(0, 3)
            .Select(_ => (X: Side * random.NextDouble(), Y: Side * random.NextDouble(), Width: 2 + (3 * random.NextDouble())))
            .ToArray();
        double[] light = [.. Enumerable.Range(0, Side * Side).Select(k => Floor + blobs.Sum(b => Math.Exp(
            -(Math.Pow(k % Side - b.X, 2) + Math.Pow(k / Side - b.Y, 2)) / (2 * b.Width * b.Width))))];
        double sum = light.Sum();
        return Array.ConvertAll(light, e => e / sum);
    }
}
