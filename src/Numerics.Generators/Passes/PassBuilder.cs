using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>Gathers what one pass computes, for a given schedule.</summary>
internal sealed class PassBuilder
{
    private readonly RootedGraph _rule;
    private readonly IReadOnlyList<int> _storedArrays;
    private readonly Schedule _schedule;
    private readonly int _number;
    private readonly Func<int, int> _slotOf;
    private readonly List<LaneNode> _nodes = [];
    private readonly Dictionary<LaneNode, int> _positions = [];
    private readonly Dictionary<int, int> _placed = [];
    private bool _isValid = true;

    private PassBuilder(
        RootedGraph rule, IReadOnlyList<int> storedArrays, Schedule schedule, int number, Func<int, int> slotOf)
    {
        (_rule, _storedArrays, _schedule, _number, _slotOf) = (rule, storedArrays, schedule, number, slotOf);
    }

    public PassPlan Pass { get; private set; } = null!;

    /// <summary>The uniform nodes that the pass uses as constants.</summary>
    public HashSet<int> Uniforms { get; } = [];

    /// <param name="rule">The rule.</param>
    /// <param name="storedArrays">For each result the kernel array it is stored to, or −1.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="number">The pass.</param>
    /// <param name="slotOf">The slot of a uniform node, or of a reduction's result.</param>
    /// <returns>Null where the pass would read an array's old value after an earlier pass has replaced it.</returns>
    public static PassBuilder? TryBuild(
        RootedGraph rule, IReadOnlyList<int> storedArrays, Schedule schedule, int number, Func<int, int> slotOf)
    {
        var builder = new PassBuilder(rule, storedArrays, schedule, number, slotOf);
        builder.Build();
        return builder._isValid ? builder : null;
    }

    private void Build()
    {
        List<LaneReduction> reductions = [];
        int first = _schedule.ReductionPass.Count(r => r.Value < _number);
        foreach (int id in _schedule.ReductionPass.Where(r => r.Value == _number).Select(r => r.Key).OrderBy(r => r))
        {
            Node node = _rule.Graph[id];
            int a = Visit(node.A);
            int b = node.Op == Op.ReduceDot ? Visit(node.B) : -1;
            reductions.Add(new LaneReduction(node.Op, first + reductions.Count, a, b, _slotOf(id), node.IsGlobal));
        }

        List<LaneStore> stores = [];
        for (int i = 0; i < _rule.Roots.Count; i++)
        {
            if (_schedule.StorePass[i] == _number)
            {
                stores.Add(new LaneStore(Visit(_rule.Roots[i]), _storedArrays[i]));
            }
        }

        Pass = new PassPlan(_nodes, stores, reductions);
    }

    private int Visit(int id)
    {
        if (_placed.TryGetValue(id, out int known))
        {
            return known;
        }

        Node node = _rule.Graph[id];
        string name = _rule.Graph.Names[id];
        LaneNode lane;
        if (!node.Kind.IsElement())
        {
            Uniforms.Add(id);
            lane = new LaneNode(LaneOp.Constant, Op.FromHost, _slotOf(id), -1, id, name);
        }
        else if (TryStored(id) is int array)
        {
            lane = new LaneNode(LaneOp.Load, Op.Load, array, -1, -1, name);
        }
        else if (node.Op == Op.Load)
        {
            _isValid &= !IsReplaced(node.Index);
            lane = new LaneNode(LaneOp.Load, Op.Load, node.Index, -1, -1, name);
        }
        else
        {
            int a = Visit(node.A);
            int b = node.Operands.Count > 1 ? Visit(node.B) : -1;
            int c = node.Operands.Count > 2 ? Visit(node.C) : -1;
            lane = new LaneNode(LaneOp.Arithmetic, node.Op, a, b, c, name);
        }

        return _placed[id] = Place(lane);
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

    /// <summary>The array that already holds this value, stored by an earlier pass.</summary>
    private int? TryStored(int id)
    {
        for (int i = 0; i < _rule.Roots.Count; i++)
        {
            if (_rule.Roots[i] == id && _schedule.StorePass[i] >= 0 && _schedule.StorePass[i] < _number)
            {
                return _storedArrays[i];
            }
        }

        return null;
    }

    private bool IsReplaced(int array)
    {
        for (int i = 0; i < _rule.Roots.Count; i++)
        {
            if (_storedArrays[i] == array && _schedule.StorePass[i] >= 0 && _schedule.StorePass[i] < _number)
            {
                return true;
            }
        }

        return false;
    }
}
