using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>Refuses host values outside the range that a rule's attributes give, and NaN.</summary>
internal static class HyperparameterRange
{
    /// <summary>The value itself, if it is allowed. The bits of a 64-bit whole number are any double.</summary>
    public static double Check(RuleParameter parameter, double value)
    {
        if (parameter.Kind is not (ParameterKind.Long or ParameterKind.ULong))
        {
            Runtime.Check.Range(
                value, parameter.Name, parameter.Minimum, parameter.MinimumExcluded, parameter.Maximum, parameter.MaximumExcluded);
        }

        return value;
    }
}
