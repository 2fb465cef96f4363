using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Numerics.Runtime;

/// <summary>A single lane: the table that spells each operation for one number.</summary>
/// <typeparam name="V">The lane's type.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="C">The contraction class.</typeparam>
internal unsafe interface IOneLane<V, T, C> : IHardwareLanes<V, T, C>
    where V : struct, IOneLane<V, T, C>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where C : struct, IContraction
{
    /// <summary>The lane of a number.</summary>
    static abstract V Of(T value);

    /// <summary>The number in the lane.</summary>
    static abstract T Number(V value);

    static int ILanes<V, T>.Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    static V ILanes<V, T>.Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => V.Of(T.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Broadcast(T value) => V.Of(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Load(Pointer<T> source, nint i) => V.Of(source.Address[i]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Load(Pointer<T> source, nint i, nint count) => count > 0 ? V.Of(source.Address[i]) : V.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILanes<V, T>.Store(V value, Pointer<T> destination, nint i) =>
        destination.Address[i] = V.Number(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILanes<V, T>.StoreStreaming(V value, Pointer<T> destination, nint i) =>
        V.Store(value, destination, i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILanes<V, T>.Store(V value, Pointer<T> destination, nint i, nint count)
    {
        if (count > 0)
        {
            V.Store(value, destination, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.FirstLanes(nint count) => Mask(count > 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.operator +(V left, V right) => V.Of(V.Number(left) + V.Number(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.operator -(V left, V right) => V.Of(V.Number(left) - V.Number(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.operator *(V left, V right) => V.Of(V.Number(left) * V.Number(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.operator /(V left, V right) => V.Of(V.Number(left) / V.Number(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.operator -(V value) => V.Of(-V.Number(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.FusedMultiplyAdd(V a, V b, V c) =>
        V.Of(T.FusedMultiplyAdd(V.Number(a), V.Number(b), V.Number(c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Sqrt(V value) => V.Of(T.Sqrt(V.Number(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Abs(V value) => V.Of(T.Abs(V.Number(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Min(V left, V right) => V.Of(T.Min(V.Number(left), V.Number(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Max(V left, V right) => V.Of(T.Max(V.Number(left), V.Number(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.LessThan(V left, V right) => Mask(V.Number(left) < V.Number(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.LessThanOrEqual(V left, V right) => Mask(V.Number(left) <= V.Number(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Equal(V left, V right) => Mask(V.Number(left) == V.Number(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.NotEqual(V left, V right) => Mask(V.Number(left) != V.Number(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.And(V left, V right) => OfBits(Bits(left) & Bits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Or(V left, V right) => OfBits(Bits(left) | Bits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Xor(V left, V right) => OfBits(Bits(left) ^ Bits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Not(V mask) => OfBits(~Bits(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Select(V mask, V whenTrue, V whenFalse) =>
        OfBits(Vector128.ConditionalSelect(Bits(mask), Bits(whenTrue), Bits(whenFalse)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.AddBits(V left, V right) => OfBits(sizeof(T) == sizeof(float)
        ? (Bits(left).AsUInt32() + Bits(right).AsUInt32()).As<uint, T>()
        : (Bits(left).AsUInt64() + Bits(right).AsUInt64()).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.SubtractBits(V left, V right) => OfBits(sizeof(T) == sizeof(float)
        ? (Bits(left).AsUInt32() - Bits(right).AsUInt32()).As<uint, T>()
        : (Bits(left).AsUInt64() - Bits(right).AsUInt64()).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.MultiplyBits(V left, V right) => V.Of(sizeof(T) == sizeof(float)
        ? Unsafe.BitCast<uint, T>((uint)(ushort)Word(left) * (ushort)Word(right))
        : Unsafe.BitCast<ulong, T>((ulong)Word(left) * Word(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.ShiftBitsLeft(V value, int count) => OfBits(sizeof(T) == sizeof(float)
        ? (Bits(value).AsUInt32() << count).As<uint, T>()
        : (Bits(value).AsUInt64() << count).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.ShiftBitsRight(V value, int count) => OfBits(sizeof(T) == sizeof(float)
        ? (Bits(value).AsUInt32() >>> count).As<uint, T>()
        : (Bits(value).AsUInt64() >>> count).As<ulong, T>());

    /// <summary>The lowest 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Word(V value) => sizeof(T) == sizeof(float)
        ? Unsafe.BitCast<T, uint>(V.Number(value))
        : (uint)Unsafe.BitCast<T, ulong>(V.Number(value));

    /// <summary>The lane's bits, in the vector type that has bitwise operations on floating-point elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Bits(V value) => Vector128.CreateScalarUnsafe(V.Number(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V OfBits(Vector128<T> value) => V.Of(value.ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Mask(bool value) => value ? OfBits(Vector128<T>.AllBitsSet) : V.Zero;
}
