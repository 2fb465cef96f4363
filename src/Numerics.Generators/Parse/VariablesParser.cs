using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <summary>The arrays that an objective, or its constraints, are differentiated by.</summary>
internal static class VariablesParser
{
    /// <summary>The first array, or where any is marked constant all that are not; none of a rule.</summary>
    public static EquatableArray<int> Parse(
        IMethodSymbol method, ImmutableArray<Parameter> parameters, ImmutableArray<SignatureResult> results, DiagnosticSink sink)
    {
        bool isConstraints = KnownTypes.HasAttribute(method, "ConstraintsAttribute");
        if (!isConstraints && !KnownTypes.HasAttribute(method, "ObjectiveAttribute"))
        {
            return EquatableArray<int>.Empty;
        }

        bool[] constant = method.Parameters.Select(p => KnownTypes.HasAttribute(p, "ConstantAttribute")).ToArray();
        List<int> arrays = Enumerable.Range(0, parameters.Length)
            .Where(p => parameters[p].Kind == Ir.ParameterKind.Array && !constant[p] && parameters[p].Shape != Kind.Points).ToList();
        string? problem = WhyUnfit(results, isConstraints) ?? (arrays.Count == 0 ? "there is no array to differentiate by" : null);
        if (problem is not null)
        {
            DiagnosticDescriptor descriptor = isConstraints ? Descriptors.ConstraintsShape : Descriptors.ObjectiveShape;
            sink.Report(descriptor, method.Locations.FirstOrDefault(), method.Name, problem);
        }

        return constant.Any(c => c) ? arrays : arrays.Take(1).ToList();
    }

    private static string? WhyUnfit(ImmutableArray<SignatureResult> results, bool isConstraints)
    {
        Kind? kind = results.Length == 1 && results[0].Name.Length == 0 ? results[0].Kind : null;
        return isConstraints
            ? kind is Kind.Vec or Kind.Row or Kind.Col ? null : "they are one Vec, Row or Col"
            : kind == Kind.Scalar ? null : "it returns one Scalar";
    }
}
