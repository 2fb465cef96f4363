using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Emit.Device;

/// <summary>Which numbers of a plan the host computes and which the device: what depends on a reduction or a Scalar parameter is
/// known on the device alone.</summary>
internal sealed class StageValues
{
    private readonly VariantPlan _plan;
    private readonly bool[] _isOnDevice;
    private readonly List<int> _inputs = [];
    private readonly Dictionary<int, LaneReduction> _reductions;

    public StageValues(VariantPlan plan)
    {
        _plan = plan;
        _isOnDevice = new bool[plan.Graph.Nodes.Count];
        for (int i = 0; i < _isOnDevice.Length; i++)
        {
            Node node = plan.Graph[i];
            _isOnDevice[i] = plan.ReductionSlots.ContainsKey(i) || node.Op == Op.ScalarParameter
                || (!node.Kind.IsElement() && node.Operands.Any(o => _isOnDevice[o]));
        }

        _reductions = plan.Passes.SelectMany(p => p.Reductions).ToDictionary(r => r.Slot);
        foreach (SlotValue slot in plan.Stages.SelectMany(s => s).Where(s => IsOnDevice(s.Node)))
        {
            CollectInputs(slot.Node);
        }
    }

    /// <summary>The host values that stages use, in the order of their numbers.</summary>
    public IReadOnlyList<int> Inputs => _inputs;

    public bool IsOnDevice(int node) => _isOnDevice[node];

    /// <summary>What a stage computes on the device.</summary>
    public List<SlotValue> OnDevice(int stage) => _plan.Stages[stage].Where(s => IsOnDevice(s.Node)).ToList();

    /// <summary>What the host computes before the first pass.</summary>
    public List<SlotValue> OnHost() => _plan.Stages.SelectMany(s => s).Where(s => !IsOnDevice(s.Node)).ToList();

    /// <summary>The constants that stages compute.</summary>
    public HashSet<int> StageConstants() =>
        [.. _plan.Stages.SelectMany(s => s).Where(s => s.IsConstant && IsOnDevice(s.Node)).Select(s => s.Slot)];

    /// <summary>The reductions that values depend on, by their nodes.</summary>
    public List<(int Node, LaneReduction Reduction)> ReductionsOf(IEnumerable<SlotValue> slots)
    {
        bool[] needed = new RootedGraph(_plan.Graph, slots.Select(s => s.Node).ToArray())
            .Reachable(id => !IsOnDevice(id) || _plan.ReductionSlots.ContainsKey(id));
        return Enumerable.Range(0, needed.Length).Where(i => needed[i] && _plan.ReductionSlots.ContainsKey(i))
            .Select(i => (i, _reductions[_plan.ReductionSlots[i]])).ToList();
    }

    /// <summary>The number of an input; −1 where the value is a literal, which stands in the code itself.</summary>
    public int InputOf(int node) => _inputs.IndexOf(node);

    public bool IsLiteral(int node) =>
        _plan.Graph[node].Op == Op.Literal
        || (_plan.Graph[node].Op == Op.FromHost && _plan.Graph[_plan.Graph[node].A].Op == Op.Literal);

    private void CollectInputs(int root)
    {
        bool[] needed = new RootedGraph(_plan.Graph, new[] { root })
            .Reachable(id => !IsOnDevice(id) || _plan.ReductionSlots.ContainsKey(id));
        for (int i = 0; i < needed.Length; i++)
        {
            if (needed[i] && !IsOnDevice(i) && !IsLiteral(i) && !_inputs.Contains(i))
            {
                _inputs.Add(i);
            }
        }
    }
}
