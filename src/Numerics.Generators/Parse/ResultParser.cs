using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <summary>A result as the signature declares it.</summary>
internal sealed record SignatureResult(string Name, Kind Kind, int Updates, string Type);

/// <summary>The results of a method, and the parameters that they replace.</summary>
internal sealed class ResultParser(DiagnosticSink sink)
{
    private const int MostArrays = 16;

    public ImmutableArray<SignatureResult> Parse(
        IMethodSymbol method, ImmutableArray<Parameter> parameters, bool isBuildingBlock)
    {
        ImmutableArray<SignatureResult> results = Returned(method)
            .Select(r => ParseResult(method, r.Name, r.Type, parameters, isBuildingBlock))
            .ToImmutableArray();
        int arrays = parameters.Count(p => p.Kind == Ir.ParameterKind.Array)
            + results.Count(r => r.Kind.IsNumbers() && r.Updates < 0);
        if (arrays > MostArrays && !isBuildingBlock)
        {
            sink.Report(Descriptors.TooManyArrays, method.Locations.FirstOrDefault(), method.Name, arrays);
        }

        return results;
    }

    public static IEnumerable<string> Names(IMethodSymbol method) => Returned(method).Select(r => r.Name);

    private static IEnumerable<(string Name, ITypeSymbol Type)> Returned(IMethodSymbol method)
    {
        if (method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return tuple.TupleElements.Select(e => (e.IsExplicitlyNamedTupleElement ? e.Name : "", e.Type));
        }

        AttributeData? updates = KnownTypes.Attribute(method.GetReturnTypeAttributes(), "UpdatesAttribute");
        string name = updates?.ConstructorArguments.FirstOrDefault().Value as string ?? "";
        return [(name, method.ReturnType)];
    }

    private SignatureResult ParseResult(
        IMethodSymbol method, string name, ITypeSymbol type, ImmutableArray<Parameter> parameters, bool isBuildingBlock)
    {
        Location? at = method.Locations.FirstOrDefault();
        Kind? kind = KnownTypes.KernelKind(type) ?? (KnownTypes.IsHost(type) ? Kind.Host : null);
        bool isMask = kind?.IsMask() == true || kind is Kind.Points or Kind.Csr or Kind.SparseRow;
        if (kind is null || (isMask && !isBuildingBlock))
        {
            if (type.TypeKind == TypeKind.Error)
            {
                sink.RejectBroken();
            }
            else
            {
                sink.Report(Descriptors.ResultType, at, name, type.ToDisplayString());
            }

            return new SignatureResult(name, Kind.Vec, -1, "");
        }

        int updates = name.Length == 0 ? -1 : parameters.ToList().FindIndex(p => p.Name == name);
        if (!isBuildingBlock)
        {
            CheckUpdate(method, name, type, kind.Value, updates, parameters);
        }

        return new SignatureResult(name, kind.Value, updates, KnownTypes.Name(type));
    }

    private void CheckUpdate(
        IMethodSymbol method, string name, ITypeSymbol type, Kind kind, int updates, ImmutableArray<Parameter> parameters)
    {
        Location? at = method.Locations.FirstOrDefault();
        bool named = !method.ReturnType.IsTupleType && name.Length > 0;
        bool isStepNumber = updates >= 0 && parameters[updates].Role == ParameterRole.StepNumber;
        if (isStepNumber)
        {
            return;
        }

        if (named && (updates < 0 || !Matches(parameters[updates], kind, type)))
        {
            sink.Report(Descriptors.UpdatesUnknown, at, name);
        }
        else if (kind == Kind.Host && (updates < 0 || !Matches(parameters[updates], kind, type)))
        {
            sink.Report(Descriptors.HostState, at, name);
        }
        else if (updates >= 0 && !Matches(parameters[updates], kind, type))
        {
            sink.Report(Descriptors.UpdateMismatch, at, name, type.Name, parameters[updates].Kind);
        }
    }

    private static bool Matches(Parameter parameter, Kind kind, ITypeSymbol type) => kind switch
    {
        Kind.Vec or Kind.Row or Kind.Col or Kind.Mat => parameter.Kind == Ir.ParameterKind.Array && parameter.Shape == kind,
        Kind.Integer => parameter.Kind == Ir.ParameterKind.Integer,
        Kind.Scalar => parameter.Kind == Ir.ParameterKind.Scalar,
        _ => parameter.Kind is Ir.ParameterKind.Double or Ir.ParameterKind.Int && parameter.Type == KnownTypes.Name(type),
    };
}
