using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>In which pass each reduction runs and each result is stored.</summary>
/// <param name="Passes">The number of passes: one more than the longest chain of reductions that feed arrays.</param>
/// <param name="Levels">For each node the first pass that can compute it (for a Scalar, the stage).</param>
/// <param name="StorePass">For each result its pass; −1 where nothing is stored.</param>
/// <param name="ReductionPass">For each reduction node its pass.</param>
internal sealed record Schedule(int Passes, int[] Levels, int[] StorePass, Dictionary<int, int> ReductionPass);

/// <summary>Splits a rule at its reductions into the fewest passes, and places stores for the least traffic.</summary>
/// <remarks>
/// A value that depends on a reduction of pass p is computed in pass p + 1 or later. A result may be stored as soon as it is
/// known if no later pass needs the old value it replaces; later passes then load it and need not compute it again. All
/// placements are tried (there are few), the one that moves least wins, then the one that computes least.
/// </remarks>
internal sealed class Scheduler(RootedGraph rule, IReadOnlyList<int> storedArrays)
{
    private const int MostPlacements = 4096;

    private readonly bool[] _needed = rule.Reachable();

    public Schedule Run()
    {
        int[] levels = Levels();
        List<int> reductions = Enumerable.Range(0, _needed.Length)
            .Where(i => _needed[i] && rule.Graph[i].Op.IsReduction()).ToList();
        int passes = 1 + reductions.Select(r => levels[r] - 1)
            .Concat(rule.Roots.Where((_, i) => storedArrays[i] >= 0).Select(r => levels[r])).DefaultIfEmpty(0).Max();
        Dictionary<int, int> reductionPass = reductions.ToDictionary(r => r, r => levels[r] - 1);
        Schedule? best = null;
        (int, int) least = (int.MaxValue, int.MaxValue);
        foreach (int[] placement in Placements(levels, passes))
        {
            var schedule = new Schedule(passes, levels, placement, reductionPass);
            if (Cost(schedule) is { } cost && cost.CompareTo(least) < 0)
            {
                (best, least) = (schedule, cost);
            }
        }

        return best ?? throw new InvalidOperationException("A rule has no schedule.");
    }

    private int[] Levels()
    {
        var levels = new int[_needed.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            Node node = rule.Graph[i];
            int level = node.Operands.Select(o => levels[o]).DefaultIfEmpty(0).Max();
            levels[i] = node.Op.IsReduction() ? level + 1 : level;
        }

        return levels;
    }

    private IEnumerable<int[]> Placements(int[] levels, int passes)
    {
        int count = 1;
        foreach (int i in Enumerable.Range(0, rule.Roots.Count).Where(i => storedArrays[i] >= 0))
        {
            count *= passes - levels[rule.Roots[i]];
        }

        return count > MostPlacements ? [Place(levels, passes, -1)] : Enumerable.Range(0, count).Select(c => Place(levels, passes, c));
    }

    /// <summary>The c-th placement; −1 is the last pass for all.</summary>
    private int[] Place(int[] levels, int passes, int c)
    {
        var placement = new int[rule.Roots.Count];
        for (int i = 0; i < placement.Length; i++)
        {
            int choices = passes - levels[rule.Roots[i]];
            placement[i] = storedArrays[i] < 0 ? -1 : c < 0 ? passes - 1 : levels[rule.Roots[i]] + (c % Math.Max(choices, 1));
            c = storedArrays[i] < 0 || c < 0 ? c : c / choices;
        }

        return placement;
    }

    private (int Traffic, int Work)? Cost(Schedule schedule)
    {
        (int traffic, int work) = (0, 0);
        for (int pass = 0; pass < schedule.Passes; pass++)
        {
            PassBuilder? built = PassBuilder.TryBuild(rule, storedArrays, schedule, pass, _ => 0);
            if (built is null)
            {
                return null;
            }

            traffic += built.Pass.Reads.Count() + built.Pass.Stores.Count;
            work += built.Pass.Nodes.Count(n => n.Op == LaneOp.Arithmetic);
        }

        return (traffic, work);
    }
}
