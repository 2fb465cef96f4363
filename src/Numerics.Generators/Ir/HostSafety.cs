namespace Numerics.Generators.Ir;

/// <summary>Which host values may be computed though a condition around them does not hold: those that can't throw.</summary>
internal static class HostSafety
{
    /// <summary>For each node whether computing it ahead of a condition is safe. An integer quotient is not, nor other integer
    /// arithmetic where the project checks for overflow; nor is a call of code that is not known here.</summary>
    public static bool[] Total(IReadOnlyList<Node> nodes, bool checksOverflow)
    {
        var total = new bool[nodes.Count];
        for (int i = 0; i < total.Length; i++)
        {
            total[i] = IsTotal(nodes[i], checksOverflow) && nodes[i].Operands.All(o => total[o]);
        }

        return total;
    }

    /// <summary>How large the largest text of host values is when each value that is not safe is written where it is used.</summary>
    public static double LargestText(IReadOnlyList<Node> nodes, bool checksOverflow)
    {
        bool[] total = Total(nodes, checksOverflow);
        var sizes = new double[total.Length];
        for (int i = 0; i < sizes.Length; i++)
        {
            bool isHere = nodes[i].Op.IsHost() && !total[i];
            sizes[i] = isHere ? 1 + nodes[i].Operands.Sum(o => sizes[o]) : 1;
        }

        return sizes.DefaultIfEmpty(0).Max();
    }

    private static bool IsTotal(Node node, bool checksOverflow) => node.Op switch
    {
        Op.HostMember => false,
        Op.HostBinary when HostTypes.IsInteger(node.Type) =>
            node.Text is not ("/" or "%") && !(checksOverflow && node.Text is "+" or "-" or "*"),
        Op.HostUnary or Op.HostCast when HostTypes.IsInteger(node.Type) => !checksOverflow,
        Op.HostCall => node.Type == HostTypes.Double && IsKnown(node.Text),
        _ => true,
    };

    /// <summary>Functions of numbers that give one for all of them.</summary>
    private static bool IsKnown(string target) => target.StartsWith("global::Numerics.Functions.", StringComparison.Ordinal)
        || (target.StartsWith("global::System.Math.", StringComparison.Ordinal)
            && !target.EndsWith(".Clamp", StringComparison.Ordinal) && !target.EndsWith(".Round", StringComparison.Ordinal));
}
