namespace Numerics.Minimization;

/// <summary>The order in which a sparse symmetric matrix is eliminated, and where its factor L has entries: of the pattern alone.</summary>
/// <remarks>Davis, ACM Trans. Math. Softw. 31, 2005 (algorithm 849, LDL).</remarks>
internal sealed class SparseOrder
{
    private readonly int[] _order;
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly int[] _parent;
    private readonly int[] _factorStarts;

    /// <summary>Orders and counts.</summary>
    /// <param name="starts">Where the rows' neighbours begin: the columns of their entries off the diagonal.</param>
    /// <param name="columns">The neighbours.</param>
    public SparseOrder(int[] starts, int[] columns)
    {
        _order = NestedDissection.Order(starts, columns);
        (_starts, _columns) = Lower(starts, columns);
        _parent = new int[_order.Length];
        _factorStarts = Counts();
    }

    /// <summary>The rows in the order of elimination.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>Where the entries of the ordered matrix's rows begin, on and below its diagonal.</summary>
    public ReadOnlySpan<int> Starts => _starts;

    /// <summary>The columns of those entries; of a row the last one is the diagonal's.</summary>
    public ReadOnlySpan<int> Columns => _columns;

    /// <summary>The elimination tree: each node's parent, −1 of a root.</summary>
    public ReadOnlySpan<int> Parents => _parent;

    /// <summary>Where the columns of L begin, below its diagonal.</summary>
    public ReadOnlySpan<int> FactorStarts => _factorStarts;

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
}
