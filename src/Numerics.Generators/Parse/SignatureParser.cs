using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <summary>Parameters and results of a method, and what its names and attributes make of them.</summary>
internal sealed class SignatureParser(DiagnosticSink sink)
{
    private readonly ParameterParser _parameters = new(sink);
    private readonly ResultParser _results = new(sink);

    public (ImmutableArray<Parameter> Parameters, ImmutableArray<SignatureResult> Results) Parse(IMethodSymbol method, bool isBuildingBlock)
    {
        ImmutableArray<Parameter> parameters = ParseParameters(method, isBuildingBlock);
        return (parameters, _results.Parse(method, parameters, isBuildingBlock));
    }

    private ImmutableArray<Parameter> ParseParameters(IMethodSymbol method, bool isBuildingBlock)
    {
        var roles = ParameterRoles.Infer(method, isBuildingBlock, sink);
        ImmutableArray<Parameter> parameters = method.Parameters
            .Select(p => _parameters.Parse(p, isBuildingBlock, roles.Of(p), roles.IsReturned(p)))
            .ToImmutableArray();
        if (!isBuildingBlock && !parameters.Any(p => p.Kind == Ir.ParameterKind.Array))
        {
            sink.Report(Descriptors.NoArray, method.Locations.FirstOrDefault(), method.Name);
        }

        if (roles.AreOfOptimizer)
        {
            CheckStateNames(method, parameters);
        }

        return parameters;
    }

    /// <summary>States have names of their own in a file, and the step number has its name there too.</summary>
    private void CheckStateNames(IMethodSymbol method, ImmutableArray<Parameter> parameters)
    {
        HashSet<string> taken = parameters.Any(p => p.Role == ParameterRole.StepNumber) ? ["step"] : [];
        for (int i = 0; i < parameters.Length; i++)
        {
            string name = parameters[i].StateName ?? parameters[i].Name;
            if (parameters[i].Role == ParameterRole.State && (name.Length == 0 || !taken.Add(name)))
            {
                sink.Report(Descriptors.StateName, method.Parameters[i].Locations.FirstOrDefault(), parameters[i].Name, name);
            }
        }
    }
}
