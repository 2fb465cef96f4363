using System.Reflection;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;

namespace Numerics.Generators.Tests.Support;

/// <summary>The arguments of one run of a rule, one for each parameter, as the C# method takes them.</summary>
internal sealed record Arguments(IReadOnlyList<object> Values, int Length);

/// <summary>Runs a rule three ways: the user's own C#, the graph that the parser made of it, and the plan.</summary>
internal sealed class Laboratory
{
    private readonly Assembly _assembly;
    private readonly MethodInfo _method;

    public Laboratory(RuleSource source, string method = "Step")
    {
        Model = source.Model(method);
        _assembly = source.Load();
        _method = _assembly.GetTypes().SelectMany(t => t.GetMethods(
            BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)).Single(m => m.Name == method);
        Plans = Assert.IsType<PlanSet>(PlanPipeline.Run(Model));
    }

    public RuleModel Model { get; }

    public PlanSet Plans { get; }

    /// <summary>Arguments drawn from a seed: arrays of ordinary numbers, host values between 0 and 1, given ones in their place.</summary>
    public Arguments Draw(int seed, int length, params (string Name, object Value)[] given)
    {
        var random = new Random(seed);
        object[] values = [.. Model.Parameters.Select(p => given.FirstOrDefault(g => g.Name == p.Name).Value ?? p.Kind switch
        {
            ParameterKind.Array => new Vec(Enumerable.Range(0, length).Select(_ => Number(random)).ToArray()),
            ParameterKind.Scalar => new Scalar(Number(random)),
            ParameterKind.Double => random.NextDouble(),
            ParameterKind.Int => random.Next(1, 6),
            ParameterKind.Bool => random.Next(2) == 1,
            _ => Enum.GetValues(_method.GetParameters().Single(q => q.Name == p.Name).ParameterType).GetValue(
                random.Next(Enum.GetValues(_method.GetParameters().Single(q => q.Name == p.Name).ParameterType).Length))!,
        })];
        return new Arguments(values, length);
    }

    /// <summary>The results of the user's C#, numbers in arrays of one.</summary>
    public double[][] Definition(Arguments arguments)
    {
        object result = _method.Invoke(null, [.. arguments.Values])!;
        return result is System.Runtime.CompilerServices.ITuple tuple
            ? [.. Enumerable.Range(0, tuple.Length).Select(i => Numbers(tuple[i]!))]
            : [Numbers(result)];
    }

    /// <summary>The results of the parsed graph.</summary>
    public double[][] Graph(Arguments arguments)
    {
        var evaluation = new Evaluation(Model.Graph, _assembly, arguments.Length, (_, node) => Leaf(node, arguments));
        return [.. Model.Results.Select(r => Numbers(evaluation[r.Value]))];
    }

    /// <summary>The results of the plan that these host values choose.</summary>
    public double[][] Plan(Arguments arguments) => new PlanRun(Model, Variant(arguments), _assembly, arguments).Run();

    public VariantPlan Variant(Arguments arguments)
    {
        VariantChoice choice = Plans.Choice;
        while (choice is VariantTest test)
        {
            var evaluation = new Evaluation(test.Graph, _assembly, arguments.Length, (_, node) => Leaf(node, arguments));
            choice = (bool)evaluation[test.Condition] ? test.WhenTrue : test.WhenFalse;
        }

        return Plans.Variants[((VariantLeaf)choice).Number];
    }

    public static object? Leaf(Node node, Arguments arguments) =>
        node.Op is Op.Load or Op.Parameter or Op.ScalarParameter ? arguments.Values[node.Index] : null;

    public static double[] Numbers(object value) => value switch
    {
        Vec vec => vec.ToArray(),
        Scalar scalar => [scalar.Value],
        double number => [number],
        int number => [number],
        _ => throw new InvalidOperationException($"{value.GetType()} is no result of a rule."),
    };

    private static double Number(Random random) => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-2, 3));
}
