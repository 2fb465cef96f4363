using Numerics.Minimization;

namespace Numerics.LinearSolvers;

/// <summary>The matrix [B Jᵀ; J 0] of equality constraints, as a sparse one: no zeros of its blocks are stored.</summary>
public static class SaddleMatrix
{
    /// <summary>[B Jᵀ; J 0].</summary>
    /// <param name="b">B, n×n.</param>
    /// <param name="j">J, m×n.</param>
    /// <exception cref="ArgumentException">B is not square, or J has not as many columns.</exception>
    public static CsrMatrix<double> Of(CsrMatrix<double> b, CsrMatrix<double> j)
    {
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(j);
        if (b.Rows != b.Columns || j.Columns != b.Columns)
        {
            throw new ArgumentException(
                $"B is {b.Rows}×{b.Columns} and J {j.Rows}×{j.Columns}; B must be square, with as many columns as J.", nameof(b));
        }

        var rows = new Rows(b.Rows, j.Rows);
        for (int i = 0; i < b.Rows; i++)
        {
            for (int e = b.RowStarts[i]; e < b.RowStarts[i + 1]; e++)
            {
                rows.Add(i, b.ColumnIndices[e], b.Values[e]);
            }
        }

        rows.AddConstraints(j.RowStarts, j.ColumnIndices, j.Values);
        return rows.Matrix();
    }

    /// <summary>[H + τ·1, Jᵀ; J, 0] of the entries on and below H's diagonal.</summary>
    internal static CsrMatrix<double> Of(
        SparsePattern lower, ReadOnlySpan<double> hessian, double repair, SparsePattern pattern, ReadOnlySpan<double> jacobian)
    {
        var rows = new Rows(lower.Rows, pattern.Rows);
        for (int i = 0; i < lower.Rows; i++)
        {
            bool hasDiagonal = false;
            for (int e = lower.RowStarts[i]; e < lower.RowStarts[i + 1]; e++)
            {
                int j = lower.ColumnIndices[e];
                hasDiagonal |= i == j;
                rows.Add(i, j, hessian[e] + (i == j ? repair : 0));
                if (i != j)
                {
                    rows.Add(j, i, hessian[e]);
                }
            }

            if (!hasDiagonal && repair != 0)
            {
                rows.Add(i, i, repair);
            }
        }

        rows.AddConstraints(pattern.RowStarts, pattern.ColumnIndices, jacobian);
        return rows.Matrix();
    }

    /// <summary>The rows of the whole matrix; to each its entries come in order, since rows are gone through in order.</summary>
    private sealed class Rows(int variables, int constraints)
    {
        private readonly List<(int Column, double Value)>[] _rows =
            [.. Enumerable.Range(0, variables + constraints).Select(_ => new List<(int, double)>())];

        public void Add(int row, int column, double value) => _rows[row].Add((column, value));

        public void AddConstraints(ReadOnlySpan<int> starts, ReadOnlySpan<int> columns, ReadOnlySpan<double> entries)
        {
            for (int i = 0; i < constraints; i++)
            {
                for (int e = starts[i]; e < starts[i + 1]; e++)
                {
                    Add(columns[e], variables + i, entries[e]);
                    Add(variables + i, columns[e], entries[e]);
                }
            }
        }

        public CsrMatrix<double> Matrix()
        {
            List<int> starts = [0];
            foreach (List<(int Column, double Value)> row in _rows)
            {
                starts.Add(starts[^1] + row.Count);
            }

            return new CsrMatrix<double>(
                _rows.Length, _rows.Length, [.. starts], [.. _rows.SelectMany(r => r.Select(e => e.Column))],
                [.. _rows.SelectMany(r => r.Select(e => e.Value))]);
        }
    }
}
