using System.Numerics;

namespace Numerics.Testing;

/// <summary>Floats and doubles as whole numbers: sign, exponent and mantissa.</summary>
internal static class FloatBits<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly bool IsSingle = typeof(T) == typeof(float);

    public static int MantissaBits { get; } = IsSingle ? 23 : 52;

    public static int Bias { get; } = IsSingle ? 127 : 1023;

    public static int TopExponent => 2 * Bias + 1;

    public static ulong MantissaMask => (1UL << MantissaBits) - 1;

    public static T Of(bool isNegative, int exponent, ulong mantissa)
    {
        ulong bits = ((ulong)exponent << MantissaBits) | mantissa;
        return IsSingle
            ? (T)(object)BitConverter.UInt32BitsToSingle((uint)bits | (isNegative ? 1u << 31 : 0))
            : (T)(object)BitConverter.UInt64BitsToDouble(bits | (isNegative ? 1UL << 63 : 0));
    }

    public static (bool IsNegative, int Exponent, ulong Mantissa) Split(T value)
    {
        ulong bits = IsSingle
            ? BitConverter.SingleToUInt32Bits((float)(object)value)
            : BitConverter.DoubleToUInt64Bits((double)(object)value);
        return (
            bits >> (IsSingle ? 31 : 63) != 0,
            (int)((bits >> MantissaBits) & (ulong)TopExponent),
            bits & MantissaMask);
    }

    /// <summary>The number's place in the order of all numbers, the two zeros both at 0.</summary>
    public static long Place(T value)
    {
        (bool isNegative, int exponent, ulong mantissa) = Split(value);
        long place = ((long)exponent << MantissaBits) | (long)mantissa;
        return isNegative ? -place : place;
    }

    public static T At(long place)
    {
        ulong size = (ulong)Math.Abs(place);
        return Of(place < 0, (int)(size >> MantissaBits), size & MantissaMask);
    }

    /// <summary>How hard a number is to read: each shrink makes it less.</summary>
    public static (int, int, int, ulong) Difficulty(T value)
    {
        (bool isNegative, int exponent, ulong mantissa) = Split(value);
        int sign = isNegative ? 1 : 0;
        if (exponent == TopExponent)
        {
            return (MantissaBits + 1, TopExponent, sign, mantissa);
        }

        // A denormal is read as a multiple of the least one.
        int digits = exponent == 0 ? 64 - BitOperations.LeadingZeroCount(mantissa)
            : mantissa == 0 ? 0 : MantissaBits - BitOperations.TrailingZeroCount(mantissa);
        int scale = exponent == 0 && mantissa == 0 ? -1 : Math.Abs(exponent - Bias);
        return (digits, scale, sign, mantissa);
    }
}
