using System.Numerics.Tensors;

namespace Numerics.LinearSolvers;

/// <summary>B·P = Q·R with the columns in the order of their distances from the span of those before: Q as Householder reflections.</summary>
/// <remarks>Businger and Golub, Numer. Math. 7, 1965; distances are computed afresh where subtraction has lost half of their digits.</remarks>
internal sealed class PivotedFactors
{
    /// <summary>√ε: below that share of what it was, a square of which parts were taken away has lost half of its digits.</summary>
    private const double Lost = 1.5e-8;

    private readonly double[][] _columns;
    private readonly double[] _scales;

    /// <summary>Factors a matrix.</summary>
    /// <param name="columns">Its columns, which are used up.</param>
    /// <param name="least">Where the greatest distance left is at most that share of the first, columns count as dependent.</param>
    public PivotedFactors(double[][] columns, double least)
    {
        _columns = columns;
        Length = columns[0].Length;
        int most = Math.Min(Length, columns.Length);
        (_scales, Order) = (new double[most], [.. Enumerable.Range(0, columns.Length)]);
        double[] left = [.. columns.Select(c => TensorPrimitives.SumOfSquares<double>(c))];
        double[] before = [.. left];
        for (Rank = 0; Rank < most; Rank++)
        {
            int k = Rank, at = k + TensorPrimitives.IndexOfMax<double>(left.AsSpan(k));
            (columns[k], columns[at]) = (columns[at], columns[k]);
            (Order[k], Order[at], left[k], left[at], before[k], before[at]) =
                (Order[at], Order[k], left[at], left[k], before[at], before[k]);
            double norm = TensorPrimitives.Norm<double>(columns[k].AsSpan(k));
            if (!(norm > (k == 0 ? 0 : least * Math.Abs(columns[0][0]))))
            {
                break;
            }

            Reflect(k, norm);
            Parallel.For(k + 1, columns.Length, j => Update(k, columns[j], ref left[j], ref before[j]));
        }
    }

    /// <summary>The rows.</summary>
    public int Length { get; }

    /// <summary>How many columns are independent.</summary>
    public int Rank { get; }

    /// <summary>Which column of B is the j-th of R.</summary>
    public int[] Order { get; }

    /// <summary>An element of R, i ≤ j.</summary>
    public double this[int i, int j] => _columns[j][i];

    /// <summary>v ← Qᵀ·v.</summary>
    public void MultiplyTransposed(Span<double> v)
    {
        for (int k = 0; k < Rank; k++)
        {
            Reflect(k, v);
        }
    }

    /// <summary>v ← Q·v.</summary>
    public void Multiply(Span<double> v)
    {
        for (int k = Rank - 1; k >= 0; k--)
        {
            Reflect(k, v);
        }
    }

    /// <summary>v ← R⁻¹·v, of the leading square as great as the rank.</summary>
    public void Solve(Span<double> v)
    {
        for (int j = Rank - 1; j >= 0; j--)
        {
            v[j] /= _columns[j][j];
            TensorPrimitives.MultiplyAdd(_columns[j].AsSpan(0, j), -v[j], v[..j], v[..j]);
        }
    }

    /// <summary>v ← R⁻ᵀ·v, of the leading square.</summary>
    public void SolveTransposed(Span<double> v)
    {
        for (int j = 0; j < Rank; j++)
        {
            v[j] = (v[j] - TensorPrimitives.Dot<double>(_columns[j].AsSpan(0, j), v[..j])) / _columns[j][j];
        }
    }

    /// <summary>The reflection's vector is 1 and then what stands below R.</summary>
    private void Reflect(int k, double norm)
    {
        Span<double> column = _columns[k].AsSpan(k);
        double head = column[0], to = head > 0 ? -norm : norm;
        _scales[k] = (to - head) / to;
        TensorPrimitives.Divide(column[1..], head - to, column[1..]);
        column[0] = to;
    }

    private double Reflect(int k, Span<double> v)
    {
        Span<double> column = _columns[k].AsSpan(k + 1), tail = v[(k + 1)..];
        double share = _scales[k] * (v[k] + TensorPrimitives.Dot<double>(column, tail));
        v[k] -= share;
        TensorPrimitives.MultiplyAdd(column, -share, tail, tail);
        return v[k];
    }

    private void Update(int k, double[] column, ref double left, ref double before)
    {
        double head = Reflect(k, column);
        left -= head * head;
        if (!(left > Lost * before))
        {
            left = before = TensorPrimitives.SumOfSquares<double>(column.AsSpan(k + 1));
        }
    }
}
