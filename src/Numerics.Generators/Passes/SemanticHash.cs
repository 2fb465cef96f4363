using Numerics.Generators.Ir;
using Numerics.Generators.Parse;

namespace Numerics.Generators.Passes;

/// <summary>A number that is equal for rules that compute the same from the same arguments; saved state carries it.</summary>
internal static class SemanticHash
{
    public static ulong Of(RuleModel rule, RootedGraph rooted)
    {
        rooted = InOrderOfUse(rooted);
        var nameless = new Graph(rooted.Graph.Nodes, rooted.Graph.Nodes.Select(_ => "").ToArray());
        string text = string.Join(";", rule.Parameters.Select(p => $"{p.Kind}:{p.Role}:{(p.IsHost ? "" : p.Name)}"))
            + "\n" + string.Join(";", rule.Results.Select(r => FormattableString.Invariant($"{r.Kind}:{r.Updates}")))
            + "\n" + ShippedBody.Print(nameless, rooted.Roots);
        return Fnv1a(text);
    }

    /// <summary>The nodes in the order in which the results ask for them, whatever the order of the author's statements.</summary>
    private static RootedGraph InOrderOfUse(RootedGraph rooted)
    {
        var graph = new GraphBuilder();
        var moved = new Dictionary<int, int>();
        var pending = new Stack<int>(rooted.Roots.Reverse());
        while (pending.Count > 0)
        {
            int id = pending.Peek();
            Node node = rooted.Graph[id];
            List<int> missing = node.Operands.Where(o => !moved.ContainsKey(o)).ToList();
            if (missing.Count == 0)
            {
                moved[pending.Pop()] = graph.Add(node with { Operands = node.Operands.Select(o => moved[o]).ToArray() });
            }

            for (int i = missing.Count - 1; i >= 0; i--)
            {
                pending.Push(missing[i]);
            }
        }

        return new RootedGraph(graph.ToGraph(), rooted.Roots.Select(r => moved[r]).ToArray());
    }

    public static ulong Fnv1a(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 1099511628211);
        }

        return hash;
    }
}
