using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>Branches that differ in host coefficients alone become one formula whose coefficients are chosen on the host.</summary>
internal static class JoinChoices
{
    /// <summary>Formulas that are nested deeper stay two variants.</summary>
    private const int Deepest = 200;

    public static RootedGraph Run(RootedGraph rule)
    {
        RootedGraph joined = Rewriting.Rewrite(rule, (graph, node, _) =>
            node.Op == Op.Choose && new Joiner(graph, node.A).TryJoin(node.B, node.C, 0) is int one
                ? one
                : HostFolding.Add(graph, node));

        // What was built for a join that failed in the end is left behind here.
        return Rewriting.Rewrite(joined, (graph, node, _) => graph.Add(node));
    }

    /// <summary>Joins the two ways of one condition; shared parts once.</summary>
    private sealed class Joiner(GraphBuilder graph, int condition)
    {
        private readonly Dictionary<(int WhenTrue, int WhenFalse), int?> _done = [];

        public int? TryJoin(int a, int b, int depth)
        {
            if (a == b)
            {
                return a;
            }

            if (!_done.TryGetValue((a, b), out int? joined))
            {
                joined = depth < Deepest ? TryJoinNodes(graph[a], graph[b], depth + 1) : null;
                _done[(a, b)] = joined;
            }

            return joined;
        }

        private int? TryJoinNodes(Node x, Node y, int depth)
        {
            if (x.Op == Op.FromHost && y.Op == Op.FromHost)
            {
                return graph.FromHost(graph.HostConditional(condition, x.A, y.A));
            }

            bool isAlike = x.Kind != Kind.Host && x.Op == y.Op && x.Kind == y.Kind && x.Index == y.Index
                && x.Operands.Count == y.Operands.Count && x.Operands.Count > 0 && x.Op is not (Op.Apply or Op.FromHost);
            return isAlike && !(x.Op == Op.Choose && x.A != y.A) ? TryJoinOperands(x, y, depth) : null;
        }

        private int? TryJoinOperands(Node x, Node y, int depth)
        {
            var operands = new int[x.Operands.Count];
            for (int i = 0; i < operands.Length; i++)
            {
                if (TryJoin(x.Operands[i], y.Operands[i], depth) is not int joined)
                {
                    return null;
                }

                operands[i] = joined;
            }

            return graph.Add(x with { Operands = operands });
        }
    }
}
