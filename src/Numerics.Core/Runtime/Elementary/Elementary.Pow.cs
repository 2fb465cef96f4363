using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <content>Powers.</content>
/// <remarks>
/// xʸ = e^(y·log x). The exponent's absolute error is the result's relative one, and it can be hundreds large, so log x is
/// found as a sum of two numbers (head and tail), good to some ten more bits: with s = (m − 1)/(m + 1) as a head and a tail,
/// log m = 2s + 2s·(s²/3 + s⁴·p(s²)), where s²/3 too has a head and a tail and only the last term is in plain precision.
/// </remarks>
public static partial class Elementary
{
    /// <summary>x to the power y. Error at most 0.85 (float), 1.4 (double) ULP.</summary>
    /// <remarks>Special values are those of <see cref="Math.Pow"/>: y = ±0 and x = 1 give 1, even with NaN; a negative x wants an
    /// integer y, else NaN; an odd y keeps the sign of x.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Pow<V, T>(V x, V y)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.Apply<PowFunction>(x, y);

    private readonly struct PowFunction : ILaneFunction2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V, T>(V x, V y)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            V magnitude = V.Abs(x);
            (V head, V tail) = LogInTwo<V, T>(magnitude);

            // From the bound on, y·log x is beyond the range for every x but 1, and products stay within it.
            V bound = Constant<V, T>(4294967296f, 18446744073709551616d);
            V power = ExpOfProduct<V, T>(V.Within(y, -bound, bound), head, tail);
            return PowLimits<V, T>(x, y, power);
        }
    }

    /// <summary>log x for positive finite x, as head and tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V Head, V Tail) LogInTwo<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        (V normal, V exponent) = Normal<V, T>(x);
        (V k, V f) = Parts<V, T>(normal);
        k += exponent;
        (V head, V tail) = LogOnePlusInTwo<V, T>(f);

        // k·ln 2's first part is exact; it is 0 or more than the other summand.
        V whole = k * Ln2Head<V, T>();
        V sum = whole + head;
        V lost = V.Select(V.Equal(k, V.Zero), V.Zero, (whole - sum) + head);
        tail = V.MultiplyAdd(k, Ln2Tail<V, T>(), tail + lost);
        V result = sum + tail;
        return (result, (sum - result) + tail);
    }

    /// <summary>log(1 + f) for √½ ≤ 1 + f &lt; √2, as head and tail.</summary>
    [MethodImpl(Large)]
    private static (V Head, V Tail) LogOnePlusInTwo<V, T>(in V f)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V two = Constant<V, T>(2);
        V d = two + f;
        V dTail = f - (d - two);
        V s = f / d;
        (V quotient, V lost) = V.ExactProduct(s, d);
        V sTail = ((f - quotient) - lost - (s * dTail)) / d;

        (V z, lost) = V.ExactProduct(s, s);
        V zTail = lost + (two * s * sTail);
        V third = Constant<V, T>(0.3333333432674408f, 0.33333333333333331);
        V thirdTail = Constant<V, T>(-9.9341077586245774e-9f, 1.8503717077085941e-17);
        V p = V.IsSingle ? PowSeriesSingle<V, T>(z) : PowSeriesDouble<V, T>(z);

        // g = z/3 + z²·p(z), as head and tail; then 2s + 2s·g.
        (V g, lost) = V.ExactProduct(z, third);
        V gTail = lost + (zTail * third) + (z * thirdTail) + (z * z * p);
        V twice = two * s;
        (V product, lost) = V.ExactProduct(twice, g);
        V productTail = lost + (twice * gTail) + (two * sTail * g);
        V sum = twice + product;
        V tail = (twice - sum) + product + (productTail + (two * sTail));
        V head = sum + tail;
        return (head, (sum - head) + tail);
    }

    /// <summary>e^(y·(head + tail)).</summary>
    [MethodImpl(Large)]
    private static V ExpOfProduct<V, T>(in V y, in V head, in V tail)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        (V product, V lost) = V.ExactProduct(y, head);
        lost = V.MultiplyAdd(y, tail, lost);
        V within = V.Within(product, Constant<V, T>(-105, -747), Constant<V, T>(90, 711));
        lost = V.And(lost, V.Equal(within, product));
        V steps = PowerOfTwo<V, T>(within);
        V n = steps - Shift<V, T>();
        V exact = V.MultiplyAdd(n, -Ln2Head<V, T>(), within);
        V correction = V.MultiplyAdd(n, -Ln2Tail<V, T>(), lost);
        V r = exact + correction;
        V rTail = (exact - r) + correction;
        V q = V.IsSingle ? ExponentSeriesSingle<V, T>(r) : ExponentSeriesDouble<V, T>(r);

        // 1 + r + (r²·q + what r and the sum 1 + r lost): one rounding of weight, so that x to the power 1 is x.
        V one = Constant<V, T>(1);
        V sum = one + r;
        V sumTail = (one - sum) + r;
        return V.Scale(sum + V.MultiplyAdd(r * r, q, rTail + sumTail), steps);
    }

    /// <summary>The power of the magnitude with what x and y make of it: sign, zeros, infinities, NaN.</summary>
    [MethodImpl(Large)]
    private static V PowLimits<V, T>(in V x, in V y, V power)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V magnitude = V.Abs(x);
        V zero = V.Zero;
        V one = Constant<V, T>(1);
        V infinity = Constant<V, T>(double.PositiveInfinity);
        V rising = V.LessThan(zero, y);
        power = V.Select(V.Equal(magnitude, zero), V.Select(rising, zero, infinity), power);
        power = V.Select(V.Equal(magnitude, infinity), V.Select(rising, infinity, zero), power);

        V size = V.Abs(y);
        V integer = IsInteger<V, T>(size);
        V even = IsInteger<V, T>(size * Constant<V, T>(0.5));
        V odd = V.And(integer, V.Not(even));
        power = V.Or(power, V.And(odd, V.And(x, Constant<V, T>(-0.0))));

        V negative = V.And(V.LessThan(x, zero), V.LessThan(magnitude, infinity));
        V undefined = V.And(negative, V.Not(integer));
        undefined = V.Or(undefined, V.Or(V.NotEqual(x, x), V.NotEqual(y, y)));
        power = V.Select(undefined, Constant<V, T>(double.NaN), power);
        return V.Select(V.Or(V.Equal(x, one), V.Equal(y, zero)), one, power);
    }

    /// <summary>A mask: a number ≥ 0 is an integer (as all that are too great for a fraction, and infinity, are).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V IsInteger<V, T>(V size)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V great = Constant<V, T>(8388608f, 4503599627370496d);
        V rounded = (size + great) - great;
        return V.Or(V.LessThanOrEqual(great, size), V.Equal(rounded, size));
    }

    /// <summary>(artanh(s)/s − 1 − s²/3)/s⁴ in z = s² ≤ 0.0295, to 2⁻³⁶ of the logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowSeriesSingle<V, T>(V z)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V p = Constant<V, T>(0.117123634);
        p = Step<V, T>(p, z, 0.1427342);
        return Step<V, T>(p, z, 0.200000778);
    }

    /// <summary>(artanh(s)/s − 1 − s²/3)/s⁴ in z = s² ≤ 0.0295, to 2⁻⁷³ of the logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowSeriesDouble<V, T>(V z)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V p = Constant<V, T>(0.059992859822967259);
        p = Step<V, T>(p, z, 0.058367791048362566);
        p = Step<V, T>(p, z, 0.066681931374898945);
        p = Step<V, T>(p, z, 0.076922774307959227);
        p = Step<V, T>(p, z, 0.090909094519496927);
        p = Step<V, T>(p, z, 0.11111111108609005);
        p = Step<V, T>(p, z, 0.14285714285723339);
        return Step<V, T>(p, z, 0.19999999999999987);
    }
}
