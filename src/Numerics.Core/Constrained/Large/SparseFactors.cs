namespace Numerics.Minimization;

/// <summary>A = L·D·Lᵀ of a sparse symmetric A without exchanges of rows.</summary>
/// <remarks>Row by row along the elimination tree: Davis, ACM Trans. Math. Softw. 31, 2005 (algorithm 849, LDL).</remarks>
internal sealed class SparseFactors
{
    private readonly SparseOrder _order;
    private readonly int[] _rows;
    private readonly double[] _l;
    private readonly double[] _d;
    private readonly double[] _y;
    private readonly int[] _stack;
    private readonly int[] _flag;
    private readonly int[] _filled;

    /// <summary>Room for factors; numbers come with <see cref="Factor"/>.</summary>
    public SparseFactors(SparseOrder order)
    {
        _order = order;
        int n = order.Order.Length;
        (_d, _y) = (new double[n], new double[n]);
        (_stack, _flag, _filled) = (new int[n], new int[n], new int[n]);
        (_rows, _l) = (new int[order.FactorStarts[n]], new double[order.FactorStarts[n]]);
    }

    /// <summary>The entries of L below its diagonal.</summary>
    public int EntryCount => _l.Length;

    /// <summary>Factors for new entries.</summary>
    /// <param name="values">The entries of the ordered matrix on and below its diagonal.</param>
    /// <param name="pivotOf">The pivot to take for a row of A, of the one that comes out.</param>
    public void Factor(ReadOnlySpan<double> values, Func<int, double, double> pivotOf)
    {
        ReadOnlySpan<int> order = _order.Order, starts = _order.Starts, columns = _order.Columns, factorStarts = _order.FactorStarts;
        (double[] y, int[] stack, int[] flag, int[] filled) = (_y, _stack, _flag, _filled);
        int n = order.Length;
        Array.Clear(y);
        Array.Clear(flag);
        Array.Clear(filled);
        for (int k = 0; k < n; k++)
        {
            int top = n;
            flag[k] = k + 1;
            for (int e = starts[k]; e < starts[k + 1]; e++)
            {
                y[columns[e]] += values[e];
                top = Climb(columns[e], k, flag, stack, top);
            }

            double pivot = y[k];
            y[k] = 0;
            for (; top < n; top++)
            {
                int i = stack[top];
                double yi = y[i];
                y[i] = 0;
                int end = factorStarts[i] + filled[i];
                for (int p = factorStarts[i]; p < end; p++)
                {
                    y[_rows[p]] -= _l[p] * yi;
                }

                double lki = yi / _d[i];
                pivot -= lki * yi;
                (_rows[end], _l[end]) = (k, lki);
                filled[i]++;
            }

            _d[k] = pivotOf(order[k], pivot);
        }
    }

    /// <summary>x with A·x = b.</summary>
    public void Solve(ReadOnlySpan<double> b, Span<double> x)
    {
        ReadOnlySpan<int> order = _order.Order, factorStarts = _order.FactorStarts;
        double[] y = _y;
        int n = order.Length;
        for (int k = 0; k < n; k++)
        {
            y[k] = b[order[k]];
        }

        for (int k = 0; k < n; k++)
        {
            double yk = y[k];
            for (int p = factorStarts[k]; p < factorStarts[k + 1]; p++)
            {
                y[_rows[p]] -= _l[p] * yk;
            }
        }

        for (int k = n - 1; k >= 0; k--)
        {
            double sum = y[k] / _d[k];
            for (int p = factorStarts[k]; p < factorStarts[k + 1]; p++)
            {
                sum -= _l[p] * y[_rows[p]];
            }

            y[k] = sum;
        }

        for (int k = 0; k < n; k++)
        {
            x[order[k]] = y[k];
        }
    }

    /// <summary>The nodes on the way up the tree from i to k, in front of those that are on the stack.</summary>
    private int Climb(int i, int k, int[] flag, int[] stack, int top)
    {
        int length = 0;
        for (; flag[i] != k + 1; i = _order.Parents[i])
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
