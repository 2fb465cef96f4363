using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Numerics;

/// <summary>The elements of one tensor in the caller's memory, or no tensor: an array, a dense
/// <see cref="Tensor{T}"/>, or a <see cref="Memory{T}"/>, of <see cref="float"/> or <see cref="double"/>.</summary>
/// <remarks>Nothing is copied and nothing allocated; the conversions are implicit, and null converts to
/// <see cref="IsNull"/>.</remarks>
public readonly struct TensorMemory : IEquatable<TensorMemory>
{
    private readonly object? _owner;
    private readonly int _start;
    private readonly nint _length;

    private TensorMemory(object? owner, int start, nint length, bool isReadOnly)
    {
        _owner = owner;
        _start = start;
        _length = length;
        IsReadOnly = isReadOnly;
    }

    /// <summary>Whether there is no tensor here: a gradient that was not computed.</summary>
    public bool IsNull => _owner is null;

    /// <summary>The number of elements; 0 where there is no tensor.</summary>
    public nint Length => _length;

    /// <summary>Whether the memory was given as read-only, so that it can't be a parameter.</summary>
    public bool IsReadOnly { get; }

    /// <summary><see cref="float"/> or <see cref="double"/>; null where there is no tensor.</summary>
    public Type? ElementType => _owner switch
    {
        null => null,
        float[] or Tensor<float> or MemoryManager<float> => typeof(float),
        _ => typeof(double),
    };

    /// <summary>The lengths of the axes, outermost first; one axis for arrays and memory.</summary>
    internal long[] Shape => _owner switch
    {
        Tensor<float> tensor => Array.ConvertAll(tensor.Lengths.ToArray(), n => (long)n),
        Tensor<double> tensor => Array.ConvertAll(tensor.Lengths.ToArray(), n => (long)n),
        _ => [_length],
    };

    /// <summary>The number of axes; one for arrays and memory.</summary>
    internal int Rank => _owner switch
    {
        Tensor<float> tensor => tensor.Rank,
        Tensor<double> tensor => tensor.Rank,
        _ => 1,
    };

    /// <summary>The length of an axis.</summary>
    internal nint LengthOf(int axis) => _owner switch
    {
        Tensor<float> tensor => tensor.Lengths[axis],
        Tensor<double> tensor => tensor.Lengths[axis],
        _ => _length,
    };

    /// <summary>An array's elements.</summary>
    public static implicit operator TensorMemory(float[]? array) => new(array, 0, array?.Length ?? 0, isReadOnly: false);

    /// <summary>An array's elements.</summary>
    public static implicit operator TensorMemory(double[]? array) => new(array, 0, array?.Length ?? 0, isReadOnly: false);

    /// <summary>A dense tensor's elements, in memory order.</summary>
    /// <exception cref="ArgumentException">The tensor is not dense.</exception>
    public static implicit operator TensorMemory(Tensor<float>? tensor)
        => new(tensor, 0, tensor is null ? 0 : Dense(tensor.IsDense, tensor.FlattenedLength), isReadOnly: false);

    /// <inheritdoc cref="op_Implicit(Tensor{float})"/>
    public static implicit operator TensorMemory(Tensor<double>? tensor)
        => new(tensor, 0, tensor is null ? 0 : Dense(tensor.IsDense, tensor.FlattenedLength), isReadOnly: false);

    /// <summary>A part of an array, or the memory of a <see cref="MemoryManager{T}"/>.</summary>
    public static implicit operator TensorMemory(Memory<float> memory) => Of<float>(memory, isReadOnly: false);

    /// <inheritdoc cref="op_Implicit(Memory{float})"/>
    public static implicit operator TensorMemory(Memory<double> memory) => Of<double>(memory, isReadOnly: false);

    /// <inheritdoc cref="op_Implicit(Memory{float})"/>
    public static implicit operator TensorMemory(ReadOnlyMemory<float> memory) => Of(memory, isReadOnly: true);

    /// <inheritdoc cref="op_Implicit(Memory{float})"/>
    public static implicit operator TensorMemory(ReadOnlyMemory<double> memory) => Of(memory, isReadOnly: true);

    /// <summary>Whether both are the same elements of the same array, tensor or memory.</summary>
    public static bool operator ==(TensorMemory left, TensorMemory right) => left.Equals(right);

    /// <summary>Whether they are not the same elements.</summary>
    public static bool operator !=(TensorMemory left, TensorMemory right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(TensorMemory other)
        => ReferenceEquals(_owner, other._owner) && _start == other._start && _length == other._length;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TensorMemory other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
        => HashCode.Combine(_owner is null ? 0 : RuntimeHelpers.GetHashCode(_owner), _start, _length);

    /// <summary>The array that holds the elements, and where they start, if an array does.</summary>
    internal bool TryGetArray<T>(out T[] array, out int start)
    {
        start = _start;
        array = _owner as T[] ?? [];
        return _owner is T[];
    }

    /// <summary>Holds the elements in place. The caller disposes of the handle. Allocates nothing on the
    /// heap.</summary>
    internal unsafe MemoryHandle Pin<T>(out nint address)
        where T : unmanaged
    {
        MemoryHandle handle = _owner switch
        {
            T[] array => array.AsMemory(_start, (int)_length).Pin(),
            Tensor<T> tensor => tensor.GetPinnedHandle(),
            MemoryManager<T> manager => manager.Pin(_start),
            _ => default,
        };

        // The handle of a tensor that is a part of another points to the whole's first element.
        address = _owner is Tensor<T> { IsEmpty: false } part
            ? (nint)Unsafe.AsPointer(ref part.AsTensorSpan().GetPinnableReference())
            : (nint)handle.Pointer;
        return handle;
    }

    private static TensorMemory Of<T>(ReadOnlyMemory<T> memory, bool isReadOnly)
        where T : unmanaged
    {
        if (MemoryMarshal.TryGetArray(memory, out ArraySegment<T> segment))
        {
            return new TensorMemory(segment.Array ?? [], segment.Offset, segment.Count, isReadOnly);
        }

        return MemoryMarshal.TryGetMemoryManager(memory, out MemoryManager<T>? manager, out int start, out int length)
            ? new TensorMemory(manager, start, length, isReadOnly)
            : throw new ArgumentException("The memory is neither an array's nor a memory manager's.", nameof(memory));
    }

    private static nint Dense(bool isDense, nint length, string argument = "tensor")
        => isDense ? length
            : throw new ArgumentException("The tensor is not dense: its elements do not follow each other.", argument);
}
