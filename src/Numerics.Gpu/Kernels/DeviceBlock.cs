using ILGPU;
using ILGPU.Runtime;

namespace Numerics.Gpu.Kernels;

/// <summary>What one group of threads works on: a chunk of a tensor, as vectors with single elements before and after.</summary>
/// <remarks>
/// A tensor of n elements is cut into chunks of 4096 elements, or a multiple of that for which there are at most
/// <see cref="MostChunks"/>. Where a chunk begins depends on n alone, and a chunk is summed by the threads of one group in a
/// fixed order: a reduction has the same bits on each run on the same device.
/// </remarks>
public readonly struct DeviceBlock
{
    /// <summary>The most threads in a group.</summary>
    public const int MostThreads = 256;

    /// <summary>The least elements in a chunk that is not the last.</summary>
    internal const int LeastChunk = 4096;

    /// <summary>The most chunks of a tensor: more than any device runs groups at once, and few enough to sum in one go.</summary>
    internal const int MostChunks = 2048;

    private readonly long _start;
    private readonly int _head;
    private readonly long _vectorStart;
    private readonly int _vectorElements;

    /// <summary>The block of a chunk.</summary>
    /// <param name="chunk">The chunk's number in the launch.</param>
    /// <param name="start">Its first element.</param>
    /// <param name="length">Its number of elements.</param>
    /// <param name="head">The elements before the first aligned one; at least the length where there is none.</param>
    /// <param name="lanes">The elements of a vector.</param>
    internal DeviceBlock(int chunk, long start, int length, int head, int lanes)
    {
        _start = start;
        _head = head < length ? head : length;
        VectorCount = (length - _head) / lanes;
        _vectorElements = VectorCount * lanes;

        // Even an empty view begins within the array: ILGPU asserts that.
        _vectorStart = VectorCount > 0 ? start + _head : start;
        SingleCount = length - _vectorElements;
        Chunk = chunk;
    }

    /// <summary>The chunk's number in the launch: the place of its part of each reduction.</summary>
    public int Chunk { get; }

    /// <summary>True, which ILGPU does not know: a store under this condition has a basic block of its own.</summary>
    /// <remarks>
    /// At O2, ILGPU 1.5.3 moves what a loop carries on, and the loads that it needs, to the end of their basic block. It looks for
    /// stores on the way, but not at the block's last operation on memory: a load is moved past a store where no other stands between.
    /// In <c>sum += Square(g[i] - m[i]); m[i] = g[i];</c> m[i] would be read after it is written. In another block it is not.
    /// </remarks>
    public bool HasChunk => Chunk >= 0;

    /// <summary>The vectors of the chunk.</summary>
    public int VectorCount { get; }

    /// <summary>The elements before and after the vectors.</summary>
    public int SingleCount { get; }

    /// <summary>The vectors of an array in this chunk, at aligned addresses.</summary>
    /// <param name="array">The whole array.</param>
    /// <typeparam name="V">A vector: 16 bytes.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    public ArrayView<V> Vectors<V, T>(ArrayView<T> array)
        where V : unmanaged, IDeviceLanes<V, T>
        where T : unmanaged =>
        array.SubView(_vectorStart, _vectorElements).AsAligned16().Cast<V>();

    /// <summary>The elements of an array in this chunk.</summary>
    /// <param name="array">The whole array.</param>
    /// <typeparam name="S">A vector of one element.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    public ArrayView<S> Singles<S, T>(ArrayView<T> array)
        where S : unmanaged, IDeviceLanes<S, T>
        where T : unmanaged =>
        array.SubView(_start, SingleCount + _vectorElements).Cast<S>();

    /// <summary>The place in the chunk of the j-th of the elements before and after the vectors.</summary>
    public int Single(int j) => j < _head ? j : j + _vectorElements;

    /// <summary>The elements in a chunk of a tensor.</summary>
    internal static int ChunkLength(long length)
    {
        long most = (long)LeastChunk * MostChunks;
        return checked((int)(LeastChunk * Math.Max(1, (length + most - 1) / most)));
    }

    /// <summary>The number of chunks of a tensor.</summary>
    internal static int ChunkCount(long length)
    {
        int chunk = ChunkLength(length);
        return (int)((length + chunk - 1) / chunk);
    }
}
