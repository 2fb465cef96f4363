using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <content>Functions of rows, columns and matrices.</content>
internal sealed partial class BodyInterpreter
{
    /// <summary>The sides of an array, as <see cref="Op.Length"/> names them in its text; a line along the columns' axis has columns.</summary>
    private const string Rows = "rows";
    private const string Columns = "columns";

    private static readonly Dictionary<string, Op> Draws = new()
    {
        ["Uniform"] = Op.Uniform,
        ["Normal"] = Op.Normal,
        ["Rademacher"] = Op.Rademacher,
        ["RandomIndex"] = Op.RandomIndex,
    };

    /// <summary>A function that only this vocabulary has; null for another.</summary>
    private Value? TryMatrixFunction(IMethodSymbol method, int[] a, Location? at)
    {
        if (method.Name.EndsWith(Rows, StringComparison.OrdinalIgnoreCase))
        {
            return OverSide(Scope.Rows, method.Name.Substring(0, method.Name.Length - Rows.Length), a);
        }

        if (method.Name.EndsWith(Columns, StringComparison.OrdinalIgnoreCase))
        {
            return OverSide(Scope.Columns, method.Name.Substring(0, method.Name.Length - Columns.Length), a);
        }

        if (a.All(k => graph[k].Kind is Kind.Integer or Kind.ScalarMask) && TryIntegerFunction(method.Name, a) is { } integer)
        {
            return integer;
        }

        return method.Name switch
        {
            "Dot" => Dot(a[0], a[1]),
            "Outer" => Node(graph.Add(Op.Mul, Kind.Mat, a)),
            "Transpose" => Node(Transpose(a[0])),
            "SoftMax" => SoftMax(Scope.All, a[0]),
            "IsFinite" => IsFinite(a[0]),
            "ArgMin" or "ArgMax" when graph[a[0]].Kind == Kind.Mat => PlaceOf(method.Name == "ArgMin" ? Op.ReduceMin : Op.ReduceMax, a[0]),
            "ArgMin" or "ArgMax" => Over(Scope.All, method.Name, a),
            "SquaredDistance" => Pairs("squared", a, at),
            "Distance" => Pairs("distance", a, at),
            "InnerProduct" => Pairs("inner", a, at),
            "Head" => Part(a[0], graph.Literal(0), null),
            "Tail" => Part(a[0], graph.Literal(1), null),
            "Slice" => Part(a[0], graph[a[1]].A, graph[a[2]].A),
            "Concat" => Node(Joined(a)),
            "Shift" when a.Length > 2 => Node(graph.Add(Op.Moved, Kind.Mat, a[0], Whole(graph[a[1]].A), Whole(graph[a[2]].A))),
            "Shift" => Node(Shifted(a[0], graph[a[1]].A, LengthOf(a[0]), "")),
            "With" => IsOutside(at, a[1], a[0], graph[a[0]].Kind.IsCol() ? Rows : Columns)
                ? Value.Error : With(Flat(a[0]), a[1], a[2]),
            "SumByKey" => Node(graph.Add(Op.SumByKey, graph[a[0]].Kind, Flat(a[0]), Flat(a[1]), a[2])),
            "Groups" or "BlockMean" => Groups(method.Name, a[0], a[1], at),
            "Ungroup" => Node(Ungroup(a[0])),
            "KthLargest" => KthLargest(a[0], a[1]),
            _ when Draws.TryGetValue(method.Name, out Op op) => Draw(op, a),
            _ => null,
        };
    }

    private Value? OverSide(Scope scope, string name, int[] a) =>
        name == "SoftMax" ? SoftMax(scope, a[0]) : Over(scope, name, a);

    /// <summary>Inner products of lines, of a matrix's rows or columns with a line, or the matrix product.</summary>
    private Value Dot(int x, int y) => (graph[x].Kind, graph[y].Kind) switch
    {
        (Kind.Mat, Kind.Mat) => Node(graph.Add(Op.Product, Kind.Mat, x, y)),
        (Kind.Mat, Kind.Row) => Reduce(Scope.Rows, Op.ReduceDot, x, y),
        (Kind.Col, Kind.Mat) => Reduce(Scope.Columns, Op.ReduceDot, x, y),
        (Kind.Csr, Kind.Row) => Node(graph.Add(Op.SparseRows, Kind.Col, x, InMemory(y))),
        (Kind.Col, Kind.Csr) => Node(graph.Add(Op.SparseColumns, Kind.Row, InMemory(x), y)),
        (Kind.SparseRow, Kind.Row) => RowDot(x, y),
        (Kind.Row, Kind.SparseRow) => RowDot(y, x),
        (Kind a, Kind b) when a == b && a.IsNumbers() => Reduce(Scope.All, Op.ReduceDot, x, y),
        _ => Misfit(),
    };

    private Value Pairs(string what, int[] a, Location? at)
    {
        if (a.Any(p => graph[p].Op != Op.Load))
        {
            sink.Report(Descriptors.Unsupported, at, "a distance between computed points", "pass the points as a parameter of the rule");
            return Value.Error;
        }

        return Node(graph.Add(new Node(Op.PointPairs, Kind.Mat, a, Text: what)));
    }

    /// <summary>The mask of a line that holds at one position.</summary>
    private int HereIn(int line, int index) => graph.Add(Op.Here, graph[line].Kind.ToMask(), index);

    private Value With(int line, int index, int value) => Arithmetic(Op.Select, HereIn(line, index), value, line);

    private Value Draw(Op op, int[] a)
    {
        int like = a[a.Length - 1];
        bool isElement = graph[like].Kind.IsElement();
        Kind kind = isElement ? graph[like].Kind : op == Op.RandomIndex ? Kind.Integer : Kind.Scalar;
        int[] operands = isElement ? a.Take(a.Length - 1).ToArray() : a;
        int drawn = graph.Add(op, kind, operands);
        if (isElement)
        {
            _likes[drawn] = like;
        }

        return Node(drawn);
    }

    /// <summary>For draws over an array, and for states of loops: an array of the same extents.</summary>
    private readonly Dictionary<int, int> _likes = [];

    /// <summary>Whether the operands see stored matrices, and all of them turned.</summary>
    private bool SeesOnlyTurned(IEnumerable<int> operands)
    {
        (bool straight, bool turned) = (false, false);
        var seen = new HashSet<int>();
        var pending = new Stack<int>(operands);
        while (pending.Count > 0)
        {
            int id = pending.Pop();
            Node node = graph[id];
            if (!node.Kind.IsMatrix() || !seen.Add(id))
            {
                continue;
            }

            turned |= node.Op == Op.LoadTurned || (node.Op == Op.Turn);
            straight |= node.Op is Op.Load or Op.Product or Op.LoopState or Op.LoopResult;
            foreach (int operand in node.Op is Op.Product or Op.Turn ? EquatableArray<int>.Empty : node.Operands)
            {
                pending.Push(operand);
            }
        }

        return turned && !straight;
    }

    /// <summary>A value with rows and columns exchanged: the exchange moves to what is stored.</summary>
    public int Transpose(int id) => Turning.Turn(graph, id);

    private int Turn(int id) => graph[id].Op == Op.Turn ? graph[id].A : graph.Add(Op.Turn, graph[id].Kind.Turned(), id);

    /// <summary>The length of a plain Vec, where all of a rule have one; null for a Vec whose length is another.</summary>
    private int? FlatLength(int id) => graph[Extent(id, Columns)] is { Op: Op.Length, Text: "" } flat
        ? graph.Add(flat with { Type = HostTypes.Double })
        : null;

    /// <summary>The length of a line as a host value of a type.</summary>
    public int LengthOf(int line, string type) => type == HostTypes.Double && FlatLength(line) is int flat
        ? flat
        : graph.Cast(Extent(line, Columns), type);

    /// <summary>The host value that is an array's number of rows or columns.</summary>
    public int Extent(int id, string side)
    {
        Node node = graph[id];
        switch (node.Op)
        {
            case Op.Load when node.Kind == Kind.Vec:
                return graph.Add(new Node(Op.Length, Kind.Host, EquatableArray<int>.Empty, HostTypes.Int, Index: node.Index));
            case Op.Load or Op.LoadTurned:
                string stored = node.Kind.IsMatrix() ? (node.Op == Op.LoadTurned) == (side == Rows) ? Columns : Rows : Columns;
                return graph.Add(new Node(Op.Length, Kind.Host, EquatableArray<int>.Empty, HostTypes.Int, stored, node.Index));
            case Op.LoopState or Op.Uniform or Op.Normal or Op.Rademacher or Op.RandomIndex or Op.LoopResult or Op.Here:
                return _likes.TryGetValue(id, out int like) ? Extent(like, side) : graph.Literal(0);
            case Op.Turn:
                return Extent(node.A, side == Rows ? Columns : Rows);
            case Op.Product or Op.PointPairs:
                return side == Rows ? Extent(node.A, Rows) : Extent(node.B, node.Op == Op.Product ? Columns : Rows);
            case Op.RowOf or Op.ColumnOf or Op.Starts or Op.AddRow or Op.Compact or Op.SparseRows:
                return Extent(node.A, side);
            case Op.SparseColumns:
                return Extent(node.B, side);
            case Op.SumByKey when node.Kind == Kind.Mat && side == Columns:
                return Extent(node.A, Columns);
            case Op.SumByKey:
                return graph[node.C].A;
            case Op.Group:
                return side == Rows ? node.C : node.B;
            case Op.Ungroup:
                return node.B;
            case Op.Spread:
                return HasSide(graph[node.A].Kind, side) ? Extent(node.A, side) : node.B;
            case Op.Stored or Op.Variable or Op.Moved:
                return Extent(node.A, side);
            case Op.Shifted or Op.Within:
                return graph[node.C].A;
            default:
                int given = node.Operands.Where(o => HasSide(graph[o].Kind, side)).DefaultIfEmpty(-1).First();
                return given >= 0 ? Extent(given, side) : FlatLength();
        }
    }

    private int FlatLength() => graph.Add(new Node(Op.Length, Kind.Host, EquatableArray<int>.Empty, HostTypes.Int));

    private static bool HasSide(Kind kind, string side) =>
        kind.IsMatrix() || (kind.IsElement() && (side == Rows ? kind.IsCol() : kind.IsRow()));
}
