using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <summary>A result as the signature declares it.</summary>
internal sealed record SignatureResult(string Name, Kind Kind, int Updates, string Type);

/// <summary>Parameters, results and the roles that follow from their names and attributes.</summary>
internal sealed class SignatureParser(DiagnosticSink sink)
{
    private const int MostArrays = 16;

    public ImmutableArray<Parameter> ParseParameters(IMethodSymbol method, bool isBuildingBlock)
    {
        HashSet<string> returned = [.. ReturnedNames(method)];
        string? gradient = isBuildingBlock ? null : Gradient(method, returned);
        string? optimised = gradient is null ? null : method.Parameters
            .FirstOrDefault(p => IsArray(p) && returned.Contains(p.Name))?.Name;
        if (optimised is null)
        {
            CheckUnused(method, gradient);
            gradient = null;
        }

        ImmutableArray<Parameter> parameters = method.Parameters
            .Select(p => ParseParameter(p, isBuildingBlock, Role(p, returned, gradient, optimised), returned))
            .ToImmutableArray();
        if (!isBuildingBlock && !parameters.Any(p => p.Kind == Ir.ParameterKind.Array))
        {
            sink.Report(Descriptors.NoArray, method.Locations.FirstOrDefault(), method.Name);
        }

        if (optimised is not null)
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

    public ImmutableArray<SignatureResult> ParseResults(
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

    private static IEnumerable<string> ReturnedNames(IMethodSymbol method) => Returned(method).Select(r => r.Name);

    private static bool IsArray(IParameterSymbol parameter) =>
        KnownTypes.KernelKind(parameter.Type) is Kind.Vec or Kind.Row or Kind.Col or Kind.Mat or Kind.Points;

    /// <summary>The gradient: marked, or exactly one unreturned array called g or gradient.</summary>
    private string? Gradient(IMethodSymbol method, HashSet<string> returned)
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
    private void CheckUnused(IMethodSymbol method, string? gradient)
    {
        if (method.Parameters.FirstOrDefault(p => p.Name == gradient && KnownTypes.HasAttribute(p, "GradientAttribute")) is { } marked)
        {
            sink.Report(Descriptors.Gradient, marked.Locations.FirstOrDefault(), marked.Name);
        }
    }

    private static ParameterRole Role(IParameterSymbol p, HashSet<string> returned, string? gradient, string? optimised) =>
        KnownTypes.HasAttribute(p, "StepNumberAttribute") ? ParameterRole.StepNumber
        : KnownTypes.HasAttribute(p, "InputAttribute") ? ParameterRole.Input
        : gradient is null ? ParameterRole.None
        : p.Name == gradient ? ParameterRole.Gradient
        : p.Name == optimised ? ParameterRole.Parameter
        : returned.Contains(p.Name) ? ParameterRole.State
        : KnownTypes.KernelKind(p.Type) is not null ? ParameterRole.Input
        : ParameterRole.None;

    private Parameter ParseParameter(IParameterSymbol p, bool isBuildingBlock, ParameterRole role, HashSet<string> returned)
    {
        Ir.ParameterKind? kind = p.RefKind != RefKind.None || p.IsParams ? null : ParseKind(p.Type, isBuildingBlock);
        if (kind is null)
        {
            if (p.Type.TypeKind == TypeKind.Error)
            {
                sink.RejectBroken();
            }
            else
            {
                sink.Report(
                    Descriptors.ParameterType, p.Locations.FirstOrDefault(), p.Name, p.Type.ToDisplayString());
            }
        }

        if (kind is Ir.ParameterKind.Array or Ir.ParameterKind.Scalar or Ir.ParameterKind.Integer && p.HasExplicitDefaultValue)
        {
            sink.Report(
                Descriptors.Unsupported, p.Locations.FirstOrDefault(), $"a default for “{p.Name}”", "pass arrays and Scalars always");
        }

        if (role == ParameterRole.StepNumber && (kind != Ir.ParameterKind.Int || returned.Contains(p.Name)))
        {
            sink.Report(Descriptors.StepNumber, p.Locations.FirstOrDefault(), p.Name);
        }

        if (kind != Ir.ParameterKind.Array && KnownTypes.HasAttribute(p, "DomainAttribute"))
        {
            sink.Report(Descriptors.DomainOfArray, p.Locations.FirstOrDefault(), p.Name);
        }

        double? number = DefaultNumber(p);
        Range range = ParseRange(p, kind, number);
        if (role == ParameterRole.StepNumber && double.IsNegativeInfinity(range.Minimum))
        {
            range = range with { Minimum = 1 };
        }

        // A number that is kept from step to step starts at its written default, unless an attribute says otherwise.
        double? written = role == ParameterRole.State ? number : null;
        double start = Argument(p, "StartsAtAttribute") as double? ?? written ?? 0;
        return new Parameter(
            p.Name,
            kind ?? Ir.ParameterKind.Double,
            role,
            KnownTypes.Name(p.Type),
            DefaultText(p),
            number,
            range,
            start,
            Argument(p, "StateNameAttribute") as string,
            Domain(p))
        {
            Members = MembersOf(p.Type),
            Shape = kind == Ir.ParameterKind.Array ? KnownTypes.KernelKind(p.Type) ?? Kind.Vec : Kind.Vec,
        };
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

    private static object? Argument(IParameterSymbol p, string attribute) =>
        KnownTypes.Attribute(p.GetAttributes(), attribute)?.ConstructorArguments.FirstOrDefault().Value;

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

    private Range ParseRange(IParameterSymbol p, Ir.ParameterKind? kind, double? number)
    {
        double? atLeast = Argument(p, "AtLeastAttribute") as double?;
        double? above = Argument(p, "AboveAttribute") as double?;
        double? atMost = Argument(p, "AtMostAttribute") as double?;
        double? below = Argument(p, "BelowAttribute") as double?;
        var range = new Range(
            above ?? atLeast ?? double.NegativeInfinity,
            above is not null,
            below ?? atMost ?? double.PositiveInfinity,
            below is not null);
        bool given = (atLeast ?? above ?? atMost ?? below) is not null;
        string? misfit = (atLeast is not null && above is not null) || (atMost is not null && below is not null)
            ? "a side has two limits"
            : WhyMisfit(range, kind, number);
        if (given && misfit is not null)
        {
            sink.Report(Descriptors.RangeAttribute, p.Locations.FirstOrDefault(), p.Name, misfit);
        }

        return range;
    }

    private static string? WhyMisfit(Range range, Ir.ParameterKind? kind, double? number) =>
        kind is not (Ir.ParameterKind.Double or Ir.ParameterKind.Int or Ir.ParameterKind.Long) ? "only a double or an int has one"
        : !IsInhabited(range) ? "no number lies in it"
        : number is double value && !Holds(range, value)
            ? FormattableString.Invariant($"the default {value:R} does not lie in it")
        : null;

    private static bool IsInhabited(Range range) => range.Minimum < range.Maximum
        || (range.Minimum == range.Maximum && !range.MinimumExcluded && !range.MaximumExcluded);

    public static bool Holds(Range range, double value) =>
        (range.MinimumExcluded ? value > range.Minimum : value >= range.Minimum)
        && (range.MaximumExcluded ? value < range.Maximum : value <= range.Maximum);

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
