using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Emit;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <summary>Finds what a promise names: a hyperparameter of the rule, or a static method of its type.</summary>
internal sealed class PromiseNames(IMethodSymbol method, ImmutableArray<Parameter> parameters, DiagnosticSink sink)
{
    /// <summary>Where an attribute is written.</summary>
    public Location? At(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference is { } syntax ? syntax.SyntaxTree.GetLocation(syntax.Span) : method.Locations.FirstOrDefault();

    /// <summary>A number: a host parameter, or a method that gives one.</summary>
    public Quantity? Number(AttributeData a, string? name)
    {
        int parameter = parameters.ToList().FindIndex(p => p.Name == name);
        if (parameter < 0)
        {
            return Function(a, name);
        }

        if (!parameters[parameter].IsHost)
        {
            sink.Report(Descriptors.PromiseUnknown, At(a), name!, method.Name, method.ContainingType.Name);
            return null;
        }

        return new Quantity("", false, new[] { new Argument(name!, parameter) });
    }

    /// <summary>A method that gives a number, all of whose parameters are the rule's by name.</summary>
    public Quantity? Function(AttributeData a, string? name) => Find(a, name, [Kind.Scalar, Kind.Host], takesPoint: false);

    /// <summary>A function whose first array is the rule's, whatever its name.</summary>
    public Quantity? FunctionOfPoint(AttributeData a, string? name, Kind gives) => Find(
        a, name, gives == Kind.Scalar ? [Kind.Scalar, Kind.Host] : [gives], takesPoint: true);

    private Quantity? Find(AttributeData a, string? name, Kind[] gives, bool takesPoint)
    {
        List<IMethodSymbol> named = method.ContainingType.GetMembers(name ?? "").OfType<IMethodSymbol>()
            .Where(m => m.IsStatic && !m.IsGenericMethod && m.Parameters.All(IsOfTheVocabulary)).ToList();
        if (named.Count == 0)
        {
            sink.Report(Descriptors.PromiseUnknown, At(a), name ?? "", method.Name, method.ContainingType.Name);
            return null;
        }

        foreach (IMethodSymbol candidate in named.Where(m => gives.Contains(Gives(m))))
        {
            if (Bind(candidate, takesPoint) is { } arguments)
            {
                string type = KnownTypes.Name(method.ContainingType);
                return new Quantity($"{type}.{Names.Escape(candidate.Name)}", Gives(candidate) == Kind.Scalar, arguments);
            }
        }

        string wanted = gives[0] == Kind.Vec ? "an array" : "a Scalar or a double";
        sink.Report(Descriptors.PromiseSignature, At(a), name!, wanted, method.Name);
        return null;
    }

    /// <summary>Overloads that were emitted take spans.</summary>
    private static bool IsOfTheVocabulary(IParameterSymbol p) => p.RefKind == RefKind.None
        && (KnownTypes.KernelKind(p.Type) is Kind.Vec or Kind.Scalar || KnownTypes.IsHost(p.Type));

    private static Kind Gives(IMethodSymbol m) => KnownTypes.KernelKind(m.ReturnType)
        ?? (m.ReturnType.SpecialType == SpecialType.System_Double ? Kind.Host : Kind.Mask);

    /// <summary>The arguments; null where a parameter without default is not the rule's.</summary>
    private EquatableArray<Argument>? Bind(IMethodSymbol candidate, bool takesPoint)
    {
        ImmutableArray<Argument>.Builder arguments = ImmutableArray.CreateBuilder<Argument>();
        foreach (IParameterSymbol p in candidate.Parameters)
        {
            bool isPoint = takesPoint && p.Ordinal == 0;
            int parameter = parameters.ToList().FindIndex(q => isPoint ? q.Kind == Ir.ParameterKind.Array : Fits(q, p));
            if (parameter >= 0)
            {
                arguments.Add(new Argument(p.Name, parameter));
            }
            else if (!p.HasExplicitDefaultValue)
            {
                return null;
            }
        }

        return arguments.ToImmutable();
    }

    /// <summary>Whether the rule's parameter is the argument for a function's.</summary>
    public static bool Fits(Parameter ours, IParameterSymbol theirs) =>
        ours.Name == theirs.Name && ours.Type == KnownTypes.Name(theirs.Type);
}
