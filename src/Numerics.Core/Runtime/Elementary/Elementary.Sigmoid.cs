using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <content>The hyperbolic tangent, the logistic function and its integral.</content>
public static partial class Elementary
{
    /// <summary>The hyperbolic tangent. Error at most 1.42 (float), 1.39 (double) ULP.</summary>
    /// <remarks>±∞ give ±1, ±0 themselves; NaN gives NaN.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.Apply<TanhFunction>(x);

    /// <summary>The logistic function 1/(1 + e⁻ˣ). Error at most 1.26 (float), 1.19 (double) ULP.</summary>
    /// <remarks>−∞ gives 0 (by way of the denormals), +∞ gives 1; NaN gives NaN.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.Apply<SigmoidFunction>(x);

    /// <summary>log(1 + eˣ), a smooth max(x, 0). Error at most 1.51 (float), 1.32 (double) ULP.</summary>
    /// <remarks>−∞ gives 0 (by way of the denormals), +∞ itself; NaN gives NaN.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.Apply<SoftplusFunction>(x);

    private readonly struct TanhFunction : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V, T>(V x)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            // Below 0.5625, x + x³·p(x²); above, 1 − 2/(e²ˣ + 1), where what is subtracted is less than the result, and so are its
            // errors. From the bound on the result is 1.
            V bound = Constant<V, T>(10, 20);
            V a = V.Min(V.Abs(x), bound);
            V steps = PowerOfTwo<V, T>(a + a);
            (V linear, V higher) = Exponent<V, T>(a + a, steps);
            V power = Power<V, T>(steps);
            V one = Constant<V, T>(1);
            V exp = V.MultiplyAdd(linear + higher, power, power);
            V far = one - (Constant<V, T>(2) / (exp + one));
            V z = a * a;
            V p = V.IsSingle ? TanhSeriesSingle<V, T>(z) : TanhSeriesDouble<V, T>(z);
            V near = V.MultiplyAdd(a * z, p, a);
            return CopySign<V, T>(V.Select(V.LessThan(a, Constant<V, T>(0.5625)), near, far), x);
        }
    }

    private readonly struct SigmoidFunction : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V, T>(V x)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            // With e = e^−|x| ≤ 1 it is 1/(1 + e) for x ≥ 0 and e/(1 + e) for x < 0.
            V one = Constant<V, T>(1);
            (V e, V lost) = ExpOfNegative<V, T>(-V.Abs(x));
            V d = one + e;
            V rest = (e - (d - one)) + lost;
            V negative = V.LessThan(x, V.Zero);
            V q = V.Select(negative, e, one) / d;
            return q + Damped<V, T>(V.And(negative, lost) - (q * rest), e);
        }
    }

    private readonly struct SoftplusFunction : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V, T>(V x)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            // max(x, 0) + log(1 + e^−|x|), as in Log1p.
            V one = Constant<V, T>(1);
            (V e, V lost) = ExpOfNegative<V, T>(-V.Abs(x));
            V u = one + e;
            V rest = (e - (u - one)) + lost;
            return V.Max(x, V.Zero) + LogOfNormal<V, T>(u, V.Zero, Damped<V, T>(rest, e));
        }
    }

    /// <summary>correction/(1 + e) for 0 ≤ e ≤ 1, where a correction is of an ULP: 1/(1 + e) is 1 − e + ½e² to a fourteenth, and
    /// better the nearer e is to 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Damped<V, T>(V correction, V e)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.MultiplyAdd(correction, e * V.MultiplyAdd(e, Constant<V, T>(0.5), Constant<V, T>(-1)), correction);

    /// <summary>eˣ for x ≤ 0, and what its rounding lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V Value, V Lost) ExpOfNegative<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V one = Constant<V, T>(1);
        V within = V.Max(x, Constant<V, T>(-104, -746));
        V steps = PowerOfTwo<V, T>(within);
        (V linear, V higher) = Exponent<V, T>(within, steps);
        V value = one + (linear + higher);
        V lost = (one - value) + linear + higher;
        return (ScaleInTwo<V, T>(value, steps), ScaleInTwo<V, T>(lost, steps));
    }

    /// <summary>(tanh(x)/x − 1)/x² in z = x² ≤ 0.5625², to 2⁻²⁹ of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TanhSeriesSingle<V, T>(V z)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V p = Constant<V, T>(-0.0061773709);
        p = Step<V, T>(p, z, 0.021005271);
        p = Step<V, T>(p, z, -0.0538367294);
        p = Step<V, T>(p, z, 0.133324429);
        return Step<V, T>(p, z, -0.333333135);
    }

    /// <summary>(tanh(x)/x − 1)/x² in z = x² ≤ 0.5625², to 2⁻⁵⁹·⁸ of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TanhSeriesDouble<V, T>(V z)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V p = Constant<V, T>(-1.8901990392706391e-5);
        p = Step<V, T>(p, z, 8.2356715000876264e-5);
        p = Step<V, T>(p, z, -0.0002327123595132919);
        p = Step<V, T>(p, z, 0.00058818165812346557);
        p = Step<V, T>(p, z, -0.0014554790041281847);
        p = Step<V, T>(p, z, 0.0035920821182692428);
        p = Step<V, T>(p, z, -0.008863231619573116);
        p = Step<V, T>(p, z, 0.021869488325792552);
        p = Step<V, T>(p, z, -0.053968253961650434);
        p = Step<V, T>(p, z, 0.13333333333322941);
        return Step<V, T>(p, z, -0.33333333333333276);
    }
}
