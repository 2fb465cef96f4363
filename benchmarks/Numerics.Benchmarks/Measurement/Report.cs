using System.Globalization;
using Numerics.Benchmarks.Cases;

namespace Numerics.Benchmarks.Measurement;

/// <summary>Prints a comparison's timings as a table that can stand in a document.</summary>
internal static class Report
{
    /// <summary>Prints one row for each contender, memory probes last, then each target with what was reached.</summary>
    internal static void Print(TextWriter output, Comparison comparison, IReadOnlyList<Timing> timings)
    {
        Timing first = timings[0];
        double copy = BestCopy(comparison, timings);
        output.WriteLine(Invariant($"### {comparison.Title}, {comparison.Elements:N0} elements"));
        output.WriteLine();
        output.WriteLine($"| | median | least | an element | GB/s | share of copy | speed of {first.Name} over it |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (Timing timing in timings)
        {
            output.WriteLine(Row(comparison, timing, first, copy));
        }

        output.WriteLine();
        foreach (Target target in comparison.Targets)
        {
            output.WriteLine(Verdict(target, timings));
        }
    }

    /// <summary>The fastest contender by median whose name begins so.</summary>
    internal static Timing Fastest(IReadOnlyList<Timing> timings, string prefix) =>
        timings.Where(timing => timing.Name.StartsWith(prefix, StringComparison.Ordinal)).MinBy(timing => timing.Median)
        ?? throw new InvalidOperationException($"No contender's name begins with '{prefix}'.");

    private static string Verdict(Target target, IReadOnlyList<Timing> timings)
    {
        Timing rival = Fastest(timings, target.Against);
        double speed = PairedRun.Speedup(Fastest(timings, Comparison.Ours), rival);
        string met = speed >= target.AtLeast ? "reached" : "NOT reached";
        return Invariant($"- {met}: {speed:F2} times as fast as {rival.Name}, wanted {target.AtLeast:F2}");
    }

    private static string Row(Comparison comparison, Timing timing, Timing first, double copy)
    {
        double bytes = IsProbe(timing) ? MemoryProbe.BytesOf(timing.Name) : comparison.BytesPerElement;
        double rate = bytes * comparison.Elements / timing.Median;
        string speed = IsProbe(timing) ? "" : Invariant($"{PairedRun.Speedup(first, timing):F2}");
        string memory = bytes == 0 ? " | " : Invariant($"{rate:F1} | {Share(rate, copy)}");
        string each = Invariant($"{timing.Median / comparison.Elements:F3} ns");
        return $"| {timing.Name} | {Duration(timing.Median)} | {Duration(timing.Minimum)} | {each} | {memory} | {speed} |";
    }

    private static string Share(double rate, double copy) => copy == 0 ? "" : Invariant($"{rate / copy:P0}");

    private static double BestCopy(Comparison comparison, IReadOnlyList<Timing> timings) =>
        timings.Any(IsProbe)
            ? MemoryProbe.BytesOf("copy") * comparison.Elements / Fastest(timings, MemoryProbe.Prefix + "copy").Median
            : 0;

    private static bool IsProbe(Timing timing) => timing.Name.StartsWith(MemoryProbe.Prefix, StringComparison.Ordinal);

    private static string Duration(double nanoseconds) => nanoseconds switch
    {
        < 10_000 => Invariant($"{nanoseconds:F1} ns"),
        < 1e6 => Invariant($"{nanoseconds / 1e3:F1} µs"),
        _ => Invariant($"{nanoseconds / 1e6:F2} ms"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
