using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>Which variant runs: a decision on host values.</summary>
internal abstract record VariantChoice;

/// <summary>The variant with this number.</summary>
internal sealed record VariantLeaf(int Number) : VariantChoice;

/// <summary>A host condition, a node of <paramref name="Graph"/>.</summary>
internal sealed record VariantTest(Graph Graph, int Condition, VariantChoice WhenTrue, VariantChoice WhenFalse) : VariantChoice;

/// <summary>Host conditions between different formulas: one plan for each way they can go.</summary>
internal static class SplitVariants
{
    public const int Most = 8;

    /// <summary>The specialised graphs, and how to choose among them; null where there are too many.</summary>
    public static (List<RootedGraph> Variants, VariantChoice Choice)? Run(RootedGraph rule)
    {
        List<RootedGraph> variants = [];
        VariantChoice? choice = Split(rule, variants);
        return choice is null ? null : (variants, choice);
    }

    private static VariantChoice? Split(RootedGraph rule, List<RootedGraph> variants)
    {
        bool[] needed = rule.Reachable();
        int first = Enumerable.Range(0, needed.Length)
            .Where(i => needed[i] && rule.Graph[i].Op == Op.Choose).DefaultIfEmpty(-1).First();
        if (first < 0)
        {
            variants.Add(rule);
            return variants.Count > Most ? null : new VariantLeaf(variants.Count - 1);
        }

        int condition = rule.Graph[first].A;
        VariantChoice? whenTrue = Split(Specialise(rule, condition, true), variants);
        VariantChoice? whenFalse = whenTrue is null ? null : Split(Specialise(rule, condition, false), variants);
        return whenTrue is null || whenFalse is null
            ? null
            : new VariantTest(rule.Graph, condition, whenTrue, whenFalse);
    }

    /// <summary>The graph where a condition is known; what depends on it folds away.</summary>
    private static RootedGraph Specialise(RootedGraph rule, int condition, bool truth) =>
        Rewriting.Rewrite(rule, (graph, node, position) =>
            position == condition ? graph.Literal(truth) : HostFolding.Add(graph, node));
}
