using System.Numerics;
using System.Runtime.InteropServices;

namespace Numerics.Optimizers;

/// <summary>The arrays that an optimizer owns, in one native block. Each lies at its parameter's place within a line of 64
/// bytes, so that a kernel can stream all its outputs with aligned stores.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class StateMemory<T> : IDisposable
    where T : unmanaged, INumber<T>
{
    private const int Line = 64;
    private readonly nint[] _addresses;
    private readonly OwnedArray[] _arrays;
    private void* _block;

    public StateMemory(OptimizerTensor[] tensors, OwnedArray[] arrays)
    {
        _arrays = arrays;
        _addresses = new nint[tensors.Length * arrays.Length];
        nint end = Place(tensors, 0);
        _block = NativeMemory.AlignedAlloc((nuint)Math.Max(end, Line), Line);
        Place(tensors, (nint)_block);
        Fill(tensors);
    }

    ~StateMemory() => Free();

    /// <summary>The address of an array.</summary>
    public nint this[int tensor, int array] => _addresses[(tensor * _arrays.Length) + array];

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private nint Place(OptimizerTensor[] tensors, nint cursor)
    {
        for (int i = 0; i < _addresses.Length; i++)
        {
            OptimizerTensor tensor = tensors[i / _arrays.Length];
            cursor += (tensor.Address - cursor) & (Line - 1);
            _addresses[i] = cursor;
            cursor += checked(tensor.Length * sizeof(T));
        }

        return cursor;
    }

    private void Fill(OptimizerTensor[] tensors)
    {
        for (int i = 0; i < _addresses.Length; i++)
        {
            T start = T.CreateChecked(_arrays[i % _arrays.Length].Start);
            nint length = tensors[i / _arrays.Length].Length;
            for (nint from = 0; from < length; from += int.MaxValue)
            {
                new Span<T>((T*)_addresses[i] + from, (int)nint.Min(int.MaxValue, length - from)).Fill(start);
            }
        }
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_block);
        _block = null;
    }
}
