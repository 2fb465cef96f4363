using System.Collections.Immutable;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>Gathers what one pass computes, for a given schedule.</summary>
internal sealed class PassBuilder
{
    private readonly RootedGraph _rule;
    private readonly IReadOnlyList<int> _storedArrays;
    private readonly Schedule _schedule;
    private readonly int _number;
    private readonly SlotTable _slots;
    private readonly List<LaneNode> _nodes = [];
    private readonly Dictionary<LaneNode, int> _positions = [];
    private readonly Dictionary<int, int> _placed = [];
    private bool _isValid = true;

    private PassBuilder(
        RootedGraph rule, IReadOnlyList<int> storedArrays, Schedule schedule, int number, SlotTable slots)
    {
        (_rule, _storedArrays, _schedule, _number, _slots) = (rule, storedArrays, schedule, number, slots);
    }

    public PassPlan Pass { get; private set; } = null!;

    /// <summary>The values that the pass computes.</summary>
    public IEnumerable<int> Computed => _placed.Where(p => _nodes[p.Value].Op == LaneOp.Arithmetic).Select(p => p.Key);

    /// <summary>The uniform nodes that the pass uses as constants, each once.</summary>
    public List<int> Uniforms { get; } = [];

    /// <param name="rule">The rule.</param>
    /// <param name="storedArrays">For each result the kernel array it is stored to, or −1.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="number">The pass.</param>
    /// <param name="slots">Where constants and the results of reductions are found.</param>
    /// <returns>Null where the pass would read an array's old value after an earlier pass has replaced it.</returns>
    public static PassBuilder? TryBuild(
        RootedGraph rule, IReadOnlyList<int> storedArrays, Schedule schedule, int number, SlotTable slots)
    {
        var builder = new PassBuilder(rule, storedArrays, schedule, number, slots);
        builder.Build();
        return builder._isValid ? builder : null;
    }

    private void Build()
    {
        List<int> reduced = _schedule.ReductionPass.Where(r => r.Value == _number).Select(r => r.Key).OrderBy(r => r).ToList();
        List<int> stored = Enumerable.Range(0, _rule.Roots.Count).Where(i => _schedule.StorePass[i] == _number).ToList();
        List<KeptValue> kept = _schedule.Kept.Where(k => k.Pass == _number).ToList();
        PlaceNodes(reduced.SelectMany(r => _rule.Graph[r].Operands)
            .Concat(stored.Select(i => _rule.Roots[i])).Concat(kept.Select(k => k.Node)));

        int first = _schedule.ReductionPass.Count(r => r.Value < _number);
        List<LaneReduction> reductions = [];
        foreach (int id in reduced)
        {
            Node node = _rule.Graph[id];
            int b = node.Op == Op.ReduceDot ? _placed[node.B] : -1;
            reductions.Add(new LaneReduction(
                node.Op, first + reductions.Count, _placed[node.A], b, _slots.OfReduction(id), node.IsGlobal));
        }

        IEnumerable<LaneStore> stores = stored.Select(i => new LaneStore(_placed[_rule.Roots[i]], _storedArrays[i]))
            .Concat(kept.Select(k => new LaneStore(_placed[k.Node], k.Array, IsKept: true)));
        Pass = new PassPlan(_nodes, stores.ToImmutableArray(), reductions);
    }

    /// <summary>Places what the outputs need of this pass, in the graph's order: operands before users.</summary>
    private void PlaceNodes(IEnumerable<int> outputs)
    {
        var needed = new SortedSet<int>(outputs);
        var pending = new SortedSet<int>(needed);
        while (pending.Count > 0)
        {
            int id = pending.Max;
            pending.Remove(id);
            if (_rule.Graph[id].Kind.IsElement() && TryStored(id) is null)
            {
                needed.UnionWith(_rule.Graph[id].Operands);
                pending.UnionWith(_rule.Graph[id].Operands);
            }
        }

        foreach (int id in needed)
        {
            _placed[id] = Place(ToLane(id));
        }
    }

    private LaneNode ToLane(int id)
    {
        Node node = _rule.Graph[id];
        string name = _rule.Graph.Names[id];
        if (!node.Kind.IsElement())
        {
            Uniforms.Add(id);
            return new LaneNode(LaneOp.Constant, Op.FromHost, _slots.OfConstant(id), -1, id, name);
        }

        if (TryStored(id) is int array)
        {
            return new LaneNode(LaneOp.Load, Op.Load, array, -1, -1, name);
        }

        if (node.Op == Op.Load)
        {
            _isValid &= !IsReplaced(node.Index);
            return new LaneNode(LaneOp.Load, Op.Load, node.Index, -1, -1, name);
        }

        int[] operands = node.Operands.Select(o => _placed[o]).ToArray();
        return new LaneNode(
            LaneOp.Arithmetic,
            node.Op,
            operands[0],
            operands.Length > 1 ? operands[1] : -1,
            operands.Length > 2 ? operands[2] : -1,
            name);
    }

    private int Place(LaneNode lane)
    {
        if (!_positions.TryGetValue(lane, out int position))
        {
            position = _nodes.Count;
            _nodes.Add(lane);
            _positions.Add(lane, position);
        }

        return position;
    }

    /// <summary>The array that already holds this value, stored by an earlier pass: for good, or up to the pass with the array's own
    /// result.</summary>
    private int? TryStored(int id)
    {
        for (int i = 0; i < _rule.Roots.Count; i++)
        {
            if (_rule.Roots[i] == id && _schedule.StorePass[i] >= 0 && _schedule.StorePass[i] < _number)
            {
                return _storedArrays[i];
            }
        }

        return _schedule.Kept.FirstOrDefault(k =>
            k.Node == id && k.Pass < _number && _number <= _schedule.ResultPass(_storedArrays, k.Array))?.Array;
    }

    private bool IsReplaced(int array) => _schedule.IsReplaced(_storedArrays, array, _number);
}
