using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>What lanes in one register have in common at every width.</summary>
/// <typeparam name="V">The lanes' type.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="C">The contraction class.</typeparam>
internal unsafe interface IHardwareLanes<V, T, C> : ILanes<V, T>
    where V : struct, IHardwareLanes<V, T, C>
    where T : unmanaged
    where C : struct, IContraction
{
    /// <summary>The most lanes that a register has.</summary>
    private const int MostLanes = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.MultiplyAdd(V a, V b, V c) => C.RoundsOnce ? V.FusedMultiplyAdd(a, b, c) : (a * b) + c;

    /// <remarks>All bits for a bound that is NaN, the sign for −0, else none: what is combined with the lesser.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.MinGuard(V bound) =>
        V.Or(V.NotEqual(bound, bound), V.And(V.Equal(bound, V.Zero), V.And(bound, V.Constant(-0f, -0d))));

    /// <remarks>NaN for a bound that is NaN, +0 for +0, else −0: what is added to the greater.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.MaxGuard(V bound) =>
        V.Or(V.NotEqual(bound, bound), V.And(V.Constant(-0f, -0d), V.Not(V.And(V.Equal(bound, V.Zero), V.Not(bound)))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (V Product, V Lost) ILanes<V, T>.ExactProduct(V left, V right)
    {
        V product = left * right;
        if (C.RoundsOnce)
        {
            return (product, V.FusedMultiplyAdd(left, right, -product));
        }

        // Dekker: halves of 12 (26) bits have exact products, whose sum in this order is exact too.
        (V leftHigh, V leftLow) = Halves(left);
        (V rightHigh, V rightLow) = Halves(right);
        V error = (leftHigh * rightHigh) - product;
        error += leftHigh * rightLow;
        error += leftLow * rightHigh;
        return (product, error + (leftLow * rightLow));
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Apply<F>(V x)
    {
        Unsafe.SkipInit(out CallRoom room);
        Pointer<T> place = room.Place<T>(0);
        V.Store(x, place, 0);
        OutOfLine.Of<F, V, T>(place);
        return V.Load(place, 0);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Apply<F>(V x, V y)
    {
        Unsafe.SkipInit(out CallRoom room);
        Pointer<T> first = room.Place<T>(0);
        Pointer<T> second = room.Place<T>(1);
        V.Store(x, first, 0);
        V.Store(y, second, 0);
        OutOfLine.Of<F, V, T>(first, second);
        return V.Load(first, 0);
    }

    static void ILanes<V, T>.ApplyToLine<F>(Pointer<T> line, nint length) => OutOfLine.Line<F, V, T>(line, length);

    /// <summary>A number as the sum of two with at most half its bits (Veltkamp).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V High, V Low) Halves(V value)
    {
        V scaled = value * V.Broadcast(typeof(T) == typeof(float)
            ? Unsafe.BitCast<float, T>((1 << 12) + 1)
            : Unsafe.BitCast<double, T>((1 << 27) + 1));
        V high = scaled - (scaled - value);
        return (high, value - high);
    }

    /// <summary>A partial load where the hardware has no masked one: element by element through the stack.</summary>
    protected static V CopyLoad(T* source, nint count)
    {
        T* lanes = stackalloc T[MostLanes];
        V.Store(V.Zero, new Pointer<T>(lanes), 0);
        for (nint i = 0; i < Math.Min(count, V.Count); i++)
        {
            lanes[i] = source[i];
        }

        return V.Load(new Pointer<T>(lanes), 0);
    }

    /// <summary>A partial store where the hardware has no masked one: element by element through the stack.</summary>
    protected static void CopyStore(V value, T* destination, nint count)
    {
        T* lanes = stackalloc T[MostLanes];
        V.Store(value, new Pointer<T>(lanes), 0);
        for (nint i = 0; i < Math.Min(count, V.Count); i++)
        {
            destination[i] = lanes[i];
        }
    }
}
