using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <content>Lines seen as matrices of groups, and back: what is computed of them is computed of what is stored.</content>
internal sealed partial class BodyInterpreter
{
    /// <summary>A line as a matrix whose rows are its groups; the mean of each group in place of its elements.</summary>
    private Value Groups(string name, int line, int size, Location? at)
    {
        int host = graph[size].A;
        if (HostTypes.TryInteger(graph[host]) < 1)
        {
            sink.Report(Descriptors.Unsupported, at, "a group of no elements", "the size of a group is at least 1");
            return Value.Error;
        }

        int groups = Grouped(line, host);
        return Node(name == "Groups" ? groups
            : Ungroup(graph.Add(Op.Spread, Kind.Mat, Id(Over(Scope.Rows, "Mean", [groups])!), host)));
    }

    /// <summary>A line as a matrix of rows of so many elements: the operands of arithmetic become matrices, down to what is stored.</summary>
    private int Grouped(int id, int size)
    {
        Node node = graph[id];
        if (!node.Kind.IsElement())
        {
            return id;
        }

        if (node.Op == Op.Ungroup && Extent(node.A, Columns) == size)
        {
            return node.A;
        }

        if (node.Op.IsArithmetic() && node.Operands.All(o => graph[o].Op is not (Op.Here or Op.Within)))
        {
            return Id(Arithmetic(node.Op, node.Operands.Select(o => Grouped(o, size)).ToArray()));
        }

        return graph.Add(Op.Group, Kind.Mat, InMemory(id), size, GroupsIn(id, size));
    }

    /// <summary>The host value that is the number of groups of a line; its evaluation refuses a last one that is short.</summary>
    private int GroupsIn(int line, int size)
    {
        Node node = graph[line];
        int length = node.Op == Op.Load
            ? graph.Add(new Node(Op.Length, Kind.Host, EquatableArray<int>.Empty, HostTypes.Int, Columns, node.Index))
            : Extent(line, Columns);
        return graph.Add(new Node(
            Op.HostCall, Kind.Host, new[] { length, size }, HostTypes.Int, "global::Numerics.Runtime.Check.Groups"));
    }

    /// <summary>A matrix's elements, row after row.</summary>
    private int Ungroup(int matrix)
    {
        int length = graph.Host("*", HostTypes.Int, Extent(matrix, Rows), Extent(matrix, Columns));
        return graph.Add(Op.Ungroup, graph[matrix].Kind == Kind.MatMask ? Kind.Mask : Kind.Vec, matrix, length);
    }

    public bool IsUngrouped(int[] operands) => operands.Any(o => graph[o].Op == Op.Ungroup);

    /// <summary>A node of a shipped body over lines that are a matrix's elements.</summary>
    public Value OfGroups(Node node, int[] operands) =>
        node.Op.IsReduction() && node.Op != Op.ReduceFirst ? Reduce(Scope.All, node.Op, operands)
        : node.Op.IsArithmetic() ? Arithmetic(node.Op, operands)
        : Node(graph.Add(node with { Operands = operands.Select(Flat).ToArray() }));

    /// <summary>Lines that meet a matrix's elements, as matrices of its form.</summary>
    private int[] Regroup(int[] operands)
    {
        int size = Extent(graph[operands.First(o => graph[o].Op == Op.Ungroup)].A, Columns);
        return [.. operands.Select(o => Grouped(o, size))];
    }

    /// <summary>The line itself where it is one: a matrix's elements are stored where they are wanted as a line.</summary>
    private int Flat(int id) => graph[id].Op == Op.Ungroup ? InMemory(id) : id;

    /// <summary>A value where other elements of it can be read: it is in memory already, or it is stored.</summary>
    private int InMemory(int id) => graph[id].Op switch
    {
        Op.Load or Op.LoadTurned or Op.Group or Op.Product or Op.SumByKey or Op.Stored or Op.LoopState or Op.LoopResult
            or Op.Turn or Op.Variable or Op.SparseRows or Op.SparseColumns or Op.AddRow => id,
        _ when graph[id].Op.IsDraw() && !graph[id].Kind.IsMatrix() => id,
        _ => graph.Add(Op.Stored, graph[id].Kind, id),
    };
}
