using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>Host factors of one array are multiplied together on the host, in double, and reach the kernel as one constant.</summary>
/// <remarks>
/// u₁·(u₂·a) = (u₁u₂)·a;  a/u = (1/u)·a;  −(u·a) = (−u)·a;  √(u·a) = √u·√a where u &gt; 0 is known from the declared ranges
/// (with u = 0 and a &lt; 0 the left side is −0, the right side NaN).
/// Zero, infinite and NaN factors give the same value either way; but where the product, the reciprocal or the root of factors
/// leaves the element type's range, so does the result. Literal factors that would are left as they stand.
/// Arrays are never reassociated with arrays, and a factor never moves through a product, quotient or square of arrays:
/// (u·a)² stays, since u may be there to keep the square in range.
/// </remarks>
internal static class CollectFactors
{
    /// <summary>2⁻¹²⁶ and 2¹²⁶: between them a number and its reciprocal are normal floats.</summary>
    private const double SmallestNormal = 1.1754943508222875E-38;
    private const double LargestReciprocal = 8.507059173023462E+37;

    public static RootedGraph Run(RootedGraph rule, IReadOnlyList<Parameter> parameters) =>
        Rewriting.Rewrite(rule, (graph, node, _) => Simplify(graph, LowerMasks(graph, node), parameters));

    private static int Simplify(GraphBuilder graph, Node node, IReadOnlyList<Parameter> parameters) => node switch
    {
        _ when !node.Kind.IsNumbers() => graph.Add(node),
        { Op: Op.Mul } when IsUniform(graph, node.A) => Scale(graph, node.A, node.B),
        { Op: Op.Mul } when IsUniform(graph, node.B) => Scale(graph, node.B, node.A),
        { Op: Op.Div } when graph[node.B].Op == Op.FromHost && !IsExtreme(graph, node.B) => Scale(graph, Reciprocal(graph, node.B), node.A),
        { Op: Op.Neg } when TryScaled(graph, node.A) is { } scaled
            => graph.Add(Op.Mul, node.Kind, Negate(graph, scaled.A), scaled.B),
        { Op: Op.Neg } when graph[node.A].Op == Op.Neg => graph[node.A].A,
        { Op: Op.Square } => graph.Add(Op.Mul, node.Kind, node.A, node.A),
        { Op: Op.Sqrt } when TryScaled(graph, node.A) is { } scaled
            && graph[scaled.A].Op == Op.FromHost && new HostSigns(graph, parameters).Bound(scaled.A).IsPositive
            => Scale(graph, Root(graph, scaled.A), graph.Add(Op.Sqrt, node.Kind, scaled.B)),
        _ => graph.Add(node),
    };

    private static bool IsUniform(GraphBuilder graph, int id) => !graph[id].Kind.IsElement();

    /// <summary>The node u·a with uniform u first.</summary>
    private static Node? TryScaled(GraphBuilder graph, int id) =>
        graph[id] is { Op: Op.Mul } node && node.Kind.IsNumbers() && IsUniform(graph, node.A) ? node : null;

    private static int Scale(GraphBuilder graph, int factor, int array)
    {
        if (graph[factor] is { Op: Op.FromHost } host && HostTypes.TryNumber(graph[host.A]) == 1)
        {
            return array;
        }

        return TryScaled(graph, array) is { } scaled && !IsUniform(graph, scaled.B) && !IsExtreme(graph, factor, scaled.A)
            ? Scale(graph, Multiply(graph, factor, scaled.A), scaled.B)
            : graph.Add(Op.Mul, graph[array].Kind, factor, array);
    }

    /// <summary>Whether the product of literal factors leaves float's normal range.</summary>
    private static bool IsExtreme(GraphBuilder graph, params int[] factors)
    {
        double product = 1;
        foreach (int factor in factors)
        {
            double? literal = graph[factor].Op == Op.FromHost ? HostTypes.TryNumber(graph[graph[factor].A]) : null;
            product *= literal ?? double.NaN;
        }

        double size = Math.Abs(product);
        return size is > 0 and < SmallestNormal or > LargestReciprocal and < double.PositiveInfinity;
    }

    private static int Multiply(GraphBuilder graph, int a, int b) =>
        graph[a].Op == Op.FromHost && graph[b].Op == Op.FromHost
            ? graph.FromHost(graph.Host("*", HostTypes.Double, graph[a].A, graph[b].A))
            : graph.Add(Op.Mul, Kind.Scalar, a, b);

    private static int Reciprocal(GraphBuilder graph, int factor) =>
        graph.FromHost(graph.Host("/", HostTypes.Double, graph.Literal(1.0), graph[factor].A));

    private static int Root(GraphBuilder graph, int factor) => graph.FromHost(graph.Add(new Node(
        Op.HostCall, Kind.Host, new[] { graph[factor].A }, HostTypes.Double, "global::System.Math.Sqrt")));

    public static int Negate(GraphBuilder graph, int factor)
    {
        if (graph[factor].Op != Op.FromHost)
        {
            return graph.Add(Op.Neg, Kind.Scalar, factor);
        }

        int host = graph[factor].A;
        return graph.FromHost(graph.HostUnary("-", HostTypes.Double, host));
    }

    /// <summary>A truth value of the whole tensor, used on elements, becomes the lane mask number ≠ 0 of 1 or 0.</summary>
    private static Node LowerMasks(GraphBuilder graph, Node node)
    {
        if (!node.Kind.IsElement() || !node.Op.IsArithmetic() || !node.Operands.Any(o => graph[o].Kind == Kind.ScalarMask))
        {
            return node;
        }

        return node with { Operands = node.Operands.Select(o => LowerMask(graph, node.Kind.ToMask(), o)).ToArray() };
    }

    private static int LowerMask(GraphBuilder graph, Kind mask, int id)
    {
        if (graph[id].Kind != Kind.ScalarMask)
        {
            return id;
        }

        int zero = graph.FromHost(graph.Literal(0.0));
        int number = graph.Add(Op.Select, Kind.Scalar, id, graph.FromHost(graph.Literal(1.0)), zero);
        return graph.Add(Op.Ne, mask, number, zero);
    }
}
