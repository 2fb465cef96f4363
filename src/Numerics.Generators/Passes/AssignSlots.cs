using System.Collections.Immutable;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>Where a pass finds its constants, and where the result of a reduction goes: a reduction whose result is itself a
/// constant has both.</summary>
internal sealed class SlotTable(IReadOnlyDictionary<int, int> constants, IReadOnlyDictionary<int, int> reductions)
{
    private static readonly Dictionary<int, int> None = [];

    /// <summary>For counting what a pass does before anything has a slot.</summary>
    public static SlotTable Unassigned { get; } = new(None, None);

    public int OfConstant(int node) => constants.TryGetValue(node, out int slot) ? slot : 0;

    public int OfReduction(int node) => reductions.TryGetValue(node, out int slot) ? slot : 0;
}

/// <summary>Gives every number between the passes a slot in the table of values, and says which stage computes it.</summary>
internal sealed class AssignSlots(RuleModel rule, RootedGraph rooted, IReadOnlyList<int> storedArrays, Schedule schedule)
{
    private readonly Dictionary<int, int> _constants = [];
    private readonly Dictionary<int, int> _reductions = [];
    private readonly Dictionary<int, int> _scalars = [];

    public VariantPlan Run(EquatableArray<PlanArray> arrays)
    {
        CollectConstants();
        int constants = 1 + _constants.Count;
        int next = constants;
        for (int i = 0; i < rule.Parameters.Count; i++)
        {
            if (rule.Parameters[i].Kind == ParameterKind.Scalar)
            {
                _scalars[i] = next++;
            }
        }

        foreach (int reduction in schedule.ReductionPass.Keys.OrderBy(k => (schedule.ReductionPass[k], k)))
        {
            _reductions[reduction] = next++;
        }

        int[] results = rule.Results.Select(r => r.Kind == Kind.Vec ? -1 : next++).ToArray();
        var slots = new SlotTable(_constants, _reductions);
        List<PassPlan> passes = Enumerable.Range(0, schedule.Passes)
            .Select(p => PassBuilder.TryBuild(rooted, storedArrays, schedule, p, slots)!.Pass).ToList();
        bool[] needed = rooted.Reachable();
        return new VariantPlan(
            rooted.Graph,
            arrays,
            passes,
            Stages(results),
            _reductions,
            _scalars,
            results,
            constants,
            next,
            Enumerable.Range(0, needed.Length).Any(i => needed[i] && rooted.Graph[i].Op is Op.Length or Op.TotalLength));
    }

    private void CollectConstants()
    {
        for (int p = 0; p < schedule.Passes; p++)
        {
            PassBuilder pass = PassBuilder.TryBuild(rooted, storedArrays, schedule, p, SlotTable.Unassigned)!;
            foreach (int uniform in pass.Uniforms.Where(u => !_constants.ContainsKey(u)))
            {
                _constants[uniform] = 1 + _constants.Count;
            }
        }
    }

    private EquatableArray<EquatableArray<SlotValue>> Stages(int[] results)
    {
        var stages = new List<SlotValue>[schedule.Passes + 1];
        for (int i = 0; i < stages.Length; i++)
        {
            stages[i] = [];
        }

        foreach (KeyValuePair<int, int> constant in _constants.OrderBy(c => c.Value))
        {
            stages[schedule.Levels[constant.Key]].Add(new SlotValue(constant.Value, constant.Key, true));
        }

        for (int i = 0; i < results.Length; i++)
        {
            if (results[i] >= 0)
            {
                // As soon as it is known: constants share the arithmetic. So the host's C#, which may throw, runs before anything is written.
                stages[schedule.Levels[rooted.Roots[i]]].Add(new SlotValue(results[i], rooted.Roots[i], false));
            }
        }

        return stages.Select(s => (EquatableArray<SlotValue>)s).ToImmutableArray();
    }
}
