using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.Benchmarks.OptimalTransport;

/// <summary>Iterations on clouds whose distances no memory would hold, and the memory that they took.</summary>
internal static class MemoryCommand
{
    private const int Dimension = 2;
    private const int Iterations = 3;
    private const double Epsilon = 1e-2;

    internal static void Run(TextWriter output, int count)
    {
        float[] x = Clouds.Numbers<float>((nint)count * Dimension, 0);
        float[] y = Clouds.Numbers<float>((nint)count * Dimension, 1);
        float[] weights = Clouds.Weights<float>(count);
        Solve(x.AsSpan(0, Dimension), y.AsSpan(0, Dimension), [1]);
        long before = Peak();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        Transport plan = Solve(x, y, weights);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        long grown = Peak() - before;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count:N0} points a side, d = {Dimension}, float: {plan.Iterations} iterations in {seconds:F2} s;"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"peak memory grew by {grown / 1e6:F1} MB, {grown / (2.0 * count):F0} bytes a point "
            + $"(allocated {allocated / 1e6:F1} MB; the cost stored would be {4e-6 * count * count:N0} MB)"));
    }

    private static Transport Solve(ReadOnlySpan<float> x, ReadOnlySpan<float> y, float[] weights) =>
        Sinkhorn.Solve(
            new ReadOnlyTensorSpan<float>(x, [x.Length / Dimension, Dimension], []),
            new ReadOnlyTensorSpan<float>(y, [y.Length / Dimension, Dimension], []),
            weights, weights, Epsilon,
            new SinkhornOptions { Scaling = 0, MaximumIterations = Iterations });

    private static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
