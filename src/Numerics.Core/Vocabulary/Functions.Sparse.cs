namespace Numerics;

/// <content>Sparse matrices: products, rows, and how one is made of a matrix.</content>
public static partial class Functions
{
    /// <summary>The matrix–vector product: Σⱼ aᵢⱼ·xⱼ over the stored entries of each row; 0 of none.</summary>
    /// <exception cref="ArgumentException">x has not one element for each column.</exception>
    public static Col Dot(Csr a, Row x) => Col.Of(
        EntryProducts(a, x.Traced, a.Columns, "Row", "column", a.ColumnIndices.ToArray()).Scatter(a.Rows, 1, TableForm.Col, a.EntryRows()));

    /// <summary>The product of a line of rows and a matrix: Σᵢ xᵢ·aᵢⱼ over the stored entries of each column; 0 of none.</summary>
    /// <exception cref="ArgumentException">x has not one element for each row.</exception>
    public static Row Dot(Col x, Csr a) => Row.Of(
        EntryProducts(a, x.Traced, a.Rows, "Col", "row", a.EntryRows()).Scatter(1, a.Columns, TableForm.Row, a.ColumnIndices.ToArray()));

    /// <summary>Σ of the products of a row's stored entries and the elements where they stand; 0 of none.</summary>
    public static Scalar Dot(SparseRow a, Row x) => a.Dot(x);

    /// <inheritdoc cref="Dot(SparseRow, Row)"/>
    public static Scalar Dot(Row x, SparseRow a) => a.Dot(x);

    /// <summary>The elements of a matrix where a mask holds, as a sparse matrix, row after row.</summary>
    /// <param name="values">The matrix; it may be one that is computed and never stored.</param>
    /// <param name="mask">Where its elements are kept.</param>
    /// <param name="capacity">The most entries that there is room for. Where the mask holds more often, the first ones are kept, row after
    /// row.</param>
    /// <returns>The sparse matrix, and how often the mask holds: more than the capacity says that some were left out.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative.</exception>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static (Csr Matrix, Integer Count) Compact(Mat values, MatMask mask, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        bool[] holds = Table.Map(values.Table, mask.Table, (_, m) => m).Values;
        var starts = new int[values.Rows + 1];
        List<int> columns = [];
        List<double> kept = [];
        for (int i = 0; i < values.Rows; i++)
        {
            for (int j = 0; j < values.Columns; j++)
            {
                if (holds[(i * values.Columns) + j] && kept.Count < capacity)
                {
                    columns.Add(j);
                    kept.Add(values.Traced.Plain[i, j]);
                }
            }

            starts[i + 1] = kept.Count;
        }

        return (new Csr(values.Rows, values.Columns, starts, [.. columns], [.. kept]), holds.Count(h => h));
    }

    /// <summary>Each entry's product with the element of a line at its row or column.</summary>
    private static Traced EntryProducts(Csr a, Traced x, int expected, string shape, string side, int[] places)
    {
        int length = x.Table.Values.Length;
        if (length != expected)
        {
            throw new ArgumentException(
                $"A {a.Rows}×{a.Columns} Csr and a {shape} of {length} elements do not combine: there is one for each {side}.");
        }

        return x.Gather(1, places.Length, TableForm.Row, places) * Traced.Line(a.Values.ToArray());
    }
}
