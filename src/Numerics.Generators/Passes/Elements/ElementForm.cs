using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Elements;

/// <summary>Which objectives and constraints are written element by element: numbers made of single elements x[0], x[1], … whose positions
/// are constants. Their derivatives are straight-line code; all others walk over arrays.</summary>
internal static class ElementForm
{
    public static bool Is(ProblemModel problem) => HasElements(problem)
        && (problem.Objective is null || Is(problem.Objective)) && (problem.Constraints is null || Is(problem.Constraints));

    /// <summary>Whether there is an element at all: a constant alone has no length.</summary>
    private static bool HasElements(ProblemModel problem) => new[] { problem.Objective, problem.Constraints }
        .Any(r => r is not null && r.Graph.Nodes.Any(n => n.Op == Op.At));

    public static bool Is(RuleModel rule)
    {
        if (rule.Variables.Count != 1 || rule.Parameters[rule.Variables[0]].Shape.IsMatrix())
        {
            return false;
        }

        int root = rule.Results[0].Value;
        bool isList = rule.Graph[root].Op == Op.Listed;
        if (rule.IsConstraints != isList)
        {
            return false;
        }

        bool[] needed = new RootedGraph(rule.Graph, new[] { root }).Reachable();
        return Enumerable.Range(0, needed.Length).All(i => !needed[i] || i == root || Fits(rule, rule.Graph[i]));
    }

    private static bool Fits(RuleModel rule, Node node) => node.Op switch
    {
        Op.Length or Op.TotalLength or Op.Listed => false,
        Op.Load => !node.Kind.IsMatrix(),
        Op.At => rule.Graph[node.A].Op == Op.Load && PositionOf(rule.Graph, node) is not null,
        Op.FromHost => node.Kind == Kind.Scalar || rule.Graph[node.A].Op == Op.Literal,
        Op.ScalarParameter or Op.Choose => true,
        _ => node.Op.IsHost() || (node.Op.IsArithmetic() && node.Kind is Kind.Scalar or Kind.ScalarMask),
    };

    /// <summary>The position of an element; null where it is no constant.</summary>
    public static int? PositionOf(Graph graph, Node element) =>
        graph[element.B] is { Op: Op.FromHost } index && HostTypes.TryInteger(graph[index.A]) is >= 0 and <= int.MaxValue and long position
            ? (int)position
            : null;
}
