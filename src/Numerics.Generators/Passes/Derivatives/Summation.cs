using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Derivatives;

/// <summary>Sums of products over the sides that a value has and its operand lacks: what spreading an operand turns into.</summary>
internal sealed class Summation(Algebra algebra)
{
    private readonly GraphBuilder _graph = algebra.Graph;

    /// <summary>Σ a·b over the sides of <paramref name="over"/> that <paramref name="target"/> lacks. A factor without one of those sides is
    /// the same all along it.</summary>
    public int Of(int a, int b, int over, Kind target)
    {
        (bool rows, bool columns) = Missing(_graph[over].Kind, target);
        if (!rows && !columns)
        {
            return algebra.Times(a, b);
        }

        // What does not change along the sum stands before it.
        if (!Has(a, rows, columns))
        {
            return algebra.Times(a, SumOver(b, rows, columns, over));
        }

        return !Has(b, rows, columns)
            ? algebra.Times(b, SumOver(a, rows, columns, over))
            : TryDot(a, b, rows, columns) ?? SumOver(algebra.Times(a, b), rows, columns, over);
    }

    private static (bool Rows, bool Columns) Missing(Kind all, Kind target) => (
        Extents.HasSide(all, Extents.Rows) && !Extents.HasSide(target, Extents.Rows),
        Extents.HasSide(all, Extents.Columns) && !Extents.HasSide(target, Extents.Columns));

    private bool Has(int id, bool rows, bool columns) => (rows && Extents.HasSide(_graph[id].Kind, Extents.Rows))
        || (columns && Extents.HasSide(_graph[id].Kind, Extents.Columns));

    private int SumOver(int value, bool rows, bool columns, int over)
    {
        Kind kind = _graph[value].Kind;
        (bool hasRows, bool hasColumns) = (Extents.HasSide(kind, Extents.Rows), Extents.HasSide(kind, Extents.Columns));
        (bool sumsRows, bool sumsColumns) = (rows && hasRows, columns && hasColumns);
        int sum = !sumsRows && !sumsColumns
            ? value
            : _graph.Add(Op.ReduceSum, Left(hasRows && !sumsRows, hasColumns && !sumsColumns), value);
        int repeated = sum;
        foreach (string side in new[] { Extents.Rows, Extents.Columns })
        {
            if (side == Extents.Rows ? rows && !hasRows : columns && !hasColumns)
            {
                repeated = algebra.Times(Count(over, side), repeated);
            }
        }

        return repeated;
    }

    private static Kind Left(bool rows, bool columns) => rows ? Kind.Col : columns ? Kind.Row : Kind.Scalar;

    /// <summary>The sum of products as one reduction, where there is such a one.</summary>
    private int? TryDot(int a, int b, bool rows, bool columns)
    {
        (Kind x, Kind y) = (_graph[a].Kind, _graph[b].Kind);
        bool isAll = x == y && (rows || !Extents.HasSide(x, Extents.Rows)) && (columns || !Extents.HasSide(x, Extents.Columns));
        return isAll ? _graph.Add(Op.ReduceDot, Kind.Scalar, a, b)
            : rows && !columns && (x, y) == (Kind.Col, Kind.Mat) ? _graph.Add(Op.ReduceDot, Kind.Row, a, b)
            : rows && !columns && (x, y) == (Kind.Mat, Kind.Col) ? _graph.Add(Op.ReduceDot, Kind.Row, b, a)
            : columns && !rows && (x, y) == (Kind.Mat, Kind.Row) ? _graph.Add(Op.ReduceDot, Kind.Col, a, b)
            : columns && !rows && (x, y) == (Kind.Row, Kind.Mat) ? _graph.Add(Op.ReduceDot, Kind.Col, b, a)
            : null;
    }

    /// <summary>How many elements a side has.</summary>
    private int Count(int id, string side) => _graph.FromHost(_graph.Cast(algebra.LengthOf(id, side), HostTypes.Double));
}
