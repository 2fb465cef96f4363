using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Numerics.Runtime;

/// <summary>Sixteen lanes of float, on hardware of 512 bits.</summary>
internal readonly struct FloatGroup512<C>(Vector512<float> register) :
    IVector512<FloatGroup512<C>, float, C>,
    IGroup<FloatGroup512<C>, DoubleGroup512<C>, float>
    where C : struct, IContraction
{
    private readonly Vector512<float> _register = register;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatGroup512<C> Of(Vector512<float> value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Register(FloatGroup512<C> value) => value._register;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> Widen(FloatGroup512<C> value)
    {
        (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(value._register);
        return new(lower, upper);
    }

    static DoubleGroup512<C> IGroup<FloatGroup512<C>, DoubleGroup512<C>, float>.SumOfLine<F>(
        Pointer<float> line, nint length, FloatGroup512<C> shift) =>
        OutOfLine.LineAndSum<F, FloatGroup512<C>, DoubleGroup512<C>, float>(line, length, shift);
}

/// <summary>Sixteen lanes of float, on hardware of 256 bits.</summary>
internal readonly struct FloatGroup256<C>(Float256<C> lower, Float256<C> upper) :
    IPair<FloatGroup256<C>, Float256<C>, float>,
    IGroup<FloatGroup256<C>, DoubleGroup256<C>, float>
    where C : struct, IContraction
{
    private readonly Float256<C> _lower = lower;
    private readonly Float256<C> _upper = upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatGroup256<C> Of(Float256<C> lower, Float256<C> upper) => new(lower, upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256<C> Lower(FloatGroup256<C> value) => value._lower;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256<C> Upper(FloatGroup256<C> value) => value._upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup256<C> Widen(FloatGroup256<C> value) =>
        new(Float256<C>.Widen(value._lower), Float256<C>.Widen(value._upper));
}

/// <summary>Sixteen lanes of float, on hardware of 128 bits.</summary>
internal readonly struct FloatGroup128<C>(
    FloatPair<Float128<C>, DoublePair<Double128<C>>> lower,
    FloatPair<Float128<C>, DoublePair<Double128<C>>> upper) :
    IPair<FloatGroup128<C>, FloatPair<Float128<C>, DoublePair<Double128<C>>>, float>,
    IGroup<FloatGroup128<C>, DoubleGroup128<C>, float>
    where C : struct, IContraction
{
    private readonly FloatPair<Float128<C>, DoublePair<Double128<C>>> _lower = lower;
    private readonly FloatPair<Float128<C>, DoublePair<Double128<C>>> _upper = upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatGroup128<C> Of(
        FloatPair<Float128<C>, DoublePair<Double128<C>>> lower,
        FloatPair<Float128<C>, DoublePair<Double128<C>>> upper) =>
        new(lower, upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatPair<Float128<C>, DoublePair<Double128<C>>> Lower(FloatGroup128<C> value) => value._lower;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatPair<Float128<C>, DoublePair<Double128<C>>> Upper(FloatGroup128<C> value) => value._upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup128<C> Widen(FloatGroup128<C> value) => new(
        FloatPair<Float128<C>, DoublePair<Double128<C>>>.Widen(value._lower),
        FloatPair<Float128<C>, DoublePair<Double128<C>>>.Widen(value._upper));
}

/// <summary>Sixteen lanes of float, one after the other.</summary>
internal readonly struct FloatGroup1<C>(
    FloatOctet<Float1<C>, Double1<C>> lower,
    FloatOctet<Float1<C>, Double1<C>> upper) :
    IPair<FloatGroup1<C>, FloatOctet<Float1<C>, Double1<C>>, float>,
    IGroup<FloatGroup1<C>, DoubleGroup1<C>, float>
    where C : struct, IContraction
{
    private readonly FloatOctet<Float1<C>, Double1<C>> _lower = lower;
    private readonly FloatOctet<Float1<C>, Double1<C>> _upper = upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatGroup1<C> Of(
        FloatOctet<Float1<C>, Double1<C>> lower,
        FloatOctet<Float1<C>, Double1<C>> upper) =>
        new(lower, upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatOctet<Float1<C>, Double1<C>> Lower(FloatGroup1<C> value) => value._lower;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatOctet<Float1<C>, Double1<C>> Upper(FloatGroup1<C> value) => value._upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup1<C> Widen(FloatGroup1<C> value) => new(
        FloatOctet<Float1<C>, Double1<C>>.Widen(value._lower),
        FloatOctet<Float1<C>, Double1<C>>.Widen(value._upper));
}
