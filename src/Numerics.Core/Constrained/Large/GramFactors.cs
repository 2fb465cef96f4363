namespace Numerics.Minimization;

/// <summary>J·Jᵀ = L·D·Lᵀ of a sparse J: the order and the pattern of L once, the numbers at each point.</summary>
/// <remarks>Row by row along the elimination tree: Davis, ACM Trans. Math. Softw. 31, 2005 (algorithm 849, LDL).</remarks>
internal sealed class GramFactors
{
    /// <summary>A pivot below that share of the greatest diagonal element is 0 to rounding, and is replaced by it.</summary>
    private const double Negligible = 1E-15;

    private readonly SparsePattern _pattern;
    private readonly int[] _order;
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly int[] _parent;
    private readonly int[] _lStarts;
    private readonly int[] _lRows;
    private readonly double[] _l;
    private readonly double[] _d;
    private readonly double[] _y;
    private readonly double[] _gram;
    private readonly double[] _row;
    private readonly int[] _stack;
    private readonly int[] _flag;
    private readonly int[] _filled;

    /// <summary>Orders and counts; numbers come with <see cref="Factor"/>.</summary>
    public GramFactors(SparsePattern pattern)
    {
        _pattern = pattern;
        (int[] starts, int[] columns) = Gram(pattern);
        _order = NestedDissection.Order(starts, columns);
        (_starts, _columns) = Lower(starts, columns);
        int n = pattern.Rows;
        (_parent, _d, _y) = (new int[n], new double[n], new double[n]);
        (_stack, _flag, _filled) = (new int[n], new int[n], new int[n]);
        (_gram, _row) = (new double[_columns.Length], new double[pattern.Columns]);
        _lStarts = Counts();
        _lRows = new int[_lStarts[n]];
        _l = new double[_lStarts[n]];
    }

    /// <summary>The entries of L below its diagonal.</summary>
    public int EntryCount => _l.Length;

    /// <summary>Whether a pivot was 0 to rounding.</summary>
    public bool IsSingular { get; private set; }

    /// <summary>Factors for new entries of J.</summary>
    public void Factor(ReadOnlySpan<double> jacobian)
    {
        int n = _order.Length;
        double[] gram = Values(jacobian);
        (double[] y, int[] stack, int[] flag, int[] filled) = (_y, _stack, _flag, _filled);
        Array.Clear(y);
        Array.Clear(flag);
        Array.Clear(filled);
        double greatest = 0;
        IsSingular = false;
        for (int k = 0; k < n; k++)
        {
            int top = n;
            flag[k] = k + 1;
            for (int e = _starts[k]; e < _starts[k + 1]; e++)
            {
                y[_columns[e]] += gram[e];
                top = Climb(_columns[e], k, flag, stack, top);
            }

            double pivot = y[k];
            greatest = Math.Max(greatest, pivot);
            y[k] = 0;
            for (; top < n; top++)
            {
                int i = stack[top];
                double yi = y[i];
                y[i] = 0;
                int end = _lStarts[i] + filled[i];
                for (int p = _lStarts[i]; p < end; p++)
                {
                    y[_lRows[p]] -= _l[p] * yi;
                }

                double lki = yi / _d[i];
                pivot -= lki * yi;
                (_lRows[end], _l[end]) = (k, lki);
                filled[i]++;
            }

            bool isZero = !(pivot > Negligible * greatest);
            IsSingular |= isZero;
            _d[k] = !isZero ? pivot : greatest > 0 ? Negligible * greatest : 1;
        }
    }

    /// <summary>x with J·Jᵀ·x = b.</summary>
    public void Solve(ReadOnlySpan<double> b, Span<double> x)
    {
        int n = _order.Length;
        double[] y = _y;
        for (int k = 0; k < n; k++)
        {
            y[k] = b[_order[k]];
        }

        for (int k = 0; k < n; k++)
        {
            double yk = y[k];
            for (int p = _lStarts[k]; p < _lStarts[k + 1]; p++)
            {
                y[_lRows[p]] -= _l[p] * yk;
            }
        }

        for (int k = n - 1; k >= 0; k--)
        {
            double sum = y[k] / _d[k];
            for (int p = _lStarts[k]; p < _lStarts[k + 1]; p++)
            {
                sum -= _l[p] * y[_lRows[p]];
            }

            y[k] = sum;
        }

        for (int k = 0; k < n; k++)
        {
            x[_order[k]] = y[k];
        }
    }

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

    /// <summary>Row k of the ordered matrix up to its diagonal, which comes last.</summary>
    private (int[] Starts, int[] Columns) Lower(int[] starts, int[] columns)
    {
        int n = _order.Length;
        int[] place = new int[n];
        for (int k = 0; k < n; k++)
        {
            place[_order[k]] = k;
        }

        List<int> lowerStarts = [0], lower = [];
        for (int k = 0; k < n; k++)
        {
            int row = _order[k];
            for (int e = starts[row]; e < starts[row + 1]; e++)
            {
                if (place[columns[e]] < k)
                {
                    lower.Add(place[columns[e]]);
                }
            }

            lower.Add(k);
            lowerStarts.Add(lower.Count);
        }

        return ([.. lowerStarts], [.. lower]);
    }

    /// <summary>The elimination tree, and where each column of L begins.</summary>
    private int[] Counts()
    {
        int n = _order.Length;
        int[] flag = new int[n], starts = new int[n + 1];
        for (int k = 0; k < n; k++)
        {
            (_parent[k], flag[k]) = (-1, k + 1);
            for (int e = _starts[k]; e < _starts[k + 1]; e++)
            {
                for (int i = _columns[e]; flag[i] != k + 1; i = _parent[i])
                {
                    _parent[i] = _parent[i] < 0 ? k : _parent[i];
                    starts[i + 1]++;
                    flag[i] = k + 1;
                }
            }
        }

        for (int k = 0; k < n; k++)
        {
            starts[k + 1] = checked(starts[k] + starts[k + 1]);
        }

        return starts;
    }

    /// <summary>The nodes on the way up the tree from i to k, in front of those that are on the stack.</summary>
    private int Climb(int i, int k, int[] flag, int[] stack, int top)
    {
        int length = 0;
        for (; flag[i] != k + 1; i = _parent[i])
        {
            stack[length++] = i;
            flag[i] = k + 1;
        }

        while (length > 0)
        {
            stack[--top] = stack[--length];
        }

        return top;
    }

    /// <summary>The entries of J·Jᵀ in the ordered pattern.</summary>
    private double[] Values(ReadOnlySpan<double> jacobian)
    {
        (double[] values, double[] row) = (_gram, _row);
        Array.Clear(values);
        for (int k = 0; k < _order.Length; k++)
        {
            int start = _pattern.RowStarts[_order[k]];
            ReadOnlySpan<int> columns = _pattern.ColumnsOf(_order[k]);
            for (int c = 0; c < columns.Length; c++)
            {
                row[columns[c]] = jacobian[start + c];
            }

            for (int e = _starts[k]; e < _starts[k + 1]; e++)
            {
                int other = _order[_columns[e]];
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

        return values;
    }
}
