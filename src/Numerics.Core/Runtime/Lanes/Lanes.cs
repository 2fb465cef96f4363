using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Numerics.Runtime;

/// <summary>16 lanes of float in 512 bits.</summary>
internal readonly struct Float512<C>(Vector512<float> register) : IVector512<Float512<C>, float, C>
    where C : struct, IContraction
{
    private readonly Vector512<float> _register = register;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512<C> Of(Vector512<float> value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Register(Float512<C> value) => value._register;
}

/// <summary>8 lanes of float in 256 bits.</summary>
internal readonly struct Float256<C>(Vector256<float> register) :
    IVector256<Float256<C>, float, C>,
    IWidening<Float256<C>, DoublePair<Double256<C>>>
    where C : struct, IContraction
{
    private readonly Vector256<float> _register = register;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256<C> Of(Vector256<float> value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Register(Float256<C> value) => value._register;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<Double256<C>> Widen(Float256<C> value)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(value._register);
        return DoublePair<Double256<C>>.Of(Double256<C>.Of(lower), Double256<C>.Of(upper));
    }
}

/// <summary>4 lanes of float in 128 bits.</summary>
internal readonly struct Float128<C>(Vector128<float> register) :
    IVector128<Float128<C>, float, C>,
    IWidening<Float128<C>, DoublePair<Double128<C>>>
    where C : struct, IContraction
{
    private readonly Vector128<float> _register = register;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128<C> Of(Vector128<float> value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Register(Float128<C> value) => value._register;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<Double128<C>> Widen(Float128<C> value)
    {
        (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(value._register);
        return DoublePair<Double128<C>>.Of(Double128<C>.Of(lower), Double128<C>.Of(upper));
    }
}

/// <summary>One lane of float.</summary>
internal readonly struct Float1<C>(float number) :
    IOneLane<Float1<C>, float, C>,
    IWidening<Float1<C>, Double1<C>>
    where C : struct, IContraction
{
    private readonly float _number = number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float1<C> Of(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Number(Float1<C> value) => value._number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double1<C> Widen(Float1<C> value) => Double1<C>.Of(value._number);
}

/// <summary>8 lanes of double in 512 bits.</summary>
internal readonly struct Double512<C>(Vector512<double> register) :
    IVector512<Double512<C>, double, C>,
    IFolding<Double512<C>>
    where C : struct, IContraction
{
    private readonly Vector512<double> _register = register;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512<C> Of(Vector512<double> value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Register(Double512<C> value) => value._register;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Fold<F>(Double512<C> value)
        where F : struct, ILaneFold => Double256<C>.Fold<F>(
            F.Of(Double256<C>.Of(value._register.GetLower()), Double256<C>.Of(value._register.GetUpper())));
}

/// <summary>4 lanes of double in 256 bits.</summary>
internal readonly struct Double256<C>(Vector256<double> register) :
    IVector256<Double256<C>, double, C>,
    IFolding<Double256<C>>
    where C : struct, IContraction
{
    private readonly Vector256<double> _register = register;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double256<C> Of(Vector256<double> value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Register(Double256<C> value) => value._register;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Fold<F>(Double256<C> value)
        where F : struct, ILaneFold => Double128<C>.Fold<F>(
            F.Of(Double128<C>.Of(value._register.GetLower()), Double128<C>.Of(value._register.GetUpper())));
}

/// <summary>2 lanes of double in 128 bits.</summary>
internal readonly struct Double128<C>(Vector128<double> register) :
    IVector128<Double128<C>, double, C>,
    IFolding<Double128<C>>
    where C : struct, IContraction
{
    private readonly Vector128<double> _register = register;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double128<C> Of(Vector128<double> value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Register(Double128<C> value) => value._register;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Fold<F>(Double128<C> value)
        where F : struct, ILaneFold => Double1<C>.Fold<F>(
            F.Of(Double1<C>.Of(value._register[0]), Double1<C>.Of(value._register[1])));
}

/// <summary>One lane of double.</summary>
internal readonly struct Double1<C>(double number) : IOneLane<Double1<C>, double, C>, IFolding<Double1<C>>
    where C : struct, IContraction
{
    private readonly double _number = number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double1<C> Of(double value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Number(Double1<C> value) => value._number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Fold<F>(Double1<C> value)
        where F : struct, ILaneFold => value._number;
}
