using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Sixteen lanes of double, on hardware of 256 bits.</summary>
internal readonly struct DoubleGroup256<C>(DoublePair<Double256<C>> lower, DoublePair<Double256<C>> upper) :
    IFoldingPair<DoubleGroup256<C>, DoublePair<Double256<C>>>,
    IFoldingGroup<DoubleGroup256<C>>,
    IGroup<DoubleGroup256<C>, DoubleGroup256<C>, double>
    where C : struct, IContraction
{
    private readonly DoublePair<Double256<C>> _lower = lower;
    private readonly DoublePair<Double256<C>> _upper = upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup256<C> Of(
        DoublePair<Double256<C>> lower,
        DoublePair<Double256<C>> upper) =>
        new(lower, upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<Double256<C>> Lower(DoubleGroup256<C> value) => value._lower;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<Double256<C>> Upper(DoubleGroup256<C> value) => value._upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup256<C> Widen(DoubleGroup256<C> value) => value;
}

/// <summary>Sixteen lanes of double, on hardware of 128 bits.</summary>
internal readonly struct DoubleGroup128<C>(
    DoublePair<DoublePair<Double128<C>>> lower,
    DoublePair<DoublePair<Double128<C>>> upper) :
    IFoldingPair<DoubleGroup128<C>, DoublePair<DoublePair<Double128<C>>>>,
    IFoldingGroup<DoubleGroup128<C>>,
    IGroup<DoubleGroup128<C>, DoubleGroup128<C>, double>
    where C : struct, IContraction
{
    private readonly DoublePair<DoublePair<Double128<C>>> _lower = lower;
    private readonly DoublePair<DoublePair<Double128<C>>> _upper = upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup128<C> Of(
        DoublePair<DoublePair<Double128<C>>> lower,
        DoublePair<DoublePair<Double128<C>>> upper) =>
        new(lower, upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<DoublePair<Double128<C>>> Lower(DoubleGroup128<C> value) => value._lower;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<DoublePair<Double128<C>>> Upper(DoubleGroup128<C> value) => value._upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup128<C> Widen(DoubleGroup128<C> value) => value;
}

/// <summary>Sixteen lanes of double, one after the other.</summary>
internal readonly struct DoubleGroup1<C>(
    DoublePair<DoublePair<DoublePair<Double1<C>>>> lower,
    DoublePair<DoublePair<DoublePair<Double1<C>>>> upper) :
    IFoldingPair<DoubleGroup1<C>, DoublePair<DoublePair<DoublePair<Double1<C>>>>>,
    IFoldingGroup<DoubleGroup1<C>>,
    IGroup<DoubleGroup1<C>, DoubleGroup1<C>, double>
    where C : struct, IContraction
{
    private readonly DoublePair<DoublePair<DoublePair<Double1<C>>>> _lower = lower;
    private readonly DoublePair<DoublePair<DoublePair<Double1<C>>>> _upper = upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup1<C> Of(
        DoublePair<DoublePair<DoublePair<Double1<C>>>> lower,
        DoublePair<DoublePair<DoublePair<Double1<C>>>> upper) =>
        new(lower, upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<DoublePair<DoublePair<Double1<C>>>> Lower(DoubleGroup1<C> value) => value._lower;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<DoublePair<DoublePair<Double1<C>>>> Upper(DoubleGroup1<C> value) => value._upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleGroup1<C> Widen(DoubleGroup1<C> value) => value;
}
