using System.Diagnostics;
using System.Globalization;
using Numerics.Benchmarks.Cases;
using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;

namespace Numerics.Benchmarks;

/// <summary>Answers names of comparisons, one a line, each with one sample of our step in milliseconds, so that another
/// program can measure a rival in turn with it.</summary>
internal static class PeerServer
{
    private const int WarmUpSteps = 40;
    private const double SampleMilliseconds = 100;

    internal static void Run(TextReader input, TextWriter output, Func<string, ThreadPair, Comparison> create)
    {
        using var threads = new ThreadPair(Environment.ProcessorCount);
        string name = "";
        Comparison? comparison = null;
        try
        {
            while (input.ReadLine() is { } line)
            {
                if (line.Trim() != name)
                {
                    comparison?.Dispose();
                    name = line.Trim();
                    comparison = create(name, threads);
                    WarmUp(comparison);
                }

                output.WriteLine(Sample(comparison!).ToString("R", CultureInfo.InvariantCulture));
                output.Flush();
            }
        }
        finally
        {
            comparison?.Dispose();
        }
    }

    private static void WarmUp(Comparison comparison)
    {
        Contender ours = comparison.Contenders[0];
        for (int t = 1; t <= WarmUpSteps; t++)
        {
            ours.Step(t);
        }
    }

    /// <summary>Milliseconds a step, after one that is not timed.</summary>
    private static double Sample(Comparison comparison)
    {
        Contender ours = comparison.Contenders[0];
        ours.Step(1);
        long start = Stopwatch.GetTimestamp();
        int steps = 0;
        double spent;
        do
        {
            ours.Step(++steps);
            spent = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        while (spent < SampleMilliseconds);
        return spent / steps;
    }
}
