using System.Collections.Immutable;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

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
        List<PassPlan> passes = Enumerable.Range(0, schedule.Passes)
            .Select(p => PassBuilder.TryBuild(rooted, storedArrays, schedule, p, SlotOf)!.Pass).ToList();
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
            PassBuilder pass = PassBuilder.TryBuild(rooted, storedArrays, schedule, p, _ => 0)!;
            foreach (int uniform in pass.Uniforms.Where(u => !_constants.ContainsKey(u)))
            {
                _constants[uniform] = 1 + _constants.Count;
            }
        }
    }

    private int SlotOf(int node) => rooted.Graph[node].Op.IsReduction() && !_constants.ContainsKey(node)
        ? _reductions[node]
        : _constants.TryGetValue(node, out int slot) ? slot : _reductions[node];

    private EquatableArray<EquatableArray<SlotValue>> Stages(int[] results)
    {
        var stages = new List<SlotValue>[schedule.Passes + 1];
        for (int i = 0; i < stages.Length; i++)
        {
            stages[i] = [];
        }

        foreach (KeyValuePair<int, int> constant in _constants)
        {
            stages[schedule.Levels[constant.Key]].Add(new SlotValue(constant.Value, constant.Key, true));
        }

        for (int i = 0; i < results.Length; i++)
        {
            if (results[i] >= 0)
            {
                stages[stages.Length - 1].Add(new SlotValue(results[i], rooted.Roots[i], false));
            }
        }

        return stages.Select(s => (EquatableArray<SlotValue>)s).ToImmutableArray();
    }
}
