using System.Diagnostics;

namespace Numerics.Benchmarks.Measurement;

/// <summary>One way to do a step, given the step number.</summary>
internal sealed record Contender(string Name, Action<int> Step);

/// <summary>What a contender took, a sample for each round, in nanoseconds a call.</summary>
internal sealed record Timing(string Name, IReadOnlyList<double> Samples)
{
    internal double Median { get; } = Statistics.Median(Samples);

    internal double Minimum { get; } = Samples.Min();
}

/// <summary>Times contenders in turn, round by round, so that a machine whose speed drifts treats all alike.</summary>
internal static class PairedRun
{
    private const int WarmUpCalls = 40;
    private const double WarmUpMilliseconds = 300;
    private const int StepNumbers = 1000;
    private static int _step;

    /// <summary>Times every contender once in each round, beginning with another one each time.</summary>
    /// <param name="contenders">The contenders.</param>
    /// <param name="rounds">The number of rounds.</param>
    /// <param name="sampleMilliseconds">About how long a contender runs in one round.</param>
    internal static IReadOnlyList<Timing> Measure(
        IReadOnlyList<Contender> contenders, int rounds, double sampleMilliseconds)
    {
        int[] calls = [.. contenders.Select(contender => WarmUp(contender, sampleMilliseconds))];
        double[][] samples = [.. contenders.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            for (int k = 0; k < contenders.Count; k++)
            {
                int own = (k + round) % contenders.Count;
                samples[own][round] = Sample(contenders[own], calls[own]);
            }
        }

        return [.. contenders.Select((contender, k) => new Timing(contender.Name, samples[k]))];
    }

    /// <summary>The median over the rounds of how many times as fast <paramref name="ours"/> is.</summary>
    internal static double Speedup(Timing ours, Timing theirs) =>
        Statistics.Median([.. ours.Samples.Zip(theirs.Samples, (own, other) => other / own)]);

    /// <summary>Runs until compiled in full; gives the calls that fill a sample.</summary>
    private static int WarmUp(Contender contender, double sampleMilliseconds)
    {
        long start = Stopwatch.GetTimestamp();
        for (int k = 0; k < WarmUpCalls || Milliseconds(start) < WarmUpMilliseconds; k++)
        {
            contender.Step(NextStep());
        }

        Thread.Sleep(200);
        long again = Stopwatch.GetTimestamp();
        int calls = 0;
        while (Milliseconds(again) < sampleMilliseconds)
        {
            contender.Step(NextStep());
            calls++;
        }

        return calls;
    }

    /// <summary>Nanoseconds a call, after a pause in which another contender's threads fall asleep and an untimed call.</summary>
    private static double Sample(Contender contender, int calls)
    {
        Thread.Sleep(2);
        contender.Step(NextStep());
        long start = Stopwatch.GetTimestamp();
        for (int k = 0; k < calls; k++)
        {
            contender.Step(NextStep());
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
    }

    private static int NextStep() => _step++ % StepNumbers + 1;

    private static double Milliseconds(long start) => Stopwatch.GetElapsedTime(start).TotalMilliseconds;
}

/// <summary>Figures of samples.</summary>
internal static class Statistics
{
    internal static double Median(IReadOnlyList<double> samples)
    {
        double[] sorted = [.. samples.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
