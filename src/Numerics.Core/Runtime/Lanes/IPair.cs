using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Lanes made of two halves: lane i of the lower half, then those of the upper. How a group of sixteen is
/// built on
/// hardware that is narrower.</summary>
/// <typeparam name="V">The lanes' type.</typeparam>
/// <typeparam name="H">The type of a half.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
internal interface IPair<V, H, T> : ILanes<V, T>
    where V : struct, IPair<V, H, T>
    where H : struct, ILanes<H, T>
    where T : unmanaged
{
    /// <summary>The lanes of two halves.</summary>
    static abstract V Of(H lower, H upper);

    /// <summary>The first half of the lanes.</summary>
    static abstract H Lower(V value);

    /// <summary>The second half of the lanes.</summary>
    static abstract H Upper(V value);

    static bool ILanes<V, T>.IsSingle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => H.IsSingle;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Constant(float single, double wide) => V.Of(H.Constant(single, wide), H.Constant(single, wide));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Pattern(uint single, ulong wide) => V.Of(H.Pattern(single, wide), H.Pattern(single, wide));

    static int ILanes<V, T>.Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * H.Count;
    }

    static V ILanes<V, T>.Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => V.Of(H.Zero, H.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Broadcast(T value) => V.Of(H.Broadcast(value), H.Broadcast(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Load(Pointer<T> source, nint i) => V.Of(H.Load(source, i), H.Load(source, i + H.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Load(Pointer<T> source, nint i, nint count) => V.Of(
        H.Load(source, i, count),
        H.Load(source, i + H.Count, count - H.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILanes<V, T>.Store(V value, Pointer<T> destination, nint i)
    {
        H.Store(V.Lower(value), destination, i);
        H.Store(V.Upper(value), destination, i + H.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILanes<V, T>.StoreStreaming(V value, Pointer<T> destination, nint i)
    {
        H.StoreStreaming(V.Lower(value), destination, i);
        H.StoreStreaming(V.Upper(value), destination, i + H.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILanes<V, T>.Store(V value, Pointer<T> destination, nint i, nint count)
    {
        H.Store(V.Lower(value), destination, i, count);
        H.Store(V.Upper(value), destination, i + H.Count, count - H.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.FirstLanes(nint count) =>
        V.Of(H.FirstLanes(count), H.FirstLanes(count - H.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.operator +(V left, V right) =>
        V.Of(V.Lower(left) + V.Lower(right), V.Upper(left) + V.Upper(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.operator -(V left, V right) =>
        V.Of(V.Lower(left) - V.Lower(right), V.Upper(left) - V.Upper(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.operator *(V left, V right) =>
        V.Of(V.Lower(left) * V.Lower(right), V.Upper(left) * V.Upper(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.operator /(V left, V right) =>
        V.Of(V.Lower(left) / V.Lower(right), V.Upper(left) / V.Upper(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.operator -(V value) => V.Of(-V.Lower(value), -V.Upper(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.MultiplyAdd(V a, V b, V c) =>
        V.Of(H.MultiplyAdd(V.Lower(a), V.Lower(b), V.Lower(c)), H.MultiplyAdd(V.Upper(a), V.Upper(b), V.Upper(c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.FusedMultiplyAdd(V a, V b, V c) => V.Of(
        H.FusedMultiplyAdd(V.Lower(a), V.Lower(b), V.Lower(c)),
        H.FusedMultiplyAdd(V.Upper(a), V.Upper(b), V.Upper(c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (V Product, V Lost) ILanes<V, T>.ExactProduct(V left, V right)
    {
        (H lower, H lowerLost) = H.ExactProduct(V.Lower(left), V.Lower(right));
        (H upper, H upperLost) = H.ExactProduct(V.Upper(left), V.Upper(right));
        return (V.Of(lower, upper), V.Of(lowerLost, upperLost));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Sqrt(V value) => V.Of(H.Sqrt(V.Lower(value)), H.Sqrt(V.Upper(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Abs(V value) => V.Of(H.Abs(V.Lower(value)), H.Abs(V.Upper(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Min(V left, V right) =>
        V.Of(H.Min(V.Lower(left), V.Lower(right)), H.Min(V.Upper(left), V.Upper(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Max(V left, V right) =>
        V.Of(H.Max(V.Lower(left), V.Lower(right)), H.Max(V.Upper(left), V.Upper(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.MinGuard(V bound) => V.Of(H.MinGuard(V.Lower(bound)), H.MinGuard(V.Upper(bound)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.MaxGuard(V bound) => V.Of(H.MaxGuard(V.Lower(bound)), H.MaxGuard(V.Upper(bound)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Min(V value, V bound, V guard) => V.Of(
        H.Min(V.Lower(value), V.Lower(bound), V.Lower(guard)), H.Min(V.Upper(value), V.Upper(bound), V.Upper(guard)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Max(V value, V bound, V guard) => V.Of(
        H.Max(V.Lower(value), V.Lower(bound), V.Lower(guard)), H.Max(V.Upper(value), V.Upper(bound), V.Upper(guard)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (V Least, V Other) ILanes<V, T>.TakeLeast(V least, V other, V value)
    {
        (H lower, H otherLower) = H.TakeLeast(V.Lower(least), V.Lower(other), V.Lower(value));
        (H upper, H otherUpper) = H.TakeLeast(V.Upper(least), V.Upper(other), V.Upper(value));
        return (V.Of(lower, upper), V.Of(otherLower, otherUpper));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (V Greatest, V Other) ILanes<V, T>.TakeGreatest(V greatest, V other, V value)
    {
        (H lower, H otherLower) = H.TakeGreatest(V.Lower(greatest), V.Lower(other), V.Lower(value));
        (H upper, H otherUpper) = H.TakeGreatest(V.Upper(greatest), V.Upper(other), V.Upper(value));
        return (V.Of(lower, upper), V.Of(otherLower, otherUpper));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Sign(V value) => V.Of(H.Sign(V.Lower(value)), H.Sign(V.Upper(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Within(V value, V least, V greatest) => V.Of(
        H.Within(V.Lower(value), V.Lower(least), V.Lower(greatest)), H.Within(V.Upper(value), V.Upper(least), V.Upper(greatest)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Scale(V value, V power) =>
        V.Of(H.Scale(V.Lower(value), V.Lower(power)), H.Scale(V.Upper(value), V.Upper(power)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.LessThan(V left, V right) =>
        V.Of(H.LessThan(V.Lower(left), V.Lower(right)), H.LessThan(V.Upper(left), V.Upper(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.LessThanOrEqual(V left, V right) =>
        V.Of(H.LessThanOrEqual(V.Lower(left), V.Lower(right)), H.LessThanOrEqual(V.Upper(left), V.Upper(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Equal(V left, V right) =>
        V.Of(H.Equal(V.Lower(left), V.Lower(right)), H.Equal(V.Upper(left), V.Upper(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.NotEqual(V left, V right) =>
        V.Of(H.NotEqual(V.Lower(left), V.Lower(right)), H.NotEqual(V.Upper(left), V.Upper(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.And(V left, V right) =>
        V.Of(H.And(V.Lower(left), V.Lower(right)), H.And(V.Upper(left), V.Upper(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Or(V left, V right) =>
        V.Of(H.Or(V.Lower(left), V.Lower(right)), H.Or(V.Upper(left), V.Upper(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Xor(V left, V right) =>
        V.Of(H.Xor(V.Lower(left), V.Lower(right)), H.Xor(V.Upper(left), V.Upper(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Not(V mask) => V.Of(H.Not(V.Lower(mask)), H.Not(V.Upper(mask)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Select(V mask, V whenTrue, V whenFalse) => V.Of(
        H.Select(V.Lower(mask), V.Lower(whenTrue), V.Lower(whenFalse)),
        H.Select(V.Upper(mask), V.Upper(whenTrue), V.Upper(whenFalse)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.AddBits(V left, V right) =>
        V.Of(H.AddBits(V.Lower(left), V.Lower(right)), H.AddBits(V.Upper(left), V.Upper(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.SubtractBits(V left, V right) =>
        V.Of(H.SubtractBits(V.Lower(left), V.Lower(right)), H.SubtractBits(V.Upper(left), V.Upper(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.MultiplyBits(V left, V right) =>
        V.Of(H.MultiplyBits(V.Lower(left), V.Lower(right)), H.MultiplyBits(V.Upper(left), V.Upper(right)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.ShiftBitsLeft(V value, int count) =>
        V.Of(H.ShiftBitsLeft(V.Lower(value), count), H.ShiftBitsLeft(V.Upper(value), count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.ShiftBitsRight(V value, int count) =>
        V.Of(H.ShiftBitsRight(V.Lower(value), count), H.ShiftBitsRight(V.Upper(value), count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Apply<F>(V x) => V.Of(H.Apply<F>(V.Lower(x)), H.Apply<F>(V.Upper(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.Apply<F>(V x, V y) =>
        V.Of(H.Apply<F>(V.Lower(x), V.Lower(y)), H.Apply<F>(V.Upper(x), V.Upper(y)));

    static void ILanes<V, T>.ApplyToLine<F>(Pointer<T> line, nint length) => H.ApplyToLine<F>(line, length);
}
