using Numerics.Generators.Ir;
using Numerics.Generators.Passes.Programs;

namespace Numerics.Generators.Passes.Derivatives;

/// <summary>The rules of an objective and its constraints that walk over arrays: the constraints themselves, their Jacobian and its
/// transpose times a vector, and the Lagrangian's gradient and Hessian times a vector.</summary>
internal static class ConstrainedRules
{
    private const string Lagrangian = "Lagrangian";

    /// <exception cref="NoDerivativeException">A function has no derivative.</exception>
    public static IReadOnlyList<RuleModel> All(ProblemModel problem)
    {
        List<RuleModel> rules = [.. problem.Objective is { } objective ? Objectives.All(objective) : []];
        if (problem.Constraints is { } constraints && constraints.Graph[constraints.Results[0].Value].Op != Op.Listed)
        {
            RuleModel lagrangian = LagrangianOf(problem.Objective, constraints);
            rules.AddRange(
            [
                Named(constraints), JacobianVector(constraints), JacobianTransposeVector(constraints),
                Objectives.Gradient(lagrangian), Objectives.HessianVector(lagrangian),
            ]);
        }

        return rules;
    }

    /// <summary>The constraints with the name that the overloads of problems written element by element have for them.</summary>
    private static RuleModel Named(RuleModel constraints) => constraints with
    {
        Results = new[] { constraints.Results[0] with { Name = Free("c", constraints.Parameters) } },
    };

    /// <summary>J·v: how the constraints change along v.</summary>
    private static RuleModel JacobianVector(RuleModel constraints)
    {
        (GraphBuilder graph, int result, int x, int v, RuleModel widened) = WithArray(constraints, "v", isLikeResult: false);
        var algebra = new Algebra(graph);
        var directions = new Dictionary<int, int> { [x] = v };
        Objectives.AddViews(graph, x, graph[v].Index, directions);
        int tangent = new Tangents(algebra, directions).Of(result) ?? algebra.Number(0);
        int product = algebra.Spread(tangent, result);
        return Derived(widened, ConstrainedNames.JacobianVector(constraints.Method), "jv", product, graph);
    }

    /// <summary>Jᵀ·u: the gradient of uᵀc.</summary>
    private static RuleModel JacobianTransposeVector(RuleModel constraints)
    {
        (GraphBuilder graph, int result, int x, int u, RuleModel widened) = WithArray(constraints, "u", isLikeResult: true);
        int sum = graph.Add(Op.ReduceDot, Kind.Scalar, result, u);
        int product = new Adjoints(new Algebra(graph), sum, [x]).Of(x);
        return Derived(widened, ConstrainedNames.JacobianTransposeVector(constraints.Method), "jtu", product, graph);
    }

    /// <summary>The parameters of objective and constraints, those of one name once: arrays, then numbers.</summary>
    public static List<Parameter> LagrangianParameters(RuleModel? objective, RuleModel constraints)
    {
        IEnumerable<Parameter> all = (objective?.Parameters ?? EquatableArray<Parameter>.Empty).Concat(constraints.Parameters)
            .GroupBy(p => p.Name).Select(g => g.FirstOrDefault(p => p.Domain is not null) ?? g.First());
        return [.. all.OrderBy(p => p.Kind == ParameterKind.Array ? 0 : 1)];
    }

    /// <summary>f(x) + λᵀc(x) as an objective, whose variable is the problem's.</summary>
    private static RuleModel LagrangianOf(RuleModel? objective, RuleModel constraints)
    {
        Kind shape = constraints.Results[0].Kind;
        RuleModel first = objective ?? constraints;
        List<Parameter> parameters = LagrangianParameters(objective, constraints);
        int lambda = parameters.Count(p => p.Kind == ParameterKind.Array);
        Parameter multipliers = parameters[0] with { Name = Free("multipliers", parameters), Shape = shape, Role = ParameterRole.None, Domain = null };
        parameters.Insert(lambda, multipliers);

        var graph = new GraphBuilder();
        List<LengthLaw> lengths = [];
        var algebra = new Algebra(graph);
        int value = objective is null ? algebra.Number(0) : Moved(objective);
        int weights = graph.Add(new Node(Op.Load, shape, EquatableArray<int>.Empty, Index: lambda));
        graph.Suggest(weights, multipliers.Name);
        int line = Moved(constraints);
        lengths.AddRange(LengthLaws.Alike(graph, lambda, shape, line));
        value = algebra.Plus(value, graph.Add(Op.ReduceDot, Kind.Scalar, line, weights));
        return Objectives.Derived(
            first, Lagrangian, parameters.ToArray(), [new Result("", value, Kind.Scalar, -1, "")], graph) with
        {
            Variables = new[] { parameters.FindIndex(p => p.Name == first.Parameters[first.Variables[0]].Name) },
            IsConstraints = false,
            Lengths = lengths.ToArray(),
        };

        int Moved(RuleModel rule)
        {
            int Place(int parameter) => parameters.FindIndex(p => p.Name == rule.Parameters[parameter].Name);
            int[] moved = Rewriting.Copy(rule.Graph, graph, n => Objectives.NamesParameter(n) ? n with { Index = Place(n.Index) } : n);
            lengths.AddRange(LengthLaws.Moved(rule, moved, Place));
            return moved[rule.Results[0].Value];
        }
    }

    /// <summary>The constraints' graph, and their rule, with one more array after the last one: like the variable, or like the result.</summary>
    private static (GraphBuilder Graph, int Result, int X, int Added, RuleModel Widened) WithArray(
        RuleModel constraints, string name, bool isLikeResult)
    {
        int variable = constraints.Variables[0];
        int after = 1 + Enumerable.Range(0, constraints.Parameters.Count).Last(p => constraints.Parameters[p].Kind == ParameterKind.Array);
        Kind shape = isLikeResult ? constraints.Results[0].Kind : constraints.Parameters[variable].Shape;
        List<Parameter> parameters = [.. constraints.Parameters];
        parameters.Insert(after, constraints.Parameters[variable] with
        {
            Name = Free(name, constraints.Parameters),
            Shape = shape,
            Role = ParameterRole.None,
            Domain = null,
        });
        var graph = new GraphBuilder();
        int Place(int parameter) => parameter >= after ? parameter + 1 : parameter;
        int[] moved = Rewriting.Copy(
            constraints.Graph, graph, n => Objectives.NamesParameter(n) ? n with { Index = Place(n.Index) } : n);
        int x = graph.Add(new Node(Op.Load, constraints.Parameters[variable].Shape, EquatableArray<int>.Empty, Index: variable));
        int added = graph.Add(new Node(Op.Load, shape, EquatableArray<int>.Empty, Index: after));
        graph.Suggest(added, parameters[after].Name);
        int found = moved[constraints.Results[0].Value];
        return (graph, found, x, added, constraints with
        {
            Parameters = parameters.ToArray(),
            Lengths = LengthLaws.Moved(constraints, moved, Place)
                .Concat(LengthLaws.Alike(graph, after, shape, isLikeResult ? found : x)).ToArray(),
        });
    }

    private static RuleModel Derived(RuleModel widened, string method, string result, int value, GraphBuilder graph) =>
        Objectives.Derived(
            widened, method, widened.Parameters, [new Result(Free(result, widened.Parameters), value, graph[value].Kind, -1, "")], graph);

    private static string Free(string name, IEnumerable<Parameter> parameters)
    {
        while (parameters.Any(p => p.Name == name))
        {
            name += "1";
        }

        return name;
    }
}
