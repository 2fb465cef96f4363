using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Emit;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <summary>The other rule of a <c>[ReducesTo]</c>, and how its arguments are this rule's.</summary>
internal sealed class RuleReference(
    IMethodSymbol method, ImmutableArray<Parameter> parameters, DiagnosticSink sink, Func<IMethodSymbol, bool> isEmitted)
{
    public ReducesTo? Parse(AttributeData a, Location? at, string text, ImmutableArray<Setting> when)
    {
        var type = a.ConstructorArguments.FirstOrDefault().Value as INamedTypeSymbol;
        string name = a.ConstructorArguments.Skip(1).FirstOrDefault().Value as string ?? "";
        IMethodSymbol? other = type?.GetMembers(name).OfType<IMethodSymbol>()
            .FirstOrDefault(m => KnownTypes.HasAttribute(m, "UpdateRuleAttribute"));
        if (other is null || SymbolEqualityComparer.Default.Equals(other, method))
        {
            sink.Report(Descriptors.PromiseUnfit, at, "ReducesTo", method.Name, $"names another rule: “{type?.Name}.{name}” is none");
            return null;
        }

        IParameterSymbol? missing = other.Parameters.FirstOrDefault(p => Position(p) < 0 && Constant(p) is null);
        if (missing is not null)
        {
            sink.Report(
                Descriptors.PromiseUnfit, at, "ReducesTo", method.Name, $"has the other's parameter “{missing.Name}”, with its type");
            return null;
        }

        if (!isEmitted(other))
        {
            // What is wrong with the other rule is reported there.
            sink.RejectBroken();
            return null;
        }

        int roundings = a.NamedArguments.FirstOrDefault(n => n.Key == "Roundings").Value.Value as int? ?? 0;
        return new ReducesTo(
            text,
            when,
            $"{KnownTypes.Name(type!)}.{Names.Escape(name + "Rule")}.Instance",
            Positions(other, Ir.ParameterKind.Array),
            Positions(other, Ir.ParameterKind.Scalar),
            other.Parameters.Where(p => KnownTypes.KernelKind(p.Type) is null)
                .Select(p => new RuleArgument(Position(p), Constant(p) ?? 0)).ToImmutableArray(),
            roundings);
    }

    private int Position(IParameterSymbol p) => parameters.ToList().FindIndex(q => PromiseNames.Fits(q, p));

    private static double? Constant(IParameterSymbol p) =>
        KnownTypes.KernelKind(p.Type) is null ? ParameterParser.DefaultNumber(p) : null;

    /// <summary>The positions of the other rule's arrays among this rule's arrays, or of its Scalars among the
    /// Scalars.</summary>
    private ImmutableArray<int> Positions(IMethodSymbol other, Ir.ParameterKind kind) => other.Parameters
        .Where(p => KnownTypes.KernelKind(p.Type) == (kind == Ir.ParameterKind.Array ? Kind.Vec : Kind.Scalar))
        .Select(p => parameters.Take(Position(p)).Count(q => q.Kind == kind)).ToImmutableArray();
}
