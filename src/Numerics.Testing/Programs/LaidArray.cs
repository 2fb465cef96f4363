using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>How a matrix lies in memory.</summary>
internal enum MatrixLayout
{
    /// <summary>Row after row.</summary>
    Dense,

    /// <summary>Rows of a wider matrix.</summary>
    Wide,

    /// <summary>Column after column.</summary>
    Turned,

    /// <summary>Every second column of a wider matrix.</summary>
    EverySecond,
}

/// <summary>An array of a program in memory, for one problem or a batch of them: a line, or a matrix in some layout, whose gaps
/// nobody may write.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class LaidArray<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements between the rows of a wider matrix, and between the problems of a batch.</summary>
    private const int Gap = 3;

    private readonly string _name;
    private readonly T[] _memory;
    private readonly PlacedArray<T> _placed;
    private readonly nint[] _lengths;
    private readonly nint[] _strides;

    /// <summary>Lays the elements of one problem after another.</summary>
    /// <param name="array">The array of the plan.</param>
    /// <param name="problems">Its elements in each problem.</param>
    /// <param name="axes">The lengths of the axes.</param>
    /// <param name="layout">How a matrix lies.</param>
    /// <param name="place">Puts memory to its place.</param>
    public LaidArray(
        ProgramArray array, IReadOnlyList<T[]> problems, nint[] axes, MatrixLayout layout, Func<T[], PlacedArray<T>> place)
    {
        _name = array.Name;
        nint columns = axes[array.Axis];
        _lengths = array.Shape == ArrayShape.Csr ? [problems.Count, 0, 0]
            : array.IsMatrix ? [problems.Count, axes[array.RowAxis], columns] : [problems.Count, 1, columns];
        _strides = Strides(array.IsMatrix ? layout : MatrixLayout.Dense, array.IsMatrix && problems.Count > 1);
        _memory = [.. Enumerable.Repeat(T.NaN, (int)Extent())];
        Walk((p, element, at) => _memory[at] = problems[p][element]);
        _placed = place(_memory);
    }

    /// <summary>The line of all problems.</summary>
    public Span<T> Line => new((void*)_placed.Address, _memory.Length);

    /// <summary>The matrix: of rank 2, or with the problems of rank 3.</summary>
    /// <param name="isBatch">Whether problems are a dimension.</param>
    public TensorSpan<T> Matrix(bool isBatch)
    {
        int skipped = isBatch ? 0 : 1;
        nint[] lengths = _lengths[skipped..];

        // A dimension of one element has no stride; what has no elements has none that matter.
        return _memory.Length == 0
            ? new TensorSpan<T>((T*)_placed.Address, 0, lengths, [])
            : new TensorSpan<T>(
                (T*)_placed.Address, _memory.Length, lengths,
                [.. _strides[skipped..].Select((s, i) => lengths[i] > 1 ? s : 0)]);
    }

    /// <summary>Copies the elements out.</summary>
    /// <returns>What was written beside them, in words; null if nothing.</returns>
    public string? Collect(IReadOnlyList<T[]> problems)
    {
        T[] after = new T[_memory.Length];
        _placed.CopyTo(after);
        Walk((p, element, at) => (problems[p][element], after[at]) = (after[at], _memory[at]));
        return _placed.IsIntact && SameBits(after, _memory) ? null : $"memory beside {_name} was written";
    }

    /// <inheritdoc/>
    public void Dispose() => _placed.Dispose();

    private static bool SameBits(T[] a, T[] b) =>
        MemoryMarshal.AsBytes(a.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(b.AsSpan()));

    private nint[] Strides(MatrixLayout layout, bool isSpaced)
    {
        (nint rows, nint columns) = (_lengths[1], _lengths[2]);
        nint[] ofProblem = layout switch
        {
            MatrixLayout.Wide => [columns + Gap, 1],
            MatrixLayout.Turned => [1, rows],
            MatrixLayout.EverySecond => [2 * columns, 2],
            _ => [columns, 1],
        };
        nint extent = rows * columns == 0 ? 0 : ((rows - 1) * ofProblem[0]) + ((columns - 1) * ofProblem[1]) + 1;
        return [extent + (isSpaced ? Gap : 0), .. ofProblem];
    }

    private nint Extent() => _lengths.Contains(0) ? 0 : 1 + _lengths.Zip(_strides, (n, s) => (n - 1) * s).Aggregate((a, b) => a + b);

    private void Walk(Action<int, int, nint> visit)
    {
        for (int p = 0; p < _lengths[0]; p++)
        {
            for (int i = 0; i < _lengths[1]; i++)
            {
                for (int j = 0; j < _lengths[2]; j++)
                {
                    visit(p, (i * (int)_lengths[2]) + j, (p * _strides[0]) + (i * _strides[1]) + (j * _strides[2]));
                }
            }
        }
    }
}
