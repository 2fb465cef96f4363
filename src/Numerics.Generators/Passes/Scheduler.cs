using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>Splits a rule at its reductions into the fewest passes, and places reductions and stores for the least traffic.</summary>
/// <remarks>
/// A value that depends on a reduction of pass p is computed in pass p + 1 or later. A reduction may run later than it could
/// where nothing waits for it, beside a pass that reads its arrays anyway. A result may be stored as soon as it is known if no
/// later pass needs the old value it replaces; later passes then load it and need not compute it again. All placements are
/// tried where there are few; else each choice in turn until none improves. The one that costs least wins.
/// </remarks>
internal sealed partial class Scheduler
{
    /// <summary>So many placements are tried in full.</summary>
    private const int MostPlacements = 256;

    private readonly RootedGraph _rule;
    private readonly IReadOnlyList<int> _storedArrays;
    private readonly bool[] _needed;
    private readonly List<int> _reductions;
    private readonly List<int> _stores;
    private readonly int[] _earliest;
    private readonly int _passes;

    /// <summary>The first pass of each choice: of reductions, then of stores.</summary>
    private readonly int[] _least;

    /// <param name="rule">The rule.</param>
    /// <param name="storedArrays">For each result the kernel array it is stored to, or −1.</param>
    public Scheduler(RootedGraph rule, IReadOnlyList<int> storedArrays)
    {
        (_rule, _storedArrays) = (rule, storedArrays);
        _needed = rule.Reachable();
        _reductions = Enumerable.Range(0, _needed.Length).Where(i => _needed[i] && rule.Graph[i].Op.IsReduction()).ToList();
        _stores = Enumerable.Range(0, rule.Roots.Count).Where(i => storedArrays[i] >= 0).ToList();
        _earliest = Levels((_, first) => first)!;
        _passes = 1 + _reductions.Select(r => _earliest[r] - 1)
            .Concat(_stores.Select(s => _earliest[rule.Roots[s]])).DefaultIfEmpty(0).Max();
        _least = [.. _reductions.Select(r => _earliest[r] - 1), .. _stores.Select(s => _earliest[rule.Roots[s]])];
    }

    public Schedule Run()
    {
        int[] start = _least.Select((p, i) => i < _reductions.Count ? p : _passes - 1).ToArray();
        double placements = _least.Aggregate(1.0, (product, p) => product * (_passes - p));
        Found? found = placements <= MostPlacements ? TryAll() : Improve(start, []);
        return KeepFunctions(found ?? throw new InvalidOperationException("A rule has no schedule.")).Schedule;
    }

    private Found? TryAll()
    {
        Found? best = null;
        int[] placement = [.. _least];
        do
        {
            Consider(placement, [], ref best);
        }
        while (Advance(placement));
        return best;
    }

    /// <summary>The next placement, the first choice fastest; false after the last one.</summary>
    private bool Advance(int[] placement)
    {
        for (int i = 0; i < placement.Length; i++)
        {
            if (++placement[i] < _passes)
            {
                return true;
            }

            placement[i] = _least[i];
        }

        return false;
    }

    /// <summary>Moves one choice at a time, from a placement that holds: reductions as early and stores as late as can be always do.</summary>
    private Found? Improve(int[] start, IReadOnlyList<KeptValue> kept)
    {
        Found? best = null;
        int[] placement = [.. start];
        bool improves = Consider(placement, kept, ref best);
        while (improves)
        {
            improves = false;
            for (int i = 0; i < placement.Length; i++)
            {
                int chosen = placement[i];
                for (int pass = _least[i]; pass < _passes; pass++)
                {
                    placement[i] = pass;
                    if (Consider(placement, kept, ref best))
                    {
                        (chosen, improves) = (pass, true);
                    }
                }

                placement[i] = chosen;
            }
        }

        return best;
    }

    private bool Consider(int[] placement, IReadOnlyList<KeptValue> kept, ref Found? best)
    {
        if (TrySchedule(placement) is not { } schedule || TryKeep(schedule, kept) is not { } keeping
            || Cost(keeping) is not { } cost || (best is not null && cost.CompareTo(best.Cost) >= 0))
        {
            return false;
        }

        best = new Found([.. placement], keeping, cost);
        return true;
    }

    /// <summary>The schedule of a placement: the passes of all reductions, then of all stores; null where a value comes too late.</summary>
    private Schedule? TrySchedule(int[] placement)
    {
        Dictionary<int, int> reductionPass = [];
        for (int i = 0; i < _reductions.Count; i++)
        {
            reductionPass[_reductions[i]] = placement[i];
        }

        if (Levels((r, _) => reductionPass[r]) is not { } levels)
        {
            return null;
        }

        int[] storePass = Enumerable.Repeat(-1, _rule.Roots.Count).ToArray();
        for (int i = 0; i < _stores.Count; i++)
        {
            storePass[_stores[i]] = placement[_reductions.Count + i];
            if (storePass[_stores[i]] < levels[_rule.Roots[_stores[i]]])
            {
                return null;
            }
        }

        return new Schedule(_passes, levels, storePass, reductionPass, []);
    }

    /// <summary>The first pass or stage of each node; null where a reduction is placed before its operands are known.</summary>
    /// <param name="passOf">The pass of a needed reduction, given the first one that could run it.</param>
    private int[]? Levels(Func<int, int, int> passOf)
    {
        var levels = new int[_needed.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            Node node = _rule.Graph[i];
            int level = node.Operands.Select(o => levels[o]).DefaultIfEmpty(0).Max();
            int pass = _needed[i] && node.Op.IsReduction() ? passOf(i, level) : level - 1;
            if (_needed[i] && node.Op.IsReduction() && pass < level)
            {
                return null;
            }

            levels[i] = pass + 1;
        }

        return levels;
    }

    private PlanCost? Cost(Schedule schedule)
    {
        (int moved, int work) = (0, 0);
        for (int pass = 0; pass < schedule.Passes; pass++)
        {
            if (TryBuild(schedule, pass) is not { } built)
            {
                return null;
            }

            moved += built.Pass.Reads.Count() + built.Pass.Stores.Count + (PlanCost.OfFunction * built.Pass.Functions);
            work += built.Pass.Nodes.Count(n => n.Op == LaneOp.Arithmetic);
        }

        return new PlanCost(moved, work);
    }

    private sealed record Found(int[] Placement, Schedule Schedule, PlanCost Cost);
}
