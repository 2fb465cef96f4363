using ILGPU;
using ILGPU.Runtime;

namespace Numerics.Gpu.Transport;

/// <summary>Some elements of a long row of them.</summary>
/// <param name="first">The first.</param>
/// <param name="elements">They themselves: to be set, or to be taken.</param>
/// <typeparam name="T">The element type.</typeparam>
internal delegate void ElementChunk<T>(long first, Span<T> elements)
    where T : unmanaged;

/// <summary>Copies between the host and a device through two page-locked arrays: while one is copied by the device, the host fills
/// or empties the other.</summary>
/// <remarks>The arrays are locked whatever the context's mode says; on devices that lock nothing they are ordinary memory that stays
/// in place.</remarks>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class StagedCopy<T>(Accelerator accelerator) : IDisposable
    where T : unmanaged
{
    /// <summary>The most elements in one copy: enough that its start costs little beside it.</summary>
    public const int ChunkElements = 1 << 20;

    private readonly PageLockedArray1D<T>?[] _staging = new PageLockedArray1D<T>?[2];
    private AcceleratorStream? _inFlight;

    /// <summary>Copies to a device. When it returns, the last chunk may still be on its way: later work on the stream finds
    /// it.</summary>
    /// <param name="stream">The stream of the copies.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="fill">Sets the elements of a chunk; chunks come in order.</param>
    public void Upload(AcceleratorStream stream, ArrayView<T> destination, ElementChunk<T> fill)
    {
        Wait();
        int turn = 0;
        for (long first = 0; first < destination.Length; first += ChunkElements, turn ^= 1)
        {
            int count = (int)Math.Min(ChunkElements, destination.Length - first);
            PageLockedArray1D<T> staging = Staging(turn, destination.Length);
            fill(first, staging.Span[..count]);
            Wait();
            LockedCopy.ToDevice(stream, staging, 0, destination.SubView(first, count));
            _inFlight = stream;
        }
    }

    /// <summary>Copies from a device, and waits.</summary>
    /// <param name="stream">The stream of the copies.</param>
    /// <param name="source">Where from.</param>
    /// <param name="take">Takes the elements of a chunk; chunks come in order.</param>
    public void Download(AcceleratorStream stream, ArrayView<T> source, ElementChunk<T> take)
    {
        Wait();
        (long First, int Count, int Turn)? before = null;
        int turn = 0;
        for (long first = 0; first < source.Length; first += ChunkElements, turn ^= 1)
        {
            int count = (int)Math.Min(ChunkElements, source.Length - first);
            PageLockedArray1D<T> staging = Staging(turn, source.Length);
            LockedCopy.ToHost(stream, source.SubView(first, count), staging);
            TakeIfAny(before, take);
            stream.Synchronize();
            before = (first, count, turn);
        }

        TakeIfAny(before, take);
    }

    public void Dispose()
    {
        if (!accelerator.IsDisposed)
        {
            Wait();
        }

        foreach (PageLockedArray1D<T>? staging in _staging)
        {
            staging?.Dispose();
        }
    }

    private void TakeIfAny((long First, int Count, int Turn)? chunk, ElementChunk<T> take)
    {
        if (chunk is (long first, int count, int turn))
        {
            take(first, _staging[turn]!.Span[..count]);
        }
    }

    /// <summary>Waits until no copy reads the staging arrays.</summary>
    private void Wait()
    {
        if (_inFlight is { IsDisposed: false })
        {
            _inFlight.Synchronize();
        }

        _inFlight = null;
    }

    private PageLockedArray1D<T> Staging(int turn, long length)
    {
        int wanted = (int)Math.Min(ChunkElements, length);
        if (_staging[turn] is { } there && there.Length >= wanted)
        {
            return there;
        }

        _staging[turn]?.Dispose();
        return _staging[turn] = accelerator.AllocatePageLocked1D<T>(wanted);
    }
}
