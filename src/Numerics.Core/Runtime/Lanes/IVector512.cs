using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Numerics.Runtime;

/// <summary>Lanes in a <see cref="Vector512{T}"/>: the table that spells each operation in the platform's words for
/// 512 bits.</summary>
/// <remarks>The platform's three vector types share no public interface, so each width has its table and nothing
/// but its table:
/// what an operation means is in <see cref="ILanes{V, T}"/>, and all that can be said without the width is in
/// <see cref="IHardwareLanes{V, T, C}"/>.</remarks>
/// <typeparam name="V">The lanes' type.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="C">The contraction class.</typeparam>
internal unsafe interface IVector512<V, T, C> : IHardwareLanes<V, T, C>
    where V : struct, IVector512<V, T, C>
    where T : unmanaged
    where C : struct, IContraction
{
    /// <summary>VFIXUPIMM's answers, four bits for each class from the lowest: quiet NaN, signalling NaN and zero themselves (1),
    /// then +1 (10) and −1 (9) for one, −∞, +∞, negative, positive.</summary>
    private const uint SignByClass = 0xA9A9A111;

    /// <summary>The lanes that a register holds.</summary>
    static abstract V Of(Vector512<T> value);

    /// <summary>The register that holds the lanes.</summary>
    static abstract Vector512<T> Register(V value);

    static int ILanes<V, T>.Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<T>.Count;
    }

    static V ILanes<V, T>.Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => V.Of(Vector512<T>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Broadcast(T value) => V.Of(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Load(Pointer<T> source, nint i) => V.Of(Vector512.Load(source.Address + i));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILanes<V, T>.Store(V value, Pointer<T> destination, nint i) =>
        V.Register(value).Store(destination.Address + i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILanes<V, T>.StoreStreaming(V value, Pointer<T> destination, nint i) =>
        V.Register(value).StoreAlignedNonTemporal(destination.Address + i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.FirstLanes(nint count) => V.Of(sizeof(T) == sizeof(float)
        ? Masks512.FirstSingles(count).As<float, T>()
        : Masks512.FirstDoubles(count).As<double, T>());

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
        ? Vector512.FusedMultiplyAdd(
            V.Register(a).AsSingle(), V.Register(b).AsSingle(), V.Register(c).AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(
            V.Register(a).AsDouble(), V.Register(b).AsDouble(), V.Register(c).AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Sqrt(V value) => V.Of(Vector512.Sqrt(V.Register(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Abs(V value) => V.Of(Vector512.Abs(V.Register(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Min(V left, V right) => V.Of(Vector512.Min(V.Register(left), V.Register(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Max(V left, V right) => V.Of(Vector512.Max(V.Register(left), V.Register(right)));

    /// <remarks>The instruction gives its second operand where either is NaN or both are zeros.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Min(V value, V bound, V guard)
    {
        if (!Avx512F.IsSupported)
        {
            return V.Min(value, bound);
        }

        (Vector512<T> x, Vector512<T> b) = (V.Register(value), V.Register(bound));
        return V.Of(V.Register(guard) | (sizeof(T) == sizeof(float)
            ? Avx512F.Min(b.AsSingle(), x.AsSingle()).As<float, T>()
            : Avx512F.Min(b.AsDouble(), x.AsDouble()).As<double, T>()));
    }

    /// <remarks>The instruction gives its second operand where either is NaN or both are zeros.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Max(V value, V bound, V guard)
    {
        if (!Avx512F.IsSupported)
        {
            return V.Max(value, bound);
        }

        (Vector512<T> x, Vector512<T> b) = (V.Register(value), V.Register(bound));
        return V.Of(V.Register(guard) + (sizeof(T) == sizeof(float)
            ? Avx512F.Max(b.AsSingle(), x.AsSingle()).As<float, T>()
            : Avx512F.Max(b.AsDouble(), x.AsDouble()).As<double, T>()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (V Least, V Other) ILanes<V, T>.TakeLeast(V least, V other, V value) => Avx512DQ.IsSupported
        ? (V.Of(Extremes512.Of(V.Register(least), V.Register(value), Extremes512.Lesser)),
            V.Of(Extremes512.OrNaN(V.Register(other), V.Register(value))))
        : (other, V.Min(least, value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (V Greatest, V Other) ILanes<V, T>.TakeGreatest(V greatest, V other, V value) => Avx512DQ.IsSupported
        ? (V.Of(Extremes512.Of(V.Register(greatest), V.Register(value), Extremes512.Greater)),
            V.Of(Extremes512.OrNaN(V.Register(other), V.Register(value))))
        : (other, V.Max(greatest, value));

    /// <remarks>One instruction that answers by class: NaN and zero with themselves, numbers of either sign with ±1.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Sign(V value)
    {
        if (!Avx512F.IsSupported)
        {
            return Elementary.SignByComparison<V, T>(value);
        }

        Vector512<T> x = V.Register(value);
        return V.Of(typeof(T) == typeof(float)
            ? Avx512F.Fixup(x.AsSingle(), x.AsSingle(), Vector512.Create(SignByClass).AsInt32(), 0).As<float, T>()
            : Avx512F.Fixup(x.AsDouble(), x.AsDouble(), Vector512.Create((ulong)SignByClass).AsInt64(), 0).As<double, T>());
    }

    /// <remarks>VMAXPS and VMINPS give their second operand where either is NaN.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Within(V value, V least, V greatest)
    {
        if (!Avx512F.IsSupported)
        {
            return V.Min(V.Max(value, least), greatest);
        }

        (Vector512<T> x, Vector512<T> from, Vector512<T> to) = (V.Register(value), V.Register(least), V.Register(greatest));
        return V.Of(typeof(T) == typeof(float)
            ? Avx512F.Min(to.AsSingle(), Avx512F.Max(from.AsSingle(), x.AsSingle())).As<float, T>()
            : Avx512F.Min(to.AsDouble(), Avx512F.Max(from.AsDouble(), x.AsDouble())).As<double, T>());
    }

    /// <remarks>One instruction, VSCALEF, instead of nine.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Scale(V value, V power)
    {
        if (!Avx512F.IsSupported)
        {
            return Elementary.ScaleInTwo<V, T>(value, power);
        }

        (Vector512<T> x, Vector512<T> n) = (V.Register(value), V.Register(power - Elementary.Shift<V, T>()));
        return V.Of(typeof(T) == typeof(float)
            ? Avx512F.Scale(x.AsSingle(), n.AsSingle()).As<float, T>()
            : Avx512F.Scale(x.AsDouble(), n.AsDouble()).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.LessThan(V left, V right) => V.Of(Vector512.LessThan(V.Register(left), V.Register(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.LessThanOrEqual(V left, V right) =>
        V.Of(Vector512.LessThanOrEqual(V.Register(left), V.Register(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Equal(V left, V right) => V.Of(Vector512.Equals(V.Register(left), V.Register(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.NotEqual(V left, V right) => V.Of(~Vector512.Equals(V.Register(left), V.Register(right)));

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
        V.Of(Vector512.ConditionalSelect(V.Register(mask), V.Register(whenTrue), V.Register(whenFalse)));

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
        : Avx512F.IsSupported
        ? Avx512F.Multiply(V.Register(left).AsUInt32(), V.Register(right).AsUInt32()).As<ulong, T>()
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
        if (!Avx512F.IsSupported)
        {
            return CopyLoad(from, count);
        }

        return V.Of(sizeof(T) == sizeof(float)
            ? Avx512F.MaskLoad((float*)from, Masks512.FirstSingles(count), Vector512<float>.Zero).As<float, T>()
            : Avx512F.MaskLoad((double*)from, Masks512.FirstDoubles(count), Vector512<double>.Zero).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILanes<V, T>.Store(V value, Pointer<T> destination, nint i, nint count)
    {
        T* to = destination.Address + i;
        if (!Avx512F.IsSupported)
        {
            CopyStore(value, to, count);
        }
        else if (sizeof(T) == sizeof(float))
        {
            Avx512F.MaskStore((float*)to, Masks512.FirstSingles(count), V.Register(value).AsSingle());
        }
        else
        {
            Avx512F.MaskStore((double*)to, Masks512.FirstDoubles(count), V.Register(value).AsDouble());
        }
    }

    /// <summary>The lower half of each lane's bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Lower(V value) => V.Register(value) & (sizeof(T) == sizeof(float)
        ? Vector512.Create<uint>(ushort.MaxValue).As<uint, T>()
        : Vector512.Create<ulong>(uint.MaxValue).As<ulong, T>());
}
