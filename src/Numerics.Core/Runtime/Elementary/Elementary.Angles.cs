using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <content>Sine, cosine and the inverse tangent.</content>
/// <remarks>
/// |x| = n·π/2 + r with |r| little more than π/4, and r as a head and a tail: π/2 in three parts, of which the products with n are exact but for the
/// last. The first subtraction is exact (n·π/2 lies within a factor of two of |x|), the others have errors of their own taken along. So
/// r is right to its last places at multiples of π/2 too, where everything cancels, while n has at most as many bits as the
/// third part reaches beyond the second: |x| ≤ 2¹⁷ (float), 2³⁰ (double). From about there on neighbouring floats are angles apart.
/// </remarks>
public static partial class Elementary
{
    /// <summary>The sine. Error at most 0.8 (float), 0.8 (double) ULP for |x| ≤ 2¹⁷ (float), 2³⁰ (double).</summary>
    /// <remarks>Greater arguments and ±∞ give NaN; ±0 themselves; NaN gives NaN.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sin<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.Apply<SinFunction>(x);

    /// <summary>The cosine. Error at most 0.8 (float), 0.8 (double) ULP for |x| ≤ 2¹⁷ (float), 2³⁰ (double).</summary>
    /// <remarks>Greater arguments and ±∞ give NaN; NaN gives NaN.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cos<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.Apply<CosFunction>(x);

    /// <summary>The inverse tangent, between −π/2 and π/2. Error at most 1.4 (float), 1.1 (double) ULP.</summary>
    /// <remarks>±∞ give ±π/2, ±0 themselves; NaN gives NaN.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Atan<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.Apply<AtanFunction>(x);

    private readonly struct SinFunction : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V, T>(V x)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            V a = V.Abs(x);
            V quadrants = Quadrants<V, T>(a);
            V value = OfQuadrant<V, T>(a, quadrants, V.Zero);
            V tiny = V.LessThan(a, Constant<V, T>(1e-6f, 1e-12));
            V sign = V.And(x, Constant<V, T>(-0.0));
            return OrNaN<V, T>(a, V.Select(tiny, x, V.Xor(value, sign)));
        }
    }

    private readonly struct CosFunction : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V, T>(V x)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            // cos x = sin(x + π/2): a quadrant further on.
            V a = V.Abs(x);
            return OrNaN<V, T>(a, OfQuadrant<V, T>(a, Quadrants<V, T>(a), Pattern<V, T>(1, 1)));
        }
    }

    private readonly struct AtanFunction : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V, T>(V x)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            // With a = |x|: up to ½ itself; up to 2 π/4 + atan((a − 1)/(a + 1)); above π/2 + atan(−1/a). What is left is ≤ ½.
            V a = V.Abs(x);
            V one = Constant<V, T>(1);
            V isMiddle = V.LessThan(Constant<V, T>(0.5), a);
            V isFar = V.LessThan(Constant<V, T>(2), a);
            V above = V.Select(isFar, -one, V.Select(isMiddle, a - one, a));
            V below = V.Select(isFar, a, V.Select(isMiddle, a + one, one));
            V t = above / below;
            V head = V.Select(isFar, HalfPi<V, T>(), V.And(isMiddle, Constant<V, T>(0.5) * HalfPi<V, T>()));
            V tail = V.Select(isFar, HalfPiMiddle<V, T>(), V.And(isMiddle, Constant<V, T>(0.5) * HalfPiMiddle<V, T>()));
            V z = t * t;
            V p = V.IsSingle ? AtanSeriesSingle<V, T>(z) : AtanSeriesDouble<V, T>(z);
            V value = head + (t + V.MultiplyAdd(t * z, p, tail));
            return CopySign<V, T>(value, x);
        }
    }

    /// <summary>The greatest argument of sine and cosine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V GreatestAngle<V, T>()
        where V : struct, ILanes<V, T>
        where T : unmanaged => Constant<V, T>(131072f, 1073741824);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V OrNaN<V, T>(V a, V value)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.Select(V.LessThanOrEqual(a, GreatestAngle<V, T>()), value, Constant<V, T>(double.NaN));

    /// <summary>A number so great that its last bits count units, and the nearest whole number to a/(π/2) in them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Quadrants<V, T>(V a)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.MultiplyAdd(V.Min(a, GreatestAngle<V, T>()), Constant<V, T>(0.6366197723675814), Units<V, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Units<V, T>()
        where V : struct, ILanes<V, T>
        where T : unmanaged => Constant<V, T>(12582912f, 6755399441055744);

    /// <summary>sin(a + more·π/2) for a ≥ 0 in its quadrant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V OfQuadrant<V, T>(V a, V quadrants, V more)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        (V head, V tail) = WithinQuadrant<V, T>(a, quadrants - Units<V, T>());
        V number = V.AddBits(quadrants, more);
        V one = Constant<V, T>(1);

        // The number's last bit, and the one before it, as signs.
        int top = V.IsSingle ? 31 : 63;
        V isOdd = V.LessThan(V.Or(V.ShiftBitsLeft(number, top), one), V.Zero);
        V sign = V.And(V.ShiftBitsLeft(number, top - 1), Constant<V, T>(-0.0));
        V z = head * head;
        return V.Xor(V.Select(isOdd, CosOf<V, T>(head, tail, z), SinOf<V, T>(head, tail, z)), sign);
    }

    /// <summary>a − n·π/2, as head and tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V Head, V Tail) WithinQuadrant<V, T>(V a, V n)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        (V product, V lost) = V.ExactProduct(n, HalfPi<V, T>());
        V rest = a - product;
        (V second, V lost2) = V.ExactProduct(n, HalfPiMiddle<V, T>());
        V more = lost + second;
        V part = more - lost;
        V lost3 = (lost - (more - part)) + (second - part);
        V head = rest - more;
        part = head - rest;
        V tail = (rest - (head - part)) - (more + part);
        tail = tail - lost3 - lost2 - (n * HalfPiTail<V, T>());
        V sum = head + tail;
        return (sum, (head - sum) + tail);
    }

    /// <summary>sin(head + tail) = head + head³·S(head²) + tail·(1 − head²/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SinOf<V, T>(V head, V tail, V z)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V p = V.IsSingle ? SinSeriesSingle<V, T>(z) : SinSeriesDouble<V, T>(z);
        V damped = V.MultiplyAdd(tail * z, Constant<V, T>(-0.5), tail);
        return head + V.MultiplyAdd(head * z, p, damped);
    }

    /// <summary>cos(head + tail) = 1 − head²/2 + head⁴·C(head²) − tail·head; what 1 − head²/2 loses is taken along.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V CosOf<V, T>(V head, V tail, V z)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V p = V.IsSingle ? CosSeriesSingle<V, T>(z) : CosSeriesDouble<V, T>(z);
        V one = Constant<V, T>(1);
        V half = Constant<V, T>(0.5) * z;
        V first = one - half;
        V lost = (one - first) - half;
        return first + V.MultiplyAdd(z * z, p, lost - (head * tail));
    }

    /// <summary>π/2, the head.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V HalfPi<V, T>()
        where V : struct, ILanes<V, T>
        where T : unmanaged => Constant<V, T>(1.57079637f, 1.5707963267948966);

    /// <summary>What the head leaves of π/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V HalfPiMiddle<V, T>()
        where V : struct, ILanes<V, T>
        where T : unmanaged => Constant<V, T>(-4.37113883e-8f, 6.123233995736766e-17);

    /// <summary>What head and middle leave of π/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V HalfPiTail<V, T>()
        where V : struct, ILanes<V, T>
        where T : unmanaged => Constant<V, T>(-1.71512451e-15f, -1.4973849048591698e-33);

    /// <summary>(sin(x)/x − 1)/x² in z = x² ≤ (1.01·π/4)², to 2⁻²⁷·⁹ of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SinSeriesSingle<V, T>(V z)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V p = Constant<V, T>(-0.000195085624);
        p = Step<V, T>(p, z, 0.00833211001);
        return Step<V, T>(p, z, -0.166666538);
    }

    /// <summary>(sin(x)/x − 1)/x² in z = x² ≤ (1.01·π/4)², to 2⁻⁵⁷·⁸ of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SinSeriesDouble<V, T>(V z)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V p = Constant<V, T>(1.5893389759682302e-10);
        p = Step<V, T>(p, z, -2.5050700243724358e-8);
        p = Step<V, T>(p, z, 2.755731332799228e-6);
        p = Step<V, T>(p, z, -0.00019841269828774081);
        p = Step<V, T>(p, z, 0.0083333333333211364);
        return Step<V, T>(p, z, -0.16666666666666627);
    }

    /// <summary>(cos(x) − 1 + x²/2)/x⁴ in z = x² ≤ (1.01·π/4)², to 2⁻³²·⁵ of the cosine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V CosSeriesSingle<V, T>(V z)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V p = Constant<V, T>(2.44158364e-5);
        p = Step<V, T>(p, z, -0.001388715);
        return Step<V, T>(p, z, 0.0416666418);
    }

    /// <summary>(cos(x) − 1 + x²/2)/x⁴ in z = x² ≤ (1.01·π/4)², to 2⁻⁶³·⁷ of the cosine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V CosSeriesDouble<V, T>(V z)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V p = Constant<V, T>(-1.1356021016513036e-11);
        p = Step<V, T>(p, z, 2.0875652283628529e-9);
        p = Step<V, T>(p, z, -2.7557313821589205e-7);
        p = Step<V, T>(p, z, 2.4801587287608019e-5);
        p = Step<V, T>(p, z, -0.0013888888888871046);
        return Step<V, T>(p, z, 0.041666666666666581);
    }

    /// <summary>(atan(t)/t − 1)/t² in z = t² ≤ ¼, to 2⁻³¹·⁴ of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V AtanSeriesSingle<V, T>(V z)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V p = Constant<V, T>(0.0383628644);
        p = Step<V, T>(p, z, -0.0795596689);
        p = Step<V, T>(p, z, 0.109327018);
        p = Step<V, T>(p, z, -0.142709434);
        p = Step<V, T>(p, z, 0.199994192);
        return Step<V, T>(p, z, -0.333333254);
    }

    /// <summary>(atan(t)/t − 1)/t² in z = t² ≤ ¼, to 2⁻⁶¹·⁸ of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V AtanSeriesDouble<V, T>(V z)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V p = Constant<V, T>(-0.0083250651456617236);
        p = Step<V, T>(p, z, 0.02358740602442868);
        p = Step<V, T>(p, z, -0.037068883058935596);
        p = Step<V, T>(p, z, 0.045873043809530369);
        p = Step<V, T>(p, z, -0.052294173894513178);
        p = Step<V, T>(p, z, 0.058776953091279609);
        p = Step<V, T>(p, z, -0.066662090845141256);
        p = Step<V, T>(p, z, 0.076922761884970783);
        p = Step<V, T>(p, z, -0.09090907615596884);
        p = Step<V, T>(p, z, 0.11111111066428682);
        p = Step<V, T>(p, z, -0.14285714284910192);
        p = Step<V, T>(p, z, 0.19999999999992635);
        return Step<V, T>(p, z, -0.33333333333333309);
    }
}
