using System.Globalization;

namespace Numerics.Generators.Ir;

/// <summary>The host types of a rule's body, and how their constants are spelled: the same text on every framework that the
/// compiler may run on, since it enters semantic hashes.</summary>
internal static class HostTypes
{
    public const string Double = "double";
    public const string Float = "float";
    public const string Int = "int";
    public const string Long = "long";
    public const string ULong = "ulong";
    public const string Bool = "bool";

    private const string NegativeZero = "-0";

    public static string Text(double value) => Special(value, Double) ?? Shortest(value) + "D";

    public static string Text(float value) =>
        Special(value, Float) ?? Shortest(value) + "F";

    public static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture) + "L";

    public static bool IsInteger(string type) => type is Int or Long;

    public static bool IsNumber(string type) => type is Double or Float or Int or Long;

    /// <summary>A literal's value as a double; null for another node.</summary>
    public static double? TryNumber(Node node)
    {
        if (node.Op != Op.Literal || !IsNumber(node.Type))
        {
            return null;
        }

        string text = node.Text.TrimEnd('D', 'F', 'L');
        return text switch
        {
            NegativeZero => -0.0,
            _ when text.EndsWith(".NaN", StringComparison.Ordinal) => double.NaN,
            _ when text.EndsWith(".PositiveInfinity", StringComparison.Ordinal) => double.PositiveInfinity,
            _ when text.EndsWith(".NegativeInfinity", StringComparison.Ordinal) => double.NegativeInfinity,
            _ when node.Type == Float => float.Parse(text, CultureInfo.InvariantCulture),
            _ => double.Parse(text, CultureInfo.InvariantCulture),
        };
    }

    /// <summary>An int or long literal's value; null for another node.</summary>
    public static long? TryInteger(Node node) => node.Op == Op.Literal && IsInteger(node.Type)
        ? long.Parse(node.Text.TrimEnd('L'), CultureInfo.InvariantCulture)
        : null;

    public static bool? TryTruth(Node node) =>
        node.Op == Op.Literal && node.Type == Bool ? node.Text == "true" : null;

    private static string? Special(double value, string type) =>
        double.IsNaN(value) ? type + ".NaN"
        : double.IsPositiveInfinity(value) ? type + ".PositiveInfinity"
        : double.IsNegativeInfinity(value) ? type + ".NegativeInfinity"
        : value == 0 && double.IsNegativeInfinity(1 / value) ? NegativeZero + (type == Double ? "D" : "F")
        : null;

    private static string Shortest(double value)
    {
        foreach (string format in new[] { "G15", "G16" })
        {
            string text = value.ToString(format, CultureInfo.InvariantCulture);
            if (double.Parse(text, CultureInfo.InvariantCulture) == value)
            {
                return text;
            }
        }

        return value.ToString("G17", CultureInfo.InvariantCulture);
    }

    private static string Shortest(float value)
    {
        foreach (string format in new[] { "G7", "G8" })
        {
            string text = value.ToString(format, CultureInfo.InvariantCulture);
            if (float.Parse(text, CultureInfo.InvariantCulture) == value)
            {
                return text;
            }
        }

        return value.ToString("G9", CultureInfo.InvariantCulture);
    }
}
