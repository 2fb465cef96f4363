using System.Collections.Immutable;
using Numerics.Generators.Emit;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes.Programs;

namespace Numerics.Generators.Passes.Derivatives;

/// <summary>The derivatives of an objective as rules of their own, which then go the way of every rule.</summary>
internal static class Objectives
{
    public static string GradientName(string method) => method + "Gradient";

    public static string HessianVectorName(string method) => method + "HessianVector";

    /// <summary>The derivatives.</summary>
    public static IEnumerable<string> DerivedNames(string method) => [GradientName(method), HessianVectorName(method)];

    /// <summary>The members that are emitted for the derivatives.</summary>
    public static IEnumerable<string> MemberNames(string method) => DerivedNames(method)
        .SelectMany(n => new[] { n, FacadeEmitter.CommonName(n), n + "Rule", n + "Kernel", BatchEmitter.NameOf(n) });

    /// <summary>All rules of an objective: the value itself, with its gradient, and the Hessian times a vector.</summary>
    /// <exception cref="NoDerivativeException">The objective uses a function that has no derivative.</exception>
    public static IReadOnlyList<RuleModel> All(RuleModel objective) => [objective, Gradient(objective), HessianVector(objective)];

    /// <summary>The value, and the gradient by each variable.</summary>
    public static RuleModel Gradient(RuleModel objective)
    {
        var graph = new GraphBuilder();
        int[] moved = Rewriting.Copy(objective.Graph, graph, n => n);
        Result value = objective.Results[0] with { Value = moved[objective.Results[0].Value] };
        IReadOnlyList<int> variables = Loads(graph, objective, objective.Variables);
        var adjoints = new Adjoints(new Algebra(graph), value.Value, variables);
        string[] names = NamesOf(objective, "gradient", "Gradient");
        IEnumerable<Result> gradients = variables.Select(
            (v, i) => new Result(names[i], adjoints.Of(v), graph[v].Kind, -1, ""));
        return Derived(objective, GradientName(objective.Method), objective.Parameters, [value, .. gradients], graph) with
        {
            Lengths = LengthLaws.Moved(objective, moved, p => p),
        };
    }

    /// <summary>The Hessian times a vector: how the gradient changes along it.</summary>
    public static RuleModel HessianVector(RuleModel objective)
    {
        int after = 1 + Enumerable.Range(0, objective.Parameters.Count).Last(p => objective.Parameters[p].Kind == ParameterKind.Array);
        string[] names = NamesOf(objective, "v", "V");
        List<Parameter> parameters = [.. objective.Parameters];
        parameters.InsertRange(after, objective.Variables.Select(
            (v, i) => objective.Parameters[v] with { Name = names[i], Role = ParameterRole.None, Domain = null }));
        int added = objective.Variables.Count;
        var graph = new GraphBuilder();
        int Place(int parameter) => parameter >= after ? parameter + added : parameter;
        int[] moved = Rewriting.Copy(objective.Graph, graph, n => NamesParameter(n) ? n with { Index = Place(n.Index) } : n);
        IReadOnlyList<int> variables = Loads(graph, objective, objective.Variables);
        var algebra = new Algebra(graph);
        var adjoints = new Adjoints(algebra, moved[objective.Results[0].Value], variables);
        Dictionary<int, int> directions = [];
        for (int i = 0; i < variables.Count; i++)
        {
            directions[variables[i]] = graph.Add(graph[variables[i]] with { Index = after + i });
            graph.Suggest(directions[variables[i]], names[i]);
            AddViews(graph, variables[i], after + i, directions);
        }

        int[] gradients = variables.Select(adjoints.Of).ToArray();
        var tangents = new Tangents(algebra, directions);
        string[] products = NamesOf(objective, "hv", "Hv");
        Result[] results = variables.Select((v, i) => new Result(
            products[i], Product(v, tangents.Of(gradients[i])), graph[v].Kind, -1, "")).ToArray();
        LengthLaw[] directed = variables.SelectMany((v, i) => LengthLaws.Alike(graph, after + i, graph[v].Kind, v)).ToArray();
        return Derived(objective, HessianVectorName(objective.Method), parameters.ToImmutableArray(), results, graph) with
        {
            Lengths = LengthLaws.Moved(objective, moved, Place).Concat(directed).ToArray(),
        };

        int Product(int variable, int? tangent) =>
            new Views(algebra).Released(algebra.Spread(tangent ?? algebra.Number(0), variable));
    }

    /// <summary>Turned views of a variable change as turned views of its direction.</summary>
    public static void AddViews(GraphBuilder graph, int variable, int direction, Dictionary<int, int> directions)
    {
        for (int id = graph.Count - 1; id >= 0; id--)
        {
            if (graph[id].Op is Op.Load or Op.LoadTurned && graph[id].Index == graph[variable].Index && id != variable)
            {
                directions[id] = graph.Add(graph[id] with { Index = direction });
            }
        }
    }

    public static bool NamesParameter(Node node) => node.Op is Op.Parameter or Op.ScalarParameter or Op.IntegerParameter or Op.Load
        or Op.LoadTurned or Op.Length;

    private static IReadOnlyList<int> Loads(GraphBuilder graph, RuleModel objective, IEnumerable<int> variables) => variables
        .Select(v => graph.Add(new Node(Op.Load, objective.Parameters[v].Shape, EquatableArray<int>.Empty, Index: v))).ToArray();

    /// <summary>Names for one array of each variable that no parameter has: short ones where there is one variable.</summary>
    private static string[] NamesOf(RuleModel objective, string single, string suffix)
    {
        HashSet<string> taken = [.. objective.Parameters.Select(p => p.Name)];
        return objective.Variables.Select(v =>
        {
            string name = objective.Variables.Count == 1 ? single : objective.Parameters[v].Name + suffix;
            while (!taken.Add(name))
            {
                name += "1";
            }

            return name;
        }).ToArray();
    }

    public static RuleModel Derived(
        RuleModel objective, string method, EquatableArray<Parameter> parameters, Result[] results, GraphBuilder graph) => objective with
        {
            Method = method,
            Parameters = parameters,
            Results = results,
            ReturnsTuple = results.Length > 1,
            Promises = EquatableArray<Promise>.Empty,
            Graph = graph.ToGraph(),
            IsShipped = false,
            IsDerived = true,
        };
}
