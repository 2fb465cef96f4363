using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Numerics.Runtime;

/// <summary>What lanes do with places: masks of a position, elements that do not lie side by side.</summary>
public static unsafe class Lanes
{
    /// <summary>The most lanes that there are.</summary>
    internal const int Most = 16;

    /// <summary>What a pass's rows may take of the first-level cache.</summary>
    private const int BytesAtOnce = 8192;

    /// <summary>A row of more bytes is not asked for ahead: it would not stay in the second-level cache until it is visited.</summary>
    private const int BytesAhead = 1 << 17;

    /// <summary>Lies in the program's image, where nothing moves it.</summary>
    private static ReadOnlySpan<double> FromZero => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>Lanes at elements i, i + 1, …: true in the one whose element is <paramref name="index"/>, if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Here<V, T>(nint i, long index)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        long lane = index - i;
        return (ulong)lane < (ulong)V.Count
            ? V.And(V.FirstLanes((nint)lane + 1), V.Not(V.FirstLanes((nint)lane)))
            : V.FirstLanes(0);
    }

    /// <summary>A double in all lanes, rounded to the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Round<V, W, T>(double value)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged => V.Broadcast(Element.Round<T>(value));

    /// <summary>How many rows a pass takes at a time that visits them more than once: as many as there are lanes, if they stay in
    /// the first-level cache beside the lines that all rows meet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint RowsAtOnce<V, T>(nint columns)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        Math.Max(1, Math.Min(V.Count, BytesAtOnce / sizeof(T) / Math.Max(columns, 1)));

    /// <summary>An element of a line in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Broadcast<V, T>(Pointer<T> line, nint i)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.Broadcast(line.Address[i]);

    /// <summary>Asks for an element, which may lie outside of anything, in the second-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch<T>(Pointer<T> line, nint i)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(line.Address + i);
        }
    }

    /// <summary>The row to ask for while a line is visited: the next one, or, where rows are long, the line itself, which costs
    /// nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pointer<T> Ahead<T>(Pointer<T> next, Pointer<T> line, nint columns)
        where T : unmanaged => columns <= BytesAhead / sizeof(T) ? next : line;

    /// <summary>Elements of a line that <see cref="Grid{T}.Widened"/> gives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static W Widened<V, W, T>(Pointer<double> line, nint i)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged => W.Load(line, i);

    /// <summary>The same for the first <paramref name="count"/> lanes; the others are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static W Widened<V, W, T>(Pointer<double> line, nint i, nint count)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged => W.Load(line, i, count);

    /// <summary>Lanes at elements i, i + 1, …: true in those from <paramref name="begin"/> up to <paramref name="end"/>, which is
    /// left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Within<V, T>(nint i, nint begin, nint end)
        where V : struct, ILanes<V, T>
        where T : unmanaged => begin <= i && i + V.Count <= end
            ? V.FirstLanes(V.Count)
            : V.And(V.FirstLanes(Clamp(end - i, V.Count)), V.Not(V.FirstLanes(Clamp(begin - i, V.Count))));

    private static nint Clamp(nint lanes, int count) => Math.Max(0, Math.Min(lanes, count));

    /// <summary>A line's elements i, i + 1, …; zero where it has none.</summary>
    /// <param name="line">The line.</param>
    /// <param name="i">The first element, which may lie outside.</param>
    /// <param name="length">How many elements the line has.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Shifted<V, T>(Pointer<T> line, nint i, nint length)
        where V : struct, ILanes<V, T>
        where T : unmanaged => i >= 0 && i + V.Count <= length ? V.Load(line, i) : Edge<V, T>(line, i, length, V.Count);

    /// <summary>The same for the first lanes; the others are zero.</summary>
    /// <inheritdoc cref="Shifted{V, T}(Pointer{T}, nint, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Shifted<V, T>(Pointer<T> line, nint i, nint length, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged => i >= 0 && i + count <= length ? V.Load(line, i, count) : Edge<V, T>(line, i, length, count);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V Edge<V, T>(Pointer<T> line, nint i, nint length, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        T* lanes = stackalloc T[Most];
        for (nint k = 0; k < count; k++)
        {
            lanes[k] = i + k >= 0 && i + k < length ? line.Address[i + k] : default;
        }

        return V.Load(new Pointer<T>(lanes), 0, count);
    }

    /// <summary>The positions i, i + 1, … as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static W Positions<W>(nint i)
        where W : struct, IWide<W> => W.Broadcast(i) + W.Load(
            new Pointer<double>((double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(FromZero))), 0);

    /// <summary>Lane k is the element at (i + k)·stride for k &lt; count; the other lanes are zero.</summary>
    public static V Gather<V, T>(Pointer<T> source, nint i, nint stride, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        T* lanes = stackalloc T[Most];
        T* next = source.Address + (i * stride);
        for (nint k = 0; k < count; k++, next += stride)
        {
            lanes[k] = *next;
        }

        return V.Load(new Pointer<T>(lanes), 0, count);
    }

    /// <summary>Writes lane k to the element at (i + k)·stride for k &lt; count.</summary>
    public static void Scatter<V, T>(V value, Pointer<T> destination, nint i, nint stride, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        T* lanes = stackalloc T[Most];
        V.Store(value, new Pointer<T>(lanes), 0, count);
        T* next = destination.Address + (i * stride);
        for (nint k = 0; k < count; k++, next += stride)
        {
            *next = lanes[k];
        }
    }
}
