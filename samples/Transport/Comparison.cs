using System.Diagnostics;
using System.Numerics.Tensors;
using Numerics.Rules;

namespace TransportSample;

/// <summary>Sinkhorn's algorithm beside Sinkhorn–Newton–Sparse on random assignment, the paper's first
/// problem.</summary>
internal sealed class Comparison
{
    public const int Size = 500;
    public const double Epsilon = 1.0 / 1200;
    private const int Seed = 1;
    private const double Tolerance = 1e-13;
    private const int MostIterations = 2000;

    public Comparison()
    {
        var random = new Random(Seed);
        double[] entries = [.. Enumerable.Range(0, Size * Size).Select(_ => random.NextDouble())];
        Tensor<double> cost = Tensor.Create(entries, [Size, Size]);
        double[] weights = [.. Enumerable.Repeat(1.0 / Size, Size)];
        var options = new SinkhornOptions { Scaling = 0, Tolerance = Tolerance, MaximumIterations = MostIterations };
        Sinkhorn = Measured.Of(
            "Sinkhorn", () => Numerics.Rules.Sinkhorn.Solve(cost, weights, weights, Epsilon, options));
        Newton = Measured.Of(
            "Sinkhorn–Newton–Sparse",
            () => SinkhornNewton.Solve(
                cost, weights, weights, Epsilon, new SinkhornNewtonOptions { Tolerance = Tolerance }));
    }

    public Measured Sinkhorn { get; }

    public Measured Newton { get; }
}

/// <summary>A solver's run.</summary>
internal sealed record Measured(string Name, Transport Plan, TimeSpan Time)
{
    public static Measured Of(string name, Func<Transport> solve)
    {
        long start = Stopwatch.GetTimestamp();
        return new Measured(name, solve(), Stopwatch.GetElapsedTime(start));
    }

    public override string ToString() => FormattableString.Invariant(
        $"{Name,-24}{Plan.Outcome,-16}{Plan.Iterations,6} iterations, ")
        + FormattableString.Invariant($"error {Plan.MarginalError:0.0E0}, {Time.TotalSeconds:0.00} s");
}
