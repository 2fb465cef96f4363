using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Numbers of pairs of points: one point with as many others as there are lanes.</summary>
/// <remarks>The one is given by its coordinates, the others packed: coordinate k of point j at k·points + j. Coordinates are added
/// in ascending order with the class's multiply–add, from +0.</remarks>
public static unsafe class Pairs
{
    /// <summary>Σₖ (xₖ − yₖ)².</summary>
    /// <param name="x">The one point's coordinates.</param>
    /// <param name="packed">The others'.</param>
    /// <param name="points">The number of others.</param>
    /// <param name="dimension">The number of coordinates.</param>
    /// <param name="j">The first other.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Squared<V, T>(Pointer<T> x, Pointer<T> packed, nint points, nint dimension, nint j)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Sum<V, T, Difference, All>(x, packed, points, dimension, j, V.Count);

    /// <summary>The same for the first <paramref name="count"/> lanes; those beyond see points of zeros.</summary>
    /// <inheritdoc cref="Squared{V, T}(Pointer{T}, Pointer{T}, nint, nint, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Squared<V, T>(Pointer<T> x, Pointer<T> packed, nint points, nint dimension, nint j, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Sum<V, T, Difference, Some>(x, packed, points, dimension, j, count);

    /// <summary>√Σₖ (xₖ − yₖ)².</summary>
    /// <inheritdoc cref="Squared{V, T}(Pointer{T}, Pointer{T}, nint, nint, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Distance<V, T>(Pointer<T> x, Pointer<T> packed, nint points, nint dimension, nint j)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.Sqrt(Squared<V, T>(x, packed, points, dimension, j));

    /// <summary>The same for the first <paramref name="count"/> lanes; those beyond see points of zeros.</summary>
    /// <inheritdoc cref="Distance{V, T}(Pointer{T}, Pointer{T}, nint, nint, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Distance<V, T>(Pointer<T> x, Pointer<T> packed, nint points, nint dimension, nint j, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.Sqrt(Squared<V, T>(x, packed, points, dimension, j, count));

    /// <summary>Σₖ xₖ·yₖ.</summary>
    /// <inheritdoc cref="Squared{V, T}(Pointer{T}, Pointer{T}, nint, nint, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Inner<V, T>(Pointer<T> x, Pointer<T> packed, nint points, nint dimension, nint j)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Sum<V, T, Product, All>(x, packed, points, dimension, j, V.Count);

    /// <summary>The same for the first <paramref name="count"/> lanes; those beyond see points of zeros.</summary>
    /// <inheritdoc cref="Inner{V, T}(Pointer{T}, Pointer{T}, nint, nint, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Inner<V, T>(Pointer<T> x, Pointer<T> packed, nint points, nint dimension, nint j, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Sum<V, T, Product, Some>(x, packed, points, dimension, j, count);

    /// <remarks>Points in space are what is most asked for: three terms in a row, without a loop.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sum<V, T, O, L>(Pointer<T> x, Pointer<T> packed, nint points, nint dimension, nint j, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged
        where O : struct, ITerm
        where L : struct, ILoad
    {
        T* other = packed.Address + j;
        if (dimension == 3)
        {
            V two = O.Add(x.Address[0], L.Load<V, T>(other, count), V.Zero);
            two = O.Add(x.Address[1], L.Load<V, T>(other + points, count), two);
            return O.Add(x.Address[2], L.Load<V, T>(other + (2 * points), count), two);
        }

        V sum = V.Zero;
        for (nint k = 0; k < dimension; k++)
        {
            sum = O.Add(x.Address[k], L.Load<V, T>(other + (k * points), count), sum);
        }

        return sum;
    }

    private interface ITerm
    {
        static abstract V Add<V, T>(T x, V y, V sum)
            where V : struct, ILanes<V, T>
            where T : unmanaged;
    }

    private readonly struct Difference : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Add<V, T>(T x, V y, V sum)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            V difference = V.Broadcast(x) - y;
            return V.MultiplyAdd(difference, difference, sum);
        }
    }

    private readonly struct Product : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Add<V, T>(T x, V y, V sum)
            where V : struct, ILanes<V, T>
            where T : unmanaged => V.MultiplyAdd(V.Broadcast(x), y, sum);
    }

    private interface ILoad
    {
        static abstract V Load<V, T>(T* source, nint count)
            where V : struct, ILanes<V, T>
            where T : unmanaged;
    }

    private readonly struct All : ILoad
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Load<V, T>(T* source, nint count)
            where V : struct, ILanes<V, T>
            where T : unmanaged => V.Load(new Pointer<T>(source), 0);
    }

    private readonly struct Some : ILoad
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Load<V, T>(T* source, nint count)
            where V : struct, ILanes<V, T>
            where T : unmanaged => V.Load(new Pointer<T>(source), 0, count);
    }
}
