using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <content>Functions of whole lines, in place. They give the bits that the same functions of lanes give; a function of lanes is a
/// call for each register, which takes longer than the function itself.</content>
public static partial class Elementary
{
    /// <summary>eˣ of each element x of a line. See <see cref="Exp{V, T}(V)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp<V, T>(Pointer<T> line, nint length)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.ApplyToLine<ExpFunction>(line, length);

    /// <summary>eˣ⁻ˢ of each element x of a line, in place, and the sums of these by lanes: element j is added to lane j mod 16.</summary>
    /// <param name="line">The line.</param>
    /// <param name="length">Its length.</param>
    /// <param name="shift">s in all lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static W SumExp<V, W, T>(Pointer<T> line, nint length, V shift)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged => V.SumOfLine<ExpFunction>(line, length, shift);

    /// <summary>eˣ − 1 of each element x of a line. See <see cref="Expm1{V, T}(V)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Expm1<V, T>(Pointer<T> line, nint length)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.ApplyToLine<Expm1Function>(line, length);

    /// <summary>ln x of each element x of a line. See <see cref="Log{V, T}(V)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log<V, T>(Pointer<T> line, nint length)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.ApplyToLine<LogFunction>(line, length);

    /// <summary>ln(1 + x) of each element x of a line. See <see cref="Log1p{V, T}(V)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Log1p<V, T>(Pointer<T> line, nint length)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.ApplyToLine<Log1pFunction>(line, length);

    /// <summary>tanh x of each element x of a line. See <see cref="Tanh{V, T}(V)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tanh<V, T>(Pointer<T> line, nint length)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.ApplyToLine<TanhFunction>(line, length);

    /// <summary>1/(1 + e⁻ˣ) of each element x of a line. See <see cref="Sigmoid{V, T}(V)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sigmoid<V, T>(Pointer<T> line, nint length)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.ApplyToLine<SigmoidFunction>(line, length);

    /// <summary>ln(1 + eˣ) of each element x of a line. See <see cref="Softplus{V, T}(V)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Softplus<V, T>(Pointer<T> line, nint length)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.ApplyToLine<SoftplusFunction>(line, length);

    /// <summary>sin x of each element x of a line. See <see cref="Sin{V, T}(V)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sin<V, T>(Pointer<T> line, nint length)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.ApplyToLine<SinFunction>(line, length);

    /// <summary>cos x of each element x of a line. See <see cref="Cos{V, T}(V)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Cos<V, T>(Pointer<T> line, nint length)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.ApplyToLine<CosFunction>(line, length);

    /// <summary>atan x of each element x of a line. See <see cref="Atan{V, T}(V)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Atan<V, T>(Pointer<T> line, nint length)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.ApplyToLine<AtanFunction>(line, length);
}
