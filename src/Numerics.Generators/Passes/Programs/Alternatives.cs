using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <summary>What only the alternatives of OrElse need: loops of no round or of one, whose values are not computed ahead of them.</summary>
internal static class Alternatives
{
    /// <summary>For each node the loops, one bit for each, that it is an alternative's part of.</summary>
    public static ulong[] Of(RootedGraph rooted)
    {
        Graph graph = rooted.Graph;
        var parts = new ulong[graph.Nodes.Count];
        for (int loop = 0; loop < parts.Length; loop++)
        {
            if (graph[loop] is { Op: Op.Loop, Text: LoopParts.OrElse } node)
            {
                bool[] outside = Reached(graph, rooted.Roots, loop);
                bool[] inside = Reached(graph, [node.Operands[node.Operands.Count - 1]], loop);
                for (int i = 0; i < parts.Length; i++)
                {
                    parts[i] |= inside[i] && !outside[i] && graph[i].Kind != Kind.Host ? 1UL << LoopParts.NumberOf(node) : 0;
                }
            }
        }

        return parts;
    }

    /// <summary>What is needed for these nodes, apart from what the loop's alternative alone needs.</summary>
    private static bool[] Reached(Graph graph, IEnumerable<int> nodes, int loop)
    {
        var reached = new bool[graph.Nodes.Count];
        var pending = new Stack<int>(nodes);
        while (pending.Count > 0)
        {
            int id = pending.Pop();
            if (reached[id])
            {
                continue;
            }

            reached[id] = true;
            EquatableArray<int> operands = graph[id].Operands;
            foreach (int operand in id == loop ? operands.Take(operands.Count - 1) : operands)
            {
                pending.Push(operand);
            }
        }

        return reached;
    }
}
