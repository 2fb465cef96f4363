using Microsoft.CodeAnalysis;
using Numerics.Generators.Diagnostics;
using Numerics.Generators.Ir;

namespace Numerics.Generators.Parse;

/// <summary>The numbers that a parameter may have, from its attributes.</summary>
internal sealed class RangeParser(DiagnosticSink sink)
{
    public Range Parse(IParameterSymbol p, Ir.ParameterKind? kind, double? number)
    {
        double? atLeast = KnownTypes.Argument(p, "AtLeastAttribute") as double?;
        double? above = KnownTypes.Argument(p, "AboveAttribute") as double?;
        double? atMost = KnownTypes.Argument(p, "AtMostAttribute") as double?;
        double? below = KnownTypes.Argument(p, "BelowAttribute") as double?;
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
}
