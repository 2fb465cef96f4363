using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <content>The exponential function and what is built on it.</content>
/// <remarks>
/// eˣ = 2ⁿ·eʳ with n = x/ln 2 rounded to an integer and r = x − n·ln 2, so |r| ≤ ½·ln 2. ln 2 is split in two: the first part
/// has so few bits that n times it is exact, so the subtraction loses nothing. eʳ = 1 + r + r²·q(r) with a polynomial q.
/// <para>n comes without a conversion: x/ln 2 + 1.5·2^f, f the number of fraction bits, has no room for a fraction, and its
/// lowest bits are n. 2ⁿ is then a shift of these bits into the exponent's place.</para>
/// </remarks>
public static partial class Elementary
{
    private const double InverseLn2 = 1.4426950408889634;

    /// <summary>eˣ. Error at most 0.99 (float), 0.97 (double) ULP.</summary>
    /// <remarks>Beyond the range +∞ and 0, by way of the denormals; NaN gives NaN.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.Apply<ExpFunction>(x);

    /// <summary>eˣ − 1, accurate where x is near 0 too. Error at most 1.35 (float), 1.32 (double) ULP.</summary>
    /// <remarks>−∞ gives −1, ±0 themselves, beyond the range +∞; NaN gives NaN.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.Apply<Expm1Function>(x);

    private readonly struct ExpFunction : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V, T>(V x)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            V within = V.Within(x, Constant<V, T>(-104, -746), Constant<V, T>(89, 710));
            V steps = PowerOfTwo<V, T>(within);
            (V linear, V higher) = Exponent<V, T>(within, steps);
            return V.Scale(Constant<V, T>(1) + (linear + higher), steps);
        }
    }

    private readonly struct Expm1Function : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V, T>(V x)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            // 2ⁿ·(eʳ − 1) + (2ⁿ − 1); for n > 0 half of it is computed and doubled, since 2ⁿ leaves the range before eˣ − 1 does.
            V within = V.Within(x, Constant<V, T>(-30, -60), Constant<V, T>(89, 710));
            V steps = PowerOfTwo<V, T>(within);
            (V linear, V higher) = Exponent<V, T>(within, steps);
            V growing = V.LessThan(Shift<V, T>(), steps);
            V power = Power<V, T>(V.AddBits(steps, growing));
            V one = V.Select(growing, Constant<V, T>(0.5), Constant<V, T>(1));
            V y = V.MultiplyAdd(linear, power, power - one);
            y = V.MultiplyAdd(higher + ReductionTail<V, T>(within, steps, linear), power, y);
            y = V.Select(growing, y + y, y);
            V tiny = V.LessThan(V.Abs(x), Constant<V, T>(2.9802322387695312E-08f, 5.5511151231257827E-17));
            return V.Select(tiny, x, y);
        }
    }

    /// <summary>1.5·2^f: what has no room for a fraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Shift<V, T>()
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        Constant<V, T>(12582912f, 6755399441055744d);

    /// <summary>The shift plus n, the integer nearest to x/ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowerOfTwo<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.MultiplyAdd(x, Constant<V, T>(InverseLn2), Shift<V, T>());

    /// <summary>r and r²·q(r), whose sum is eʳ − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V Linear, V Higher) Exponent<V, T>(V x, V steps)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V n = steps - Shift<V, T>();
        V r = V.MultiplyAdd(n, -Ln2Head<V, T>(), x);
        r = V.MultiplyAdd(n, -Ln2Tail<V, T>(), r);
        V q = V.IsSingle ? ExponentSeriesSingle<V, T>(r) : ExponentSeriesDouble<V, T>(r);
        return (r, r * r * q);
    }

    /// <summary>What the rounding of r lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReductionTail<V, T>(V x, V steps, V r)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V n = steps - Shift<V, T>();
        return V.MultiplyAdd(n, -Ln2Tail<V, T>(), V.MultiplyAdd(n, -Ln2Head<V, T>(), x) - r);
    }

    /// <summary>(eʳ − 1 − r)/r² on |r| ≤ 0.34661, to 2⁻²⁸ of eʳ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExponentSeriesSingle<V, T>(V r)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V q = Constant<V, T>(0.00137453247);
        q = Step<V, T>(q, r, 0.00836894661);
        q = Step<V, T>(q, r, 0.0416696481);
        q = Step<V, T>(q, r, 0.166665182);
        return Step<V, T>(q, r, 0.499999881);
    }

    /// <summary>(eʳ − 1 − r)/r² on |r| ≤ 0.34661, to 2⁻⁵⁷·⁸ of eʳ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExponentSeriesDouble<V, T>(V r)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V q = Constant<V, T>(2.5020071027942993e-8);
        q = Step<V, T>(q, r, 2.7630907741638801e-7);
        q = Step<V, T>(q, r, 2.7557521658182626e-6);
        q = Step<V, T>(q, r, 2.4801491030651566e-5);
        q = Step<V, T>(q, r, 0.00019841269581185087);
        q = Step<V, T>(q, r, 0.0013888888945921204);
        q = Step<V, T>(q, r, 0.0083333333334586687);
        q = Step<V, T>(q, r, 0.041666666666519747);
        q = Step<V, T>(q, r, 0.16666666666666471);
        return Step<V, T>(q, r, 0.50000000000000122);
    }

    /// <summary>2ⁿ for n within the normal exponents.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Power<V, T>(V steps)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.ShiftBitsLeft(
            V.SubtractBits(steps, Pattern<V, T>(0x4B40_0000 - 127, 0x4338_0000_0000_0000 - 1023)),
            FractionBits<V, T>());

    /// <summary>value·2ⁿ for n up to twice the normal exponents, rounded once: in two factors, the first of which leaves a
    /// number near 1 within the range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V ScaleInTwo<V, T>(V value, V steps)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V twice = V.SubtractBits(steps, Pattern<V, T>(0x4B40_0000 - 254, 0x4338_0000_0000_0000 - 2046));
        V first = V.ShiftBitsRight(twice, 1);
        V second = V.SubtractBits(twice, first);
        int fraction = FractionBits<V, T>();
        return value * V.ShiftBitsLeft(first, fraction) * V.ShiftBitsLeft(second, fraction);
    }
}
