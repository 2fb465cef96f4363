using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Emit.Device;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <summary>The rules that an <c>[assembly: GpuKernelsFor(typeof(…))]</c> asks for.</summary>
internal static class ReferencedRules
{
    /// <summary>The models of the type's rules.</summary>
    public static IEnumerable<RuleModel> Parse(
        Compilation compilation, INamedTypeSymbol type, CancellationToken cancellation) =>
        WhyNone(compilation, type) is null
            ? Rules(type).Select(m => new RuleParser(compilation, new DiagnosticSink(null), cancellation).ParseReferenced(m))
                .OfType<RuleModel>()
            : [];

    /// <summary>Why nothing is emitted for the type; null where something is.</summary>
    public static string? WhyNone(Compilation compilation, INamedTypeSymbol type)
    {
        ImmutableArray<IMethodSymbol> rules = Rules(type);
        if (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
        {
            return "the rules of this project have their kernels without it";
        }

        if (rules.IsEmpty)
        {
            return "it has no method marked [UpdateRule]";
        }

        IMethodSymbol? closed = rules.FirstOrDefault(r => ShippedBodies.TryFind(r) is null);
        if (closed is not null)
        {
            return $"{type.ContainingAssembly?.Name} ships no body of “{closed.Name}” that this version can read; bodies of public rules "
                + "are shipped by assemblies that are built with Numerics";
        }

        string container = DeviceRuleEmitter.ContainerName(rules[0]);
        IAssemblySymbol? other = compilation.SourceModule.ReferencedAssemblySymbols
            .FirstOrDefault(a => a.GetTypeByMetadataName(container) is not null);
        return other is null ? null : $"{other.Name} has its kernels already";
    }

    private static ImmutableArray<IMethodSymbol> Rules(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>()
        .Where(m => KnownTypes.HasAttribute(m, "UpdateRuleAttribute")).ToImmutableArray();
}
