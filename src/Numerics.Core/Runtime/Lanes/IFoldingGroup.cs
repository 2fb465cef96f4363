using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>What two lanes become when a group is folded.</summary>
internal interface ILaneFold
{
    /// <summary>Two vectors of lanes become one.</summary>
    static abstract V Of<V>(V lower, V upper)
        where V : struct, ILanes<V, double>;
}

/// <summary>Lanes of double that become one number by halves: lane i with lane i + half, until one is left.</summary>
/// <typeparam name="V">The lanes' type.</typeparam>
internal interface IFolding<V> : ILanes<V, double>
    where V : struct, IFolding<V>
{
    /// <summary>The number.</summary>
    static abstract double Fold<F>(V value)
        where F : struct, ILaneFold;
}

/// <summary>Lanes of double in two halves.</summary>
/// <typeparam name="V">The lanes' type.</typeparam>
/// <typeparam name="H">The type of a half.</typeparam>
internal interface IFoldingPair<V, H> : IPair<V, H, double>, IFolding<V>
    where V : struct, IFoldingPair<V, H>
    where H : struct, IFolding<H>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double IFolding<V>.Fold<F>(V value) => H.Fold<F>(F.Of(V.Lower(value), V.Upper(value)));
}

/// <summary>How sixteen lanes of double become one number: the fixed tree of a reduction, the same for every
/// width.</summary>
/// <typeparam name="W">The group's type.</typeparam>
internal interface IFoldingGroup<W> : IWide<W>, IFolding<W>
    where W : struct, IFoldingGroup<W>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double IWide<W>.SumLanes(W value) => W.Fold<LaneSum>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double IWide<W>.MinLanes(W value) => LeastLane(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double IWide<W>.MaxLanes(W value) => GreatestLane(value);

    /// <inheritdoc cref="IWide{W}.MinLanes"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static double LeastLane(W value) => W.Fold<LaneMin>(value);

    /// <inheritdoc cref="IWide{W}.MaxLanes"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static double GreatestLane(W value) => W.Fold<LaneMax>(value);

    private readonly struct LaneSum : ILaneFold
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V lower, V upper)
            where V : struct, ILanes<V, double> => lower + upper;
    }

    private readonly struct LaneMin : ILaneFold
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V lower, V upper)
            where V : struct, ILanes<V, double> => V.Min(lower, upper);
    }

    private readonly struct LaneMax : ILaneFold
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V lower, V upper)
            where V : struct, ILanes<V, double> => V.Max(lower, upper);
    }
}
