using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Emit;
using Numerics.Generators.Emit.Device;
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
    private const string Advice = "a rule is an ordinary static method, not a local, virtual or explicitly implemented one";

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
        RuleModel? model = CheckShape(method, isBuildingBlock, method.Locations.FirstOrDefault())
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
        Location? at = method.Locations.FirstOrDefault();
        ImmutableArray<Parameter> parameters = _signature.ParseParameters(method, isBuildingBlock);
        ImmutableArray<SignatureResult> results = _signature.ParseResults(method, parameters, isBuildingBlock);
        if (!isBuildingBlock)
        {
            CheckEnclosing(method, parameters.Any(p => p.Role == ParameterRole.Gradient), at);
        }

        ImmutableArray<Promise> promises = isBuildingBlock || isReferenced || sink.HasErrors
            ? [] : new PromiseParser(method, parameters, results, sink, r => IsEmitted(r, method)).Parse();
        EquatableArray<int> variables = Variables(method, parameters, results);
        if (sink.HasErrors)
        {
            return null;
        }

        bool isShipped = IsPublic(method);
        var graph = new GraphBuilder();
        var interpreter = new BodyInterpreter(graph, _bodies, sink, method, isShipped, cancellation);
        UseOf = interpreter.UseOf;
        if (Run(interpreter, graph, method, Arguments(graph, method, parameters)) is not { } value)
        {
            return null;
        }

        double text = HostSafety.LargestText(graph.ToGraph().Nodes, _bodies.ChecksOverflow);
        if (text > BodyInterpreter.MostNodes)
        {
            string size = BodyInterpreter.TooLarge(FormattableString.Invariant($"{text} host operations"), BodyInterpreter.MostNodes);
            sink.Report(Descriptors.TooLarge, method.Locations.FirstOrDefault(), method.Name, size);
        }

        bool isConstraints = KnownTypes.HasAttribute(method, "ConstraintsAttribute");
        if (isConstraints && value is NodeValue line)
        {
            value = new NodeValue(interpreter.AsList(line.Id));
        }

        ImmutableArray<Result>? bound = sink.HasErrors ? null : Bind(interpreter, graph, results, value);
        if (bound is null || !CheckLists(method, graph, bound.Value, isConstraints))
        {
            return null;
        }

        RuleModel model = Model(method, isBuildingBlock, isShipped && !isConstraints, parameters, bound.Value, promises, graph);
        return FunctionDerivative.WithoutVariables(LengthLaws.Add(model with { Variables = variables, IsConstraints = isConstraints }));
    }

    /// <summary>Numbers make a line only as the result of constraints.</summary>
    private bool CheckLists(IMethodSymbol method, GraphBuilder graph, ImmutableArray<Result> results, bool isConstraints)
    {
        bool[] needed = new RootedGraph(graph.ToGraph(), results.Select(r => r.Value).ToArray()).Reachable();
        bool fits = !Enumerable.Range(0, needed.Length).Any(
            i => needed[i] && graph[i].Op == Op.Listed && !(isConstraints && i == results[0].Value));
        if (!fits)
        {
            sink.Report(
                Descriptors.Unsupported, method.Locations.FirstOrDefault(), "a line of numbers (Vec.Of) in its midst",
                "it is what a method marked [Constraints] returns");
        }

        return fits;
    }

    /// <summary>The arrays that an objective, or its constraints, are differentiated by: the first, or where any is marked constant all that are not.</summary>
    private EquatableArray<int> Variables(
        IMethodSymbol method, ImmutableArray<Parameter> parameters, ImmutableArray<SignatureResult> results)
    {
        bool isConstraints = KnownTypes.HasAttribute(method, "ConstraintsAttribute");
        if (!isConstraints && !KnownTypes.HasAttribute(method, "ObjectiveAttribute"))
        {
            return EquatableArray<int>.Empty;
        }

        bool[] constant = method.Parameters.Select(p => KnownTypes.HasAttribute(p, "ConstantAttribute")).ToArray();
        List<int> arrays = Enumerable.Range(0, parameters.Length)
            .Where(p => parameters[p].Kind == Ir.ParameterKind.Array && !constant[p] && parameters[p].Shape != Kind.Points).ToList();
        bool fits = results.Length == 1 && results[0].Name.Length == 0
            && (isConstraints ? results[0].Kind is Kind.Vec or Kind.Row or Kind.Col : results[0].Kind == Kind.Scalar);
        string? problem = !fits ? isConstraints ? "they are one Vec, Row or Col" : "it returns one Scalar"
            : arrays.Count == 0 ? "there is no array to differentiate by" : null;
        if (problem is not null)
        {
            DiagnosticDescriptor descriptor = isConstraints ? Descriptors.ConstraintsShape : Descriptors.ObjectiveShape;
            sink.Report(descriptor, method.Locations.FirstOrDefault(), method.Name, problem);
        }

        return constant.Any(c => c) ? arrays : arrays.Take(1).ToList();
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

    /// <summary>The body's value; null where its nesting is more than the compiler's stack holds.</summary>
    private Value? Run(BodyInterpreter interpreter, GraphBuilder graph, IMethodSymbol method, Value[] arguments)
    {
        try
        {
            return interpreter.Call(method, arguments, null, method.Locations.FirstOrDefault());
        }
        catch (InsufficientExecutionStackException)
        {
            sink.Report(
                Descriptors.TooLarge, method.Locations.FirstOrDefault(), method.Name,
                $"{graph.Count} operations so far, nested deeper than the compiler's stack goes");
            return null;
        }
    }

    private bool CheckShape(IMethodSymbol method, bool isBuildingBlock, Location? at)
    {
        if (method.MethodKind != MethodKind.Ordinary || method.IsVirtual)
        {
            sink.Report(Descriptors.Unsupported, at, $"“{method.Name}”, which its type does not call by that name", Advice);
            return false;
        }

        if (isBuildingBlock && (!method.IsStatic || method.IsGenericMethod || !IsPublic(method)))
        {
            sink.Report(Descriptors.BuildingBlockShape, at, method.Name);
            return false;
        }

        if (!method.IsStatic)
        {
            sink.Report(Descriptors.NotStatic, at, method.Name);
            return false;
        }

        if (method.IsGenericMethod || ContainingTypes(method).Any(t => t.IsGenericType))
        {
            sink.Report(Descriptors.GenericRule, at, method.Name);
            return false;
        }

        return isBuildingBlock || (CheckTypes(method, at) && CheckNames(method, at));
    }

    private bool CheckTypes(IMethodSymbol method, Location? at)
    {
        if (ContainingTypes(method).FirstOrDefault(t => t.IsFileLocal) is { } local)
        {
            sink.Report(Descriptors.Unsupported, at, $"the file-local type “{local.Name}”", "kernels go into another file");
            return false;
        }

        INamedTypeSymbol? closed = ContainingTypes(method).FirstOrDefault(t => !IsPartial(t));
        if (closed is not null)
        {
            sink.Report(Descriptors.NotPartial, at, closed.Name);
        }

        return closed is null;
    }

    /// <summary>What is emitted must not meet a member that is already there, nor another rule of the same name.</summary>
    private bool CheckNames(IMethodSymbol method, Location? at)
    {
        string prefix = OptimizerEmitter.PrefixOf(method.Name);
        string[] derivatives = KnownTypes.HasAttribute(method, "ObjectiveAttribute") ? [.. Objectives.DerivedNames(method.Name)] : [];
        string[] names =
        [
            FacadeEmitter.CommonName(method.Name), method.Name + "Rule", method.Name + "Kernel", BatchEmitter.NameOf(method.Name),
            BatchEmitter.CommonName(method.Name),
            prefix + "Options", prefix + "Optimizer",
            .. derivatives.Length > 0 ? Objectives.MemberNames(method.Name) : [],
            .. KnownTypes.HasAttribute(method, "ConstraintsAttribute") ? ConstrainedNames.All(method.Name) : [],
            .. Enumerable.Range(1, SplitVariants.Most - 1).Select(v => KernelEmitter.NameOf(method.Name, v)),
            .. compilation.GetTypeByMetadataName(KnownTypes.DeviceRule) is null ? []
                : derivatives.Append(method.Name).SelectMany(DeviceRuleEmitter.MemberNames),
        ];
        string? taken = names.FirstOrDefault(n => method.ContainingType.GetMembers(n).Any(IsWritten));
        bool isTwice = method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
            .Sum(m => m.GetAttributes().Count(a => KnownTypes.IsNumerics(a.AttributeClass, "UpdateRuleAttribute")
                || KnownTypes.IsNumerics(a.AttributeClass, "ObjectiveAttribute")
                || KnownTypes.IsNumerics(a.AttributeClass, "ConstraintsAttribute"))) > 1;
        if (taken is not null || isTwice)
        {
            sink.Report(Descriptors.NameTaken, at, taken ?? method.Name + "Rule", method.ContainingType.Name, method.Name);
        }

        return taken is null && !isTwice;
    }

    /// <summary>A type can't have a member of its own name.</summary>
    private void CheckEnclosing(IMethodSymbol method, bool isOptimizer, Location? at)
    {
        string prefix = OptimizerEmitter.PrefixOf(method.Name);
        string type = method.ContainingType.Name;
        if (type == FacadeEmitter.CommonName(method.Name) || type == method.Name + "Rule" || type == BatchEmitter.NameOf(method.Name)
            || type == BatchEmitter.CommonName(method.Name)
            || Enumerable.Range(0, SplitVariants.Most).Any(v => type == KernelEmitter.NameOf(method.Name, v))
            || (isOptimizer && (type == prefix + "Options" || type == prefix + "Optimizer")))
        {
            sink.Report(Descriptors.NameTaken, at, type, type, method.Name);
        }
    }

    /// <summary>Whether another name beside the method's, or beside one that contains it, differs by case alone.</summary>
    private static bool HasTwin(IMethodSymbol method)
    {
        for (ISymbol s = method; s.ContainingSymbol is INamespaceOrTypeSymbol container; s = container)
        {
            if (container.GetMembers().Any(m => m.Name != s.Name && m.Name.Equals(s.Name, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a person wrote the member: the analyzer also sees what was emitted.</summary>
    private static bool IsWritten(ISymbol member) => member.DeclaringSyntaxReferences
        .Any(r => !r.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal));

    private static IEnumerable<INamedTypeSymbol> ContainingTypes(IMethodSymbol method)
    {
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            yield return type;
        }
    }

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .All(r => r.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool IsPublic(IMethodSymbol method)
    {
        for (ISymbol s = method; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
        {
            if (s.DeclaredAccessibility != Accessibility.Public)
            {
                return false;
            }
        }

        return true;
    }

    private static Value[] Arguments(GraphBuilder graph, IMethodSymbol method, ImmutableArray<Parameter> parameters) =>
        parameters.Select((p, i) => Argument(graph, method.Parameters[i].Type, p, i)).ToArray();

    private static Value Argument(GraphBuilder graph, ITypeSymbol type, Parameter parameter, int index)
    {
        if (parameter.Kind == Ir.ParameterKind.Function)
        {
            ITypeSymbol result = ((INamedTypeSymbol)type).DelegateInvokeMethod!.ReturnType;
            return new FunctionParameterValue(index, KnownTypes.KernelKind(result) ?? Kind.Vec);
        }

        Node node = parameter.Kind switch
        {
            Ir.ParameterKind.Array => new Node(Op.Load, parameter.Shape, EquatableArray<int>.Empty, Index: index),
            Ir.ParameterKind.Integer => new Node(Op.IntegerParameter, Kind.Integer, EquatableArray<int>.Empty, Index: index),
            Ir.ParameterKind.Scalar => new Node(Op.ScalarParameter, Kind.Scalar, EquatableArray<int>.Empty, Index: index),
            _ => new Node(Op.Parameter, Kind.Host, EquatableArray<int>.Empty, parameter.Type, Index: index),
        };
        int id = graph.Add(node);
        graph.Suggest(id, parameter.Name);
        return new NodeValue(id);
    }

    private static ImmutableArray<Result>? Bind(
        BodyInterpreter interpreter, GraphBuilder graph, ImmutableArray<SignatureResult> results, Value value)
    {
        IReadOnlyList<Value> values = value is TupleValue tuple ? tuple.Items : [value];
        if (values.Count != results.Length || values.Any(v => v is not NodeValue))
        {
            return null;
        }

        ImmutableArray<Result> bound = results.Select((r, i) =>
        {
            int id = ((NodeValue)values[i]).Id;
            return new Result(r.Name, r.Kind == Kind.Host ? id : interpreter.ToKernel(id), r.Kind, r.Updates, r.Type);
        }).ToImmutableArray();
        return bound.All(r => graph[r.Value].Kind == r.Kind) ? bound : null;
    }

    private RuleModel Model(
        IMethodSymbol method,
        bool isBuildingBlock,
        bool isShipped,
        ImmutableArray<Parameter> parameters,
        ImmutableArray<Result> results,
        ImmutableArray<Promise> promises,
        GraphBuilder graph) => new(
            method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString(),
            ContainingTypes(method).Reverse().Select(t => new ContainingType(Declaration(t), t.Name)).ToImmutableArray(),
            method.Name,
            SyntaxFacts.GetText(method.DeclaredAccessibility),
            method.GetDocumentationCommentId() ?? method.Name,
            parameters,
            results,
            method.ReturnType.IsTupleType,
            promises,
            graph.ToGraph(),
            isShipped,
            isBuildingBlock,
            HasTwin(method),
            _bodies.ChecksOverflow);

    private static string Declaration(INamedTypeSymbol type)
    {
        string keyword = type switch
        {
            { IsRecord: true, IsValueType: true } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };
        return (type.IsStatic ? "static " : "") + "partial " + keyword;
    }
}
