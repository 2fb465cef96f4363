using System.Buffers;
using System.Runtime.InteropServices;

namespace Numerics.Optimizers;

/// <summary>Holds callers' memory in place, one tensor to a slot, and allocates nothing after construction: arrays
/// through handles that are reused, other memory through its own.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class MemoryPins<T> : IDisposable
    where T : unmanaged
{
    private readonly PinnedGCHandle<T[]?>[] _arrays;
    private readonly MemoryHandle[] _others;
    private bool _isDisposed;

    public MemoryPins(int slots)
    {
        _arrays = new PinnedGCHandle<T[]?>[slots];
        _others = new MemoryHandle[slots];
        for (int i = 0; i < slots; i++)
        {
            _arrays[i] = new PinnedGCHandle<T[]?>(null);
        }
    }

    ~MemoryPins() => Free();

    /// <summary>Holds a tensor in place until <see cref="Release"/>; gives its address.</summary>
    public nint Hold(int slot, TensorMemory memory)
    {
        if (memory.TryGetArray(out T[] array, out int start))
        {
            _arrays[slot].Target = array;
            return (nint)(_arrays[slot].GetAddressOfArrayData() + start);
        }

        _others[slot] = memory.Pin<T>(out nint address);
        return address;
    }

    public void Release()
    {
        for (int i = 0; i < _arrays.Length; i++)
        {
            _arrays[i].Target = null;
            _others[i].Dispose();
        }
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        for (int i = 0; i < _arrays.Length; i++)
        {
            _others[i].Dispose();
            _arrays[i].Dispose();
        }
    }
}
