using ILGPU;
using ILGPU.Runtime;

namespace Numerics.Gpu.Transport;

/// <summary>Page-locked blocks that are filled and copied to a device in turn, so that the host prepares a step while copies of
/// earlier ones are queued. Once in a round it waits for the stream: a block in flight is never overwritten.</summary>
/// <param name="accelerator">The accelerator.</param>
/// <param name="bytes">The bytes of a block.</param>
/// <param name="blocks">The blocks.</param>
internal sealed class UploadRing(Accelerator accelerator, int bytes, int blocks) : IDisposable
{
    private readonly PageLockedArray1D<byte> _memory = accelerator.AllocatePageLocked1D<byte>((long)bytes * blocks);
    private AcceleratorStream? _stream;
    private int _used;

    /// <summary>A block to fill.</summary>
    public Span<byte> Next(AcceleratorStream stream)
    {
        if (_used == blocks || (_stream is not null && _stream != stream))
        {
            Wait();
        }

        _stream = stream;
        return _memory.Span.Slice(_used * bytes, bytes);
    }

    /// <summary>Queues the copy of the block that <see cref="Next"/> gave.</summary>
    /// <param name="destination">Where to: as many bytes as are copied.</param>
    public void Send(ArrayView<byte> destination)
    {
        if (destination.Length > 0)
        {
            LockedCopy.ToDevice(_stream!, _memory, _used * bytes, destination);
            _used++;
        }
    }

    public void Dispose()
    {
        if (!accelerator.IsDisposed)
        {
            Wait();
        }

        _memory.Dispose();
    }

    private void Wait()
    {
        if (_stream is { IsDisposed: false })
        {
            _stream.Synchronize();
        }
        else
        {
            accelerator.Synchronize();
        }

        _used = 0;
    }
}
