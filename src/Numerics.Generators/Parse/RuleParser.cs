using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Passes.Derivatives;
using Numerics.Generators.Passes.Programs;

namespace Numerics.Generators.Parse;

/// <summary>From an annotated method to a <see cref="RuleModel"/>; null where anything is wrong, which the sink is told.</summary>
/// <remarks>The analyzer and the generator both call this: the one for the diagnostics, the other for the model.</remarks>
internal sealed class RuleParser(Compilation compilation, DiagnosticSink sink, CancellationToken cancellation)
{
    private const string Unknown = "take parts away until it compiles, and please report what was left: a rejection without a place is a defect";

    /// <summary>The rules whose promises asked for this one.</summary>
    private readonly ImmutableHashSet<ISymbol> _askers = ImmutableHashSet<ISymbol>.Empty.WithComparer(SymbolEqualityComparer.Default);
    private readonly SignatureParser _signature = new(sink);
    private readonly Bodies _bodies = new(compilation);

    private RuleParser(Compilation compilation, ImmutableHashSet<ISymbol> askers, CancellationToken cancellation)
        : this(compilation, new DiagnosticSink(null), cancellation) => _askers = askers;

    /// <summary>Where in source the value of a node of the last rule's graph is asked for; null where that is nowhere.</summary>
    public Func<int, Location?> UseOf { get; private set; } = _ => null;

    public RuleModel? Parse(IMethodSymbol method, bool isBuildingBlock)
    {
        RuleModel? model = new RuleShape(compilation, sink, method).Check(isBuildingBlock)
            ? ParseBody(method, isBuildingBlock, isReferenced: false) : null;
        if (model is null && !sink.HasReason && !IsBroken(method))
        {
            sink.Report(Descriptors.Unsupported, method.Locations.FirstOrDefault(), $"something in “{method.Name}”", Unknown);
        }

        return model;
    }

    /// <summary>Whether the compiler has an error where the rule is written.</summary>
    private bool IsBroken(IMethodSymbol method) => method.DeclaringSyntaxReferences
        .SelectMany(r => compilation.GetSemanticModel(r.SyntaxTree).GetDiagnostics(cancellationToken: cancellation))
        .Any(d => d.Severity == DiagnosticSeverity.Error);

    /// <summary>A rule of another assembly, from its signature and the body that the assembly ships.</summary>
    public RuleModel? ParseReferenced(IMethodSymbol method) =>
        ShippedBodies.TryFind(method) is null ? null : ParseBody(method, isBuildingBlock: false, isReferenced: true);

    /// <summary>The promises of a referenced rule are in its own assembly's value of it.</summary>
    private RuleModel? ParseBody(IMethodSymbol method, bool isBuildingBlock, bool isReferenced)
    {
        (ImmutableArray<Parameter> parameters, ImmutableArray<SignatureResult> results) = _signature.Parse(method, isBuildingBlock);
        if (!isBuildingBlock)
        {
            new RuleShape(compilation, sink, method).CheckEnclosing(parameters.Any(p => p.Role == ParameterRole.Gradient));
        }

        ImmutableArray<Promise> promises = isBuildingBlock || isReferenced || sink.HasErrors
            ? [] : new PromiseParser(method, parameters, results, sink, r => IsEmitted(r, method)).Parse();
        EquatableArray<int> variables = VariablesParser.Parse(method, parameters, results, sink);
        if (sink.HasErrors)
        {
            return null;
        }

        bool isShipped = RuleDeclaration.IsPublic(method), isConstraints = KnownTypes.HasAttribute(method, "ConstraintsAttribute");
        var body = new BodyParser(method, _bodies, isShipped, sink, cancellation);
        UseOf = body.UseOf;
        if (body.Parse(parameters, results, isConstraints) is not { } bound)
        {
            return null;
        }

        RuleModel model = Model(method, isBuildingBlock, isShipped && !isConstraints, parameters, bound, promises, body.ToGraph());
        return FunctionDerivative.WithoutVariables(LengthLaws.Add(model with { Variables = variables, IsConstraints = isConstraints }));
    }

    /// <summary>Whether another rule has a value to refer to. Rules that promise something of each other have one if nothing else is
    /// wrong with them.</summary>
    private bool IsEmitted(IMethodSymbol other, IMethodSymbol asker)
    {
        if (!SymbolEqualityComparer.Default.Equals(other.ContainingAssembly, compilation.Assembly))
        {
            return other.ContainingType.GetTypeMembers(other.Name + "Rule").Any();
        }

        return _askers.Contains(other)
            || (new RuleParser(compilation, _askers.Add(asker), cancellation).Parse(other, isBuildingBlock: false) is { } model
                && (model.IsProgram || PlanPipeline.Run(model) is not null));
    }

    private RuleModel Model(
        IMethodSymbol method,
        bool isBuildingBlock,
        bool isShipped,
        ImmutableArray<Parameter> parameters,
        ImmutableArray<Result> results,
        ImmutableArray<Promise> promises,
        Graph graph) => new(
            method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString(),
            RuleDeclaration.ContainingTypes(method).Reverse()
                .Select(t => new ContainingType(RuleDeclaration.Words(t), t.Name)).ToImmutableArray(),
            method.Name,
            SyntaxFacts.GetText(method.DeclaredAccessibility),
            method.GetDocumentationCommentId() ?? method.Name,
            parameters,
            results,
            method.ReturnType.IsTupleType,
            promises,
            graph,
            isShipped,
            isBuildingBlock,
            RuleDeclaration.HasTwin(method),
            _bodies.ChecksOverflow);
}
