using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>A product that is used once, in a sum, becomes a multiply–add: rounded once where the hardware has it.</summary>
/// <remarks>Of two products in a sum the left one is contracted. Signs move into a factor, which is exact.</remarks>
internal static class Contract
{
    public static RootedGraph Run(RootedGraph rule)
    {
        int[] uses = rule.Uses();
        return Rewriting.Rewrite(rule, (graph, node, position) =>
        {
            Node old = rule.Graph[position];
            return node is { Op: Op.Add or Op.Sub } && node.Kind.IsNumbers() && TryContract(graph, rule.Graph, uses, old, node) is int done
                ? done
                : graph.Add(node);
        });
    }

    private static int? TryContract(GraphBuilder graph, Graph source, int[] uses, Node old, Node node)
    {
        bool isSum = node.Op == Op.Add;
        if (IsProduct(source, uses, old, old.A))
        {
            Node product = graph[node.A];
            int addend = isSum ? node.B : Negate(graph, node.B);
            return graph.Add(Op.Mad, node.Kind, product.A, product.B, addend);
        }

        if (!IsProduct(source, uses, old, old.B))
        {
            return null;
        }

        Node right = graph[node.B];
        int factor = isSum ? right.A : Negate(graph, right.A);
        return graph.Add(Op.Mad, node.Kind, factor, right.B, node.A);
    }

    /// <summary>Whether the sum's operand is a product over the same elements, used here alone.</summary>
    private static bool IsProduct(Graph source, int[] uses, Node sum, int id) =>
        source[id].Op == Op.Mul && source[id].Kind == sum.Kind && uses[id] == 1;

    private static int Negate(GraphBuilder graph, int id) =>
        graph[id].Kind.IsElement() ? graph.Add(Op.Neg, graph[id].Kind, id) : CollectFactors.Negate(graph, id);
}
