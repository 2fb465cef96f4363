using System.Collections.Immutable;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes.Programs;

namespace Numerics.Generators.Passes;

/// <summary>From a parsed rule to its plans: every pass, in order.</summary>
internal static class PlanPipeline
{
    /// <summary>The plans; null where host conditions ask for too many.</summary>
    public static PlanSet? Run(RuleModel rule) =>
        Run(rule, Plan) is { } plans ? new PlanSet(plans.Variants, plans.Choice, plans.Hash) : null;

    /// <summary>The programs of a rule over matrices or with loops; null where host conditions ask for too many.</summary>
    public static ProgramSet? RunPrograms(RuleModel rule) =>
        Run(rule, Program) is { } plans ? new ProgramSet(plans.Variants, plans.Choice, plans.Hash) : null;

    private static (List<P> Variants, VariantChoice Choice, ulong Hash)? Run<P>(RuleModel rule, Func<RuleModel, RootedGraph, P> plan)
    {
        RootedGraph rooted = IndexArrays(rule);

        // Branches that differ in coefficients join before variants split, so that most conditions cost no variant.
        rooted = JoinChoices.Run(rooted);
        return SplitVariants.Run(rooted) is { } split
            ? (split.Variants.Select(v => plan(rule, Simplified(rule, v))).ToList(), split.Choice, SemanticHash.Of(rule, rooted))
            : null;
    }

    private static RootedGraph Simplified(RuleModel rule, RootedGraph rooted)
    {
        // Factors are collected before contraction, so that a sum sees one product, not a chain of scalings.
        rooted = CollectFactors.Run(rooted, rule.Parameters);
        rooted = Contract.Run(rooted);
        Verifier.Check(rooted);
        return rooted;
    }

    private static ProgramPlan Program(RuleModel rule, RootedGraph rooted)
    {
        rooted = StoredInvariants.Run(rooted);
        int[] storedArrays = StoredArrays(rule, rooted);
        return TemporariesInResults.Run(rule, ProgramBuilder.Build(rule, rooted, storedArrays, Arrays(rule, rooted, storedArrays)));
    }

    private static VariantPlan Plan(RuleModel rule, RootedGraph rooted)
    {
        // The schedule comes last: it copies what several passes compute, and nothing after it may change a value.
        int[] storedArrays = StoredArrays(rule, rooted);
        Schedule schedule = new Scheduler(rooted, storedArrays).Run();
        return new AssignSlots(rule, rooted, storedArrays, schedule).Run(Arrays(rule, rooted, storedArrays));
    }

    /// <summary>From here on a load names the kernel's array: Vec parameters in order, then destinations. What is seen turned is in
    /// memory: a row of a matrix that is to be a column is put there.</summary>
    private static RootedGraph IndexArrays(RuleModel rule)
    {
        var rooted = new RootedGraph(rule.Graph, rule.Results.Select(r => r.Value).ToArray());
        IReadOnlyDictionary<Side, Side> lengths = LengthLaws.Representatives(rule);
        return Rewriting.Rewrite(
            ShiftViews.Run(MoveViews.Run(rooted, lengths), lengths),
            (graph, node, _) => graph.Add(node.Op switch
            {
                Op.Load or Op.LoadTurned => node with { Index = ArrayOf(rule, node.Index) },
                Op.Turn when graph[node.A].Op is Op.RowOf or Op.ColumnOf =>
                    node with { Operands = new[] { graph.Add(Op.Stored, graph[node.A].Kind, node.A) } },
                _ => node,
            }));
    }

    private static int ArrayOf(RuleModel rule, int parameter) =>
        rule.Parameters.Take(parameter).Count(p => p.Kind == ParameterKind.Array);

    /// <summary>For each result the array it goes to; −1 for numbers, and for an array that keeps its value.</summary>
    private static int[] StoredArrays(RuleModel rule, RootedGraph rooted)
    {
        int destination = rule.Parameters.Count(p => p.Kind == ParameterKind.Array);
        var stored = new int[rule.Results.Count];
        for (int i = 0; i < stored.Length; i++)
        {
            Result result = rule.Results[i];
            stored[i] = !result.Kind.IsNumbers() ? -1
                : result.Updates >= 0 ? ArrayOf(rule, result.Updates)
                : destination++;
            if (stored[i] >= 0 && rooted.Graph[rooted.Roots[i]] is { Op: Op.Load } load && load.Index == stored[i])
            {
                stored[i] = -1;
            }
        }

        return stored;
    }

    private static EquatableArray<PlanArray> Arrays(RuleModel rule, RootedGraph rooted, int[] storedArrays)
    {
        bool[] needed = rooted.Reachable();
        HashSet<int> read = [.. Enumerable.Range(0, needed.Length)
            .Where(i => needed[i] && rooted.Graph[i].Op is Op.Load or Op.LoadTurned
                && !(rooted.Roots.Contains(i) && IsOnlyKept(rooted, storedArrays, i)))
            .Select(i => rooted.Graph[i].Index)];
        List<PlanArray> arrays = [];
        for (int i = 0; i < rule.Parameters.Count; i++)
        {
            if (rule.Parameters[i].Kind == ParameterKind.Array)
            {
                int array = arrays.Count;
                arrays.Add(new PlanArray(
                    rule.Parameters[i].Name,
                    i,
                    read.Contains(array),
                    rule.Results.Any(r => r.Kind.IsNumbers() && r.Updates == i),
                    rule.Parameters[i].Role == ParameterRole.Gradient));
            }
        }

        foreach (Result result in rule.Results.Where(r => r.Kind.IsNumbers() && r.Updates < 0))
        {
            arrays.Add(new PlanArray(result.Name.Length > 0 ? result.Name : FreeName(rule, arrays), -1, false, true, false));
        }

        return arrays;
    }

    /// <summary>A destination's name where the rule gives none.</summary>
    private static string FreeName(RuleModel rule, List<PlanArray> arrays)
    {
        HashSet<string> taken = [.. rule.Parameters.Select(p => p.Name), .. rule.Results.Select(r => r.Name), .. arrays.Select(a => a.Name)];
        string name = "destination";
        for (int i = 2; taken.Contains(name); i++)
        {
            name = FormattableString.Invariant($"destination{i}");
        }

        return name;
    }

    private static bool IsOnlyKept(RootedGraph rooted, int[] storedArrays, int load)
    {
        bool kept = Enumerable.Range(0, rooted.Roots.Count).Any(i => rooted.Roots[i] == load && storedArrays[i] < 0);
        return kept && rooted.Uses()[load] == rooted.Roots.Count(r => r == load);
    }
}
