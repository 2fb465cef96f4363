using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes.Derivatives;
using Numerics.Generators.Passes.Elements;

namespace Numerics.Generators.Parse;

/// <summary>An objective together with the constraints of its type. Constraints without an objective are a problem of their own.</summary>
internal sealed class ProblemParser(Compilation compilation, DiagnosticSink sink, CancellationToken cancellation)
{
    private const string NotElements = "the numbers of Vec.Of are made of single elements x[0], x[1], …; over whole arrays write one expression";

    /// <summary>Where in source the value of a node of the objective's graph is asked for; null where that is nowhere.</summary>
    public Func<int, Location?> UseOf { get; private set; } = _ => null;

    /// <summary>The problem that a method marked [Objective] or [Constraints] stands for; null for an invalid one, and for
    /// constraints that are emitted with their objective.</summary>
    public ProblemModel? Parse(IMethodSymbol method)
    {
        bool isConstraints = KnownTypes.HasAttribute(method, "ConstraintsAttribute");
        var parser = new RuleParser(compilation, sink, cancellation);
        UseOf = id => parser.UseOf(id);
        if (parser.Parse(method, isBuildingBlock: false) is not { } model)
        {
            return null;
        }

        // Beside an objective over whole arrays, numbers are a line, and may be made of anything.
        RuleModel? other = Other(method, isConstraints ? "ObjectiveAttribute" : "ConstraintsAttribute");
        bool isBesideArrays = other is not null && !ElementForm.Is(other);
        if (isConstraints && IsList(model) && !ElementForm.Is(model) && !isBesideArrays)
        {
            sink.Report(Descriptors.ConstraintsShape, method.Locations.FirstOrDefault(), method.Name, NotElements);
            return null;
        }

        IMethodSymbol? constraints = isConstraints ? method : Marked(method, "ConstraintsAttribute").FirstOrDefault();
        if (constraints is not null && WhyApart(constraints) is not null)
        {
            return null;
        }

        if (isConstraints && other is not null)
        {
            return null;
        }

        return isConstraints ? new ProblemModel(null, model)
            : new ProblemModel(model, other is not null && IsList(other) && !ElementForm.Is(model) ? ListedLine.Of(other) : other);
    }

    /// <summary>Why constraints do not go with the objectives of their type; null where they do.</summary>
    public string? WhyApart(IMethodSymbol constraints)
    {
        List<IMethodSymbol> objectives = Marked(constraints, "ObjectiveAttribute");
        if (objectives.Count > 1 || Marked(constraints, "ConstraintsAttribute").Count > 1)
        {
            return "a type has one of each";
        }

        var silent = new DiagnosticSink(null);
        return objectives.Count == 1
            && new RuleParser(compilation, silent, cancellation).Parse(objectives[0], isBuildingBlock: false) is { } objective
            && new RuleParser(compilation, silent, cancellation).Parse(constraints, isBuildingBlock: false) is { } model
                ? WhyUnlike(objective, model)
                : null;
    }

    private RuleModel? Other(IMethodSymbol method, string attribute)
    {
        List<IMethodSymbol> others = Marked(method, attribute);
        return others.Count == 1
            ? new RuleParser(compilation, new DiagnosticSink(null), cancellation).Parse(others[0], isBuildingBlock: false)
            : null;
    }

    /// <summary>Both have one variable of one shape, and parameters of one name are one parameter.</summary>
    private static string? WhyUnlike(RuleModel objective, RuleModel constraints)
    {
        if (objective.Variables.Count != 1 || constraints.Variables.Count != 1)
        {
            return "each has one variable";
        }

        Parameter x = objective.Parameters[objective.Variables[0]];
        Parameter y = constraints.Parameters[constraints.Variables[0]];
        string? differs = constraints.Parameters.FirstOrDefault(p => objective.Parameters.Any(
            o => o.Name == p.Name && (o.Kind != p.Kind || o.Shape != p.Shape || o.Type != p.Type || o.Default != p.Default)))?.Name;
        return x.Shape != y.Shape || x.Name != y.Name ? $"their variables are {x.Shape} {x.Name} and {y.Shape} {y.Name}"
            : differs is not null ? $"“{differs}” is another parameter there"
            : null;
    }

    /// <summary>Whether constraints are numbers one by one.</summary>
    public static bool IsList(RuleModel constraints) => constraints.Graph[constraints.Results[0].Value].Op == Op.Listed;

    private static List<IMethodSymbol> Marked(IMethodSymbol beside, string attribute) => beside.ContainingType.GetMembers()
        .OfType<IMethodSymbol>().Where(m => KnownTypes.HasAttribute(m, attribute)).ToList();
}
