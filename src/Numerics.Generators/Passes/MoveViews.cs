using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>Moves shifts of matrices into what is stored, as <see cref="ShiftViews"/> does those of lines: a pass then computes a shifted
/// expression from loads of other cells. What meets a row or a column stays where it is, and is stored.</summary>
internal sealed class MoveViews
{
    private readonly RootedGraph _source;
    private readonly GraphBuilder _graph;
    private readonly Dictionary<(int Node, int Down, int Right), int> _moved = [];

    private MoveViews(RootedGraph source, GraphBuilder graph) => (_source, _graph) = (source, graph);

    public static RootedGraph Run(RootedGraph source, IReadOnlyDictionary<Side, Side> lengths)
    {
        bool[] needed = source.Reachable();
        return Enumerable.Range(0, needed.Length).Any(i => needed[i] && source.Graph[i].Op == Op.Moved)
            ? new MoveViews(source, new GraphBuilder(lengths)).Run()
            : source;
    }

    private RootedGraph Run()
    {
        int[] roots = _source.Roots.Select(Move).ToArray();
        return new RootedGraph(_graph.ToGraph(), roots);
    }

    private int Zero => _graph.Literal(0);

    private int Number(double value) => _graph.FromHost(_graph.Literal(value));

    /// <summary>A value at its own places.</summary>
    private int Move(int id) => Move(id, -1, -1);

    /// <summary>A value at places that are moved by host values; −1 for its own places.</summary>
    private int Move(int id, int down, int right)
    {
        if (_source.Graph[id].Kind is not (Kind.Mat or Kind.MatMask))
        {
            (down, right) = (-1, -1);
        }

        if (!_moved.TryGetValue((id, down, right), out int moved))
        {
            moved = Find(id, down, right);
            _moved.Add((id, down, right), moved);
            if (down < 0 && _source.Graph.Names[id].Length > 0)
            {
                _graph.Suggest(moved, _source.Graph.Names[id]);
            }
        }

        return moved;
    }

    private int Find(int id, int down, int right)
    {
        Node node = _source.Graph[id];
        if (node.Op == Op.Moved)
        {
            return Moved(node, down, right);
        }

        bool passes = Passes(node);
        if (down < 0 || passes)
        {
            int[] operands = node.Operands.Select(o => passes ? Move(o, down, right) : Move(o)).ToArray();
            return HostFolding.Add(_graph, node with { Operands = operands });
        }

        return Load(Move(id), down, right);
    }

    /// <summary>Whether a value's places are those of its operands.</summary>
    private bool Passes(Node node) => node.Kind is Kind.Mat or Kind.MatMask && (node.Op.IsArithmetic() || node.Op == Op.Choose)
        && node.Operands.All(o => _source.Graph[o].Kind is Kind.Mat or Kind.MatMask || !_source.Graph[o].Kind.IsElement());

    private int Moved(Node node, int down, int right)
    {
        (int ownDown, int ownRight) = (Move(_source.Graph[node.B].A), Move(_source.Graph[node.C].A));
        int byDown = down < 0 ? ownDown : _graph.Host("+", HostTypes.Int, down, ownDown);
        int byRight = down < 0 ? ownRight : _graph.Host("+", HostTypes.Int, right, ownRight);
        int moved = Move(node.A, byDown, byRight);

        // What is loaded is 0 outside the matrix by itself; a computed value, or a view of another, has to be made so.
        Node source = _source.Graph[node.A];
        if (source.Op != Op.Moved && !Passes(source))
        {
            return moved;
        }

        int own = Move(node.A);
        return Inside(Kind.ColMask, byDown, Extent(own, Extents.Rows), Inside(Kind.RowMask, byRight, Extent(own, Extents.Columns), moved));
    }

    /// <summary>A value where the places that it is moved to are the matrix's, 0 elsewhere.</summary>
    private int Inside(Kind side, int by, int? length, int value)
    {
        if (HostTypes.TryInteger(_graph[by]) == 0)
        {
            return value;
        }

        int count = length ?? throw new InvalidOperationException("The lengths of a matrix that is shifted are known.");
        int mask = _graph.Add(Op.Within, side, Whole(Minus(Zero, by)), Whole(Minus(count, by)), Whole(count));
        return _graph.Add(Op.Select, Kind.Mat, mask, value, Number(0));
    }

    /// <summary>Other cells of what is stored.</summary>
    private int Load(int stored, int down, int right)
    {
        if (HostTypes.TryInteger(_graph[down]) == 0 && HostTypes.TryInteger(_graph[right]) == 0)
        {
            return stored;
        }

        if (_graph[stored].Kind == Kind.MatMask)
        {
            // Truth values are stored as numbers.
            int numbers = _graph.Add(Op.Select, Kind.Mat, stored, Number(1), Number(0));
            return _graph.Add(Op.Ne, Kind.MatMask, Load(numbers, down, right), Number(0));
        }

        bool isStored = _graph[stored].Op is Op.Load or Op.LoopState or Op.LoopResult or Op.Stored or Op.Product;
        int matrix = isStored ? stored : _graph.Add(Op.Stored, _graph[stored].Kind, stored);
        return _graph.Add(Op.Moved, Kind.Mat, matrix, Whole(down), Whole(right));
    }

    private int? Extent(int id, string side) => Extents.TryFind(_graph, id, side);

    private int Minus(int a, int b) => _graph.Host("-", HostTypes.Int, a, b);

    private int Whole(int host) => _graph.Add(Op.FromHost, Kind.Integer, host);
}
