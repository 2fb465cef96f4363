using Microsoft.CodeAnalysis;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <summary>Recognises the vocabulary's types and host types by name, so that nothing of a compilation is kept.</summary>
internal static class KnownTypes
{
    public const string UpdateRule = "Numerics.UpdateRuleAttribute";
    public const string BuildingBlock = "Numerics.BuildingBlockAttribute";

    public static bool IsNumerics(ITypeSymbol? type, string name) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "Numerics", ContainingNamespace.IsGlobalNamespace: true } }
        && type.Name == name;

    /// <summary>The kernel kind of a vocabulary type, null for any other type.</summary>
    public static Kind? KernelKind(ITypeSymbol? type) =>
        IsNumerics(type, "Vec") ? Kind.Vec
        : IsNumerics(type, "Scalar") ? Kind.Scalar
        : IsNumerics(type, "Mask") ? Kind.Mask
        : IsNumerics(type, "ScalarMask") ? Kind.ScalarMask
        : null;

    public static bool IsHost(ITypeSymbol? type) => type is { TypeKind: TypeKind.Enum } || type?.SpecialType is
        SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Boolean or
        SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_UInt64 or
        SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Byte or SpecialType.System_SByte;

    public static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>Whether a type holds kernel values anywhere: alone, in a tuple, or in a function's signature.</summary>
    public static bool HoldsKernelValues(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(e => HoldsKernelValues(e.Type)),
        INamedTypeSymbol { DelegateInvokeMethod: { } invoke } =>
            HoldsKernelValues(invoke.ReturnType) || invoke.Parameters.Any(p => HoldsKernelValues(p.Type)),
        _ => KernelKind(type) is not null,
    };

    public static bool HasAttribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().Any(a => IsNumerics(a.AttributeClass, name));

    public static AttributeData? Attribute(IEnumerable<AttributeData> attributes, string name) =>
        attributes.FirstOrDefault(a => IsNumerics(a.AttributeClass, name));
}
