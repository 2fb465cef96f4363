using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Numerics.Generators.Parse;

/// <summary>Finds the bodies that referenced assemblies ship. Each assembly's attributes are read once.</summary>
internal static class ShippedBodies
{
    private static readonly ConditionalWeakTable<IAssemblySymbol, Dictionary<string, string>> Known = new();

    public static string? TryFind(IMethodSymbol method)
    {
        if (method.ContainingAssembly is not { } assembly || method.GetDocumentationCommentId() is not { } id)
        {
            return null;
        }

        return Known.GetValue(assembly, Read).TryGetValue(id, out string body) ? body : null;
    }

    private static Dictionary<string, string> Read(IAssemblySymbol assembly)
    {
        Dictionary<string, string> bodies = [];
        foreach (AttributeData attribute in assembly.GetAttributes())
        {
            if (KnownTypes.IsNumerics(attribute.AttributeClass, "RuleBodyAttribute")
                && attribute.ConstructorArguments.Length == 3
                && attribute.ConstructorArguments[0].Value is string id
                && attribute.ConstructorArguments[1].Value is ShippedBody.Format
                && attribute.ConstructorArguments[2].Value is string body)
            {
                bodies[id] = body;
            }
        }

        return bodies;
    }
}
