using System.Reflection;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Tests.Support;

/// <summary>Carries a plan out, pass by pass and stage by stage, with the eager vocabulary; stores overwrite as they do in memory.</summary>
internal sealed class PlanRun
{
    private readonly RuleModel _rule;
    private readonly VariantPlan _plan;
    private readonly Assembly _assembly;
    private readonly Arguments _arguments;
    private readonly Vec?[] _arrays;
    private readonly double?[] _values;

    public PlanRun(RuleModel rule, VariantPlan plan, Assembly assembly, Arguments arguments)
    {
        (_rule, _plan, _assembly, _arguments) = (rule, plan, assembly, arguments);
        _arrays = [.. plan.Arrays.Select(a => a.Parameter >= 0 ? (Vec)arguments.Values[a.Parameter] : null)];
        _values = new double?[plan.Slots];
    }

    public double[][] Run()
    {
        foreach (KeyValuePair<int, int> scalar in _plan.ScalarSlots)
        {
            _values[scalar.Value] = ((Scalar)_arguments.Values[scalar.Key]).Value;
        }

        for (int stage = 0; stage <= _plan.Passes.Count; stage++)
        {
            RunStage(stage);
            if (stage < _plan.Passes.Count)
            {
                RunPass(_plan.Passes[stage]);
            }
        }

        int destination = _rule.Parameters.Count(p => p.Kind == ParameterKind.Array);
        return [.. _rule.Results.Select((r, i) => r.Kind != Kind.Vec
            ? [_values[_plan.ResultSlots[i]]!.Value]
            : _arrays[r.Updates < 0 ? destination++ : _plan.Arrays.ToList().FindIndex(a => a.Parameter == r.Updates)]!.ToArray())];
    }

    private void RunStage(int stage)
    {
        var evaluation = new Evaluation(_plan.Graph, _assembly, _arguments.Length, (id, node) =>
            _plan.ReductionSlots.TryGetValue(id, out int slot)
                ? new Scalar(_values[slot] ?? throw new InvalidOperationException($"Stage {stage} needs slot {slot}, not yet set."))
                : node.Op == Op.Load ? throw new InvalidOperationException("A stage reads an array.")
                : Laboratory.Leaf(node, _arguments));
        foreach (SlotValue value in _plan.Stages[stage])
        {
            _values[value.Slot] = Laboratory.Numbers(evaluation[value.Node])[0];
        }
    }

    private void RunPass(PassPlan pass)
    {
        var nodes = new object[pass.Nodes.Count];
        for (int i = 0; i < nodes.Length; i++)
        {
            LaneNode node = pass.Nodes[i];
            nodes[i] = node.Op switch
            {
                LaneOp.Load => _arrays[node.A] ?? throw new InvalidOperationException($"Array {node.A} is read before it is written."),
                LaneOp.Constant => new Scalar(Constant(node.A)),
                _ => Evaluation.Apply(
                    node.Arithmetic,
                    KindOf(node.Arithmetic),
                    [.. new[] { node.A, node.B, node.C }.Where(o => o >= 0).Select(o => nodes[o])],
                    _arguments.Length),
            };
        }

        foreach (LaneReduction r in pass.Reductions)
        {
            object[] operands = r.B < 0 ? [Spread(nodes[r.A])] : [Spread(nodes[r.A]), Spread(nodes[r.B])];
            _values[r.Slot] = ((Scalar)Evaluation.Apply(r.Op, Kind.Scalar, operands, _arguments.Length)).Value;
        }

        foreach (LaneStore store in pass.Stores)
        {
            _arrays[store.Array] = Spread(nodes[store.Node]);
        }
    }

    private double Constant(int slot) => slot > 0 && slot < _plan.Constants
        ? _values[slot] ?? throw new InvalidOperationException($"Constant {slot} is not yet set.")
        : throw new InvalidOperationException($"Slot {slot} is no constant.");

    private static Kind KindOf(Op op) => op.IsComparison() || op is Op.And or Op.Or or Op.Xor or Op.Not ? Kind.Mask : Kind.Vec;

    private Vec Spread(object value) => value as Vec ?? Vec.Filled(_arguments.Length, ((Scalar)value).Value);
}
