using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Numerics.Runtime;

public unsafe ref partial struct KernelCall<T>
{
    /// <summary>Adds a dense tensor that the kernel only reads.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">It is not dense, its shape is not that of the first tensor, or it overlaps one that is
    /// written.</exception>
    public void Read(ReadOnlyTensorSpan<T> tensor, string name)
    {
        CheckShape(tensor, name);
        Add(ref Unsafe.AsRef(in TensorMarshal.GetReference(tensor)), tensor.FlattenedLength, name, isWritten: false);
    }

    /// <summary>Adds a dense tensor that the kernel reads and replaces in place.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">It is not dense, its shape is not that of the first tensor, or it overlaps
    /// another.</exception>
    public void Update(TensorSpan<T> tensor, string name)
    {
        CheckShape(tensor, name);
        Add(ref TensorMarshal.GetReference(tensor), tensor.FlattenedLength, name, isWritten: true);
    }

    /// <summary>Adds a dense destination: a tensor that the kernel only writes.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="name">The argument's name.</param>
    /// <exception cref="ArgumentException">It is not dense, its shape is not that of the first tensor, or it overlaps
    /// another.</exception>
    public void Write(TensorSpan<T> tensor, string name) => Update(tensor, name);

    private void CheckShape(scoped in ReadOnlyTensorSpan<T> tensor, string name)
    {
        ReadOnlySpan<nint> lengths = tensor.Lengths;
        if (!tensor.IsDense && tensor.FlattenedLength > 0)
        {
            throw new ArgumentException(
                $"{name}, of shape [{Text(lengths)}], is not dense: its elements do not lie one after another.", name);
        }

        if (_count == 0)
        {
            _rank = lengths.Length;
            _shape.Set(lengths);
        }
        else if (!_shape.Is(_rank, lengths))
        {
            ThrowShape(lengths, name);
        }
    }

    [DoesNotReturn]
    private readonly void ThrowShape(scoped ReadOnlySpan<nint> lengths, string name) => throw new ArgumentException(
        $"{name} has shape [{Text(lengths)}] and {Table.Name(0)} has shape [{Text(_shape.Lengths(_rank))}]; "
        + "all tensors of a call have the same shape.",
        name);

    private static string Text(scoped ReadOnlySpan<nint> lengths) => string.Join(", ", lengths.ToArray());

    /// <summary>A copy of a tensor's lengths: up to <see cref="Few"/> without allocation.</summary>
    private struct Shape
    {
        private const int Few = 8;

        private Buffer _few;
        private nint[]? _many;

        public void Set(scoped ReadOnlySpan<nint> lengths)
        {
            if (lengths.Length <= Few)
            {
                lengths.CopyTo(_few);
            }
            else
            {
                _many = lengths.ToArray();
            }
        }

        public readonly bool Is(int rank, scoped ReadOnlySpan<nint> lengths) => lengths.SequenceEqual(Lengths(rank));

        [UnscopedRef]
        public readonly ReadOnlySpan<nint> Lengths(int rank) => _many ?? ((ReadOnlySpan<nint>)_few)[..rank];

        [InlineArray(Few)]
        private struct Buffer
        {
            private nint _length;
        }
    }
}
