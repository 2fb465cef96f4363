using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Numerics;

/// <summary>A sparse matrix as an operand of kernels: of each row the entries that are stored, row after row (compressed sparse
/// rows).</summary>
/// <remarks>Where the entries stand is checked and copied when the matrix is made and does not change; what they are may change, by
/// <see cref="Values"/>. Indices are 32-bit.</remarks>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class CsrMatrix<T>
    where T : unmanaged
{
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly T[] _values;

    /// <summary>Copies a matrix.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="rowStarts">For each row the position of its first entry, then the number of entries: rows + 1 numbers.</param>
    /// <param name="columnIndices">The column of each entry, ascending in each row.</param>
    /// <param name="values">The entries.</param>
    /// <exception cref="ArgumentException">The numbers are those of no matrix; the message says which, and where.</exception>
    public CsrMatrix(
        int rows, int columns, ReadOnlySpan<int> rowStarts, ReadOnlySpan<int> columnIndices, ReadOnlySpan<T> values)
    {
        Runtime.SparseShape.Check(rows, columns, rowStarts, columnIndices, values.Length);
        (Rows, Columns) = (rows, columns);
        _starts = Pinned(rowStarts);
        _columns = Pinned(columnIndices);
        _values = Pinned(values);
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The number of entries that are stored.</summary>
    public int Count => _values.Length;

    /// <summary>For each row the position of its first entry, then the number of entries.</summary>
    public ReadOnlySpan<int> RowStarts => _starts;

    /// <summary>The column of each entry.</summary>
    public ReadOnlySpan<int> ColumnIndices => _columns;

    /// <summary>The entries.</summary>
    public Span<T> Values => _values;

    /// <summary>Aᵀ, a copy.</summary>
    public CsrMatrix<T> Transposed()
    {
        int[] starts = new int[Columns + 1], next = new int[Columns], columns = new int[Count];
        var values = new T[Count];
        foreach (int j in _columns)
        {
            starts[j + 1]++;
        }

        for (int j = 0; j < Columns; j++)
        {
            next[j] = starts[j];
            starts[j + 1] += starts[j];
        }

        for (int i = 0; i < Rows; i++)
        {
            for (int e = _starts[i]; e < _starts[i + 1]; e++)
            {
                int at = next[_columns[e]]++;
                (columns[at], values[at]) = (i, _values[e]);
            }
        }

        return new CsrMatrix<T>(Columns, Rows, starts, columns, values);
    }

    internal unsafe int* StartsAddress => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_starts));

    internal unsafe int* ColumnsAddress => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_columns));

    /// <summary>An array that stays where it is, for kernels to read.</summary>
    private static U[] Pinned<U>(ReadOnlySpan<U> source)
        where U : unmanaged
    {
        U[] copy = GC.AllocateUninitializedArray<U>(source.Length, pinned: true);
        source.CopyTo(copy);
        return copy;
    }
}
