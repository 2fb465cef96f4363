using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes;

/// <summary>Which variant runs: a decision on host values.</summary>
internal abstract record VariantChoice;

/// <summary>The variant with this number.</summary>
internal sealed record VariantLeaf(int Number) : VariantChoice;

/// <summary>A host condition, a node of <paramref name="Graph"/>.</summary>
internal sealed record VariantTest(Graph Graph, int Condition, VariantChoice WhenTrue, VariantChoice WhenFalse) : VariantChoice;

/// <summary>Host conditions between different formulas: one plan for each way they can go.</summary>
/// <remarks>The outermost condition is decided first, so that conditions inside the branch not taken cost no variant.</remarks>
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
        if (Condition(rule) is not int condition)
        {
            return Leaf(Rewriting.Rewrite(rule, (graph, node, _) => graph.Add(node)), variants);
        }

        VariantChoice? whenTrue = Split(Specialise(rule, condition, true), variants);
        VariantChoice? whenFalse = whenTrue is null ? null : Split(Specialise(rule, condition, false), variants);
        return whenTrue is null || whenFalse is null
            ? null
            : new VariantTest(rule.Graph, condition, whenTrue, whenFalse);
    }

    /// <summary>The condition to decide next: the outermost one's, or one that it is made of, since knowing a and b decides both
    /// “a” and “a and b”. Null where none is left.</summary>
    private static int? Condition(RootedGraph rule)
    {
        bool[] needed = rule.Reachable();
        List<int> conditions = Enumerable.Range(0, needed.Length)
            .Where(i => needed[i] && rule.Graph[i].Op == Op.Choose).Select(i => rule.Graph[i].A).ToList();
        if (conditions.Count == 0)
        {
            return null;
        }

        bool[] parts = new RootedGraph(rule.Graph, new[] { conditions[conditions.Count - 1] }).Reachable();
        return conditions.Where(c => parts[c]).Min();
    }

    /// <summary>The variant's number: an earlier one's where it computes the same.</summary>
    private static VariantLeaf? Leaf(RootedGraph variant, List<RootedGraph> variants)
    {
        int number = variants.FindIndex(v => v.Graph.Nodes.Equals(variant.Graph.Nodes) && v.Roots.Equals(variant.Roots));
        if (number >= 0)
        {
            return new VariantLeaf(number);
        }

        variants.Add(variant);
        return variants.Count > Most ? null : new VariantLeaf(variants.Count - 1);
    }

    /// <summary>The graph where a condition is known; what depends on it folds away.</summary>
    private static RootedGraph Specialise(RootedGraph rule, int condition, bool truth) =>
        Rewriting.Rewrite(rule, (graph, node, position) =>
            position == condition ? graph.Literal(truth) : HostFolding.Add(graph, node));
}
