using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>What is drawn for many positions at once, on lanes of double: the arithmetic of <see cref="Draws"/>.</summary>
/// <remarks>
/// Uniform numbers and signs are made of bits without rounding, so they are the same on every machine and device. Normal numbers
/// take a contraction class from their lanes; the CPU always draws on lanes of <see cref="Separate"/>, so theirs are the same on
/// every CPU too.
/// </remarks>
public static class DrawLanes
{
    /// <summary>Uniform numbers in [0, 1): the highest 53 bits of a block's first word as multiples of 2⁻⁵³.</summary>
    /// <param name="key">The key.</param>
    /// <param name="counter">The counter.</param>
    /// <param name="positions">The positions, as 64-bit whole numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Uniform<V>(ulong key, long counter, V positions)
        where V : struct, ILanes<V, double> => Fraction(Philox.Bits(key, positions, counter).Low);

    /// <summary>Uniform numbers in [0, 1): the highest 24 bits as multiples of 2⁻²⁴, which <see cref="float"/> holds.</summary>
    /// <inheritdoc cref="Uniform{V}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V UniformSingle<V>(ulong key, long counter, V positions)
        where V : struct, ILanes<V, double> => ShortFraction(Philox.Bits(key, positions, counter).Low);

    /// <summary>−1 where a block's highest bit is set, else 1.</summary>
    /// <inheritdoc cref="Uniform{V}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Rademacher<V>(ulong key, long counter, V positions)
        where V : struct, ILanes<V, double> => WithSign(Constant<V>(1), Philox.Bits(key, positions, counter).Low);

    /// <summary>Normal numbers of mean 0 and variance 1: √(−2·log(1 − u))·cos(2π·v) with u and v of a block's two words (Box and
    /// Muller, 1958). At most √(106·log 2) = 8.58 in magnitude; within 4 ULP of the formula.</summary>
    /// <inheritdoc cref="Uniform{V}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Normal<V>(ulong key, long counter, V positions)
        where V : struct, ILanes<V, double>
    {
        (V low, V high) = Philox.Bits(key, positions, counter);
        V logarithm = Elementary.Log<V, double>(Constant<V>(1) - Fraction(low));
        return V.Sqrt(Constant<V>(-2) * logarithm) * V.Apply<TurnCosine>(Fraction(high));
    }

    /// <summary>The 53 highest bits as a fraction. Below the leading bit of 2²⁰ a double's bits count in 2⁻³², below that of ½ in
    /// 2⁻⁵³, so 32 and 21 bits are fractions without a conversion; their sum is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Fraction<V>(V bits)
        where V : struct, ILanes<V, double>
    {
        V lower = V.And(V.ShiftBitsRight(bits, 11), V.Pattern(0, (1 << 21) - 1));
        return Above(V.ShiftBitsRight(bits, 32), 1 << 20) + Above(lower, 0.5);
    }

    /// <summary>The 24 highest bits as a fraction: below the leading bit of 2²⁸ a double's bits count in 2⁻²⁴.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ShortFraction<V>(V bits)
        where V : struct, ILanes<V, double> => Above(V.ShiftBitsRight(bits, 40), 1 << 28);

    /// <summary>Bits as what they count below a power of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Above<V>(V bits, double power)
        where V : struct, ILanes<V, double> => V.Or(bits, Constant<V>(power)) - Constant<V>(power);

    /// <summary>A number with its sign flipped where the highest bit is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V WithSign<V>(V number, V bits)
        where V : struct, ILanes<V, double> => V.Xor(number, V.And(bits, Constant<V>(-0.0)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Constant<V>(double value)
        where V : struct, ILanes<V, double> => V.Constant(0, value);

    /// <summary>cos(2π·x) for a multiple x of 2⁻⁵³ in [0, 1).</summary>
    /// <remarks>4x = q + r with a whole q and |r| ≤ ½, exactly; the cosine is cos, −sin, −cos, sin of π/2·r as q mod 4 is 0, 1, 2, 3.
    /// Both are Taylor's series in r, cut off where terms are below 2⁻⁵⁴ of the whole.</remarks>
    private readonly struct TurnCosine : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V, T>(V x)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            // Above 1.5·2⁵² doubles are whole numbers, and their lowest bits those of the number that was added.
            V whole = Number<V, T>(6755399441055744);
            V shifted = (Number<V, T>(4) * x) + whole;
            V rest = (Number<V, T>(4) * x) - (shifted - whole);
            V square = rest * rest;
            V sign = Number<V, T>(-0.0);
            V odd = V.LessThan(V.Or(V.And(V.ShiftBitsLeft(shifted, 63), sign), Number<V, T>(1)), V.Zero);
            V magnitude = V.Select(odd, rest * Sine<V, T>(square), Cosine<V, T>(square));
            V second = V.ShiftBitsLeft(V.AddBits(shifted, V.Pattern(0, 1)), 62);
            return V.Xor(magnitude, V.And(second, sign));
        }

        /// <summary>sin(π/2·r)/r in r².</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V Sine<V, T>(V square)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            V p = Number<V, T>(-6.688035109811468e-10);
            p = Step<V, T>(p, square, 5.692172921967927e-08);
            p = Step<V, T>(p, square, -3.598843235212085e-06);
            p = Step<V, T>(p, square, 0.00016044118478735983);
            p = Step<V, T>(p, square, -0.004681754135318688);
            p = Step<V, T>(p, square, 0.07969262624616705);
            p = Step<V, T>(p, square, -0.6459640975062463);
            return Step<V, T>(p, square, 1.5707963267948966);
        }

        /// <summary>cos(π/2·r) in r².</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V Cosine<V, T>(V square)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            V p = Number<V, T>(6.565963114979473e-11);
            p = Step<V, T>(p, square, -6.386603083791852e-09);
            p = Step<V, T>(p, square, 4.710874778818172e-07);
            p = Step<V, T>(p, square, -2.5202042373060607e-05);
            p = Step<V, T>(p, square, 0.0009192602748394266);
            p = Step<V, T>(p, square, -0.02086348076335296);
            p = Step<V, T>(p, square, 0.25366950790104803);
            p = Step<V, T>(p, square, -1.2337005501361697);
            return Step<V, T>(p, square, 1);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V Step<V, T>(V p, V x, double c)
            where V : struct, ILanes<V, T>
            where T : unmanaged => V.MultiplyAdd(p, x, Number<V, T>(c));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V Number<V, T>(double value)
            where V : struct, ILanes<V, T>
            where T : unmanaged => V.Constant((float)value, value);
    }
}
