using System.Globalization;
using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>Refuses host values outside the range that a rule's attributes give, and NaN.</summary>
internal static class HyperparameterRange
{
    /// <summary>The value itself, if it is allowed. The bits of a 64-bit whole number are any double.</summary>
    public static double Check(RuleParameter parameter, double value)
    {
        if (parameter.Kind is ParameterKind.Long or ParameterKind.ULong)
        {
            return value;
        }

        bool isAbove = parameter.MinimumExcluded ? value > parameter.Minimum : value >= parameter.Minimum;
        bool isBelow = parameter.MaximumExcluded ? value < parameter.Maximum : value <= parameter.Maximum;
        return isAbove && isBelow ? value : throw new ArgumentOutOfRangeException(
            parameter.Name,
            value.ToString("R", CultureInfo.InvariantCulture),
            $"{parameter.Name} must be {Describe(parameter)}.");
    }

    private static string Describe(RuleParameter parameter)
    {
        string[] parts =
        [
            double.IsNegativeInfinity(parameter.Minimum) ? ""
                : (parameter.MinimumExcluded ? "above " : "at least ") + Text(parameter.Minimum),
            double.IsPositiveInfinity(parameter.Maximum) ? ""
                : (parameter.MaximumExcluded ? "below " : "at most ") + Text(parameter.Maximum),
        ];
        string range = string.Join(" and ", parts.Where(p => p.Length > 0));
        return range.Length > 0 ? range : "a number, not NaN";
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
