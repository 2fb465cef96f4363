using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <content>Whole numbers of the kernel, and what they choose: elements, rows and columns.</content>
internal sealed partial class BodyInterpreter
{
    private Value IntegerOperator(IOperation at, BinaryOperatorKind kind, int left, int right)
    {
        (int a, int b) = (Integer(left), Integer(right));
        return kind switch
        {
            BinaryOperatorKind.Add => IntegerNode(Op.Add, a, b),
            BinaryOperatorKind.Subtract => IntegerNode(Op.Sub, a, b),
            BinaryOperatorKind.Multiply => IntegerNode(Op.Mul, a, b),
            BinaryOperatorKind.Divide => IntegerNode(Op.Div, a, b),
            BinaryOperatorKind.Remainder => IntegerNode(Op.Rem, a, b),
            BinaryOperatorKind.LessThan => Comparison(Op.Lt, a, b),
            BinaryOperatorKind.LessThanOrEqual => Comparison(Op.Le, a, b),
            BinaryOperatorKind.GreaterThan => Comparison(Op.Lt, b, a),
            BinaryOperatorKind.GreaterThanOrEqual => Comparison(Op.Le, b, a),
            _ => Unsupported(at, $"the operator of “{at.Syntax}”", "use + − * / % and comparisons on Integers"),
        };
    }

    public int Integer(int id) => graph[id].Kind == Kind.Host ? graph.Add(Op.FromHost, Kind.Integer, id) : id;

    private Value IntegerNode(Op op, params int[] operands) => Node(graph.Add(op, Kind.Integer, operands));

    private Value Comparison(Op op, int a, int b) => Node(graph.Add(op, Kind.ScalarMask, a, b));

    private Value? TryIntegerFunction(string name, int[] a) => name switch
    {
        "Min" => IntegerNode(Op.Min, a),
        "Max" => IntegerNode(Op.Max, a),
        "Equal" => Comparison(Op.Eq, a[0], a[1]),
        "NotEqual" => Comparison(Op.Ne, a[0], a[1]),
        "Select" when graph[a[1]].Kind == Kind.Integer => IntegerNode(Op.Select, a),
        _ => null,
    };

    /// <summary>x[i] and a[i, j].</summary>
    private Value Element(IPropertyReferenceOperation property, Frame frame)
    {
        if (Evaluate(property.Instance!, frame) is not NodeValue array || KnownTypes.KernelKind(property.Type) != Kind.Scalar)
        {
            return Unsupported(property, $"“{property.Syntax}”", "an element of a rule's array is chosen by an Integer");
        }

        Value[] indices = property.Arguments.Select(a => Evaluate(a.Value, frame)).ToArray();
        if (indices.Any(i => i is not NodeValue))
        {
            return Value.Error;
        }

        int[] at = indices.Select(i => Integer(((NodeValue)i).Id)).ToArray();
        return at.Where((i, k) => IsOutside(property.Syntax.GetLocation(), i, array.Id, k == 0 && !graph[array.Id].Kind.IsRow() ? Rows : Columns)).Any()
            ? Value.Error : Node(ElementAt(array.Id, at));
    }

    /// <summary>Whether a number that is known here is no position of an array, which is reported.</summary>
    private bool IsOutside(Location? at, int index, int array, string side)
    {
        long? known = Known(index);
        long? length = known is null ? null : HostTypes.TryInteger(graph[Extent(array, side)]);
        bool isOutside = known < 0 || known >= length;
        if (isOutside)
        {
            sink.Report(
                Descriptors.Unsupported, at, known < 0 ? "a negative index" : $"index {known} of {length} {side}", "positions count from 0");
        }

        return isOutside;
    }

    /// <summary>A whole number that is known here; null for another.</summary>
    private long? Known(int index) => graph[index].Op == Op.FromHost ? HostTypes.TryInteger(graph[graph[index].A]) : null;

    /// <summary>The element of a computed array is computed of the elements that it is made of.</summary>
    private int ElementAt(int id, int[] at)
    {
        Node node = graph[id];
        if (!node.Kind.IsElement())
        {
            return id;
        }

        if (node.Op.IsArithmetic())
        {
            return Id(Arithmetic(node.Op, node.Operands.Select(o => ElementAt(o, SideOf(graph[o].Kind, node.Kind, at))).ToArray()));
        }

        return node.Op switch
        {
            Op.LoadTurned => graph.Add(Op.AtCell, Kind.Scalar, Transpose(id), at[1], at[0]),
            Op.Turn => ElementAt(node.A, at),
            Op.Listed when Known(at[0]) is long i && i < node.Operands.Count => node.Operands[(int)i],
            Op.RowOf => graph.Add(Op.AtCell, Kind.Scalar, node.A, node.B, at[0]),
            Op.ColumnOf => graph.Add(Op.AtCell, Kind.Scalar, node.A, at[0], node.B),
            Op.Spread => ElementAt(node.A, graph[node.A].Kind.IsCol() ? [at[0]] : [at[1]]),
            _ => graph.Add(at.Length == 1 ? Op.At : Op.AtCell, Kind.Scalar, [Flat(id), .. at]),
        };
    }

    /// <summary>Of a matrix's indices those of an operand that is spread over it.</summary>
    private static int[] SideOf(Kind operand, Kind whole, int[] at) =>
        !whole.IsMatrix() || operand.IsMatrix() ? at : operand.IsCol() ? [at[0]] : [at[1]];

    /// <summary>a.Row(i), a.Column(j) and p.Coordinate(k); null for another method.</summary>
    private Value? TryPart(IOperation place, string name, Value instance, IReadOnlyList<Value> arguments)
    {
        if (name is not ("Row" or "Column" or "Coordinate") || instance is not NodeValue matrix
            || arguments.Count != 1 || arguments[0] is not NodeValue index || !graph[matrix.Id].Kind.IsMatrix())
        {
            return null;
        }

        int at = Integer(index.Id);
        if (IsOutside(place.Syntax.GetLocation(), at, matrix.Id, name == "Row" ? Rows : Columns))
        {
            return Value.Error;
        }

        if (graph[matrix.Id].Kind == Kind.Csr)
        {
            return Node(graph.Add(Op.SparseRow, Kind.SparseRow, matrix.Id, at));
        }

        return Node(name == "Row" ? RowAt(matrix.Id, at) : Transpose(RowAt(Transpose(matrix.Id), at)));
    }

    /// <summary>A row of a computed matrix is computed of the rows that it is made of.</summary>
    private int RowAt(int id, int at)
    {
        Node node = graph[id];
        if (node.Kind.IsCol())
        {
            return ElementAt(id, [at]);
        }

        if (!node.Kind.IsMatrix())
        {
            return id;
        }

        return node.Op.IsArithmetic() ? Id(Arithmetic(node.Op, node.Operands.Select(o => RowAt(o, at)).ToArray()))
            : node.Op == Op.LoadTurned ? Turn(graph.Add(Op.ColumnOf, Kind.Col, Transpose(id), at))
            : graph.Add(Op.RowOf, Kind.Row, InMemory(id), at);
    }

    /// <summary>x.Length, a.Rows, a.Columns, p.Count, p.Dimension: host values.</summary>
    private Value Side(IPropertyReferenceOperation property, Frame frame)
    {
        if (Evaluate(property.Instance!, frame) is not NodeValue array)
        {
            return Value.Error;
        }

        return (property.Property.Name, graph[array.Id].Kind) switch
        {
            ("Rows" or "Count", Kind.Mat or Kind.Points or Kind.Csr) => Node(Extent(array.Id, Rows)),
            ("Columns" or "Dimension", Kind.Mat or Kind.Points or Kind.Csr) => Node(Extent(array.Id, Columns)),
            ("Length", Kind.Col) => Node(Extent(array.Id, Rows)),
            ("Length", Kind.Row or Kind.Vec) => Node(Extent(array.Id, Columns)),
            _ => HostSeesKernel(property),
        };
    }
}
