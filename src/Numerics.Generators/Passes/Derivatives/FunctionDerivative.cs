using Numerics.Generators.Ir;

namespace Numerics.Generators.Passes.Derivatives;

/// <summary>The derivatives that rules ask for by name, of a value that a function gave of a variable.</summary>
/// <param name="graph">The graph.</param>
/// <param name="lengthOf">The length of an array's side, where the graph alone does not say.</param>
internal sealed class FunctionDerivative(GraphBuilder graph, Func<int, string, int?> lengthOf)
{
    private readonly Algebra _algebra = new(graph, lengthOf);

    /// <param name="name">Gradient, HessianVector, JacobianVector or JacobianTransposeVector.</param>
    /// <param name="value">The function's value.</param>
    /// <param name="variable">What it is differentiated by.</param>
    /// <param name="along">The direction, or the weights of the value's elements.</param>
    public int Of(string name, int value, int variable, int along) => name switch
    {
        "Gradient" => Gradient(value, variable),
        "HessianVector" => Tangent(Gradient(value, variable), variable, along),
        "JacobianVector" => Tangent(value, variable, along),
        _ => new Adjoints(_algebra, value, [variable], along).Of(variable),
    };

    /// <summary>A rule without the functions that were differentiated, where only their derivatives are wanted.</summary>
    public static RuleModel WithoutVariables(RuleModel rule)
    {
        if (rule.Graph.Nodes.All(n => n.Op != Op.Variable))
        {
            return rule;
        }

        IEnumerable<int> parameters = Enumerable.Range(0, rule.Graph.Nodes.Count).Where(i =>
            rule.Graph[i].Op is Op.Parameter or Op.Load or Op.ScalarParameter or Op.IntegerParameter);
        int[] roots = [.. rule.Results.Select(r => r.Value), .. rule.Lengths.Select(l => l.Host), .. parameters];
        RootedGraph kept = Rewriting.Rewrite(new RootedGraph(rule.Graph, roots), (target, node, _) => target.Add(node));
        return rule with
        {
            Graph = kept.Graph,
            Results = rule.Results.Select((r, i) => r with { Value = kept.Roots[i] }).ToArray(),
            Lengths = rule.Lengths.Select((l, i) => l with { Host = kept.Roots[rule.Results.Count + i] }).ToArray(),
        };
    }

    private int Gradient(int value, int variable) => new Adjoints(_algebra, value, [variable]).Of(variable);

    private int Tangent(int value, int variable, int along)
    {
        var tangents = new Tangents(_algebra, new Dictionary<int, int> { [variable] = along });
        return _algebra.Spread(tangents.Of(value) ?? _algebra.Number(0), value);
    }
}
