using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Numerics.Runtime;

/// <summary>Lanes in a <see cref="Vector256{T}"/>: the table that spells each operation in the platform's words for
/// 256 bits.</summary>
/// <remarks>The platform's three vector types share no public interface, so each width has its table and nothing
/// but its table:
/// what an operation means is in <see cref="ILanes{V, T}"/>, and all that can be said without the width is in
/// <see cref="IHardwareLanes{V, T, C}"/>.</remarks>
/// <typeparam name="V">The lanes' type.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="C">The contraction class.</typeparam>
internal unsafe interface IVector256<V, T, C> : IHardwareLanes<V, T, C>
    where V : struct, IVector256<V, T, C>
    where T : unmanaged
    where C : struct, IContraction
{
    /// <summary>The lanes that a register holds.</summary>
    static abstract V Of(Vector256<T> value);

    /// <summary>The register that holds the lanes.</summary>
    static abstract Vector256<T> Register(V value);

    static int ILanes<V, T>.Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<T>.Count;
    }

    static V ILanes<V, T>.Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => V.Of(Vector256<T>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Broadcast(T value) => V.Of(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Load(Pointer<T> source, nint i) => V.Of(Vector256.Load(source.Address + i));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILanes<V, T>.Store(V value, Pointer<T> destination, nint i) =>
        V.Register(value).Store(destination.Address + i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILanes<V, T>.StoreStreaming(V value, Pointer<T> destination, nint i) =>
        V.Register(value).StoreAlignedNonTemporal(destination.Address + i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.FirstLanes(nint count) => V.Of(sizeof(T) == sizeof(float)
        ? Vector256.LessThan(Vector256<int>.Indices, Vector256.Create((int)count)).As<int, T>()
        : Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count)).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.operator +(V left, V right) => V.Of(V.Register(left) + V.Register(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.operator -(V left, V right) => V.Of(V.Register(left) - V.Register(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.operator *(V left, V right) => V.Of(V.Register(left) * V.Register(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.operator /(V left, V right) => V.Of(V.Register(left) / V.Register(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.operator -(V value) => V.Of(-V.Register(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.FusedMultiplyAdd(V a, V b, V c) => V.Of(typeof(T) == typeof(float)
        ? Vector256.FusedMultiplyAdd(
            V.Register(a).AsSingle(), V.Register(b).AsSingle(), V.Register(c).AsSingle()).As<float, T>()
        : Vector256.FusedMultiplyAdd(
            V.Register(a).AsDouble(), V.Register(b).AsDouble(), V.Register(c).AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Sqrt(V value) => V.Of(Vector256.Sqrt(V.Register(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Abs(V value) => V.Of(Vector256.Abs(V.Register(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Min(V left, V right) => V.Of(Vector256.Min(V.Register(left), V.Register(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Max(V left, V right) => V.Of(Vector256.Max(V.Register(left), V.Register(right)));

    /// <remarks>The instruction gives its second operand where either is NaN or both are zeros.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Min(V value, V bound, V guard)
    {
        if (!Avx.IsSupported)
        {
            return V.Min(value, bound);
        }

        (Vector256<T> x, Vector256<T> b) = (V.Register(value), V.Register(bound));
        return V.Of(V.Register(guard) | (sizeof(T) == sizeof(float)
            ? Avx.Min(b.AsSingle(), x.AsSingle()).As<float, T>()
            : Avx.Min(b.AsDouble(), x.AsDouble()).As<double, T>()));
    }

    /// <remarks>The instruction gives its second operand where either is NaN or both are zeros.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Max(V value, V bound, V guard)
    {
        if (!Avx.IsSupported)
        {
            return V.Max(value, bound);
        }

        (Vector256<T> x, Vector256<T> b) = (V.Register(value), V.Register(bound));
        return V.Of(V.Register(guard) + (sizeof(T) == sizeof(float)
            ? Avx.Max(b.AsSingle(), x.AsSingle()).As<float, T>()
            : Avx.Max(b.AsDouble(), x.AsDouble()).As<double, T>()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.LessThan(V left, V right) => V.Of(Vector256.LessThan(V.Register(left), V.Register(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.LessThanOrEqual(V left, V right) =>
        V.Of(Vector256.LessThanOrEqual(V.Register(left), V.Register(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Equal(V left, V right) => V.Of(Vector256.Equals(V.Register(left), V.Register(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.NotEqual(V left, V right) => V.Of(~Vector256.Equals(V.Register(left), V.Register(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.And(V left, V right) => V.Of(V.Register(left) & V.Register(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Or(V left, V right) => V.Of(V.Register(left) | V.Register(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Xor(V left, V right) => V.Of(V.Register(left) ^ V.Register(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Not(V mask) => V.Of(~V.Register(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Select(V mask, V whenTrue, V whenFalse) =>
        V.Of(Vector256.ConditionalSelect(V.Register(mask), V.Register(whenTrue), V.Register(whenFalse)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.AddBits(V left, V right) => V.Of(sizeof(T) == sizeof(float)
        ? (V.Register(left).AsUInt32() + V.Register(right).AsUInt32()).As<uint, T>()
        : (V.Register(left).AsUInt64() + V.Register(right).AsUInt64()).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.SubtractBits(V left, V right) => V.Of(sizeof(T) == sizeof(float)
        ? (V.Register(left).AsUInt32() - V.Register(right).AsUInt32()).As<uint, T>()
        : (V.Register(left).AsUInt64() - V.Register(right).AsUInt64()).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.MultiplyBits(V left, V right) => V.Of(sizeof(T) == sizeof(float)
        ? (Lower(left).AsUInt32() * Lower(right).AsUInt32()).As<uint, T>()
        : Avx2.IsSupported
        ? Avx2.Multiply(V.Register(left).AsUInt32(), V.Register(right).AsUInt32()).As<ulong, T>()
        : (Lower(left).AsUInt64() * Lower(right).AsUInt64()).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.ShiftBitsLeft(V value, int count) => V.Of(sizeof(T) == sizeof(float)
        ? (V.Register(value).AsUInt32() << count).As<uint, T>()
        : (V.Register(value).AsUInt64() << count).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.ShiftBitsRight(V value, int count) => V.Of(sizeof(T) == sizeof(float)
        ? (V.Register(value).AsUInt32() >>> count).As<uint, T>()
        : (V.Register(value).AsUInt64() >>> count).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Load(Pointer<T> source, nint i, nint count)
    {
        T* from = source.Address + i;
        if (!Avx.IsSupported)
        {
            return CopyLoad(from, count);
        }

        Vector256<T> mask = V.Register(V.FirstLanes(count));
        return V.Of(sizeof(T) == sizeof(float)
            ? Avx.MaskLoad((float*)from, mask.AsSingle()).As<float, T>()
            : Avx.MaskLoad((double*)from, mask.AsDouble()).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILanes<V, T>.Store(V value, Pointer<T> destination, nint i, nint count)
    {
        T* to = destination.Address + i;
        if (!Avx.IsSupported)
        {
            CopyStore(value, to, count);
        }
        else if (sizeof(T) == sizeof(float))
        {
            Avx.MaskStore((float*)to, V.Register(V.FirstLanes(count)).AsSingle(), V.Register(value).AsSingle());
        }
        else
        {
            Avx.MaskStore((double*)to, V.Register(V.FirstLanes(count)).AsDouble(), V.Register(value).AsDouble());
        }
    }

    /// <summary>The lower half of each lane's bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Lower(V value) => V.Register(value) & (sizeof(T) == sizeof(float)
        ? Vector256.Create<uint>(ushort.MaxValue).As<uint, T>()
        : Vector256.Create<ulong>(uint.MaxValue).As<ulong, T>());
}
