using System.Text;

namespace Numerics.Fuzzer;

/// <summary>A random rule as C#.</summary>
public static class RuleText
{
    /// <summary>What every source starts with.</summary>
    public const string Usings = """
        using System;
        using Numerics;
        using static Numerics.Functions;

        namespace Fuzzed;


        """;

    /// <summary>The functions that take functions.</summary>
    public const string Shared = """
        public static class Shared
        {
            public static Vec Twice(Vec x, Func<Vec, Vec> f) => f(f(x));

            public static Vec Combine(Vec x, Vec y, Func<Vec, Vec, Vec> f) => f(x, y) + f(y, x);

            public static Scalar Reduced(Vec x, Func<Vec, Scalar> f) => f(x) + f(-x);

            public static Scalar Settled(Scalar start, Func<Scalar, Scalar> map)
            {
                (Scalar value, _) = FixedPoint(start, map, 4);
                return value;
            }
        }

        """;

    /// <summary>The rule's class.</summary>
    public static string Of(RandomRule rule)
    {
        var text = new StringBuilder();
        text.Append("public static partial class ").Append(rule.Name).Append("\n{\n");
        foreach (RuleHelper helper in rule.Helpers.Where(h => !h.IsLocal))
        {
            text.Append("    ").Append(helper.Declaration).Append(helper.Body).Append(";\n\n");
        }

        bool isTuple = rule.Results.Length > 1;
        string first = rule.Results[0].Name;
        if (!isTuple && rule.Inputs.Any(i => i.Name == first))
        {
            text.Append("    [return: Updates(\"").Append(first).Append("\")]\n");
        }

        string types = string.Join(", ", rule.Results.Select(r => TypeOf(r) + (isTuple ? " " + r.Name : "")));
        text.Append("    [UpdateRule]\n    public static ").Append(isTuple ? $"({types})" : types).Append(" Step(")
            .AppendJoin(", ", rule.Inputs.Select(i => i.Declaration)).Append(")\n    {\n");
        AppendBody(text, rule);
        string values = string.Join(",\n            ", rule.Results.Select(r => r.Value));
        text.Append("        return ").Append(isTuple ? $"({values})" : values).Append(";\n    }\n}\n");
        return text.ToString();
    }

    private static void AppendBody(StringBuilder text, RandomRule rule)
    {
        foreach (RuleHelper helper in rule.Helpers.Where(h => h.IsLocal))
        {
            text.Append("        ").Append(helper.Declaration).Append(helper.Body).Append(";\n");
        }

        foreach (RuleLocal local in rule.Locals)
        {
            string type = Name(local.Value.Kind);
            text.Append("        ").Append(type).Append(' ').Append(local.Name)
                .Append(" = ").Append(local.Value).Append(";\n");
            if (local.Condition is not null)
            {
                text.Append("        if (").Append(local.Condition).Append(")\n        {\n            ")
                    .Append(local.Name).Append(" = ").Append(local.Other).Append(";\n        }\n\n");
            }
        }
    }

    private static string TypeOf(RuleResult result) => Name(result.Value.Kind);

    private static string Name(TermKind kind) => kind switch
    {
        TermKind.Host => "double",
        TermKind.Condition => "bool",
        _ => kind.ToString(),
    };
}
