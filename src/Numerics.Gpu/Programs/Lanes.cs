using System.Runtime.CompilerServices;
using ILGPU;

namespace Numerics.Gpu.Programs;

/// <summary>What the threads of a group do with places: masks of a position, elements that do not lie side by side.</summary>
public static class Lanes
{
    /// <summary>Threads at elements i, i + 1, …: true in the one whose element is <paramref name="index"/>, if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Here<V, T>(long i, long index)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged => V.MaskOf(i + Group.IdxX == index);

    /// <summary>Threads at elements i, i + 1, …: true in those from <paramref name="begin"/> up to <paramref name="end"/>, which is
    /// left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Within<V, T>(long i, long begin, long end)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged => V.MaskOf(i + Group.IdxX >= begin & i + Group.IdxX < end);

    /// <summary>A line's elements i, i + 1, …; zero where it has none.</summary>
    /// <param name="line">The line.</param>
    /// <param name="i">The first thread's element, which may lie outside.</param>
    /// <param name="length">How many elements the line has.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Shifted<V, T>(Pointer<T> line, long i, long length)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged =>
        i + Group.IdxX < 0 | i + Group.IdxX >= length ? V.Zero
        : line.Start < 0 ? V.Constant(float.NaN, double.NaN)
        : V.Broadcast(line.View[line.Start + i + Group.IdxX]);

    /// <summary>The same for the first <paramref name="count"/> threads; zero for the others.</summary>
    /// <inheritdoc cref="Shifted{V, T}(Pointer{T}, long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Shifted<V, T>(Pointer<T> line, long i, long length, long count)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged => Group.IdxX >= count ? V.Zero : Shifted<V, T>(line, i, length);

    /// <summary>The positions i, i + 1, … as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static W Positions<W>(long i)
        where W : struct, IWide<W> => W.Broadcast(i + Group.IdxX);

    /// <summary>A double in all lanes, rounded to the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Round<V, W, T>(double value)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged => V.Rounded(value);

    /// <summary>Elements of a line as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static W Widened<V, W, T>(Pointer<T> line, long i)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged => V.Widen(V.Load(line, i));

    /// <summary>The same for the first <paramref name="count"/> threads; zero for the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static W Widened<V, W, T>(Pointer<T> line, long i, long count)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged => V.Widen(V.Load(line, i, count));

    /// <summary>Thread k gets the element at (i + k)·stride for k &lt; count; the others zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Gather<V, T>(Pointer<T> source, long i, long stride, long count)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged =>
        Group.IdxX >= count ? V.Zero
        : source.Start < 0 ? V.Constant(float.NaN, double.NaN)
        : V.Broadcast(source.View[source.Start + ((i + Group.IdxX) * stride)]);
}
