using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>Whole numbers as tables of values have them, 64 bits in a double, and as numbers.</summary>
internal static class WholeNumbers
{
    /// <summary>A number as tables have one of its kind.</summary>
    public static double ToTable(ParameterKind kind, double number) =>
        kind is ParameterKind.Long or ParameterKind.ULong or ParameterKind.Integer
            ? BitConverter.Int64BitsToDouble((long)number)
            : number;

    /// <summary>The number that the bits are.</summary>
    public static double FromBits(double bits) => BitConverter.DoubleToInt64Bits(bits);
}
