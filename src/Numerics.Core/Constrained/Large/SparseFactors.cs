namespace Numerics.Minimization;

/// <summary>A = L·D·Lᵀ of a sparse symmetric A without exchanges of rows: the order and the pattern of L once, the numbers each time.</summary>
/// <remarks>Row by row along the elimination tree: Davis, ACM Trans. Math. Softw. 31, 2005 (algorithm 849, LDL).</remarks>
internal sealed class SparseFactors
{
    private readonly int[] _order;
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly int[] _parent;
    private readonly int[] _lStarts;
    private readonly int[] _lRows;
    private readonly double[] _l;
    private readonly double[] _d;
    private readonly double[] _y;
    private readonly int[] _stack;
    private readonly int[] _flag;
    private readonly int[] _filled;

    /// <summary>Orders and counts; numbers come with <see cref="Factor"/>.</summary>
    /// <param name="starts">Where the rows' neighbours begin: the columns of their entries off the diagonal.</param>
    /// <param name="columns">The neighbours.</param>
    public SparseFactors(int[] starts, int[] columns)
    {
        _order = NestedDissection.Order(starts, columns);
        (_starts, _columns) = Lower(starts, columns);
        int n = _order.Length;
        (_parent, _d, _y) = (new int[n], new double[n], new double[n]);
        (_stack, _flag, _filled) = (new int[n], new int[n], new int[n]);
        _lStarts = Counts();
        _lRows = new int[_lStarts[n]];
        _l = new double[_lStarts[n]];
    }

    /// <summary>The entries of L below its diagonal.</summary>
    public int EntryCount => _l.Length;

    /// <summary>The rows in the order of elimination.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>Where the entries of the ordered matrix's rows begin, on and below its diagonal.</summary>
    public ReadOnlySpan<int> Starts => _starts;

    /// <summary>The columns of those entries; of a row the last one is the diagonal's.</summary>
    public ReadOnlySpan<int> Columns => _columns;

    /// <summary>Factors for new entries.</summary>
    /// <param name="values">The entries of the ordered matrix on and below its diagonal.</param>
    /// <param name="pivotOf">The pivot to take for a row of A, of the one that comes out.</param>
    public void Factor(ReadOnlySpan<double> values, Func<int, double, double> pivotOf)
    {
        int n = _order.Length;
        (double[] y, int[] stack, int[] flag, int[] filled) = (_y, _stack, _flag, _filled);
        Array.Clear(y);
        Array.Clear(flag);
        Array.Clear(filled);
        for (int k = 0; k < n; k++)
        {
            int top = n;
            flag[k] = k + 1;
            for (int e = _starts[k]; e < _starts[k + 1]; e++)
            {
                y[_columns[e]] += values[e];
                top = Climb(_columns[e], k, flag, stack, top);
            }

            double pivot = y[k];
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

            _d[k] = pivotOf(_order[k], pivot);
        }
    }

    /// <summary>x with A·x = b.</summary>
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
}
