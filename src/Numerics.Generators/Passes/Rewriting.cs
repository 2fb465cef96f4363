using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>A graph together with the nodes that matter: a rule's results, in order.</summary>
internal sealed record RootedGraph(Graph Graph, EquatableArray<int> Roots)
{
    /// <summary>The nodes that the roots need, operands first; what a given value is made of is left out.</summary>
    public bool[] Reachable(Func<int, bool>? isGiven = null)
    {
        var needed = new bool[Graph.Nodes.Count];
        foreach (int root in Roots)
        {
            needed[root] = true;
        }

        for (int i = needed.Length - 1; i >= 0; i--)
        {
            if (needed[i] && isGiven?.Invoke(i) != true)
            {
                foreach (int operand in Graph[i].Operands)
                {
                    needed[operand] = true;
                }
            }
        }

        return needed;
    }

    /// <summary>How many needed nodes and roots use each node.</summary>
    public int[] Uses()
    {
        bool[] needed = Reachable();
        var uses = new int[needed.Length];
        for (int i = 0; i < uses.Length; i++)
        {
            foreach (int operand in needed[i] ? Graph[i].Operands : EquatableArray<int>.Empty)
            {
                uses[operand]++;
            }
        }

        foreach (int root in Roots)
        {
            uses[root]++;
        }

        return uses;
    }
}

/// <summary>Rebuilds a graph node by node, operands first; names move along.</summary>
internal static class Rewriting
{
    /// <param name="source">What to rewrite.</param>
    /// <param name="rule">Gives a node's new position; the node comes with its operands already rewritten, beside its old position.</param>
    public static RootedGraph Rewrite(RootedGraph source, Func<GraphBuilder, Node, int, int> rule)
    {
        var target = new GraphBuilder();
        bool[] needed = source.Reachable();
        var moved = new int[needed.Length];
        for (int i = 0; i < needed.Length; i++)
        {
            if (!needed[i])
            {
                continue;
            }

            Node node = source.Graph[i];
            moved[i] = rule(target, node with { Operands = node.Operands.Select(o => moved[o]).ToArray() }, i);
            if (source.Graph.Names[i].Length > 0)
            {
                target.Suggest(moved[i], source.Graph.Names[i]);
            }
        }

        return new RootedGraph(target.ToGraph(), source.Roots.Select(r => moved[r]).ToArray());
    }

    /// <summary>Adds a graph's nodes, each changed.</summary>
    public static int[] Copy(Graph source, GraphBuilder target, Func<Node, Node> change)
    {
        var moved = new int[source.Nodes.Count];
        for (int i = 0; i < moved.Length; i++)
        {
            Node node = source[i];
            moved[i] = target.Add(change(node with { Operands = node.Operands.Select(o => moved[o]).ToArray() }));
            if (source.Names[i].Length > 0)
            {
                target.Suggest(moved[i], source.Names[i]);
            }
        }

        return moved;
    }
}
