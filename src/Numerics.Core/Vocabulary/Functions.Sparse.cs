namespace Numerics;

/// <content>Sparse matrices: products, rows, and how one is made of a matrix.</content>
public static partial class Functions
{
    /// <summary>The matrix–vector product: Σⱼ aᵢⱼ·xⱼ over the stored entries of each row; 0 of none.</summary>
    /// <exception cref="ArgumentException">x has not one element for each column.</exception>
    public static Col Dot(Csr a, Row x) => new(SumEntries(a, x.Length, a.Columns, a.Rows, "Row", "column", (i, j) => (i, x[j])));

    /// <summary>The product of a line of rows and a matrix: Σᵢ xᵢ·aᵢⱼ over the stored entries of each column; 0 of none.</summary>
    /// <exception cref="ArgumentException">x has not one element for each row.</exception>
    public static Row Dot(Col x, Csr a) => new(SumEntries(a, x.Length, a.Rows, a.Columns, "Col", "row", (i, j) => (j, x[i])));

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
    /// <exception cref="ArgumentException">The capacity is negative, or the shapes differ.</exception>
    public static (Csr Matrix, Integer Count) Compact(Mat values, MatMask mask, int capacity)
    {
        Runtime.Check.Length(capacity);
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
                    kept.Add(values[i, j]);
                }
            }

            starts[i + 1] = kept.Count;
        }

        return (new Csr(values.Rows, values.Columns, starts, [.. columns], [.. kept]), holds.Count(h => h));
    }

    /// <summary>Adds each entry's product with an element to a sum, both chosen by its row and column.</summary>
    private static double[] SumEntries(
        Csr a, int length, int expected, int sums, string shape, string side, Func<int, int, (int Sum, double Factor)> term)
    {
        if (length != expected)
        {
            throw new ArgumentException(
                $"A {a.Rows}×{a.Columns} Csr and a {shape} of {length} elements do not combine: there is one for each {side}.");
        }

        var result = new double[sums];
        for (int i = 0; i < a.Rows; i++)
        {
            for (int k = a.RowStarts[i]; k < a.RowStarts[i + 1]; k++)
            {
                (int sum, double factor) = term(i, a.ColumnIndices[k]);
                result[sum] += factor * a.Values[k];
            }
        }

        return result;
    }
}
