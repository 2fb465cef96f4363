using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <content>Values that are stored for later passes because computing them again costs more.</content>
/// <remarks>What several passes compute is computed again, since memory is the bottleneck, except where an elementary function is in it:
/// storing and loading moves two elements, and may save loads. The memory is that of an array whose own result comes later.</remarks>
internal sealed partial class Scheduler
{
    /// <summary>Keeps one value after the other, each time the one that saves most, until none saves anything.</summary>
    private Found KeepFunctions(Found found)
    {
        while (true)
        {
            Found best = found;
            foreach (int node in ComputedAgain(found.Schedule))
            {
                foreach (int array in Free(found.Schedule))
                {
                    KeptValue[] kept = [.. found.Schedule.Kept, new KeptValue(node, array, -1)];
                    if (Improve(found.Placement, kept) is { } candidate && candidate.Cost.CompareTo(best.Cost) < 0)
                    {
                        best = candidate;
                    }
                }
            }

            if (best == found)
            {
                return found;
            }

            found = best;
        }
    }

    /// <summary>The values that several passes compute and that have an elementary function in them.</summary>
    private List<int> ComputedAgain(Schedule schedule)
    {
        var times = new int[_needed.Length];
        for (int pass = 0; pass < schedule.Passes; pass++)
        {
            foreach (int node in Build(schedule, pass).Computed)
            {
                times[node]++;
            }
        }

        var hasFunction = new bool[times.Length];
        for (int i = 0; i < times.Length; i++)
        {
            Node node = _rule.Graph[i];
            hasFunction[i] = times[i] > 1 && (node.Op.IsFunction() || node.Operands.Any(o => hasFunction[o]));
        }

        return Enumerable.Range(0, times.Length).Where(i => hasFunction[i] && _rule.Graph[i].Kind == Kind.Vec).ToList();
    }

    /// <summary>The arrays that are stored and keep nothing yet.</summary>
    private IEnumerable<int> Free(Schedule schedule) =>
        _stores.Select(s => _storedArrays[s]).Where(a => schedule.Kept.All(k => k.Array != a));

    /// <summary>Each value kept by the first pass that computes it; null where that is not before the array's own result.</summary>
    private Schedule? TryKeep(Schedule schedule, IReadOnlyList<KeptValue> values)
    {
        foreach (KeptValue value in values)
        {
            int first = Enumerable.Range(0, schedule.Passes).Cast<int?>()
                .FirstOrDefault(p => TryBuild(schedule, p!.Value)?.Computed.Contains(value.Node) == true) ?? schedule.Passes;
            if (first >= schedule.ResultPass(_storedArrays, value.Array))
            {
                return null;
            }

            schedule = schedule with { Kept = [.. schedule.Kept, value with { Pass = first }] };
        }

        return schedule;
    }

    private PassBuilder? TryBuild(Schedule schedule, int pass) =>
        PassBuilder.TryBuild(_rule, _storedArrays, schedule, pass, SlotTable.Unassigned);

    private PassBuilder Build(Schedule schedule, int pass) => TryBuild(schedule, pass)!;
}
