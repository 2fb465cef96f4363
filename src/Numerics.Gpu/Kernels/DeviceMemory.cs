using ILGPU;
using ILGPU.Runtime;

namespace Numerics.Gpu.Kernels;

/// <summary>Where views lie.</summary>
internal static class DeviceMemory
{
    /// <summary>The bytes that a device loads and stores at once, and that its allocations are aligned to at least.</summary>
    public const int VectorBytes = 16;

    /// <summary>The buffer of a view, null where there is none, and the byte in it where the view begins.</summary>
    public static (MemoryBuffer Buffer, long Start) PlaceOf<T>(ArrayView<T> view)
        where T : unmanaged =>
        Place(view);

    /// <summary>The elements of arrays before the first aligned one; <see cref="int.MaxValue"/> where their places in a vector
    /// differ.</summary>
    public static int Head<T>(ReadOnlySpan<ArrayView<T>> arrays)
        where T : unmanaged
    {
        long phase = PlaceOf(arrays[0]).Start % VectorBytes;
        for (int i = 1; i < arrays.Length; i++)
        {
            if (PlaceOf(arrays[i]).Start % VectorBytes != phase)
            {
                return int.MaxValue;
            }
        }

        return Head<T>(phase);
    }

    /// <summary>The elements before the first aligned one.</summary>
    /// <param name="start">The byte where the array begins, counted from an aligned one.</param>
    public static unsafe int Head<T>(long start)
        where T : unmanaged =>
        (int)((VectorBytes - (start % VectorBytes)) % VectorBytes / sizeof(T));

    /// <summary>A type argument: views converted to an interface are boxed.</summary>
    private static (MemoryBuffer Buffer, long Start) Place<V>(V view)
        where V : IContiguousArrayView =>
        (view.Buffer, view.IndexInBytes);
}
