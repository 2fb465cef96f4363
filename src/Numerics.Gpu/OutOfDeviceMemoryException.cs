using System.Globalization;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace Numerics.Gpu;

/// <summary>A device has not the memory that something needs in one allocation. Nothing was changed.</summary>
public sealed class OutOfDeviceMemoryException : Exception
{
    internal OutOfDeviceMemoryException(string purpose, Accelerator accelerator, long requested, long? free, Exception? inner)
        : base(Describe(purpose, accelerator, requested, free), inner) => (RequestedBytes, FreeBytes) = (requested, free);

    /// <summary>The bytes that were asked for.</summary>
    public long RequestedBytes { get; }

    /// <summary>The bytes that the device has free; null where its driver does not tell.</summary>
    public long? FreeBytes { get; }

    /// <summary>The free memory of an accelerator; null where its driver does not tell.</summary>
    internal static long? FreeBytesOf(Accelerator accelerator) => (accelerator as CudaAccelerator)?.GetFreeMemory();

    private static string Describe(string purpose, Accelerator accelerator, long requested, long? free)
    {
        string memory = accelerator.AcceleratorType == AcceleratorType.CPU ? "the simulation has the computer's memory"
            : free is long known ? $"it has {Bytes(known)} free of {Bytes(accelerator.MemorySize)}"
            : $"it has {Bytes(accelerator.MemorySize)}, and its driver does not tell how much is free";
        return $"{purpose}: {Bytes(requested)} are needed in one piece on {accelerator.Name} "
            + $"({accelerator.AcceleratorType}); {memory}.";
    }

    private static string Bytes(long count) => count.ToString("N0", CultureInfo.InvariantCulture) + " bytes";
}
