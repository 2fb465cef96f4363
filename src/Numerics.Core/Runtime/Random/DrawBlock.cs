using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Numerics.Runtime;

/// <summary>What is drawn, as a type argument.</summary>
internal interface IDraw
{
    /// <summary>A draw for each position.</summary>
    static abstract V Of<V>(ulong key, long counter, V positions)
        where V : struct, ILanes<V, double>;
}

/// <summary>Draws for up to sixteen positions, two of the machine's widest registers at a time, since a block is a
/// chain of operations that wait for each other: no width changes a bit.</summary>
/// <remarks>The lanes are of the class <see cref="Separate"/>, whatever the kernel's, so that every machine draws the same.</remarks>
internal static unsafe class DrawBlock
{
    /// <summary>The most lanes that there are.</summary>
    private const int Most = 16;

    /// <summary>Lies in the program's image, where nothing moves it.</summary>
    private static ReadOnlySpan<long> FromZero => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>The draw of one position.</summary>
    public static double One<D>(ulong key, long counter, long position)
        where D : struct, IDraw => Double1<Separate>.Number(
            D.Of(key, counter, Double1<Separate>.Of(BitConverter.Int64BitsToDouble(position))));

    /// <summary>The draws of <paramref name="count"/> positions, the other lanes zero.</summary>
    [SkipLocalsInit]
    public static V Many<D, V, T>(ulong key, long counter, long position, nint count)
        where D : struct, IDraw
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        double* lanes = stackalloc double[Most];
        Fill<D>(lanes, key, counter, position, count);
        return Loaded<V, T>(lanes, count);
    }

    /// <summary>A whole number below a bound for each position: the upper half of its product with 64 random bits.</summary>
    [SkipLocalsInit]
    public static V Indices<V, T>(ulong key, long counter, ulong bound, long position, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        double* lanes = stackalloc double[Most];
        Fill<Bits>(lanes, key, counter, position, count);
        for (nint k = 0; k < count; k++)
        {
            lanes[k] = (long)Math.BigMul(BitConverter.DoubleToUInt64Bits(lanes[k]), bound, out _);
        }

        return Loaded<V, T>(lanes, count);
    }

    /// <summary>Fills at least <paramref name="count"/> elements, and at most sixteen.</summary>
    private static void Fill<D>(double* lanes, ulong key, long counter, long position, nint count)
        where D : struct, IDraw
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Fill<D, DoubleGroup512<Separate>>(lanes, key, counter, position, count);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Fill<D, DoublePair<Double256<Separate>>>(lanes, key, counter, position, count);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Fill<D, DoublePair<Double128<Separate>>>(lanes, key, counter, position, count);
        }
        else
        {
            Fill<D, Double1<Separate>>(lanes, key, counter, position, count);
        }
    }

    /// <summary>The same in registers of a given width. A call by itself: it takes much of what the compiler inlines in a method.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Fill<D, V>(double* lanes, ulong key, long counter, long position, nint count)
        where D : struct, IDraw
        where V : struct, ILanes<V, double>
    {
        V steps = V.Load(new Pointer<double>((double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(FromZero))), 0);
        for (nint k = 0; k < count; k += V.Count)
        {
            V positions = V.AddBits(steps, V.Pattern(0, (ulong)(position + k)));
            V.Store(D.Of(key, counter, positions), new Pointer<double>(lanes), k);
        }
    }

    /// <summary>The first elements, rounded to the element type.</summary>
    private static V Loaded<V, T>(double* lanes, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Vector512.Store(Vector512.Narrow(Vector512.Load(lanes), Vector512.Load(lanes + (Most / 2))), (float*)lanes);
        }

        var source = new Pointer<T>((T*)lanes);
        return count == V.Count ? V.Load(source, 0) : V.Load(source, 0, count);
    }

    /// <summary>The first word's bits.</summary>
    internal readonly struct Bits : IDraw
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(ulong key, long counter, V positions)
            where V : struct, ILanes<V, double> => Philox.Bits(key, positions, counter).Low;
    }

    /// <summary><see cref="DrawLanes.Uniform{V}"/>.</summary>
    internal readonly struct Uniform : IDraw
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(ulong key, long counter, V positions)
            where V : struct, ILanes<V, double> => DrawLanes.Uniform(key, counter, positions);
    }

    /// <summary><see cref="DrawLanes.UniformSingle{V}"/>.</summary>
    internal readonly struct UniformSingle : IDraw
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(ulong key, long counter, V positions)
            where V : struct, ILanes<V, double> => DrawLanes.UniformSingle(key, counter, positions);
    }

    /// <summary><see cref="DrawLanes.Normal{V}"/>.</summary>
    internal readonly struct Normal : IDraw
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(ulong key, long counter, V positions)
            where V : struct, ILanes<V, double> => DrawLanes.Normal(key, counter, positions);
    }

    /// <summary><see cref="DrawLanes.Rademacher{V}"/>.</summary>
    internal readonly struct Rademacher : IDraw
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(ulong key, long counter, V positions)
            where V : struct, ILanes<V, double> => DrawLanes.Rademacher(key, counter, positions);
    }
}
