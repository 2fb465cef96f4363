using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>Branches that differ in host coefficients alone become one formula whose coefficients are chosen on the host.</summary>
internal static class JoinChoices
{
    public static RootedGraph Run(RootedGraph rule) => Rewriting.Rewrite(rule, (graph, node, _) =>
        node.Op == Op.Choose ? TryJoin(graph, node.A, node.B, node.C) ?? graph.Add(node) : graph.Add(node));

    private static int? TryJoin(GraphBuilder graph, int condition, int a, int b)
    {
        if (a == b)
        {
            return a;
        }

        (Node x, Node y) = (graph[a], graph[b]);
        if (x.Op == Op.FromHost && y.Op == Op.FromHost)
        {
            return graph.FromHost(graph.Add(new Node(
                Op.HostConditional, Kind.Host, new[] { condition, x.A, y.A }, HostTypes.Double)));
        }

        return x.Kind != Kind.Host && x.Op == y.Op && x.Kind == y.Kind && x.Index == y.Index
            && x.Operands.Count == y.Operands.Count && x.Operands.Count > 0 && x.Op is not (Op.Apply or Op.FromHost)
            ? TryJoinOperands(graph, condition, x, y)
            : null;
    }

    private static int? TryJoinOperands(GraphBuilder graph, int condition, Node x, Node y)
    {
        var operands = new int[x.Operands.Count];
        for (int i = 0; i < operands.Length; i++)
        {
            if (x.Op == Op.Choose && i == 0)
            {
                if (x.A != y.A)
                {
                    return null;
                }

                operands[0] = x.A;
                continue;
            }

            if (TryJoin(graph, condition, x.Operands[i], y.Operands[i]) is not int joined)
            {
                return null;
            }

            operands[i] = joined;
        }

        return graph.Add(x with { Operands = operands });
    }
}
