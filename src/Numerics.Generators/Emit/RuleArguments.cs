using Numerics.Generators.Ir;

namespace Numerics.Generators.Emit;

/// <summary>A rule's arguments as eager values: the lists <c>arrays</c> and <c>scalars</c>, and the span <c>host</c>.</summary>
internal static class RuleArguments
{
    /// <summary>The value of a parameter.</summary>
    public static string Spell(RuleModel rule, int parameter)
    {
        Parameter p = rule.Parameters[parameter];
        int before = rule.Parameters.Take(parameter).Count(q => q.Kind == p.Kind);
        return p.Kind switch
        {
            ParameterKind.Array => FormattableString.Invariant($"arrays[{before}]"),
            ParameterKind.Scalar => FormattableString.Invariant($"scalars[{before}]"),
            _ => HostParameters.FromDouble(rule, parameter),
        };
    }
}
