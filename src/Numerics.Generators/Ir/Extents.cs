namespace Numerics.Generators.Ir;

/// <summary>The lengths of arrays as host values.</summary>
internal static class Extents
{
    /// <summary>The sides of an array, as <see cref="Op.Length"/> names them in its text; a line that is no Col has columns.</summary>
    public const string Rows = "rows";
    public const string Columns = "columns";

    public static bool HasSide(Kind kind, string side) =>
        kind.IsMatrix() || (kind.IsElement() && (side == Rows ? kind.IsCol() : kind.IsRow()));

    /// <summary>The host value that is the length of a parameter's side.</summary>
    public static int Of(GraphBuilder graph, int parameter, bool isRows) => graph.Add(new Node(
        Op.Length, Kind.Host, EquatableArray<int>.Empty, HostTypes.Int, isRows ? Rows : Columns, parameter));

    /// <summary>The host value that is the length of a value's side; null where it is not known before the kernel runs.</summary>
    public static int? TryFind(GraphBuilder graph, int id, string side)
    {
        Node node = graph[id];
        switch (node.Op)
        {
            case Op.Load or Op.LoadTurned:
                string stored = node.Kind.IsMatrix() ? (node.Op == Op.LoadTurned) == (side == Rows) ? Columns : Rows : Columns;
                return Of(graph, node.Index, stored == Rows);
            case Op.Shifted or Op.Within:
                return graph[node.C].A;
            case Op.Turn:
                return TryFind(graph, node.A, side == Rows ? Columns : Rows);
            case Op.Product or Op.PointPairs:
                return side == Rows ? TryFind(graph, node.A, Rows) : TryFind(graph, node.B, node.Op == Op.Product ? Columns : Rows);
            case Op.RowOf or Op.ColumnOf or Op.Stored or Op.Variable or Op.Moved:
                return TryFind(graph, node.A, side);
            case Op.Spread:
                return HasSide(graph[node.A].Kind, side) ? TryFind(graph, node.A, side) : node.B;
            case Op.Group:
                return side == Rows ? node.C : node.B;
            case Op.Ungroup:
                return node.B;
            default:
                bool passes = node.Op.IsArithmetic() || node.Op.IsReduction() || node.Op == Op.Choose;
                return passes
                    ? node.Operands.Where(o => HasSide(graph[o].Kind, side)).Select(o => TryFind(graph, o, side))
                        .FirstOrDefault(l => l is not null)
                    : null;
        }
    }
}
