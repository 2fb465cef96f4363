using ILGPU.Runtime;

namespace Numerics.Gpu.Transport;

/// <summary>Checks the stream that a call is given.</summary>
internal static class StreamCheck
{
    /// <exception cref="ArgumentException">The stream is another accelerator's.</exception>
    /// <exception cref="ObjectDisposedException">The stream or its accelerator is disposed.</exception>
    public static void Check(AcceleratorStream stream, Accelerator accelerator)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(accelerator.IsDisposed, accelerator);
        ObjectDisposedException.ThrowIf(stream.IsDisposed, stream);
        if (stream.Accelerator != accelerator)
        {
            throw new ArgumentException(
                $"The stream belongs to {Name(stream.Accelerator)}, the memory to {Name(accelerator)}; both must be of one"
                + " accelerator.",
                nameof(stream));
        }
    }

    private static string Name(Accelerator accelerator) => $"{accelerator.Name} ({accelerator.AcceleratorType})";
}
