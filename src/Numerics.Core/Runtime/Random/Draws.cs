using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Random numbers as pure functions of a key, a counter and a position. Emitted code calls them.</summary>
/// <remarks>The counter of <see cref="Philox"/> is the position, then the user's counter; a number by itself has position −1. So what
/// is drawn for an element depends on nothing but key, counter and its position: not on width, threads or the order of
/// drawing.</remarks>
public static class Draws
{
    /// <summary>The position of a number that belongs to no array.</summary>
    private const long Alone = -1;

    /// <summary>2⁻⁵³ and 2⁻²⁴: the spacing of uniform numbers.</summary>
    private const double WideSpacing = 1.0 / (1L << 53);
    private const float SingleSpacing = 1.0f / (1 << 24);

    /// <summary>A uniform number in [0, 1), a multiple of 2⁻⁵³.</summary>
    public static double Uniform(ulong key, long counter) => UniformAt<double>(key, counter, Alone);

    /// <summary>A normal number of mean 0 and variance 1.</summary>
    public static double Normal(ulong key, long counter) => NormalAt<double>(key, counter, Alone);

    /// <summary>−1 or 1, each as often.</summary>
    public static double Rademacher(ulong key, long counter) => RademacherAt<double>(key, counter, Alone);

    /// <summary>A whole number in [0, bound); each has probability 1/bound to within 2⁻⁶⁴.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is less than 1.</exception>
    public static long RandomIndex(ulong key, long counter, long bound) => Index(key, counter, bound, Alone);

    /// <summary>The uniform number of an element: in double a multiple of 2⁻⁵³, in float the same bits cut off to a multiple of
    /// 2⁻²⁴.</summary>
    public static T UniformAt<T>(ulong key, long counter, long position)
        where T : unmanaged
    {
        ulong bits = Philox.Bits(key, (ulong)position, (ulong)counter).Low;
        return typeof(T) == typeof(float)
            ? Unsafe.BitCast<float, T>((bits >> 40) * SingleSpacing)
            : Unsafe.BitCast<double, T>((bits >> 11) * WideSpacing);
    }

    /// <summary>The normal number of an element: computed in double, rounded once.</summary>
    /// <remarks>Box and Muller (1958): √(−2·log(1 − u))·cos(2π·v) of independent uniform u and v.</remarks>
    public static T NormalAt<T>(ulong key, long counter, long position)
        where T : unmanaged
    {
        (ulong low, ulong high) = Philox.Bits(key, (ulong)position, (ulong)counter);
        double radius = Math.Sqrt(-2 * Math.Log(1 - ((low >> 11) * WideSpacing)));
        return Element.Round<T>(radius * Math.Cos(2 * Math.PI * ((high >> 11) * WideSpacing)));
    }

    /// <summary>−1 or 1 for an element.</summary>
    public static T RademacherAt<T>(ulong key, long counter, long position)
        where T : unmanaged =>
        Element.Round<T>((long)Philox.Bits(key, (ulong)position, (ulong)counter).Low < 0 ? -1 : 1);

    /// <summary>A whole number in [0, bound) for an element, rounded to its type.</summary>
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
        where T : unmanaged
    {
        Span<T> lanes = stackalloc T[MostLanes];
        for (int k = 0; k < count; k++)
        {
            lanes[k] = UniformAt<T>(key, counter, position + k);
        }

        return Lanes.Load<V, T>(lanes, count);
    }

    /// <summary>Normal numbers for the elements from a position on.</summary>
    public static V Normal<V, T>(ulong key, long counter, nint position)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Normal<V, T>(key, counter, position, V.Count);

    /// <summary>Normal numbers for <paramref name="count"/> elements from a position on, the other lanes zero.</summary>
    public static V Normal<V, T>(ulong key, long counter, nint position, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        Span<T> lanes = stackalloc T[MostLanes];
        for (int k = 0; k < count; k++)
        {
            lanes[k] = NormalAt<T>(key, counter, position + k);
        }

        return Lanes.Load<V, T>(lanes, count);
    }

    /// <summary>Signs for the elements from a position on.</summary>
    public static V Rademacher<V, T>(ulong key, long counter, nint position)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Rademacher<V, T>(key, counter, position, V.Count);

    /// <summary>Signs for <paramref name="count"/> elements from a position on, the other lanes zero.</summary>
    public static V Rademacher<V, T>(ulong key, long counter, nint position, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        Span<T> lanes = stackalloc T[MostLanes];
        for (int k = 0; k < count; k++)
        {
            lanes[k] = RademacherAt<T>(key, counter, position + k);
        }

        return Lanes.Load<V, T>(lanes, count);
    }

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
        Span<T> lanes = stackalloc T[MostLanes];
        for (int k = 0; k < count; k++)
        {
            lanes[k] = RandomIndexAt<T>(key, counter, bound, position + k);
        }

        return Lanes.Load<V, T>(lanes, count);
    }

    /// <summary>The most lanes that there are.</summary>
    private const int MostLanes = 16;

    private static long Index(ulong key, long counter, long bound, long position)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        return (long)Math.BigMul(Philox.Bits(key, (ulong)position, (ulong)counter).Low, (ulong)bound, out _);
    }
}
