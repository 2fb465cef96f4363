using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>Moves shifts of lines into what is stored: a pass then computes a shifted expression from loads further on.</summary>
/// <remarks>Where a rule stores lines too, a reduction over a part of a line becomes one over the whole line, masked, so that both
/// run in one pass. A masked element counts as the reduction's neutral one.</remarks>
internal sealed class ShiftViews
{
    private readonly RootedGraph _source;
    private readonly GraphBuilder _graph;
    private readonly Dictionary<(int Node, int By, int Length), int> _moved = [];
    private readonly bool _storesLines;

    private ShiftViews(RootedGraph source, GraphBuilder graph)
    {
        (_source, _graph) = (source, graph);
        _storesLines = source.Roots.Any(r => source.Graph[r].Kind == Kind.Vec);
    }

    public static RootedGraph Run(RootedGraph source, IReadOnlyDictionary<Side, Side> lengths)
    {
        bool[] needed = source.Reachable();
        return Enumerable.Range(0, needed.Length).Any(i => needed[i] && source.Graph[i].Op == Op.Shifted)
            ? new ShiftViews(source, new GraphBuilder(lengths)).Run()
            : source;
    }

    private RootedGraph Run()
    {
        int[] roots = _source.Roots.Select(Move).ToArray();
        return new RootedGraph(_graph.ToGraph(), roots);
    }

    private int Zero => _graph.Literal(0);

    /// <summary>A value at its own positions.</summary>
    private int Move(int id) => Move(id, -1, -1);

    /// <summary>A value at positions that are moved by a host value, among so many; −1 for its own positions.</summary>
    private int Move(int id, int by, int length)
    {
        if (_source.Graph[id].Kind is not (Kind.Vec or Kind.Mask))
        {
            (by, length) = (-1, -1);
        }

        if (!_moved.TryGetValue((id, by, length), out int moved))
        {
            moved = Find(id, by, length);
            _moved.Add((id, by, length), moved);
            if (by < 0 && _source.Graph.Names[id].Length > 0)
            {
                _graph.Suggest(moved, _source.Graph.Names[id]);
            }
        }

        return moved;
    }

    private int Find(int id, int by, int length)
    {
        Node node = _source.Graph[id];
        if (node.Op == Op.Shifted)
        {
            return Shifted(node, by, length);
        }

        if (node.Op.IsReduction() && _storesLines && WholeOf(node) is int whole)
        {
            return OverWhole(node, whole);
        }

        bool isMoved = by >= 0;
        if (isMoved && node.Op == Op.Within)
        {
            (int from, int to) = (Before(Move(node.A), by), Before(Move(node.B), by));
            return _graph.Add(Op.Within, node.Kind, from, to, Whole(length));
        }

        if (isMoved && node.Op == Op.Here)
        {
            int at = Before(Move(node.A), by);
            return _graph.Add(Op.Within, node.Kind, at, _graph.Add(Op.Add, Kind.Integer, at, Whole(_graph.Literal(1))), Whole(length));
        }

        bool passes = node.Op.IsArithmetic() || node.Op == Op.Choose;
        if (!isMoved || passes)
        {
            int[] operands = node.Operands.Select(o => passes ? Move(o, by, length) : Move(o)).ToArray();
            return HostFolding.Add(_graph, node with { Operands = operands });
        }

        return Load(Move(id), by, length);
    }

    private int Shifted(Node node, int by, int length)
    {
        int own = Move(_source.Graph[node.B].A);
        int shift = by < 0 ? own : _graph.Host("+", HostTypes.Int, by, own);
        int count = by < 0 ? Move(_source.Graph[node.C].A) : length;
        int moved = Move(node.A, shift, count);

        // What is loaded is 0 outside the line by itself; a computed value, or a part of another, has to be made so.
        bool isLoaded = _source.Graph[node.A].Op is not (Op.Shifted or Op.Choose or Op.Within or Op.Here)
            && !_source.Graph[node.A].Op.IsArithmetic();
        if (isLoaded || node.Text == "inside" || !_graph[moved].Kind.IsElement())
        {
            return moved;
        }

        int size = Extents.TryFind(_graph, Move(node.A), Extents.Columns) ?? count;
        int before = Minus(Zero, shift);
        int inside = _graph.Add(
            Op.Within, Kind.Mask, Whole(before), Whole(Minus(size, shift)), Whole(count));
        return _graph.Add(Op.Select, node.Kind, inside, moved, _graph.FromHost(_graph.Literal(0.0)));
    }

    /// <summary>Elements further on of what is stored.</summary>
    private int Load(int stored, int by, int length)
    {
        bool isItself = HostTypes.TryInteger(_graph[by]) == 0 && Extents.TryFind(_graph, stored, Extents.Columns) == length;
        bool isStored = _graph[stored].Op is Op.Load or Op.LoopState or Op.LoopResult or Op.Stored;
        int line = isStored ? stored : _graph.Add(Op.Stored, _graph[stored].Kind, stored);
        return isItself ? stored : _graph.Add(Op.Shifted, Kind.Vec, line, Whole(by), Whole(length));
    }

    /// <summary>The length of the line of which a reduction sees a part, a host value of the source; null where it sees none.</summary>
    private int? WholeOf(Node reduction)
    {
        var pending = new Stack<int>(reduction.Operands);
        var seen = new HashSet<int>();
        while (pending.Count > 0)
        {
            int id = pending.Pop();
            Node node = _source.Graph[id];
            if (node is { Op: Op.Shifted, Text: "inside" } && _source.Graph[node.A].Op == Op.Load)
            {
                return node.A;
            }

            bool passes = node.Op.IsArithmetic() || node.Op == Op.Choose || (node.Op == Op.Shifted && !Grows(node));
            foreach (int operand in passes && node.Kind is Kind.Vec or Kind.Mask && seen.Add(id) ? node.Operands : [])
            {
                pending.Push(operand);
            }
        }

        return null;
    }

    /// <summary>Whether a view may have more elements than what it shows, as a part of joined lines has.</summary>
    private bool Grows(Node shifted) => shifted.Text != "inside"
        && Extents.TryFind(_graph, Move(shifted.A), Extents.Columns) != Move(_source.Graph[shifted.C].A);

    private int OverWhole(Node node, int line)
    {
        int length = Extents.TryFind(_graph, Move(line), Extents.Columns)!.Value;
        int part = Extents.TryFind(_graph, Move(node.A), Extents.Columns) ?? length;
        if (part == length)
        {
            return _graph.Add(node with { Operands = node.Operands.Select(Move).ToArray() });
        }

        int inside = _graph.Add(Op.Within, Kind.Mask, Whole(Zero), Whole(part), Whole(length));
        double neutral = node.Op == Op.ReduceMin ? double.PositiveInfinity : node.Op == Op.ReduceMax ? double.NegativeInfinity : 0;
        int[] operands = node.Operands.Select(o => node.Op == Op.ReduceFirst
            ? _graph.Add(Op.And, Kind.Mask, inside, Move(o, Zero, length))
            : _graph.Add(
                Op.Select, Kind.Vec, inside, Move(o, Zero, length), _graph.FromHost(_graph.Literal(neutral)))).ToArray();
        return _graph.Add(node with { Operands = operands });
    }

    private int Before(int place, int by) => _graph[place].Op == Op.FromHost && _graph[_graph[place].A].Type == HostTypes.Int
        ? Whole(Minus(_graph[place].A, by))
        : _graph.Add(Op.Sub, Kind.Integer, place, Whole(by));

    private int Minus(int a, int b) => HostTypes.TryInteger(_graph[b]) == 0 ? a : _graph.Host("-", HostTypes.Int, a, b);

    private int Whole(int host) => _graph.Add(Op.FromHost, Kind.Integer, host);
}
