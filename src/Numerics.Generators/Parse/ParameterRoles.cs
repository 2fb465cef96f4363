using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <summary>What the parameters of a method are to an optimizer, from their names and attributes.</summary>
internal sealed class ParameterRoles
{
    private readonly HashSet<string> _returned;
    private readonly string? _gradient;
    private readonly string? _optimised;

    private ParameterRoles(HashSet<string> returned, string? gradient, string? optimised) =>
        (_returned, _gradient, _optimised) = (returned, gradient, optimised);

    /// <summary>Whether the method is one of an optimizer.</summary>
    public bool AreOfOptimizer => _optimised is not null;

    public static ParameterRoles Infer(IMethodSymbol method, bool isBuildingBlock, DiagnosticSink sink)
    {
        HashSet<string> returned = [.. ResultParser.Names(method)];
        if (isBuildingBlock || Gradient(method, returned, sink) is not { } gradient)
        {
            return new ParameterRoles(returned, null, null);
        }

        string? optimised = method.Parameters.FirstOrDefault(p => IsArray(p) && returned.Contains(p.Name))?.Name;
        if (optimised is null)
        {
            CheckUnused(method, gradient, sink);
        }

        return new ParameterRoles(returned, optimised is null ? null : gradient, optimised);
    }

    public bool IsReturned(IParameterSymbol p) => _returned.Contains(p.Name);

    public ParameterRole Of(IParameterSymbol p) =>
        KnownTypes.HasAttribute(p, "StepNumberAttribute") ? ParameterRole.StepNumber
        : KnownTypes.HasAttribute(p, "InputAttribute") ? ParameterRole.Input
        : _gradient is null ? ParameterRole.None
        : p.Name == _gradient ? ParameterRole.Gradient
        : p.Name == _optimised ? ParameterRole.Parameter
        : IsReturned(p) ? ParameterRole.State
        : KnownTypes.KernelKind(p.Type) is not null ? ParameterRole.Input
        : ParameterRole.None;

    private static bool IsArray(IParameterSymbol parameter) =>
        KnownTypes.KernelKind(parameter.Type) is Kind.Vec or Kind.Row or Kind.Col or Kind.Mat or Kind.Points;

    /// <summary>The gradient: marked, or exactly one unreturned array called g or gradient.</summary>
    private static string? Gradient(IMethodSymbol method, HashSet<string> returned, DiagnosticSink sink)
    {
        List<IParameterSymbol> marked = method.Parameters.Where(p => KnownTypes.HasAttribute(p, "GradientAttribute")).ToList();
        IParameterSymbol? wrong = marked.Skip(1).FirstOrDefault()
            ?? marked.FirstOrDefault(p => !IsArray(p) || returned.Contains(p.Name));
        if (wrong is not null)
        {
            sink.Report(Descriptors.Gradient, wrong.Locations.FirstOrDefault(), wrong.Name);
            return null;
        }

        List<IParameterSymbol> named = method.Parameters
            .Where(p => p.Name is "g" or "gradient" && IsArray(p) && !returned.Contains(p.Name)).ToList();
        return marked.Count == 1 ? marked[0].Name : named.Count == 1 ? named[0].Name : null;
    }

    /// <summary>A gradient that is marked asks for a parameter to step along it.</summary>
    private static void CheckUnused(IMethodSymbol method, string gradient, DiagnosticSink sink)
    {
        if (method.Parameters.FirstOrDefault(p => p.Name == gradient && KnownTypes.HasAttribute(p, "GradientAttribute")) is { } marked)
        {
            sink.Report(Descriptors.Gradient, marked.Locations.FirstOrDefault(), marked.Name);
        }
    }
}
