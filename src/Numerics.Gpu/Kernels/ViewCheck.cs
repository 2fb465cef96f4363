using ILGPU;
using ILGPU.Runtime;

namespace Numerics.Gpu.Kernels;

/// <summary>Checks of views that a call is given.</summary>
internal static class ViewCheck
{
    /// <summary>Refuses a view that is not in the memory of the stream's accelerator.</summary>
    public static void Place<E>(ArrayView<E> view, string name, AcceleratorStream stream)
        where E : unmanaged
    {
        MemoryBuffer? buffer = DeviceMemory.PlaceOf(view).Buffer;
        if (buffer is { IsDisposed: true })
        {
            throw new ObjectDisposedException(name, $"{name} is a view of memory that has been freed.");
        }

        if (view.Length == 0)
        {
            return;
        }

        if (!view.IsValid)
        {
            throw new ArgumentException($"{name} is no view of a device's memory.", name);
        }

        Accelerator accelerator = view.GetAccelerator();
        if (accelerator != stream.Accelerator)
        {
            throw new ArgumentException(
                $"{name} is memory of {AcceleratorText.Other(accelerator, stream.Accelerator)}, the stream belongs to "
                + $"{AcceleratorText.Of(stream.Accelerator)}; both must be of one accelerator.",
                name);
        }
    }

    /// <summary>What is said of two arrays that share memory.</summary>
    public static ArgumentException Refusal(string name, string other) => new(
        $"{name} overlaps {other}; an array that is written may share no memory with another.", name);

    /// <summary>Whether two views share memory.</summary>
    public static bool Overlap<A, B>(ArrayView<A> first, ArrayView<B> second)
        where A : unmanaged
        where B : unmanaged
    {
        if (first.Length == 0 || second.Length == 0)
        {
            return false;
        }

        (MemoryBuffer buffer, long start) = DeviceMemory.PlaceOf(first);
        (MemoryBuffer other, long otherStart) = DeviceMemory.PlaceOf(second);
        return buffer == other && start < otherStart + second.LengthInBytes && otherStart < start + first.LengthInBytes;
    }
}
