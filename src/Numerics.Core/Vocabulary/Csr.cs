namespace Numerics;

/// <summary>A sparse matrix: of each row the entries that are stored. The others count as zeros that nothing is computed of.</summary>
/// <remarks>Eager and plain, never changed once made: the definition of what kernels do with a <see cref="CsrMatrix{T}"/>.</remarks>
public sealed class Csr
{
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly double[] _values;

    /// <summary>Copies a matrix.</summary>
    /// <inheritdoc cref="CsrMatrix{T}(int, int, ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{T})"/>
    public Csr(int rows, int columns, ReadOnlySpan<int> rowStarts, ReadOnlySpan<int> columnIndices, ReadOnlySpan<double> values)
    {
        Runtime.SparseShape.Check(rows, columns, rowStarts, columnIndices, values.Length);
        (Rows, Columns) = (rows, columns);
        (_starts, _columns, _values) = (rowStarts.ToArray(), columnIndices.ToArray(), values.ToArray());
    }

    /// <summary>The number of rows: a host value, also inside a rule.</summary>
    public int Rows { get; }

    /// <summary>The number of columns: a host value, also inside a rule.</summary>
    public int Columns { get; }

    /// <summary>For each row the position of its first entry, then the number of entries; for code around rules.</summary>
    public ReadOnlySpan<int> RowStarts => _starts;

    /// <summary>The column of each entry; for code around rules.</summary>
    public ReadOnlySpan<int> ColumnIndices => _columns;

    /// <summary>The entries; for code around rules.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The row of each entry.</summary>
    internal int[] EntryRows() =>
        [.. Enumerable.Range(0, Rows).SelectMany(i => Enumerable.Repeat(i, _starts[i + 1] - _starts[i]))];

    /// <summary>The row with a number that is known when the kernel runs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public SparseRow Row(Integer index)
    {
        int row = Shape.Position(index, Rows);
        (int start, int end) = (_starts[row], _starts[row + 1]);
        return new SparseRow(Columns, _columns[start..end], Traced.Line(_values[start..end]));
    }
}
