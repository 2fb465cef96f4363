using Numerics.Generators.Ir;
using Numerics.Generators.Parse;

namespace Numerics.Generators.Passes;

/// <summary>A number that is equal for rules that compute the same from the same arguments; saved state carries it.</summary>
internal static class SemanticHash
{
    public static ulong Of(RuleModel rule, RootedGraph rooted)
    {
        var nameless = new Graph(rooted.Graph.Nodes, rooted.Graph.Nodes.Select(_ => "").ToArray());
        string text = string.Join(";", rule.Parameters.Select(p => $"{p.Kind}:{p.Role}:{(p.IsHost ? "" : p.Name)}"))
            + "\n" + string.Join(";", rule.Results.Select(r => FormattableString.Invariant($"{r.Kind}:{r.Updates}")))
            + "\n" + ShippedBody.Print(nameless, rooted.Roots);
        return Fnv1a(text);
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
