using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <summary>The promises of a rule: its attributes that derive from <c>PromiseAttribute</c>, with what they name
/// found.</summary>
internal sealed class PromiseParser(
    IMethodSymbol method,
    ImmutableArray<Parameter> parameters,
    ImmutableArray<SignatureResult> results,
    DiagnosticSink sink,
    Func<IMethodSymbol, bool> isEmitted)
{
    private readonly PromiseNames _names = new(method, parameters, sink);

    private bool IsOptimizer => parameters.Any(p => p.Role == ParameterRole.Gradient);

    private bool IsFunction => results.Length == 1 && results[0].Kind == Kind.Scalar && HasPoint;

    private bool HasPoint => parameters.Any(p => p.Kind == Ir.ParameterKind.Array);

    public ImmutableArray<Promise> Parse() => method.GetAttributes().Where(IsPromise)
        .Select(Parse).OfType<Promise>().ToImmutableArray();

    private static bool IsPromise(AttributeData attribute) =>
        KnownTypes.IsNumerics(attribute.AttributeClass?.BaseType, "PromiseAttribute");

    private Promise? Parse(AttributeData a)
    {
        if (a.AttributeConstructor is null || a.ConstructorArguments.Concat(a.NamedArguments.Select(n => n.Value))
            .Any(c => c.Kind == TypedConstantKind.Error))
        {
            sink.RejectBroken();
            return null;
        }

        ImmutableArray<Setting>? when = ParseWhen(a);
        string? wants = WhatItWants(a);
        if (wants is not null)
        {
            sink.Report(Descriptors.PromiseUnfit, _names.At(a), Title(a), method.Name, wants);
        }

        return when is null || wants is not null ? null : Parse(a, Text(a), when.Value);
    }

    /// <summary>What a rule must be to make the promise, if it is not.</summary>
    private string? WhatItWants(AttributeData a) => Title(a) switch
    {
        "Bounded" or "Decreases" => results.Any(r => r.Kind == Kind.Vec && r.Updates >= 0)
            ? null : "replaces an array: name a result after it",
        "FixedPoint" => IsOptimizer ? null : "has a gradient",
        "Equivariant" when Has(a, "None") => "names a symmetry",
        "Equivariant" when Has(a, "GradientScale") => IsOptimizer ? null : "has a gradient",
        "Conjugate" or "StronglyConvex" => IsFunction ? null : "gives one Scalar and nothing else",
        "Projection" => results.Length == 1 && results[0].Kind == Kind.Vec && !IsOptimizer
            ? null : "gives one array and has no gradient",
        _ => null,
    };

    private static bool Has(AttributeData a, string member) =>
        a.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Enum } value && Members(value).Contains(member);

    private Promise? Parse(AttributeData a, string text, ImmutableArray<Setting> when)
    {
        switch (Title(a))
        {
            case "Bounded":
                return _names.Number(a, First(a)) is { } by
                    ? new Bounded(text, when, by, EnumText(a, "Norm", "ArrayNorm.Greatest"), Named(a, "IsRelative") is true)
                    : null;
            case "Equivariant":
                return new Equivariant(text, when, Spell(a.ConstructorArguments.FirstOrDefault()));
            case "Decreases":
                return _names.Function(a, First(a)) is { } potential && TryNumber(a, Named(a, "Factor") as string, out Quantity? factor)
                    ? new Decreases(text, when, potential, factor) : null;
            case "Conjugate":
                return _names.FunctionOfPoint(a, First(a), Kind.Scalar) is { } conjugate
                    && _names.FunctionOfPoint(a, Second(a), Kind.Vec) is { } subgradient
                    ? new Conjugate(text, when, conjugate, subgradient) : null;
            case "StronglyConvex":
                return TryNumber(a, First(a), out Quantity? modulus)
                    ? new StronglyConvex(text, when, modulus, EnumText(a, "Norm", "ArrayNorm.Euclidean")) : null;
            case "Projection": return new Projection(text, when);
            case "FixedPoint": return new FixedPoint(text, when);
            case "ReducesTo": return new RuleReference(method, parameters, sink, isEmitted).Parse(a, _names.At(a), text, when);
            default: return null;
        }
    }

    /// <summary>A number that may be left out.</summary>
    private bool TryNumber(AttributeData a, string? name, out Quantity? number)
    {
        number = name is null ? null : _names.Number(a, name);
        return name is null || number is not null;
    }

    /// <summary>The settings of <c>When</c>; null where they are none.</summary>
    private ImmutableArray<Setting>? ParseWhen(AttributeData a)
    {
        ImmutableArray<Setting>.Builder settings = ImmutableArray.CreateBuilder<Setting>();
        foreach (string part in (Named(a, "When") as string ?? "").Split([','], StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = part.Split('=');
            int parameter = parameters.ToList().FindIndex(p => p.IsHost && p.Name == sides[0].Trim());
            if (sides.Length != 2 || parameter < 0 || Value(sides[1].Trim()) is not double value
                || !RangeParser.Holds(parameters[parameter].Range, value))
            {
                sink.Report(Descriptors.PromiseCondition, _names.At(a), part.Trim(), method.Name);
                return null;
            }

            settings.Add(new Setting(parameter, value));
        }

        return settings.ToImmutable();
    }

    private static double? Value(string text) => text switch
    {
        "true" => 1,
        "false" => 0,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null,
    };

    private static string Title(AttributeData a) => a.AttributeClass!.Name.Replace("Attribute", "");

    private static string? First(AttributeData a) => a.ConstructorArguments.FirstOrDefault().Value as string;

    private static string? Second(AttributeData a) => a.ConstructorArguments.Skip(1).FirstOrDefault().Value as string;

    private static object? Named(AttributeData a, string name) => a.NamedArguments.FirstOrDefault(n => n.Key == name).Value.Value;

    /// <summary>The promise in words: the attribute as its user would write it.</summary>
    private static string Text(AttributeData a)
    {
        IEnumerable<string> arguments = a.ConstructorArguments.Where(c => !c.IsNull).Select(Word)
            .Concat(a.NamedArguments.Select(n => $"{n.Key} = {Word(n.Value)}"));
        string all = string.Join(", ", arguments);
        return all.Length == 0 ? Title(a) : $"{Title(a)}({all})";
    }

    private static string Word(TypedConstant c) => c.Kind switch
    {
        TypedConstantKind.Enum => string.Join(" | ", Members(c)),
        TypedConstantKind.Type => ((ITypeSymbol)c.Value!).Name,
        _ when c.Value is bool b => b ? "true" : "false",
        _ when c.Value is string text => $"\"{text}\"",
        _ => FormattableString.Invariant($"{c.Value}"),
    };

    private static string EnumText(AttributeData a, string name, string otherwise) =>
        a.NamedArguments.FirstOrDefault(n => n.Key == name).Value is { Kind: TypedConstantKind.Enum } value
            ? Spell(value) : "global::Numerics." + otherwise;

    /// <summary>An enumeration's value in code.</summary>
    public static string Spell(TypedConstant value) =>
        string.Join(" | ", Members(value).Select(m => $"{KnownTypes.Name(value.Type!)}.{m}"));

    /// <summary>The members that make up an enumeration's value.</summary>
    private static IEnumerable<string> Members(TypedConstant value)
    {
        int number = value.Value is int n ? n : 0;
        List<IFieldSymbol> members = value.Type!.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue).ToList();
        IFieldSymbol? exact = members.FirstOrDefault(f => f.ConstantValue is int m && m == number);
        return exact is not null
            ? [exact.Name]
            : members.Where(f => f.ConstantValue is int m && m != 0 && (number & m) == m).Select(f => f.Name);
    }
}
