using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <content>Reductions: over all elements, over the columns of each row, over the rows of each column.</content>
internal sealed partial class BodyInterpreter
{
    /// <summary>What a reduction runs over, and so what it gives: a Scalar, a Col or a Row.</summary>
    private enum Scope
    {
        All,
        Rows,
        Columns,
    }

    /// <summary>A reduction by its name without “Rows” or “Columns”; null for a name that is none.</summary>
    private Value? Over(Scope scope, string name, int[] a) => name switch
    {
        "Sum" => Reduce(scope, Op.ReduceSum, a[0]),
        "Mean" => Arithmetic(Op.Div, Id(Reduce(scope, Op.ReduceSum, a[0])), Count(scope, a[0])),
        "Min" => Reduce(scope, Op.ReduceMin, a[0]),
        "Max" => Reduce(scope, Op.ReduceMax, a[0]),
        "Dot" => Reduce(scope, Op.ReduceDot, a[0], a[1]),
        "Norm" => Arithmetic(Op.Sqrt, Id(Reduce(scope, Op.ReduceDot, a[0], a[0]))),
        "Norm1" => Reduce(scope, Op.ReduceSum, Id(Arithmetic(Op.Abs, a[0]))),
        "NormInf" => Arithmetic(
            Op.Max, Id(Reduce(scope, Op.ReduceMax, Id(Arithmetic(Op.Abs, a[0])))), Constant(0)),
        "LogSumExp" => LogSumExp(scope, a[0]),
        "CountTrue" => CountTrue(scope, a[0]),
        "Any" => Arithmetic(Op.Lt, Constant(0), Id(CountTrue(scope, a[0]))),
        "All" => Arithmetic(Op.Eq, Id(CountTrue(scope, Id(Arithmetic(Op.Not, a[0])))), Constant(0)),
        "ArgMin" => FirstOf(scope, Op.ReduceMin, a[0]),
        "ArgMax" => FirstOf(scope, Op.ReduceMax, a[0]),
        _ => null,
    };

    /// <summary>The reduction of an operand, or of the product of two.</summary>
    private Value Reduce(Scope scope, Op op, params int[] operands)
    {
        if (scope == Scope.All)
        {
            return Node(graph.Add(op, Kind.Scalar, IsUngrouped(operands) ? Regroup(operands) : operands));
        }

        // Along a stored matrix's rows memory is read in its order: what only sees it turned is reduced the other way.
        Scope other = scope == Scope.Rows ? Scope.Columns : Scope.Rows;
        return SeesOnlyTurned(operands)
            ? Node(Turn(Id(ReduceStraight(other, op, operands.Select(Transpose).ToArray()))))
            : ReduceStraight(scope, op, operands);
    }

    private NodeValue ReduceStraight(Scope scope, Op op, int[] operands) =>
        Node(graph.Add(op, scope == Scope.Rows ? Kind.Col : Kind.Row, operands));

    /// <summary>The number of elements that a reduction runs over.</summary>
    private int Count(Scope scope, int array)
    {
        Kind kind = graph[array].Kind;
        int Host(string side) => graph.Cast(Extent(array, side), HostTypes.Double);
        int Number(string side) => graph.FromHost(Host(side));
        return scope == Scope.Rows ? Number(Columns)
            : scope == Scope.Columns || kind.IsCol() ? Number(Rows)
            : kind.IsMatrix() ? graph.FromHost(graph.Host("*", HostTypes.Double, Host(Rows), Host(Columns)))
            : kind is Kind.Vec && FlatLength(array) is int flat ? graph.FromHost(flat)
            : Number(Columns);
    }

    private Value CountTrue(Scope scope, int mask) =>
        Reduce(scope, Op.ReduceSum, Id(Arithmetic(Op.Select, mask, Constant(1), Constant(0))));

    /// <summary>log Σ exp x = m + log Σ exp(x − m) with m = max x; m itself where it is not finite.</summary>
    private Value LogSumExp(Scope scope, int x)
    {
        int m = Id(Reduce(scope, Op.ReduceMax, x));
        int shifted = Id(Arithmetic(Op.Exp, Id(Arithmetic(Op.Sub, x, m))));
        int sum = Id(Reduce(scope, Op.ReduceSum, shifted));
        int result = Id(Arithmetic(Op.Add, m, Id(Arithmetic(Op.Log, sum))));
        return Arithmetic(Op.Select, Id(IsFinite(m)), result, m);
    }

    private Value IsFinite(int x) => Arithmetic(Op.Lt, Id(Arithmetic(Op.Abs, x)), Constant(double.PositiveInfinity));

    /// <summary>exp(x − m)/Σ exp(x − m) with m = max x.</summary>
    private Value SoftMax(Scope scope, int x)
    {
        int m = Id(Reduce(scope, Op.ReduceMax, x));
        int shifted = Id(Arithmetic(Op.Exp, Id(Arithmetic(Op.Sub, x, m))));
        return Arithmetic(Op.Div, shifted, Id(Reduce(scope, Op.ReduceSum, shifted)));
    }

    /// <summary>The first position of the extreme value, of a NaN where there is one, −1 of none: as an Integer over all, as numbers over
    /// rows or columns.</summary>
    private Value FirstOf(Scope scope, Op extreme, int x)
    {
        x = Flat(x);
        int value = Id(Reduce(scope, extreme, x));
        int isIt = Id(Arithmetic(Op.Or, Id(Arithmetic(Op.Eq, x, value)), Id(Arithmetic(Op.Ne, x, x))));
        int first = Id(Reduce(scope, Op.ReduceFirst, isIt));
        int found = Id(Arithmetic(Op.Select, Id(IsFinite(first)), first, Constant(-1)));
        return Node(scope == Scope.All ? graph.Add(Op.ToInteger, Kind.Integer, found) : found);
    }

    /// <summary>The row of a matrix's least or greatest element, and its column.</summary>
    private Value PlaceOf(Op extreme, int x)
    {
        int row = Id(FirstOf(Scope.All, extreme, Id(Reduce(Scope.Rows, extreme, x))));
        return new TupleValue([Node(row), FirstOf(Scope.All, extreme, RowAt(x, row))]);
    }
}
