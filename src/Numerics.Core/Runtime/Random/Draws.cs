namespace Numerics.Runtime;

/// <summary>Random numbers as pure functions of a key, a counter and a position. Emitted code calls them.</summary>
/// <remarks>The counter of <see cref="Philox"/> is the position, then the user's counter; a number by itself has position −1. So what
/// is drawn for an element depends on nothing but key, counter and its position: not on width, threads, machine or the order of
/// drawing. All draws for a position are made of the same bits.</remarks>
public static class Draws
{
    /// <summary>The position of a number that belongs to no array.</summary>
    private const long Alone = -1;

    /// <summary>A uniform number in [0, 1), a multiple of 2⁻⁵³.</summary>
    public static double Uniform(ulong key, long counter) => DrawBlock.One<DrawBlock.Uniform>(key, counter, Alone);

    /// <summary>A normal number of mean 0 and variance 1.</summary>
    public static double Normal(ulong key, long counter) => DrawBlock.One<DrawBlock.Normal>(key, counter, Alone);

    /// <summary>−1 or 1, each as often.</summary>
    public static double Rademacher(ulong key, long counter) => DrawBlock.One<DrawBlock.Rademacher>(key, counter, Alone);

    /// <summary>A whole number in [0, bound); each has probability 1/bound to within 2⁻⁶⁴.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is less than 1.</exception>
    public static long RandomIndex(ulong key, long counter, long bound) => Index(key, counter, bound, Alone);

    /// <summary>The uniform number of an element: in double a multiple of 2⁻⁵³, in float the same cut off to a multiple of
    /// 2⁻²⁴.</summary>
    public static T UniformAt<T>(ulong key, long counter, long position)
        where T : unmanaged => Element.Round<T>(typeof(T) == typeof(float)
            ? DrawBlock.One<DrawBlock.UniformSingle>(key, counter, position)
            : DrawBlock.One<DrawBlock.Uniform>(key, counter, position));

    /// <summary>The normal number of an element: computed in double, rounded once.</summary>
    public static T NormalAt<T>(ulong key, long counter, long position)
        where T : unmanaged => Element.Round<T>(DrawBlock.One<DrawBlock.Normal>(key, counter, position));

    /// <summary>−1 or 1 for an element.</summary>
    public static T RademacherAt<T>(ulong key, long counter, long position)
        where T : unmanaged => Element.Round<T>(DrawBlock.One<DrawBlock.Rademacher>(key, counter, position));

    /// <summary>A whole number in [0, bound) for an element, rounded to its type (exact for bounds up to 2²⁴ in float, 2⁵³ in
    /// double).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is less than 1.</exception>
    public static T RandomIndexAt<T>(ulong key, long counter, long bound, long position)
        where T : unmanaged => Element.Round<T>(Index(key, counter, bound, position));

    /// <summary>Uniform numbers for the elements from a position on.</summary>
    public static V Uniform<V, T>(ulong key, long counter, nint position)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Uniform<V, T>(key, counter, position, V.Count);

    /// <summary>Uniform numbers for <paramref name="count"/> elements from a position on, the other lanes zero.</summary>
    public static V Uniform<V, T>(ulong key, long counter, nint position, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged => typeof(T) == typeof(float)
            ? DrawBlock.Many<DrawBlock.UniformSingle, V, T>(key, counter, position, count)
            : DrawBlock.Many<DrawBlock.Uniform, V, T>(key, counter, position, count);

    /// <summary>Normal numbers for the elements from a position on.</summary>
    public static V Normal<V, T>(ulong key, long counter, nint position)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Normal<V, T>(key, counter, position, V.Count);

    /// <summary>Normal numbers for <paramref name="count"/> elements from a position on, the other lanes zero.</summary>
    public static V Normal<V, T>(ulong key, long counter, nint position, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged => DrawBlock.Many<DrawBlock.Normal, V, T>(key, counter, position, count);

    /// <summary>Signs for the elements from a position on.</summary>
    public static V Rademacher<V, T>(ulong key, long counter, nint position)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Rademacher<V, T>(key, counter, position, V.Count);

    /// <summary>Signs for <paramref name="count"/> elements from a position on, the other lanes zero.</summary>
    public static V Rademacher<V, T>(ulong key, long counter, nint position, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged => DrawBlock.Many<DrawBlock.Rademacher, V, T>(key, counter, position, count);

    /// <summary>Whole numbers below a bound for the elements from a position on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is less than 1.</exception>
    public static V RandomIndex<V, T>(ulong key, long counter, long bound, nint position)
        where V : struct, ILanes<V, T>
        where T : unmanaged => RandomIndex<V, T>(key, counter, bound, position, V.Count);

    /// <summary>Whole numbers below a bound for <paramref name="count"/> elements from a position on, the other lanes zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is less than 1.</exception>
    public static V RandomIndex<V, T>(ulong key, long counter, long bound, nint position, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        CheckBound(bound);
        return DrawBlock.Indices<V, T>(key, counter, (ulong)bound, position, count);
    }

    private static void CheckBound(long bound)
    {
        if (bound < 1)
        {
            Refuse(bound);
        }
    }

    private static void Refuse(long bound) => throw new ArgumentOutOfRangeException(
        nameof(bound), bound, $"RandomIndex has the bound {bound}; it must be at least 1.");

    private static long Index(ulong key, long counter, long bound, long position)
    {
        CheckBound(bound);
        return (long)Math.BigMul(Philox.Bits(key, (ulong)position, (ulong)counter).Low, (ulong)bound, out _);
    }
}
