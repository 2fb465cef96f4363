using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Numerics.Generators.Parse;

/// <summary>Finds the bodies that referenced assemblies ship. Each assembly's attributes are read once.</summary>
internal static class ShippedBodies
{
    private static readonly ConditionalWeakTable<IAssemblySymbol, Dictionary<string, Lazy<ShippedBody?>>> Known = new();

    /// <summary>The body; null where the assembly ships none, or none that this version can read.</summary>
    public static ShippedBody? TryFind(IMethodSymbol method)
    {
        if (method.ContainingAssembly is not { } assembly || method.GetDocumentationCommentId() is not { } id)
        {
            return null;
        }

        return Known.GetValue(assembly, Read).TryGetValue(id, out Lazy<ShippedBody?> body)
            && body.Value is { } read && read.Fits(method.Parameters.Length)
            ? read
            : null;
    }

    private static Dictionary<string, Lazy<ShippedBody?>> Read(IAssemblySymbol assembly)
    {
        Dictionary<string, Lazy<ShippedBody?>> bodies = [];
        foreach (AttributeData attribute in assembly.GetAttributes())
        {
            if (KnownTypes.IsNumerics(attribute.AttributeClass, "RuleBodyAttribute")
                && attribute.ConstructorArguments.Length == 3
                && attribute.ConstructorArguments[0].Value is string id
                && attribute.ConstructorArguments[1].Value is ShippedBody.Format
                && attribute.ConstructorArguments[2].Value is string body)
            {
                bodies[id] = new Lazy<ShippedBody?>(() => ShippedBody.TryParse(body));
            }
        }

        return bodies;
    }
}
