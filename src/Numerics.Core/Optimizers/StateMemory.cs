using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Numerics.Optimizers;

/// <summary>The arrays that an optimizer owns, in one block that the collector does not move. Each lies at its
/// parameter's place within a line of 64 bytes, so that a kernel can stream all its outputs with aligned
/// stores.</summary>
/// <remarks>The block is managed, so that a span over a state keeps it alive by itself.</remarks>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class StateMemory<T>
    where T : unmanaged, INumber<T>
{
    private readonly nint[] _addresses;
    private readonly OwnedArray[] _arrays;
    private readonly Line[] _block;

    public StateMemory(OptimizerTensor[] tensors, OwnedArray[] arrays)
    {
        _arrays = arrays;
        _addresses = new nint[tensors.Length * arrays.Length];
        nint bytes = Place(tensors, 0);

        // One line more for the start's alignment, one for the last array's rest.
        _block = GC.AllocateArray<Line>(checked((int)((bytes / sizeof(Line)) + 2)), pinned: true);
        nint start = (nint)Unsafe.AsPointer(ref Origin);
        Place(tensors, start + (-start & (sizeof(Line) - 1)));
        Fill(tensors);
    }

    private ref byte Origin => ref Unsafe.As<Line, byte>(ref MemoryMarshal.GetArrayDataReference(_block));

    /// <summary>The address of an array; valid while this is referenced.</summary>
    public nint this[int tensor, int array] => _addresses[(tensor * _arrays.Length) + array];

    /// <summary>An array's first element, as a reference that keeps the block alive.</summary>
    public ref byte Reference(int tensor, int array)
    {
        ref byte origin = ref Origin;
        return ref Unsafe.AddByteOffset(ref origin, this[tensor, array] - (nint)Unsafe.AsPointer(ref origin));
    }

    private nint Place(OptimizerTensor[] tensors, nint cursor)
    {
        for (int i = 0; i < _addresses.Length; i++)
        {
            OptimizerTensor tensor = tensors[i / _arrays.Length];
            cursor += (tensor.Address - cursor) & (sizeof(Line) - 1);
            _addresses[i] = cursor;
            cursor += checked(tensor.OwnedLengths[i % _arrays.Length] * sizeof(T));
        }

        return cursor;
    }

    private void Fill(OptimizerTensor[] tensors)
    {
        for (int i = 0; i < _addresses.Length; i++)
        {
            T start = T.CreateChecked(_arrays[i % _arrays.Length].Start);
            nint length = start == T.Zero ? 0 : tensors[i / _arrays.Length].OwnedLengths[i % _arrays.Length];
            for (nint from = 0; from < length; from += int.MaxValue)
            {
                new Span<T>((T*)_addresses[i] + from, (int)nint.Min(int.MaxValue, length - from)).Fill(start);
            }
        }
    }

    /// <summary>A line of the cache; an array of them holds up to 128 GiB.</summary>
    [InlineArray(8)]
    private struct Line
    {
        private long _first;
    }
}
