using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <content>Logarithms.</content>
/// <remarks>
/// x = 2ᵏ·m with √½ ≤ m &lt; √2, found on the bits: adding those of 1 less those of √½ carries into the exponent exactly where m
/// would be too great. With f = m − 1 (exact) and s = f/(2 + f), log m = log((1 + s)/(1 − s)) = 2s + s·R(s²), and since
/// 2s = f − s·f and s·f = ½f² − s·½f²: log m = f − (½f² − s·(½f² + R)), whose first term is exact and the largest. R is a
/// polynomial; k·ln 2 joins in two parts, the first of them exact.
/// </remarks>
public static partial class Elementary
{
    /// <summary>The natural logarithm. Error at most 0.85 (float), 0.82 (double) ULP.</summary>
    /// <remarks>±0 give −∞, a negative number NaN, +∞ itself; NaN gives NaN.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.Apply<LogFunction>(x);

    /// <summary>log(1 + x), accurate where x is near 0 too. Error at most 0.87 (float), 0.8 (double) ULP.</summary>
    /// <remarks>−1 gives −∞, less than −1 NaN, ±0 themselves, +∞ itself; NaN gives NaN.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.Apply<Log1pFunction>(x);

    private readonly struct LogFunction : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V, T>(V x)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            (V normal, V exponent) = Normal<V, T>(x);
            V y = LogOfNormal<V, T>(normal, exponent, V.Zero);
            return LogOrLimit<V, T>(x, y);
        }
    }

    private readonly struct Log1pFunction : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V, T>(V x)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            // u = 1 + x loses e (found exactly, as in Knuth's sum); log(u + e) = log u + e/u to second order, far below an ULP.
            V one = Constant<V, T>(1);
            V u = one + x;
            V rest = u - one;
            V lost = (one - (u - rest)) + (x - rest);
            V y = LogOrLimit<V, T>(u, LogOfNormal<V, T>(u, V.Zero, lost / u));
            V tiny = V.LessThan(V.Abs(x), Constant<V, T>(2.9802322387695312E-08f, 5.5511151231257827E-17));
            return V.Select(tiny, x, y);
        }
    }

    /// <summary>y for a positive finite x, else what the logarithm of x is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogOrLimit<V, T>(V x, V y)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V infinity = Constant<V, T>(double.PositiveInfinity);
        V limit = V.Select(V.Equal(x, V.Zero), -infinity, Constant<V, T>(double.NaN));
        limit = V.Select(V.Equal(x, infinity), x, limit);
        V ordinary = V.And(V.LessThan(V.Zero, x), V.LessThan(x, infinity));
        return V.Select(ordinary, y, limit);
    }

    /// <summary>A positive number with a denormal one brought into the normal range, and the power of two to take back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V Normal, V Exponent) Normal<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V denormal = V.LessThan(x, Constant<V, T>(1.17549435E-38f, 2.2250738585072014E-308));
        V raised = x * Constant<V, T>(16777216f, 18014398509481984d);
        return (V.Select(denormal, raised, x), V.And(denormal, Constant<V, T>(-24, -54)));
    }

    /// <summary>k and f with x = 2ᵏ·(1 + f), √½ ≤ 1 + f &lt; √2, both exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V Exponent, V Fraction) Parts<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V half = Pattern<V, T>(0x3F35_04F3, 0x3FE6_A09E_667F_3BCD);
        V moved = V.AddBits(x, V.SubtractBits(Constant<V, T>(1), half));

        // The biased exponent, as the fraction's bits of 2^f: a number without a conversion.
        V wide = Constant<V, T>(8388608f, 4503599627370496d);
        V biased = V.Or(V.ShiftBitsRight(moved, FractionBits<V, T>()), wide);
        V exponent = biased - Constant<V, T>(8388608f + 127, 4503599627370496d + 1023);
        V fraction = V.And(moved, Pattern<V, T>(0x007F_FFFF, 0x000F_FFFF_FFFF_FFFF));
        return (exponent, V.AddBits(fraction, half) - Constant<V, T>(1));
    }

    /// <summary>log x + exponent·ln 2 + correction, for x positive and normal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogOfNormal<V, T>(V x, V exponent, V correction)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        (V k, V f) = Parts<V, T>(x);
        k += exponent;
        V s = f / (Constant<V, T>(2) + f);
        V z = s * s;
        V p = V.IsSingle ? LogSeriesSingle<V, T>(z) : LogSeriesDouble<V, T>(z);
        V halfSquare = Constant<V, T>(0.5) * f * f;
        V tail = V.MultiplyAdd(k, Ln2Tail<V, T>(), correction);
        tail = V.MultiplyAdd(s, V.MultiplyAdd(z, p, halfSquare), tail);
        return V.MultiplyAdd(k, Ln2Head<V, T>(), f - (halfSquare - tail));
    }

    /// <summary>(2·artanh(s)/s − 2)/s² in z = s² ≤ 0.0295, to 2⁻³⁰ of the logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogSeriesSingle<V, T>(V z)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V p = Constant<V, T>(0.298706949);
        p = Step<V, T>(p, z, 0.399775863);
        return Step<V, T>(p, z, 0.666667759);
    }

    /// <summary>(2·artanh(s)/s − 2)/s² in z = s² ≤ 0.0295, to 2⁻⁵⁹ of the logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogSeriesDouble<V, T>(V z)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V p = Constant<V, T>(0.14797471593402337);
        p = Step<V, T>(p, z, 0.15313886090294743);
        p = Step<V, T>(p, z, 0.18183571383916899);
        p = Step<V, T>(p, z, 0.22222198420964051);
        p = Step<V, T>(p, z, 0.2857142874409988);
        p = Step<V, T>(p, z, 0.39999999999405383);
        return Step<V, T>(p, z, 0.66666666666667362);
    }

    /// <summary>ln 2 to so few bits that an exponent times it is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Ln2Head<V, T>()
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        Constant<V, T>(0.693359375f, 0.6931471805601177);

    /// <summary>What the head leaves of ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Ln2Tail<V, T>()
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        Constant<V, T>(-0.000212194442f, -1.7239444525614835e-13);
}
