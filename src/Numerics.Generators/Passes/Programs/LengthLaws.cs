using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Programs;

/// <summary>What a rule's body asks of the lengths of its arguments, as its definition does: also by values that no result needs, as those
/// of a function whose derivative alone is wanted.</summary>
internal static class LengthLaws
{
    /// <summary>A parsed rule with its laws.</summary>
    public static RuleModel Add(RuleModel rule)
    {
        if (!rule.IsProgram)
        {
            return rule;
        }

        var graph = new GraphBuilder();
        Rewriting.Copy(rule.Graph, graph, n => n);
        LengthLaw[] laws = Of(rule, graph).ToArray();
        return rule with { Lengths = laws, Graph = graph.ToGraph() };
    }

    /// <summary>What all values of a body that the definition computes in every call, those that no result needs too, say of the lengths
    /// of its parameters.</summary>
    /// <param name="rule">The rule; loads name parameters.</param>
    /// <param name="graph">Its graph, which gets the lengths' host values.</param>
    private static IEnumerable<LengthLaw> Of(RuleModel rule, GraphBuilder graph)
    {
        var classes = new LengthClasses();
        new LengthInference(rule.Graph, [.. Enumerable.Range(0, rule.Parameters.Count)], classes).AddValues(Sure(rule.Graph));
        List<(int Parameter, bool IsRows)> sides = [.. Enumerable.Range(0, rule.Parameters.Count)
            .Where(p => rule.Parameters[p].Kind == ParameterKind.Array)
            .SelectMany(p => rule.Parameters[p].Shape.IsMatrix() ? new[] { (p, true), (p, false) } : [(p, false)])];
        foreach (IGrouping<int, (int Parameter, bool IsRows)> alike in sides.GroupBy(
            s => classes.Find(classes.Parameter(s.Parameter, s.IsRows ? AxisSide.Rows : AxisSide.Columns))))
        {
            (int Parameter, bool IsRows) first = alike.First();
            foreach (int host in classes.HostsOf(alike.Key))
            {
                yield return new LengthLaw(first.Parameter, first.IsRows, host);
            }

            foreach ((int parameter, bool isRows) in alike.Skip(1))
            {
                yield return new LengthLaw(parameter, isRows, Extents.Of(graph, first.Parameter, first.IsRows));
            }
        }
    }

    /// <summary>A rule's laws for one whose graph began as a copy of its own.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="moved">Where the copy has the rule's nodes.</param>
    /// <param name="parameter">Where the other rule has the rule's parameters.</param>
    public static LengthLaw[] Moved(RuleModel rule, int[] moved, Func<int, int> parameter) =>
        rule.Lengths.Select(l => l with { Parameter = parameter(l.Parameter), Host = moved[l.Host] }).ToArray();

    /// <summary>The law that an array has the lengths of another one.</summary>
    /// <param name="graph">The rule's graph.</param>
    /// <param name="array">The array, a parameter.</param>
    /// <param name="kind">What both are.</param>
    /// <param name="like">The other, a value.</param>
    public static LengthLaw[] Alike(GraphBuilder graph, int array, Kind kind, int like)
    {
        bool[] sides = kind.IsMatrix() ? [true, false] : [false];
        return
        [
            .. sides.Select(s => (IsRows: s, Host: Extents.TryFind(graph, like, s || kind.IsCol() ? Extents.Rows : Extents.Columns)))
                .Where(s => s.Host is not null)
                .Select(s => new LengthLaw(array, s.IsRows, s.Host!.Value)),
        ];
    }

    /// <summary>The sides of parameters that have the length of another one's, and which.</summary>
    public static IReadOnlyDictionary<Side, Side> Representatives(RuleModel rule)
    {
        var representatives = new Dictionary<Side, Side>();
        foreach (LengthLaw law in rule.Lengths)
        {
            if (rule.Graph[law.Host] is { Op: Op.Length } length)
            {
                Side one = Of(new(law.Parameter, law.IsRows ? Extents.Rows : Extents.Columns)), other = Of(Side.Of(length));
                if (one != other)
                {
                    representatives[one] = other;
                }
            }
        }

        return representatives.Keys.ToDictionary(s => s, Of);

        Side Of(Side side) => representatives.TryGetValue(side, out Side other) ? Of(other) : side;
    }

    /// <summary>A variant's graph with the laws' host values.</summary>
    public static (RootedGraph Rooted, IReadOnlyList<LengthLaw> Laws) Place(RuleModel rule, RootedGraph rooted)
    {
        if (rule.Lengths.Count == 0)
        {
            return (rooted, []);
        }

        var graph = new GraphBuilder();
        Rewriting.Copy(rooted.Graph, graph, n => n);
        RootedGraph hosts = Rewriting.Rewrite(
            new RootedGraph(rule.Graph, rule.Lengths.Select(l => l.Host).ToArray()), (target, node, _) => HostFolding.Add(target, node));
        int[] moved = Rewriting.Copy(hosts.Graph, graph, n => n);
        return (rooted with { Graph = graph.ToGraph() }, rule.Lengths.Select((l, i) => l with { Host = moved[hosts.Roots[i]] }).ToList());
    }

    /// <summary>The values that are computed whichever way the host's conditions go.</summary>
    private static bool[] Sure(Graph graph)
    {
        var isUsed = new bool[graph.Nodes.Count];
        var isSure = new bool[graph.Nodes.Count];
        for (int i = isSure.Length - 1; i >= 0; i--)
        {
            isSure[i] |= !isUsed[i];
            foreach (int operand in graph[i].Operands)
            {
                isUsed[operand] = true;
                isSure[operand] |= isSure[i] && graph[i].Op != Op.Choose;
            }
        }

        return isSure;
    }
}
