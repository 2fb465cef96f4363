using System.Collections;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Numerics;

/// <summary>The tensors of an optimizer, or one gradient or input for each of them: an array or list of arrays, of
/// dense tensors or of memory, of <see cref="float"/> or <see cref="double"/>, or a single one.</summary>
/// <remarks>
/// The conversions are implicit and copy nothing: the list looks at the caller's array, entry by entry. Null entries
/// stand for gradients that were not computed. A collection expression, <c>[weights, bias]</c>, mixes kinds and
/// allocates one array.
/// </remarks>
[CollectionBuilder(typeof(TensorList), nameof(Create))]
public readonly struct TensorList : IReadOnlyList<TensorMemory>
{
    private readonly object? _items;

    private TensorList(object? items)
    {
        _items = items;
        Count = items switch
        {
            null => 0,
            TensorMemory => 1,
            ICollection list => list.Count,
            _ => 1,
        };
    }

    private TensorList(Single single)
    {
        _items = single.Owner;
        Count = single.Owner is null ? 0 : 1;
    }

    /// <summary>The number of tensors, null ones counted.</summary>
    public int Count { get; }

    /// <summary>Whether no list was given at all (null, or a default value).</summary>
    public bool IsNull => _items is null;

    /// <summary>A tensor of the list.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    public TensorMemory this[int index] => _items switch
    {
        float[]?[] arrays => arrays[index],
        double[]?[] arrays => arrays[index],
        TensorMemory[] memories => memories[index],
        Tensor<float>?[] tensors => tensors[index],
        Tensor<double>?[] tensors => tensors[index],
        Memory<float>[] memories => memories[index],
        Memory<double>[] memories => memories[index],
        ReadOnlyMemory<float>[] memories => memories[index],
        ReadOnlyMemory<double>[] memories => memories[index],
        List<float[]?> list => list[index],
        List<double[]?> list => list[index],
        List<Tensor<float>?> list => list[index],
        List<Tensor<double>?> list => list[index],
        _ => SingleAt(index),
    };

    /// <summary>A list of the given tensors.</summary>
    public static TensorList Create(ReadOnlySpan<TensorMemory> tensors) => new((object)tensors.ToArray());

    /// <summary>Many arrays.</summary>
    public static implicit operator TensorList(float[]?[]? arrays) => new(arrays);

    /// <summary>Many arrays.</summary>
    public static implicit operator TensorList(double[]?[]? arrays) => new(arrays);

    /// <summary>Many dense tensors.</summary>
    public static implicit operator TensorList(Tensor<float>?[]? tensors) => new(tensors);

    /// <summary>Many dense tensors.</summary>
    public static implicit operator TensorList(Tensor<double>?[]? tensors) => new(tensors);

    /// <summary>Many parts of memory.</summary>
    public static implicit operator TensorList(Memory<float>[]? memories) => new(memories);

    /// <summary>Many parts of memory.</summary>
    public static implicit operator TensorList(Memory<double>[]? memories) => new(memories);

    /// <summary>Many parts of memory, for gradients and inputs.</summary>
    public static implicit operator TensorList(ReadOnlyMemory<float>[]? memories) => new(memories);

    /// <summary>Many parts of memory, for gradients and inputs.</summary>
    public static implicit operator TensorList(ReadOnlyMemory<double>[]? memories) => new(memories);

#nullable disable annotations // Lists of arrays and lists of arrays or nulls both convert.
    /// <summary>Many arrays.</summary>
    public static implicit operator TensorList(List<float[]> arrays) => new(arrays);

    /// <summary>Many arrays.</summary>
    public static implicit operator TensorList(List<double[]> arrays) => new(arrays);

    /// <summary>Many dense tensors.</summary>
    public static implicit operator TensorList(List<Tensor<float>> tensors) => new(tensors);

    /// <summary>Many dense tensors.</summary>
    public static implicit operator TensorList(List<Tensor<double>> tensors) => new(tensors);
#nullable restore annotations

    /// <summary>Many tensors of one or several kinds.</summary>
    public static implicit operator TensorList(TensorMemory[]? tensors) => new(tensors);

    /// <summary>One array.</summary>
    public static implicit operator TensorList(float[]? array) => new(new Single(array));

    /// <summary>One array.</summary>
    public static implicit operator TensorList(double[]? array) => new(new Single(array));

    /// <summary>One dense tensor.</summary>
    public static implicit operator TensorList(Tensor<float>? tensor) => new(new Single(tensor));

    /// <summary>One dense tensor.</summary>
    public static implicit operator TensorList(Tensor<double>? tensor) => new(new Single(tensor));

    /// <summary>One part of memory. Boxed: a step that must not allocate is given an array of memories.</summary>
    public static implicit operator TensorList(Memory<float> memory) => new((object)(TensorMemory)memory);

    /// <inheritdoc cref="op_Implicit(Memory{float})"/>
    public static implicit operator TensorList(Memory<double> memory) => new((object)(TensorMemory)memory);

    /// <summary>The tensors in order.</summary>
    public IEnumerator<TensorMemory> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private TensorMemory SingleAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(index, 0);
        return _items switch
        {
            float[] array => array,
            double[] array => array,
            Tensor<float> tensor => tensor,
            Tensor<double> tensor => tensor,
            TensorMemory memory => memory,
            _ => default,
        };
    }

    /// <summary>Tells one array apart from an array of tensors: both are collections.</summary>
    private readonly record struct Single(object? Owner);
}
