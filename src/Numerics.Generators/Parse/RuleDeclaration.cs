using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Numerics.Generators.Parse;

/// <summary>Where a method is declared: the types around it, who can see it, and what stands beside it.</summary>
internal static class RuleDeclaration
{
    public static IEnumerable<INamedTypeSymbol> ContainingTypes(IMethodSymbol method)
    {
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            yield return type;
        }
    }

    public static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .All(r => r.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    public static bool IsPublic(IMethodSymbol method)
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

    /// <summary>Whether another name beside the method's, or beside one that contains it, differs by case alone.</summary>
    public static bool HasTwin(IMethodSymbol method)
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

    /// <summary>The words before the name of another part of a type.</summary>
    public static string Words(INamedTypeSymbol type)
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
