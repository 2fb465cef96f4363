using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Derivatives;

/// <summary>Arithmetic on nodes as derivatives need it: factors of the host are multiplied on the host, ones and zeros vanish.</summary>
internal sealed class Algebra(GraphBuilder graph, Func<int, string, int?>? lengthOf = null)
{
    public GraphBuilder Graph => graph;

    /// <summary>The host value that is the length of an array's side.</summary>
    public int LengthOf(int id, string side) =>
        (lengthOf is null ? Extents.TryFind(graph, id, side) : lengthOf(id, side)) ?? throw new NoDerivativeException(graph[id].Op, id);

    public int Number(double value) => graph.FromHost(graph.Literal(value));

    /// <summary>The host value that a node is; null for a kernel's.</summary>
    public int? TryHost(int id) => graph[id] is { Op: Op.FromHost, Kind: Kind.Scalar } constant ? constant.A : null;

    public int Times(int a, int b)
    {
        if (TryHost(a) is null && TryHost(b) is not null)
        {
            (a, b) = (b, a);
        }

        double? factor = TryNumber(a);
        if (factor == 1)
        {
            return b;
        }

        if (factor == -1)
        {
            return Negate(b);
        }

        return TryHost(a) is int host && TryScale(host, b) is int scaled ? scaled : graph.Add(Op.Mul, Joined(a, b), a, b);
    }

    /// <summary>A host factor that joins the one that is there.</summary>
    private int? TryScale(int host, int b)
    {
        if (TryHost(b) is int other)
        {
            return graph.FromHost(graph.Host("*", HostTypes.Double, host, other));
        }

        Node node = graph[b];
        return node.Op switch
        {
            Op.Neg => Times(graph.FromHost(graph.HostUnary("-", HostTypes.Double, host)), node.A),
            Op.Mul when TryHost(node.A) is int first =>
                Times(graph.FromHost(graph.Host("*", HostTypes.Double, host, first)), node.B),
            _ => null,
        };
    }

    public int Negate(int a)
    {
        Node node = graph[a];
        return TryHost(a) is int host ? graph.FromHost(graph.HostUnary("-", HostTypes.Double, host))
            : node.Op == Op.Neg ? node.A
            : node.Op == Op.Sub ? graph.Add(Op.Sub, node.Kind, node.B, node.A)
            : node.Op == Op.Mul && TryHost(node.A) is not null ? Times(Negate(node.A), node.B)
            : graph.Add(Op.Neg, node.Kind, a);
    }

    public int Plus(int a, int b)
    {
        if (TryNumber(a) == 0 || TryNumber(b) == 0)
        {
            return TryNumber(a) == 0 ? b : a;
        }

        return TryHost(a) is int x && TryHost(b) is int y ? graph.FromHost(graph.Host("+", HostTypes.Double, x, y))
            : graph[b].Op == Op.Neg ? graph.Add(Op.Sub, Joined(a, b), a, graph[b].A)
            : graph[a].Op == Op.Neg ? graph.Add(Op.Sub, Joined(a, b), b, graph[a].A)
            : graph.Add(Op.Add, Joined(a, b), a, b);
    }

    public int Divide(int a, int b) => TryHost(a) is int x && TryHost(b) is int y
        ? graph.FromHost(graph.Host("/", HostTypes.Double, x, y))
        : graph.Add(Op.Div, Joined(a, b), a, b);

    public int Apply(Op op, params int[] operands) => op == Op.Pow && TryNumber(operands[1]) is 0 or 1 or 2
        ? SmallPower(operands[0], (int)TryNumber(operands[1])!.Value)
        : graph.Add(op, Joined(operands), operands);

    /// <summary>x⁰ = 1 for each x, NaN too, as Pow has it.</summary>
    private int SmallPower(int x, int exponent) => exponent == 0 ? Number(1) : exponent == 1 ? x : Apply(Op.Square, x);

    public int Compare(Op op, int a, int b) => graph.Add(op, Joined(a, b).ToMask(), a, b);

    public int Where(int mask, int a, int b) => a == b && !graph[mask].Kind.IsElement()
        ? a
        : graph.Add(Op.Select, Joined(mask, a, b), mask, a, b);

    /// <summary>A value with the elements of another array, whatever those are.</summary>
    public int Spread(int value, int like) => graph[value].Kind == graph[like].Kind
        ? value
        : Where(Compare(Op.Eq, like, like), value, value);

    /// <summary>The double that a node is; null for another node.</summary>
    private double? TryNumber(int id) => TryHost(id) is int host ? HostTypes.TryNumber(graph[host]) : null;

    /// <summary>The kind of a value of these: a row and a column make a matrix.</summary>
    private Kind Joined(params int[] operands) => KindTable.Join(operands.Select(o => graph[o].Kind)) ?? Kind.Mat;
}
