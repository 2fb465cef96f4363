using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Lanes whose elements can become doubles.</summary>
/// <typeparam name="V">The lanes' type, of float.</typeparam>
/// <typeparam name="W">As many lanes of double.</typeparam>
internal interface IWidening<V, W>
{
    /// <summary>Each lane as a double, exactly.</summary>
    static abstract W Widen(V value);
}

/// <summary>Twice the lanes of <typeparamref name="H"/>, of double.</summary>
internal readonly struct DoublePair<H>(H lower, H upper) : IFoldingPair<DoublePair<H>, H>
    where H : struct, IFolding<H>
{
    private readonly H _lower = lower;
    private readonly H _upper = upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<H> Of(H lower, H upper) => new(lower, upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static H Lower(DoublePair<H> value) => value._lower;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static H Upper(DoublePair<H> value) => value._upper;
}

/// <summary>Twice the lanes of <typeparamref name="H"/>, of float;
/// <typeparamref name="D"/> has the lanes of H as doubles.</summary>
internal readonly struct FloatPair<H, D>(H lower, H upper) :
    IPair<FloatPair<H, D>, H, float>,
    IWidening<FloatPair<H, D>, DoublePair<D>>
    where H : struct, ILanes<H, float>, IWidening<H, D>
    where D : struct, IFolding<D>
{
    private readonly H _lower = lower;
    private readonly H _upper = upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatPair<H, D> Of(H lower, H upper) => new(lower, upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static H Lower(FloatPair<H, D> value) => value._lower;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static H Upper(FloatPair<H, D> value) => value._upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<D> Widen(FloatPair<H, D> value) =>
        new(H.Widen(value._lower), H.Widen(value._upper));
}

/// <summary>Four times the lanes of <typeparamref name="H"/>, of float;
/// <typeparamref name="D"/> has the lanes of H as doubles.</summary>
internal readonly struct FloatQuad<H, D>(FloatPair<H, D> lower, FloatPair<H, D> upper) :
    IPair<FloatQuad<H, D>, FloatPair<H, D>, float>,
    IWidening<FloatQuad<H, D>, DoublePair<DoublePair<D>>>
    where H : struct, ILanes<H, float>, IWidening<H, D>
    where D : struct, IFolding<D>
{
    private readonly FloatPair<H, D> _lower = lower;
    private readonly FloatPair<H, D> _upper = upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatQuad<H, D> Of(FloatPair<H, D> lower, FloatPair<H, D> upper) => new(lower, upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatPair<H, D> Lower(FloatQuad<H, D> value) => value._lower;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatPair<H, D> Upper(FloatQuad<H, D> value) => value._upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<DoublePair<D>> Widen(FloatQuad<H, D> value) =>
        new(FloatPair<H, D>.Widen(value._lower), FloatPair<H, D>.Widen(value._upper));
}

/// <summary>Eight times the lanes of <typeparamref name="H"/>, of float;
/// <typeparamref name="D"/> has the lanes of H as doubles.</summary>
internal readonly struct FloatOctet<H, D>(FloatQuad<H, D> lower, FloatQuad<H, D> upper) :
    IPair<FloatOctet<H, D>, FloatQuad<H, D>, float>,
    IWidening<FloatOctet<H, D>, DoublePair<DoublePair<DoublePair<D>>>>
    where H : struct, ILanes<H, float>, IWidening<H, D>
    where D : struct, IFolding<D>
{
    private readonly FloatQuad<H, D> _lower = lower;
    private readonly FloatQuad<H, D> _upper = upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatOctet<H, D> Of(FloatQuad<H, D> lower, FloatQuad<H, D> upper) => new(lower, upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatQuad<H, D> Lower(FloatOctet<H, D> value) => value._lower;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatQuad<H, D> Upper(FloatOctet<H, D> value) => value._upper;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoublePair<DoublePair<DoublePair<D>>> Widen(FloatOctet<H, D> value) =>
        new(FloatQuad<H, D>.Widen(value._lower), FloatQuad<H, D>.Widen(value._upper));
}
