using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <summary>One parameter of a method.</summary>
internal sealed class ParameterParser(DiagnosticSink sink)
{
    private readonly RangeParser _ranges = new(sink);

    public Parameter Parse(IParameterSymbol p, bool isBuildingBlock, ParameterRole role, bool isReturned)
    {
        Ir.ParameterKind? kind = p.RefKind != RefKind.None || p.IsParams ? null : ParseKind(p.Type, isBuildingBlock);
        CheckType(p, kind);
        CheckAttributes(p, kind, role, isReturned);
        double? number = DefaultNumber(p);
        Range range = _ranges.Parse(p, kind, number);
        if (role == ParameterRole.StepNumber && double.IsNegativeInfinity(range.Minimum))
        {
            range = range with { Minimum = 1 };
        }

        // A number that is kept from step to step starts at its written default, unless an attribute says otherwise.
        double? written = role == ParameterRole.State ? number : null;
        double start = KnownTypes.Argument(p, "StartsAtAttribute") as double? ?? written ?? 0;
        return new Parameter(
            p.Name,
            kind ?? Ir.ParameterKind.Double,
            role,
            KnownTypes.Name(p.Type),
            DefaultText(p),
            number,
            range,
            start,
            KnownTypes.Argument(p, "StateNameAttribute") as string,
            Domain(p))
        {
            Members = MembersOf(p.Type),
            Shape = kind == Ir.ParameterKind.Array ? KnownTypes.KernelKind(p.Type) ?? Kind.Vec : Kind.Vec,
        };
    }

    private void CheckType(IParameterSymbol p, Ir.ParameterKind? kind)
    {
        if (kind is null && p.Type.TypeKind == TypeKind.Error)
        {
            sink.RejectBroken();
        }
        else if (kind is null)
        {
            sink.Report(Descriptors.ParameterType, p.Locations.FirstOrDefault(), p.Name, p.Type.ToDisplayString());
        }

        if (kind is Ir.ParameterKind.Array or Ir.ParameterKind.Scalar or Ir.ParameterKind.Integer && p.HasExplicitDefaultValue)
        {
            sink.Report(
                Descriptors.Unsupported, p.Locations.FirstOrDefault(), $"a default for “{p.Name}”", "pass arrays and Scalars always");
        }
    }

    private void CheckAttributes(IParameterSymbol p, Ir.ParameterKind? kind, ParameterRole role, bool isReturned)
    {
        if (role == ParameterRole.StepNumber && (kind != Ir.ParameterKind.Int || isReturned))
        {
            sink.Report(Descriptors.StepNumber, p.Locations.FirstOrDefault(), p.Name);
        }

        if (kind != Ir.ParameterKind.Array && KnownTypes.HasAttribute(p, "DomainAttribute"))
        {
            sink.Report(Descriptors.DomainOfArray, p.Locations.FirstOrDefault(), p.Name);
        }
    }

    private static EquatableArray<double> MembersOf(ITypeSymbol type) => type.TypeKind != TypeKind.Enum ? [] : type.GetMembers()
        .OfType<IFieldSymbol>().Where(f => f.HasConstantValue)
        .Select(f => Convert.ToDouble(f.ConstantValue, System.Globalization.CultureInfo.InvariantCulture)).Distinct().ToList();

    private static Ir.ParameterKind? ParseKind(ITypeSymbol type, bool isBuildingBlock) =>
        KnownTypes.KernelKind(type) switch
        {
            Kind.Vec or Kind.Row or Kind.Col or Kind.Mat or Kind.Points or Kind.Csr => Ir.ParameterKind.Array,
            Kind.Scalar => Ir.ParameterKind.Scalar,
            Kind.Integer => Ir.ParameterKind.Integer,
            not null => null,
            null => type switch
            {
                { TypeKind: TypeKind.Enum } => Ir.ParameterKind.Enum,
                { SpecialType: SpecialType.System_Double } => Ir.ParameterKind.Double,
                { SpecialType: SpecialType.System_Int32 } => Ir.ParameterKind.Int,
                { SpecialType: SpecialType.System_Boolean } => Ir.ParameterKind.Bool,
                { SpecialType: SpecialType.System_Int64 } => Ir.ParameterKind.Long,
                { SpecialType: SpecialType.System_UInt64 } => Ir.ParameterKind.ULong,
                INamedTypeSymbol { DelegateInvokeMethod: { } invoke } when isBuildingBlock && IsKernelFunction(invoke)
                    => Ir.ParameterKind.Function,
                _ => null,
            },
        };

    /// <summary>A function of arrays and Scalars that gives one.</summary>
    private static bool IsKernelFunction(IMethodSymbol invoke) => KnownTypes.KernelKind(invoke.ReturnType) is not null
        && invoke.Parameters.All(p => p.RefKind == RefKind.None && KnownTypes.KernelKind(p.Type) is not null);

    private static string? Domain(IParameterSymbol p) =>
        KnownTypes.Attribute(p.GetAttributes(), "DomainAttribute") is { ConstructorArguments: { Length: 1 } arguments }
        && arguments[0].Kind == TypedConstantKind.Enum ? PromiseParser.Spell(arguments[0]) : null;

    public static double? DefaultNumber(IParameterSymbol p) => !p.HasExplicitDefaultValue ? null : p.ExplicitDefaultValue switch
    {
        double d => d,
        bool b => b ? 1 : 0,
        IConvertible c and not string => c.ToDouble(System.Globalization.CultureInfo.InvariantCulture),
        _ => 0,
    };

    private static string? DefaultText(IParameterSymbol p) => !p.HasExplicitDefaultValue ? null : p.ExplicitDefaultValue switch
    {
        double d => HostTypes.Text(d),
        bool b => b ? "true" : "false",
        null => "default",
        var value when p.Type.TypeKind == TypeKind.Enum => KnownTypes.EnumText(p.Type, value),
        var value => FormattableString.Invariant($"{value}"),
    };
}
