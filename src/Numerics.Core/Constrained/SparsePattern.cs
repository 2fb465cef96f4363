namespace Numerics.Minimization;

/// <summary>Where a sparse matrix has entries, row after row; within a row the columns ascend.</summary>
public sealed class SparsePattern
{
    private readonly int[] _rowStarts;
    private readonly int[] _columnIndices;

    /// <summary>Copies a pattern.</summary>
    /// <param name="columns">The number of columns.</param>
    /// <param name="rowStarts">Where each row's entries begin; at the end the number of entries.</param>
    /// <param name="columnIndices">The column of each entry.</param>
    /// <exception cref="ArgumentException">The rows are not in order, or a column is not in the matrix or not after the one before it.</exception>
    public SparsePattern(int columns, ReadOnlySpan<int> rowStarts, ReadOnlySpan<int> columnIndices)
    {
        Check(columns, rowStarts, columnIndices);
        (Columns, _rowStarts, _columnIndices) = (columns, rowStarts.ToArray(), columnIndices.ToArray());
    }

    /// <summary>The number of rows.</summary>
    public int Rows => _rowStarts.Length - 1;

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The number of entries.</summary>
    public int EntryCount => _columnIndices.Length;

    /// <summary>Where each row's entries begin; at the end the number of entries.</summary>
    public ReadOnlySpan<int> RowStarts => _rowStarts;

    /// <summary>The column of each entry.</summary>
    public ReadOnlySpan<int> ColumnIndices => _columnIndices;

    /// <summary>The columns of one row's entries.</summary>
    public ReadOnlySpan<int> ColumnsOf(int row) => _columnIndices.AsSpan(_rowStarts[row].._rowStarts[row + 1]);

    /// <summary>The pattern of a matrix without zeros.</summary>
    public static SparsePattern Full(int rows, int columns) => new(
        columns, [.. Enumerable.Range(0, rows + 1).Select(i => i * columns)], [.. Enumerable.Range(0, rows * columns).Select(k => k % columns)]);

    /// <summary>The pattern of the entries on and below the diagonal.</summary>
    public static SparsePattern FullLower(int size) => new(
        size, [.. Enumerable.Range(0, size + 1).Select(i => i * (i + 1) / 2)],
        [.. Enumerable.Range(0, size).SelectMany(i => Enumerable.Range(0, i + 1))]);

    /// <summary>The pattern of the entries (i, i + offset), where there are such columns: a band, or a stencil.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="offsets">How far to the right of the diagonal the entries lie, ascending.</param>
    public static SparsePattern Diagonals(int rows, int columns, params ReadOnlySpan<int> offsets)
    {
        List<int> starts = [0];
        List<int> indices = [];
        for (int i = 0; i < rows; i++)
        {
            foreach (int offset in offsets)
            {
                if (i + offset >= 0 && i + offset < columns)
                {
                    indices.Add(i + offset);
                }
            }

            starts.Add(indices.Count);
        }

        return new SparsePattern(columns, [.. starts], [.. indices]);
    }

    private static void Check(int columns, ReadOnlySpan<int> rowStarts, ReadOnlySpan<int> columnIndices)
    {
        if (rowStarts.IsEmpty || rowStarts[0] != 0 || rowStarts[^1] != columnIndices.Length)
        {
            throw new ArgumentException(
                $"The rows' starts go from 0 to the number of entries, {columnIndices.Length}.", nameof(rowStarts));
        }

        for (int i = 0; i < rowStarts.Length - 1; i++)
        {
            if (rowStarts[i] > rowStarts[i + 1] || rowStarts[i + 1] > columnIndices.Length)
            {
                throw new ArgumentException(
                    $"Row {i} ends at {rowStarts[i + 1]}, before it begins or after the last entry.", nameof(rowStarts));
            }

            int previous = -1;
            for (int k = rowStarts[i]; k < rowStarts[i + 1]; k++)
            {
                if (columnIndices[k] <= previous || columnIndices[k] >= columns)
                {
                    throw new ArgumentException(
                        $"Entry {k} of row {i} has column {columnIndices[k]}; columns ascend and lie below {columns}.", nameof(columnIndices));
                }

                previous = columnIndices[k];
            }
        }
    }
}
