using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <summary>Recognises the vocabulary's types and host types by name, so that nothing of a compilation is kept.</summary>
internal static class KnownTypes
{
    public const string UpdateRule = "Numerics.UpdateRuleAttribute";
    public const string Objective = "Numerics.ObjectiveAttribute";
    public const string Constraints = "Numerics.ConstraintsAttribute";
    public const string GpuKernelsFor = "Numerics.Gpu.GpuKernelsForAttribute";
    public const string DeviceRule = "Numerics.Gpu.DeviceRule";
    public const string BuildingBlock = "Numerics.BuildingBlockAttribute";

    private static readonly Dictionary<string, Kind> KernelKinds = new Kind[]
    {
        Kind.Scalar, Kind.ScalarMask, Kind.Integer, Kind.Vec, Kind.Mask, Kind.Row, Kind.RowMask, Kind.Col, Kind.ColMask, Kind.Mat,
        Kind.MatMask, Kind.Points, Kind.Csr, Kind.SparseRow,
    }.ToDictionary(k => k.ToString());

    public static bool IsNumerics(ITypeSymbol? type, string name) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "Numerics", ContainingNamespace.IsGlobalNamespace: true } }
        && type.Name == name;

    /// <summary>The kernel kind of a vocabulary type, null for any other type.</summary>
    public static Kind? KernelKind(ITypeSymbol? type) =>
        type is not null && KernelKinds.TryGetValue(type.Name, out Kind kind) && IsNumerics(type, type.Name) ? kind : null;

    /// <summary>Whether values of the type are host values of a rule: evaluated once a step.</summary>
    public static bool IsHost(ITypeSymbol? type) => type is { TypeKind: TypeKind.Enum } || type?.SpecialType is
        SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Boolean or
        SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt64;

    /// <summary>An enumeration's constant; in brackets, since a negative one would be read as a subtraction.</summary>
    public static string EnumText(ITypeSymbol type, object constant) =>
        FormattableString.Invariant($"({Name(type)})({constant})");

    /// <summary>Whether a type has type parameters anywhere, so that its name means nothing outside its declaration.</summary>
    public static bool IsOpen(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        INamedTypeSymbol named => named.TypeArguments.Any(IsOpen) || (named.ContainingType is { } outer && IsOpen(outer)),
        _ => false,
    };

    /// <summary>A name as C# takes it, also where it is a keyword.</summary>
    public static string Escaped(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

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

    /// <summary>What an attribute says in its first argument; null where there is none.</summary>
    public static object? Argument(IParameterSymbol p, string attribute) =>
        Attribute(p.GetAttributes(), attribute)?.ConstructorArguments.FirstOrDefault().Value;
}
