using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Numerics.Runtime;

/// <summary>The arrays of one call of a kernel, listed in kernel order.</summary>
/// <remarks>All arrays have the length of the first, which is checked as they come. Before anything is written
/// <see cref="Launch"/> checks that an array that is written overlaps no other, not even exactly; arrays that are only read may
/// overlap each other, and an empty array overlaps nothing.</remarks>
/// <typeparam name="T">The element type.</typeparam>
public ref struct KernelCall<T>
    where T : unmanaged
{
    /// <summary>The most arrays in a call.</summary>
    public const int MaximumArrays = 16;

    internal ReferenceTable<T> References;
    private string _firstName;
    private nint _length;
    private Shape _shape;

    /// <summary>The number of elements in each array.</summary>
    internal readonly nint Length => _length;

    /// <summary>Adds an array that the kernel only reads.</summary>
    /// <param name="index">Its place in kernel order; 0 comes first.</param>
    /// <param name="array">The array.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">Its length is not that of the first array.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Read(int index, ReadOnlySpan<T> array, string name) =>
        Set(index, ref MemoryMarshal.GetReference(array), array.Length, name);

    /// <summary>Adds an array that the kernel reads and replaces in place.</summary>
    /// <param name="index">Its place in kernel order; 0 comes first.</param>
    /// <param name="array">The array.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">Its length is not that of the first array.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(int index, Span<T> array, string name) =>
        Set(index, ref MemoryMarshal.GetReference(array), array.Length, name);

    /// <summary>Adds a destination: an array that the kernel only writes.</summary>
    /// <param name="index">Its place in kernel order; 0 comes first.</param>
    /// <param name="array">The array.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">Its length is not that of the first array.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(int index, Span<T> array, string name) =>
        Set(index, ref MemoryMarshal.GetReference(array), array.Length, name);

    /// <summary>Adds a dense tensor that the kernel only reads.</summary>
    /// <param name="index">Its place in kernel order; 0 comes first.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">It is not dense, or its shape is not that of the first tensor.</exception>
    public void Read(int index, ReadOnlyTensorSpan<T> tensor, string name)
    {
        CheckShape(index, tensor, name);
        Set(index, ref Unsafe.AsRef(in TensorMarshal.GetReference(tensor)), tensor.FlattenedLength, name);
    }

    /// <summary>Adds a dense tensor that the kernel reads and replaces in place.</summary>
    /// <param name="index">Its place in kernel order; 0 comes first.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">It is not dense, or its shape is not that of the first tensor.</exception>
    public void Update(int index, TensorSpan<T> tensor, string name)
    {
        CheckShape(index, tensor, name);
        Set(index, ref TensorMarshal.GetReference(tensor), tensor.FlattenedLength, name);
    }

    /// <summary>Adds a dense destination: a tensor that the kernel only writes.</summary>
    /// <param name="index">Its place in kernel order; 0 comes first.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">It is not dense, or its shape is not that of the first tensor.</exception>
    public void Write(int index, TensorSpan<T> tensor, string name) => Update(index, tensor, name);

    /// <summary>With an index known to the compiler only the comparison of lengths is left of this.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Set(int index, ref T first, nint length, string name)
    {
        if (index == 0)
        {
            _length = length;
            _firstName = name;
        }
        else if (length != _length)
        {
            ThrowLength(length, name);
        }

        if ((uint)index >= MaximumArrays)
        {
            ThrowTooMany(name);
        }

        References.Set(index, ref first);
    }

    private void CheckShape(int index, scoped in ReadOnlyTensorSpan<T> tensor, string name)
    {
        if (!tensor.IsDense && tensor.FlattenedLength > 0)
        {
            throw new ArgumentException(
                $"{name}, of shape [{Text(tensor.Lengths)}], is not dense: its elements do not lie one after another.", name);
        }

        if (index == 0)
        {
            _shape.Set(tensor.Lengths);
        }
        else if (!_shape.Lengths.SequenceEqual(tensor.Lengths))
        {
            throw new ArgumentException(
                $"{name} has shape [{Text(tensor.Lengths)}] and {_firstName} has shape [{Text(_shape.Lengths)}]; "
                + "all tensors of a call have the same shape.",
                name);
        }
    }

    [DoesNotReturn]
    private readonly void ThrowLength(nint length, string name) => throw new ArgumentException(
        $"{name} has {length} elements and {_firstName} has {_length}; all arrays of a call have the same length.", name);

    [DoesNotReturn]
    private static void ThrowTooMany(string name) => throw new ArgumentException(
        $"{name} is one array too many: a call has at most {MaximumArrays}.", name);

    private static string Text(scoped ReadOnlySpan<nint> lengths) => string.Join(", ", lengths.ToArray());

    /// <summary>A copy of a tensor's lengths; more than <see cref="Few"/> of them are allocated.</summary>
    private struct Shape
    {
        private const int Few = 4;

        private Buffer _few;
        private nint[]? _many;
        private int _rank;

        [UnscopedRef]
        public readonly ReadOnlySpan<nint> Lengths => _many ?? ((ReadOnlySpan<nint>)_few)[.._rank];

        public void Set(scoped ReadOnlySpan<nint> lengths)
        {
            _rank = lengths.Length;
            if (_rank <= Few)
            {
                lengths.CopyTo(_few);
            }
            else
            {
                _many = lengths.ToArray();
            }
        }

        [InlineArray(Few)]
        private struct Buffer
        {
            private nint _length;
        }
    }
}
