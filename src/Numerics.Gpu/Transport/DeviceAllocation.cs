using ILGPU;
using ILGPU.Runtime;

namespace Numerics.Gpu.Transport;

/// <summary>Allocates on a device, and says what was asked and what there is where that fails.</summary>
internal static class DeviceAllocation
{
    /// <summary>A buffer of at least one element.</summary>
    /// <param name="accelerator">The accelerator.</param>
    /// <param name="count">The elements.</param>
    /// <param name="purpose">What they are for, as the start of a message.</param>
    /// <exception cref="OutOfDeviceMemoryException">The device has not that much.</exception>
    public static unsafe MemoryBuffer1D<E, Stride1D.Dense> Of<E>(Accelerator accelerator, long count, string purpose)
        where E : unmanaged
    {
        ObjectDisposedException.ThrowIf(accelerator.IsDisposed, accelerator);
        long bytes = count > long.MaxValue / sizeof(E) ? long.MaxValue : Math.Max(count, 1) * sizeof(E);
        if (bytes > accelerator.MemorySize || bytes == long.MaxValue)
        {
            throw Failure(purpose, accelerator, bytes, null);
        }

        try
        {
            return accelerator.Allocate1D<E>(Math.Max(count, 1));
        }
        catch (Exception e) when (e is OutOfMemoryException or AcceleratorException)
        {
            throw Failure(purpose, accelerator, bytes, e);
        }
    }

    private static OutOfDeviceMemoryException Failure(string purpose, Accelerator accelerator, long bytes, Exception? inner) =>
        new(purpose, accelerator, bytes, OutOfDeviceMemoryException.FreeBytesOf(accelerator), inner);
}
