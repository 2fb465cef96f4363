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
