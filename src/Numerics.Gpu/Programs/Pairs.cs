using System.Runtime.CompilerServices;
using ILGPU;

namespace Numerics.Gpu.Programs;

/// <summary>Numbers of pairs of points: one point with another for each thread. Coordinates are added in ascending order, from +0.</summary>
public static class Pairs
{
    /// <summary>Σₖ (xₖ − yₖ)².</summary>
    /// <param name="x">The one point's coordinates.</param>
    /// <param name="others">The other points, row after row.</param>
    /// <param name="points">Their number.</param>
    /// <param name="dimension">The number of coordinates.</param>
    /// <param name="j">The first thread's other.</param>
    /// <param name="count">The threads that have one; the rest see nothing but zeros.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Squared<V, T>(Pointer<T> x, Pointer<T> others, long points, long dimension, long j, long count)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged
    {
        V sum = V.Zero;
        if (Group.IdxX < count)
        {
            long other = others.Start + ((j + Group.IdxX) * others.Stride);
            for (long k = 0; k < dimension; k++)
            {
                V difference = V.Broadcast(x.View[x.Start + k]) - V.Broadcast(others.View[other + k]);
                sum = V.MultiplyAdd(difference, difference, sum);
            }
        }

        return sum;
    }

    /// <inheritdoc cref="Squared{V, T}(Pointer{T}, Pointer{T}, long, long, long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Squared<V, T>(Pointer<T> x, Pointer<T> others, long points, long dimension, long j)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged => Squared<V, T>(x, others, points, dimension, j, V.Count);

    /// <summary>√Σₖ (xₖ − yₖ)².</summary>
    /// <inheritdoc cref="Squared{V, T}(Pointer{T}, Pointer{T}, long, long, long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Distance<V, T>(Pointer<T> x, Pointer<T> others, long points, long dimension, long j, long count)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged => V.Sqrt(Squared<V, T>(x, others, points, dimension, j, count));

    /// <inheritdoc cref="Distance{V, T}(Pointer{T}, Pointer{T}, long, long, long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Distance<V, T>(Pointer<T> x, Pointer<T> others, long points, long dimension, long j)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged => V.Sqrt(Squared<V, T>(x, others, points, dimension, j, V.Count));

    /// <summary>Σₖ xₖ·yₖ.</summary>
    /// <inheritdoc cref="Squared{V, T}(Pointer{T}, Pointer{T}, long, long, long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Inner<V, T>(Pointer<T> x, Pointer<T> others, long points, long dimension, long j, long count)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged
    {
        V sum = V.Zero;
        if (Group.IdxX < count)
        {
            long other = others.Start + ((j + Group.IdxX) * others.Stride);
            for (long k = 0; k < dimension; k++)
            {
                sum = V.MultiplyAdd(V.Broadcast(x.View[x.Start + k]), V.Broadcast(others.View[other + k]), sum);
            }
        }

        return sum;
    }

    /// <inheritdoc cref="Inner{V, T}(Pointer{T}, Pointer{T}, long, long, long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Inner<V, T>(Pointer<T> x, Pointer<T> others, long points, long dimension, long j)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged => Inner<V, T>(x, others, points, dimension, j, V.Count);
}
