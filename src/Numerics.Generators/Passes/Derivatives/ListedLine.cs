using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Derivatives;

/// <summary>Constraints that are written number by number as a line, each number where its place is: what they are beside an objective
/// over whole arrays.</summary>
internal static class ListedLine
{
    public static RuleModel Of(RuleModel constraints)
    {
        var graph = new GraphBuilder();
        int[] moved = Rewriting.Copy(constraints.Graph, graph, n => n);
        Node list = constraints.Graph[constraints.Results[0].Value];
        int count = list.Operands.Count;
        int line = graph.FromHost(graph.Literal(0.0));
        for (int k = count - 1; k >= 0; k--)
        {
            int here = graph.Add(Op.Within, Kind.Mask, Whole(graph, k), Whole(graph, k + 1), Whole(graph, count));
            line = graph.Add(Op.Select, Kind.Vec, here, moved[list.Operands[k]], line);
        }

        RootedGraph kept = Rewriting.Rewrite(new RootedGraph(graph.ToGraph(), new[] { line }), (target, node, _) => target.Add(node));
        return constraints with
        {
            Graph = kept.Graph,
            Results = new[] { constraints.Results[0] with { Value = kept.Roots[0] } },
        };
    }

    private static int Whole(GraphBuilder graph, int value) => graph.Add(Op.FromHost, Kind.Integer, graph.Literal(value));
}
