using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using Numerics.Gpu.Kernels;

namespace Numerics.Gpu.Transport;

/// <summary>Page-locked blocks that are filled and copied to a device in turn, so that the host prepares a step while copies of
/// earlier ones are queued. Once in a round it waits for the stream: a block in flight is never overwritten.</summary>
internal sealed class UploadRing : IDisposable
{
    private readonly Accelerator _accelerator;
    private readonly int _bytes;
    private readonly PageLockedArray1D<byte> _memory;
    private readonly CPUMemoryBuffer[] _blocks;
    private AcceleratorStream? _stream;
    private int _used;

    /// <param name="accelerator">The accelerator.</param>
    /// <param name="bytes">The bytes of a block.</param>
    /// <param name="blocks">The blocks.</param>
    public UploadRing(Accelerator accelerator, int bytes, int blocks)
    {
        (_accelerator, _bytes) = (accelerator, bytes);
        _memory = accelerator.AllocatePageLocked1D<byte>((long)bytes * blocks);
        _blocks = new CPUMemoryBuffer[bytes > 0 ? blocks : 0];
        for (int i = 0; i < _blocks.Length; i++)
        {
            _blocks[i] = LockedCopy.Part(accelerator, _memory.Span.Slice(i * bytes, bytes));
        }
    }

    /// <summary>A block to fill.</summary>
    public Span<byte> Next(AcceleratorStream stream)
    {
        if ((_used > 0 && _used == _blocks.Length) || (_stream is not null && _stream != stream))
        {
            Wait();
        }

        _stream = stream;
        return _memory.Span.Slice(_used * _bytes, _bytes);
    }

    /// <summary>Queues the copy of the block that <see cref="Next"/> gave.</summary>
    /// <param name="destination">Where to: as many bytes as are copied.</param>
    public void Send(ArrayView<byte> destination)
    {
        if (destination.Length > 0)
        {
            (MemoryBuffer buffer, long start) = DeviceMemory.PlaceOf(destination);
            buffer.CopyFrom(_stream!, _blocks[_used].AsRawArrayView().SubView(0, destination.Length), start);
            _used++;
        }
    }

    public void Dispose()
    {
        if (!_accelerator.IsDisposed)
        {
            Wait();
        }

        foreach (CPUMemoryBuffer block in _blocks)
        {
            block.Dispose();
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
            _accelerator.Synchronize();
        }

        _used = 0;
    }
}
