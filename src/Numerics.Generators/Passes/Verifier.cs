using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>The specification of a specialised graph, checked: what every later stage relies on.</summary>
internal static class Verifier
{
    public static void Check(RootedGraph rooted)
    {
        bool[] needed = rooted.Reachable();
        for (int i = 0; i < needed.Length; i++)
        {
            if (needed[i] && Problem(rooted.Graph, rooted.Graph[i], i) is { } problem)
            {
                throw new InvalidOperationException($"node {i} ({rooted.Graph[i].Op}): {problem}");
            }
        }
    }

    private static string? Problem(Graph graph, Node node, int position)
    {
        if (node.Operands.Any(o => o >= position))
        {
            return "an operand comes later";
        }

        if (node.Op.Arity() is int arity && arity != node.Operands.Count)
        {
            return "the wrong number of operands";
        }

        if (node.Op is Op.Choose or Op.Apply)
        {
            return "a choice or an open call is left";
        }

        if (node.Op.IsHost())
        {
            return node.Operands.Any(o => graph[o].Kind != Kind.Host) ? "a host value depends on the kernel" : null;
        }

        if (node.Op.IsReduction())
        {
            return node.Operands.All(o => graph[o].Kind.IsElement()) ? null : "a reduction of something that is no array";
        }

        if (node.Op == Op.Turn && graph[node.A].Op is Op.RowOf or Op.ColumnOf)
        {
            return "a turned view of a line of a matrix";
        }

        if (node.Op is Op.Turn or Op.RowOf or Op.ColumnOf or Op.Shifted or Op.Moved or Op.Group && IsComputedOnTheWay(graph[node.A]))
        {
            return "a view of what is not stored";
        }

        if (node.Op == Op.FromHost)
        {
            return graph[node.A].Kind == Kind.Host ? null : "a constant that is no host value";
        }

        return node.Op.IsArithmetic() ? ArithmeticProblem(node, node.Operands.Select(o => graph[o].Kind).ToList()) : null;
    }

    private static bool IsComputedOnTheWay(Node node) =>
        node.Op.IsArithmetic() || node.Op is Op.Within or Op.Here or Op.Shifted or Op.Moved or Op.Spread;

    private static string? ArithmeticProblem(Node node, List<Kind> operands)
    {
        // A lane mask may be made of two numbers of the whole tensor (a ScalarMask lowered); nothing else widens by itself.
        bool isBroadcast = node.Op == Op.Ne && node.Kind.IsMask() && node.Kind.IsElement();
        bool hasElement = operands.Any(o => o.IsElement());
        if (hasElement != node.Kind.IsElement() && !isBroadcast)
        {
            return "an index space that does not follow";
        }

        if (node.Kind.IsElement() && operands.Contains(Kind.ScalarMask))
        {
            return "a truth value of the tensor in a lane";
        }

        bool givesMask = node.Op.IsLogic() || node.Op.IsComparison();
        return node.Kind.IsMask() != givesMask ? "a result of the wrong kind"
            : !node.Op.Takes(operands) ? $"an operand of the wrong kind: {string.Join(", ", operands)}"
            : null;
    }
}
