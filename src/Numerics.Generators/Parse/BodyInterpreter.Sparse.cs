using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <content>Sparse matrices, their rows, and how one is made of a matrix.</content>
internal sealed partial class BodyInterpreter
{
    private int _compactions;

    /// <summary>Compact(values, mask, capacity): the sparse matrix, and how often the mask holds.</summary>
    private Value Compact(IReadOnlyList<Value> arguments, Location? at)
    {
        if (arguments[0] is not NodeValue { Id: int values } || arguments[1] is not NodeValue { Id: int mask }
            || arguments[2] is not NodeValue { Id: int capacity })
        {
            return Value.Error;
        }

        if (HostTypes.TryInteger(graph[capacity]) < 0)
        {
            sink.Report(Diagnostics.Descriptors.Unsupported, at, "a negative capacity", "say how many entries there is room for");
            return Value.Error;
        }

        int counts = Id(ReduceStraight(Scope.Rows, Op.ReduceSum, [Id(Arithmetic(Op.Select, mask, Constant(1), Constant(0)))]));
        int starts = graph.Add(new Node(Op.Starts, Kind.Csr, new[] { counts, capacity }, Index: _compactions++));
        int matrix = graph.Add(Op.Compact, Kind.Csr, values, mask, starts);
        int count = graph.Add(Op.ToInteger, Kind.Integer, Id(CountTrue(Scope.All, mask)));
        return new TupleValue([Node(matrix), Node(count)]);
    }

    /// <summary>What a row of a sparse matrix takes part in: it is scaled, and added to lines.</summary>
    private Value SparseOperator(IOperation at, BinaryOperatorKind kind, int left, int right)
    {
        bool isRight = graph[right].Kind == Kind.SparseRow;
        (int row, int other) = isRight ? (right, left) : (left, right);
        return (kind, graph[other].Kind) switch
        {
            (BinaryOperatorKind.Multiply, Kind.Scalar) => Node(Scale(row, other)),
            (BinaryOperatorKind.Multiply, Kind.Integer) => Node(Scale(row, graph.Add(Op.ToScalar, Kind.Scalar, other))),
            (BinaryOperatorKind.Add, Kind.Row) => Node(AddRow(other, row)),
            (BinaryOperatorKind.Subtract, Kind.Row) when isRight => Node(AddRow(other, Scale(row, Constant(-1)))),
            _ => Unsupported(at, $"the operator of “{at.Syntax}”", "a sparse row is multiplied by a number, and added to or subtracted from a Row"),
        };
    }

    /// <summary>A row with another factor; factors become one.</summary>
    private int Scale(int row, int factor) => graph[row].Op == Op.ScaledRow
        ? graph.Add(Op.ScaledRow, Kind.SparseRow, graph[row].A, Id(Arithmetic(Op.Mul, factor, graph[row].B)))
        : graph.Add(Op.ScaledRow, Kind.SparseRow, row, factor);

    /// <summary>Matrix, number and factor of a row; no factor is null.</summary>
    private (int Matrix, int Row, int? Factor) PartsOf(int row) => graph[row].Op == Op.ScaledRow
        ? (graph[graph[row].A].A, graph[graph[row].A].B, graph[row].B)
        : (graph[row].A, graph[row].B, null);

    private Value RowDot(int row, int line)
    {
        (int matrix, int index, int? factor) = PartsOf(row);
        int dot = graph.Add(Op.RowDot, Kind.Scalar, matrix, index, InMemory(line));
        return factor is int scale ? Arithmetic(Op.Mul, scale, dot) : Node(dot);
    }

    private int AddRow(int line, int row)
    {
        (int matrix, int index, int? factor) = PartsOf(row);
        return graph.Add(Op.AddRow, Kind.Row, line, matrix, index, factor ?? Constant(1));
    }
}
