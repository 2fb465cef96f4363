using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Numerics.Runtime;

/// <summary>Sixteen lanes of double, on hardware of 512 bits.</summary>
/// <remarks>What loops are full of is spelled out for the two registers, though <see cref="IPair{V, H, T}"/> says the same: an operation
/// on halves that are lanes themselves is fifteen methods, and the compiler stops inlining a pass when it has made 512 locals of
/// their arguments.</remarks>
internal readonly unsafe struct DoubleGroup512<C>(Vector512<double> lower, Vector512<double> upper) :
    IFoldingPair<DoubleGroup512<C>, Double512<C>>,
    IFoldingGroup<DoubleGroup512<C>>,
    IGroup<DoubleGroup512<C>, DoubleGroup512<C>, double>
    where C : struct, IContraction
{
    private readonly Vector512<double> _lower = lower;
    private readonly Vector512<double> _upper = upper;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * Vector512<double>.Count;
    }

    public static DoubleGroup512<C> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<double>.Zero, Vector512<double>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> operator +(DoubleGroup512<C> left, DoubleGroup512<C> right) =>
        new(left._lower + right._lower, left._upper + right._upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> operator -(DoubleGroup512<C> left, DoubleGroup512<C> right) =>
        new(left._lower - right._lower, left._upper - right._upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> operator *(DoubleGroup512<C> left, DoubleGroup512<C> right) =>
        new(left._lower * right._lower, left._upper * right._upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> operator /(DoubleGroup512<C> left, DoubleGroup512<C> right) =>
        new(left._lower / right._lower, left._upper / right._upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> operator -(DoubleGroup512<C> value) => new(-value._lower, -value._upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> Of(Double512<C> lower, Double512<C> upper) =>
        new(Double512<C>.Register(lower), Double512<C>.Register(upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512<C> Lower(DoubleGroup512<C> value) => new(value._lower);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double512<C> Upper(DoubleGroup512<C> value) => new(value._upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> Widen(DoubleGroup512<C> value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> Constant(float single, double wide) => new(Vector512.Create(wide), Vector512.Create(wide));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> Broadcast(double value) => new(Vector512.Create(value), Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> Load(Pointer<double> source, nint i) => new(
        Vector512.Load(source.Address + i), Vector512.Load(source.Address + i + Vector512<double>.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(DoubleGroup512<C> value, Pointer<double> destination, nint i)
    {
        value._lower.Store(destination.Address + i);
        value._upper.Store(destination.Address + i + Vector512<double>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> MultiplyAdd(DoubleGroup512<C> a, DoubleGroup512<C> b, DoubleGroup512<C> c) =>
        C.RoundsOnce ? FusedMultiplyAdd(a, b, c) : new((a._lower * b._lower) + c._lower, (a._upper * b._upper) + c._upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> FusedMultiplyAdd(DoubleGroup512<C> a, DoubleGroup512<C> b, DoubleGroup512<C> c) => new(
        Vector512.FusedMultiplyAdd(a._lower, b._lower, c._lower), Vector512.FusedMultiplyAdd(a._upper, b._upper, c._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> Sqrt(DoubleGroup512<C> value) => new(Vector512.Sqrt(value._lower), Vector512.Sqrt(value._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> Abs(DoubleGroup512<C> value) => new(Vector512.Abs(value._lower), Vector512.Abs(value._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> Min(DoubleGroup512<C> left, DoubleGroup512<C> right) =>
        new(Vector512.Min(left._lower, right._lower), Vector512.Min(left._upper, right._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> Max(DoubleGroup512<C> left, DoubleGroup512<C> right) =>
        new(Vector512.Max(left._lower, right._lower), Vector512.Max(left._upper, right._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> LessThan(DoubleGroup512<C> left, DoubleGroup512<C> right) =>
        new(Vector512.LessThan(left._lower, right._lower), Vector512.LessThan(left._upper, right._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> LessThanOrEqual(DoubleGroup512<C> left, DoubleGroup512<C> right) =>
        new(Vector512.LessThanOrEqual(left._lower, right._lower), Vector512.LessThanOrEqual(left._upper, right._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> And(DoubleGroup512<C> left, DoubleGroup512<C> right) =>
        new(left._lower & right._lower, left._upper & right._upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup512<C> Select(DoubleGroup512<C> mask, DoubleGroup512<C> whenTrue, DoubleGroup512<C> whenFalse) => new(
        Vector512.ConditionalSelect(mask._lower, whenTrue._lower, whenFalse._lower),
        Vector512.ConditionalSelect(mask._upper, whenTrue._upper, whenFalse._upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double IWide<DoubleGroup512<C>>.MinLanes(DoubleGroup512<C> value) => Avx512DQ.VL.IsSupported
        ? Ranged(value, Extremes512.Lesser)
        : IFoldingGroup<DoubleGroup512<C>>.LeastLane(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double IWide<DoubleGroup512<C>>.MaxLanes(DoubleGroup512<C> value) => Avx512DQ.VL.IsSupported
        ? Ranged(value, Extremes512.Greater)
        : IFoldingGroup<DoubleGroup512<C>>.GreatestLane(value);

    /// <summary>The lanes as one by an instruction that passes NaN over, which is asked for once. No call: its way would cost the loop
    /// before it all its registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Ranged(DoubleGroup512<C> value, [ConstantExpected(Max = (byte)0b1111)] byte control)
    {
        Vector512<double> eight = Avx512DQ.Range(value._lower, value._upper, control);
        Vector256<double> four = Avx512DQ.VL.Range(eight.GetLower(), eight.GetUpper(), control);
        Vector128<double> two = Avx512DQ.VL.Range(four.GetLower(), four.GetUpper(), control);
        double one = Avx512DQ.RangeScalar(two, Vector128.CreateScalarUnsafe(two[1]), control).ToScalar();
        return Avx512F.CompareUnordered(value._lower, value._upper) == Vector512<double>.Zero ? one : double.NaN;
    }

    static DoubleGroup512<C> IGroup<DoubleGroup512<C>, DoubleGroup512<C>, double>.SumOfLine<F>(
        Pointer<double> line, nint length, DoubleGroup512<C> shift) =>
        OutOfLine.LineAndSum<F, DoubleGroup512<C>, DoubleGroup512<C>, double>(line, length, shift);
}
