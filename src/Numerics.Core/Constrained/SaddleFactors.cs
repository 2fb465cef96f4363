namespace Numerics.Minimization;

/// <summary>L·D·Lᵀ of a sparse K = [B Jᵀ; J 0], whose diagonal is moved by δ in B and by −δ below, so that no order of elimination
/// meets a pivot 0: of a positive definite B all orders have factors (Vanderbei, SIAM J. Optim. 5, 1995).</summary>
internal sealed class SaddleFactors
{
    /// <summary>δ, in the greatest element of K: half the digits. Each refinement shrinks the error by about δ·‖K⁻¹‖.</summary>
    private const double Move = 1E-8;

    /// <summary>A pivot below that share of the greatest element is rounding, and is replaced by ±δ.</summary>
    private const double Negligible = 1E-14;

    private const double LeastNormal = 2.2250738585072014E-308;

    private readonly SparseFactors _factors;

    /// <summary>Factors K.</summary>
    /// <param name="matrix">K.</param>
    /// <param name="variables">n.</param>
    /// <param name="order">The order of a matrix with the same entries off the diagonal; null to find one.</param>
    public SaddleFactors(CsrMatrix<double> matrix, int variables, SparseOrder? order = null)
    {
        Order = order ?? OrderOf(matrix);
        _factors = new SparseFactors(Order);
        double greatest = 0;
        foreach (double value in matrix.Values)
        {
            greatest = Math.Max(greatest, Math.Abs(value));
        }

        double delta = Move * Math.Max(greatest, LeastNormal);
        _factors.Factor(Values(matrix, variables, delta), (row, pivot) =>
        {
            double taken = Math.Abs(pivot) > Negligible * greatest ? pivot : row < variables ? delta : -delta;
            NegativePivots += taken < 0 ? 1 : 0;
            return taken;
        });
    }

    /// <summary>The order of elimination.</summary>
    public SparseOrder Order { get; }

    /// <summary>How many pivots are negative: m where B is positive definite in the null space of J (Sylvester's law of inertia).</summary>
    public int NegativePivots { get; private set; }

    /// <summary>z, near the one with K·z = b.</summary>
    public double[] Solve(ReadOnlySpan<double> b)
    {
        double[] z = new double[b.Length];
        _factors.Solve(b, z);
        return z;
    }

    private static SparseOrder OrderOf(CsrMatrix<double> matrix)
    {
        List<int> starts = [0], columns = [];
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int e = matrix.RowStarts[i]; e < matrix.RowStarts[i + 1]; e++)
            {
                if (matrix.ColumnIndices[e] != i)
                {
                    columns.Add(matrix.ColumnIndices[e]);
                }
            }

            starts.Add(columns.Count);
        }

        return new SparseOrder([.. starts], [.. columns]);
    }

    private double[] Values(CsrMatrix<double> matrix, int variables, double delta)
    {
        ReadOnlySpan<int> order = Order.Order, starts = Order.Starts, lower = Order.Columns;
        double[] values = new double[lower.Length], row = new double[matrix.Columns];
        for (int k = 0; k < order.Length; k++)
        {
            ReadOnlySpan<int> columns = matrix.ColumnIndices[matrix.RowStarts[order[k]]..matrix.RowStarts[order[k] + 1]];
            ReadOnlySpan<double> elements = matrix.Values[matrix.RowStarts[order[k]]..matrix.RowStarts[order[k] + 1]];
            for (int c = 0; c < columns.Length; c++)
            {
                row[columns[c]] = elements[c];
            }

            for (int e = starts[k]; e < starts[k + 1]; e++)
            {
                values[e] = row[order[lower[e]]];
            }

            values[starts[k + 1] - 1] += order[k] < variables ? delta : -delta;
            foreach (int j in columns)
            {
                row[j] = 0;
            }
        }

        return values;
    }
}
