namespace Numerics.Runtime;

/// <summary>What the numbers of a sparse matrix must be.</summary>
internal static class SparseShape
{
    /// <summary>Refuses numbers that are those of no matrix.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="rowStarts">For each row the position of its first entry, then the number of entries.</param>
    /// <param name="columnIndices">The column of each entry.</param>
    /// <param name="values">The number of values.</param>
    /// <exception cref="ArgumentException">They are those of no matrix.</exception>
    public static void Check(
        int rows, int columns, ReadOnlySpan<int> rowStarts, ReadOnlySpan<int> columnIndices, int values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (rowStarts.Length != rows + 1L)
        {
            throw new ArgumentException($"rowStarts has {rowStarts.Length} numbers; {rows} rows take {rows + 1L}.", nameof(rowStarts));
        }

        if (columnIndices.Length != values)
        {
            throw new ArgumentException(
                $"columnIndices has {columnIndices.Length} numbers and values has {values}.", nameof(columnIndices));
        }

        if (rowStarts[0] != 0 || rowStarts[rows] != values)
        {
            throw new ArgumentException(
                $"rowStarts goes from {rowStarts[0]} to {rowStarts[rows]}; with {values} values it goes from 0 to {values}.",
                nameof(rowStarts));
        }

        // All starts first: a row may be looked at only when it is known to lie within the entries.
        for (int i = 0; i < rows; i++)
        {
            if (rowStarts[i + 1] < rowStarts[i])
            {
                throw new ArgumentException(
                    $"rowStarts falls from {rowStarts[i]} to {rowStarts[i + 1]} after row {i}.", nameof(rowStarts));
            }
        }

        for (int i = 0; i < rows; i++)
        {
            CheckRow(i, columns, columnIndices[rowStarts[i]..rowStarts[i + 1]]);
        }
    }

    private static void CheckRow(int row, int columns, ReadOnlySpan<int> columnIndices)
    {
        int least = 0;
        foreach (int column in columnIndices)
        {
            if (column < 0 || column >= columns)
            {
                throw new ArgumentException(
                    $"columnIndices has {column} in row {row}; there are {columns} columns.", nameof(columnIndices));
            }

            if (column < least)
            {
                throw new ArgumentException(
                    $"columnIndices has {column} after {least - 1} in row {row}; they ascend.", nameof(columnIndices));
            }

            least = column + 1;
        }
    }
}
