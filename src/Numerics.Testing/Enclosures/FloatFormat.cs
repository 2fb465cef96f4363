using System.Numerics;

namespace Numerics.Testing;

/// <summary>What bounds need to know of an element type.</summary>
/// <param name="UnitRoundoff">The greatest relative error of one rounding.</param>
/// <param name="Subnormal">The least number above zero: twice the greatest error of a rounding below
/// <paramref name="LeastNormal"/>.</param>
/// <param name="LeastNormal">The least number with full precision.</param>
/// <param name="Greatest">The greatest finite number.</param>
internal sealed record FloatFormat(double UnitRoundoff, double Subnormal, double LeastNormal, double Greatest)
{
    /// <summary>2⁻⁵³.</summary>
    public const double DoubleRoundoff = 1.0 / (1L << 53);

    /// <summary>Roundings in double in a constant: factors that were collected, each with a product, an inverse and a
    /// root, in
    /// chains of at most five.</summary>
    public const double RoundingsPerConstant = 16;

    private static readonly FloatFormat Single =
        new(Math.ScaleB(1, -24), float.Epsilon, Math.ScaleB(1, -126), float.MaxValue);
    private static readonly FloatFormat Double =
        new(DoubleRoundoff, double.Epsilon, Math.ScaleB(1, -1022), double.MaxValue);

    public static FloatFormat Of<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float) ? Single : Double;

    /// <summary>Roundings in double of each operation of the plan, beside the kernel's own: two of the end of the
    /// enclosure. For kernels on float, whose definition is in double, also one of the definition, one of the running
    /// value, and four for factors of a chain that the plan's collected constant has taken in.</summary>
    public double RoundingsPerOperation => IsSingle ? 8 : 2;

    /// <summary>Roundings in double of a number that is compared: the definition's, of its two parts to one, and that of
    /// the difference; on float as many as an operation has.</summary>
    public double RoundingsPerResult => IsSingle ? RoundingsPerOperation : 2;

    /// <summary>Roundings in double of an elementary function: those of an operation, and on float as many for the
    /// definition's function (a composite of at most four platform functions and operations, each within one unit in
    /// the last place). On double the ends are computed in two doubles.</summary>
    public double RoundingsPerFunction => IsSingle ? 16 : RoundingsPerOperation;

    public bool IsSingle => UnitRoundoff > DoubleRoundoff;

    /// <summary>Whether the type has this very number.</summary>
    public bool Represents(double value) => !IsSingle || (float)value == value;

    /// <summary>The number in the type.</summary>
    public double Rounded(double value) => IsSingle ? (float)value : value;

    /// <summary>Whether a constant is zero or a power of two: what the rule says, not a product of other
    /// numbers.</summary>
    public static bool IsPlain(double constant) =>
        constant == 0 || (double.IsFinite(constant) && Math.ScaleB(1, Math.ILogB(constant)) == Math.Abs(constant));

    /// <summary>What a number may differ by after an operation: <paramref name="units"/> unit roundoffs of the type
    /// and
    /// <paramref name="roundings"/> of double, and as many least numbers where precision is lost.</summary>
    public double Slack(double end, double units, double roundings, bool underflows)
    {
        double magnitude = Math.Abs(end);
        double lost = underflows && magnitude < 2 * LeastNormal ? (units + (IsSingle ? 0 : roundings)) * Subnormal : 0;
        return (((units * UnitRoundoff) + (roundings * DoubleRoundoff)) * magnitude) + lost;
    }
}
