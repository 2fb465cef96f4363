using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using Numerics.Gpu.Kernels;

namespace Numerics.Gpu.Transport;

/// <summary>Asynchronous copies between parts of page-locked arrays and a device.</summary>
/// <remarks>ILGPU's own take a whole array's length on OpenCL, whatever part of it the view is, and its copies from page-locked
/// arrays wait for the stream where the device locks nothing. So each copy describes its part of the array.</remarks>
internal static unsafe class LockedCopy
{
    /// <summary>Queues a copy to a device; the elements stay as they are until it is done.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="source">The array.</param>
    /// <param name="first">Its first element that is copied.</param>
    /// <param name="destination">Where to: as many elements as are copied.</param>
    public static void ToDevice<E>(
        AcceleratorStream stream, PageLockedArray1D<E> source, int first, ArrayView<E> destination)
        where E : unmanaged
    {
        (MemoryBuffer buffer, long start) = DeviceMemory.PlaceOf(destination);
        using CPUMemoryBuffer part = Part(stream.Accelerator, source.Span.Slice(first, destination.IntLength));
        buffer.CopyFrom(stream, part.AsRawArrayView(), start);
    }

    /// <summary>Queues a copy from a device; the elements are there when it is done.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="source">Where from: as many elements as are copied.</param>
    /// <param name="destination">The array, which is set from its first element on.</param>
    public static void ToHost<E>(AcceleratorStream stream, ArrayView<E> source, PageLockedArray1D<E> destination)
        where E : unmanaged
    {
        (MemoryBuffer buffer, long start) = DeviceMemory.PlaceOf(source);
        using CPUMemoryBuffer part = Part(stream.Accelerator, destination.Span[..source.IntLength]);
        buffer.CopyTo(stream, start, part.AsRawArrayView());
    }

    /// <summary>Elements of an array that lies where the collector does not move it, as a buffer that copies take.</summary>
    public static CPUMemoryBuffer Part<E>(Accelerator accelerator, Span<E> elements)
        where E : unmanaged =>
        CPUMemoryBuffer.Create(accelerator, (nint)Unsafe.AsPointer(ref elements[0]), elements.Length, sizeof(E));
}
