using Numerics.Generators.Ir;

namespace Numerics.Generators.Emit;

/// <summary>Host parameters travel as doubles in declaration order; this gives them their own types and names back.</summary>
internal static class HostParameters
{
    /// <summary>A member of the rule's type as a method with the rule's parameters names it: in full where a parameter has its
    /// name.</summary>
    public static string Member(RuleModel rule, string member, string? container = null) =>
        rule.Parameters.All(p => p.Name != member) ? member : $"{container ?? TypeOf(rule)}.{member}";

    /// <summary>The rule's type, in full.</summary>
    public static string TypeOf(RuleModel rule) =>
        Full(rule, string.Join(".", rule.Types.Select(t => Names.Escape(t.Name))));

    /// <summary>A type of the rule's namespace, in full.</summary>
    public static string Full(RuleModel rule, string type) =>
        "global::" + (rule.Namespace.Length > 0 ? rule.Namespace + "." : "") + type;

    /// <summary>The position of a host parameter among the host parameters.</summary>
    public static int PositionOf(RuleModel rule, int parameter) => rule.Parameters.Take(parameter).Count(p => p.IsHost);

    /// <summary>A local for each parameter (by its position among all) that is needed.</summary>
    public static Dictionary<int, string> Unpack(SourceWriter w, RuleModel rule, Names names, ICollection<int> needed)
    {
        Dictionary<int, string> locals = [];
        for (int i = 0; i < rule.Parameters.Count; i++)
        {
            if (rule.Parameters[i].IsHost && needed.Contains(i))
            {
                locals[i] = names.Take(rule.Parameters[i].Name);
                w.Line($"{rule.Parameters[i].Type} {locals[i]} = {FromDouble(rule, i)};");
            }
        }

        return locals;
    }

    /// <summary>The parameter read from the span <paramref name="host"/>.</summary>
    public static string FromDouble(RuleModel rule, int parameter, string host = "host")
    {
        string value = FormattableString.Invariant($"{host}[{PositionOf(rule, parameter)}]");
        return rule.Parameters[parameter].Kind switch
        {
            ParameterKind.Bool => value + " != 0",
            ParameterKind.Int => "(int)" + value,
            ParameterKind.Long => $"BitConverter.DoubleToInt64Bits({value})",
            ParameterKind.ULong => $"BitConverter.DoubleToUInt64Bits({value})",
            ParameterKind.Enum => $"({rule.Parameters[parameter].Type})(long){value}",
            _ => value,
        };
    }

    /// <summary>An argument as a double.</summary>
    public static string ToDouble(Parameter parameter, string value) => parameter.Kind switch
    {
        ParameterKind.Bool => $"{value} ? 1D : 0D",
        ParameterKind.Enum => $"(long){value}",
        ParameterKind.Long => $"BitConverter.Int64BitsToDouble({value})",
        ParameterKind.ULong => $"BitConverter.UInt64BitsToDouble({value})",
        _ => value,
    };

    /// <summary>The span <c>host</c> from the arguments of a method.</summary>
    public static void EmitSpan(SourceWriter w, RuleModel rule, string[] names, string host)
    {
        string numbers = string.Join(
            ", ", Enumerable.Range(0, names.Length).Where(i => rule.Parameters[i].IsHost)
                .Select(i => ToDouble(rule.Parameters[i], names[i])));
        w.Line($"ReadOnlySpan<double> {host} = [{numbers}];");
    }

    /// <summary>Checks of the numbers that have a range; a hyperparameter without one must be a number.</summary>
    public static void EmitChecks(SourceWriter w, RuleModel rule, string[] names)
    {
        for (int i = 0; i < names.Length; i++)
        {
            EmitCheck(w, rule.Parameters[i], names[i]);
        }
    }

    /// <summary>The check of one number.</summary>
    public static void EmitCheck(SourceWriter w, Parameter p, string name)
    {
        if (p.Kind == ParameterKind.Enum)
        {
            w.Line($"Runtime::Check.Member({name}, \"{p.Name}\");");
        }

        if (p.Kind is ParameterKind.Double or ParameterKind.Int && RangeOf(p) is { } range)
        {
            w.Line($"Runtime::Check.{range.Replace("(", $"({name}, \"{p.Name}\"")};");
        }
    }

    /// <summary>The check of a parameter's range; a hyperparameter without a range must only be a number.</summary>
    private static string? RangeOf(Parameter p)
    {
        Ir.Range r = p.Range;
        if (r == Ir.Range.Any)
        {
            bool isHyperparameter = p.Role == ParameterRole.None && p.Kind == ParameterKind.Double;
            return isHyperparameter ? "Number()" : null;
        }

        return $"Range(, {HostTypes.Text(r.Minimum)}, {(r.MinimumExcluded ? "true" : "false")}, "
            + $"{HostTypes.Text(r.Maximum)}, {(r.MaximumExcluded ? "true" : "false")})";
    }
}
