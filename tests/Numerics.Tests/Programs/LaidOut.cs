using System.Numerics.Tensors;
using Numerics.Runtime;

namespace Numerics.Tests.Programs;

/// <summary>How a matrix lies in memory.</summary>
internal enum Layout
{
    Dense,

    /// <summary>Rows of a wider matrix.</summary>
    Wide,

    /// <summary>Column after column.</summary>
    Transposed,

    /// <summary>Every second column of a wider matrix.</summary>
    EverySecond,
}

/// <summary>A matrix in memory, with other elements around it that nobody may touch.</summary>
internal sealed class LaidOut<T>
    where T : unmanaged
{
    private readonly T[] _memory;
    private readonly T[] _untouched;
    private readonly nint[] _strides;
    private readonly int _rows;
    private readonly int _columns;
    private readonly T _around;

    public LaidOut(Layout layout, int rows, int columns, T around)
    {
        (_rows, _columns, _around) = (rows, columns, around);
        _strides = layout switch
        {
            Layout.Wide => [columns + 3, 1],
            Layout.Transposed => [1, rows],
            Layout.EverySecond => [2 * columns, 2],
            _ => [columns, 1],
        };
        _memory = [.. Enumerable.Repeat(around, Math.Max(1, (rows + 1) * (columns + 3) * 2))];
        _untouched = [.. _memory];
    }

    public T[] Memory => _memory;

    /// <summary>The matrix whose memory is held in place at <paramref name="start"/>.</summary>
    public unsafe MatrixView<T> At(T* start) => new(start, _rows, _columns, _strides[0], _strides[1]);

    public TensorSpan<T> Span => new(_memory, 0, [_rows, _columns], StridesFor());

    /// <summary>The elements row by row.</summary>
    public T[] Elements
    {
        get => [.. from i in Enumerable.Range(0, _rows) from j in Enumerable.Range(0, _columns) select _memory[Place(i, j)]];
        set
        {
            for (int k = 0; k < value.Length; k++)
            {
                _memory[Place(k / _columns, k % _columns)] = value[k];
            }
        }
    }

    /// <summary>Fails where an element around the matrix has changed.</summary>
    public void AssertAroundUntouched()
    {
        T[] rest = [.. _memory];
        for (int k = 0; k < _rows * _columns; k++)
        {
            rest[Place(k / _columns, k % _columns)] = _around;
        }

        Assert.Equal(_untouched, rest);
    }

    /// <summary>A dimension of one element has no stride.</summary>
    private nint[] StridesFor() => [_rows > 1 ? _strides[0] : 0, _columns > 1 ? _strides[1] : 0];

    private nint Place(int i, int j) => (i * _strides[0]) + (j * _strides[1]);
}
