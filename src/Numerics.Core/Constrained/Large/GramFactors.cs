namespace Numerics.Minimization;

/// <summary>J·Jᵀ = L·D·Lᵀ of a sparse J.</summary>
internal sealed class GramFactors
{
    /// <summary>A pivot below that share of the greatest diagonal element is 0 to rounding, and is replaced by it.</summary>
    private const double Negligible = 1E-15;

    private readonly SparsePattern _pattern;
    private readonly SparseOrder _order;
    private readonly SparseFactors _factors;
    private readonly double[] _gram;
    private readonly double[] _row;

    /// <summary>Orders and counts; numbers come with <see cref="Factor"/>.</summary>
    public GramFactors(SparsePattern pattern)
    {
        _pattern = pattern;
        (int[] starts, int[] columns) = Gram(pattern);
        _order = new SparseOrder(starts, columns);
        _factors = new SparseFactors(_order);
        (_gram, _row) = (new double[_order.Columns.Length], new double[pattern.Columns]);
    }

    /// <summary>The entries of L below its diagonal.</summary>
    public int EntryCount => _factors.EntryCount;

    /// <summary>Whether a pivot was 0 to rounding.</summary>
    public bool IsSingular { get; private set; }

    /// <summary>Factors for new entries of J.</summary>
    public void Factor(ReadOnlySpan<double> jacobian)
    {
        IsSingular = false;
        ComputeGram(jacobian);
        double greatest = 0;
        for (int k = 1; k < _order.Starts.Length; k++)
        {
            greatest = Math.Max(greatest, _gram[_order.Starts[k] - 1]);
        }

        _factors.Factor(_gram, (_, pivot) =>
        {
            bool isZero = !(pivot > Negligible * greatest);
            IsSingular |= isZero;
            return !isZero ? pivot : greatest > 0 ? Negligible * greatest : 1;
        });
    }

    /// <summary>x with J·Jᵀ·x = b.</summary>
    public void Solve(ReadOnlySpan<double> b, Span<double> x) => _factors.Solve(b, x);

    /// <summary>The pattern of J·Jᵀ without its diagonal.</summary>
    private static (int[] Starts, int[] Columns) Gram(SparsePattern pattern)
    {
        List<int>[] rowsOf = RowsOf(pattern);
        List<int> starts = [0], columns = [];
        int[] seen = new int[pattern.Rows];
        for (int i = 0; i < pattern.Rows; i++)
        {
            seen[i] = i + 1;
            foreach (int j in pattern.ColumnsOf(i))
            {
                foreach (int other in rowsOf[j])
                {
                    if (seen[other] != i + 1)
                    {
                        seen[other] = i + 1;
                        columns.Add(other);
                    }
                }
            }

            starts.Add(columns.Count);
        }

        return ([.. starts], [.. columns]);
    }

    private static List<int>[] RowsOf(SparsePattern pattern)
    {
        List<int>[] rowsOf = [.. Enumerable.Range(0, pattern.Columns).Select(_ => new List<int>())];
        for (int i = 0; i < pattern.Rows; i++)
        {
            foreach (int j in pattern.ColumnsOf(i))
            {
                rowsOf[j].Add(i);
            }
        }

        return rowsOf;
    }

    /// <summary>The entries of J·Jᵀ in the ordered pattern.</summary>
    private void ComputeGram(ReadOnlySpan<double> jacobian)
    {
        (double[] values, double[] row) = (_gram, _row);
        ReadOnlySpan<int> order = _order.Order, starts = _order.Starts, lower = _order.Columns;
        Array.Clear(values);
        for (int k = 0; k < order.Length; k++)
        {
            int start = _pattern.RowStarts[order[k]];
            ReadOnlySpan<int> columns = _pattern.ColumnsOf(order[k]);
            for (int c = 0; c < columns.Length; c++)
            {
                row[columns[c]] = jacobian[start + c];
            }

            for (int e = starts[k]; e < starts[k + 1]; e++)
            {
                int other = order[lower[e]];
                for (int p = _pattern.RowStarts[other]; p < _pattern.RowStarts[other + 1]; p++)
                {
                    values[e] += jacobian[p] * row[_pattern.ColumnIndices[p]];
                }
            }

            foreach (int j in columns)
            {
                row[j] = 0;
            }
        }
    }
}
