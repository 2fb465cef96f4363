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
            return node.Operands.All(o => graph[o].Kind == Kind.Vec) ? null : "a reduction of something that is no array";
        }

        bool hasElement = node.Operands.Any(o => graph[o].Kind.IsElement());
        return node.Op == Op.FromHost ? graph[node.A].Kind == Kind.Host ? null : "a constant that is no host value"
            : node.Op.IsArithmetic() && hasElement != node.Kind.IsElement() ? "an index space that does not follow"
            : node.Op.IsArithmetic() && node.Operands.Any(o => graph[o].Kind == Kind.Host) ? "a host operand"
            : null;
    }
}
