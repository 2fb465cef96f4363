using System.Globalization;

namespace Numerics.Generators.Ir;

/// <summary>The host types that a rule's parameters may have, and how their constants are spelled.</summary>
internal static class HostTypes
{
    public const string Double = "double";
    public const string Int = "int";
    public const string Long = "long";
    public const string Bool = "bool";

    public static string Text(double value) =>
        double.IsNaN(value) ? "double.NaN"
        : double.IsPositiveInfinity(value) ? "double.PositiveInfinity"
        : double.IsNegativeInfinity(value) ? "double.NegativeInfinity"
        : value.ToString("R", CultureInfo.InvariantCulture) + "D";

    public static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static double? TryNumber(Node node)
    {
        if (node.Op != Op.Literal || node.Type is not (Double or Int or Long))
        {
            return null;
        }

        return node.Text switch
        {
            "double.NaN" => double.NaN,
            "double.PositiveInfinity" => double.PositiveInfinity,
            "double.NegativeInfinity" => double.NegativeInfinity,
            string text => double.Parse(text.TrimEnd('D', 'L'), CultureInfo.InvariantCulture),
        };
    }

    public static bool? TryTruth(Node node) =>
        node.Op == Op.Literal && node.Type == Bool ? node.Text == "true" : null;
}
