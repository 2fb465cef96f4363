using System.Numerics.Tensors;

namespace Numerics.Minimization;

/// <summary>P·A·Pᵀ = L·D·Lᵀ of a symmetric matrix that need not be definite; D has blocks of one or two.</summary>
/// <remarks>Bunch and Kaufman, Math. Comp. 31, 1977, with their choice of pivots, α = (1 + √17)/8. Golub and Van Loan, Matrix
/// Computations, 4th edition, section 4.4.4.</remarks>
internal sealed class SymmetricFactors
{
    /// <summary>The error of one rounding, relative: 2⁻⁵³.</summary>
    private const double Rounding = 1.1102230246251565E-16;

    private static readonly double Alpha = (1 + Math.Sqrt(17)) / 8;

    private readonly DenseMatrix _a;
    private readonly int[] _order;
    private readonly bool[] _isPair;

    private SymmetricFactors(DenseMatrix matrix)
    {
        _a = matrix.Clone();
        _order = [.. Enumerable.Range(0, _a.Rows)];
        _isPair = new bool[_a.Rows];
    }

    /// <summary>The factors; null for a matrix that is singular to rounding.</summary>
    public static SymmetricFactors? TryFactor(DenseMatrix matrix)
    {
        var factors = new SymmetricFactors(matrix);
        double small = matrix.Rows * Rounding * matrix.Norm;
        for (int k = 0; k < matrix.Rows; k += factors._isPair[k] ? 2 : 1)
        {
            if (!factors.Eliminate(k, small))
            {
                return null;
            }
        }

        return factors;
    }

    /// <summary>x with A·x = b.</summary>
    public double[] Solve(ReadOnlySpan<double> b)
    {
        int n = _a.Rows;
        double[] y = new double[n];
        for (int i = 0; i < n; i++)
        {
            y[i] = b[_order[i]];
        }

        for (int i = 0; i < n; i++)
        {
            int known = _isPair[Math.Max(0, i - 1)] && i > 0 ? i - 1 : i;
            y[i] -= TensorPrimitives.Dot<double>(_a.Row(i)[..known], y.AsSpan(0, known));
        }

        SolveBlocks(y);
        for (int i = n - 1; i >= 0; i--)
        {
            int first = _isPair[i] ? i + 2 : i + 1;
            for (int k = first; k < n; k++)
            {
                y[i] -= _a[k, i] * y[k];
            }
        }

        double[] x = new double[n];
        for (int i = 0; i < n; i++)
        {
            x[_order[i]] = y[i];
        }

        return x;
    }

    private void SolveBlocks(double[] y)
    {
        for (int k = 0; k < _a.Rows; k++)
        {
            if (!_isPair[k])
            {
                y[k] /= _a[k, k];
                continue;
            }

            // Scaled by the element beside the diagonal, which is the greatest of the block.
            double beside = _a[k + 1, k];
            (double a, double d) = (_a[k, k] / beside, _a[k + 1, k + 1] / beside);
            double determinant = (a * d) - 1;
            (double first, double second) = (y[k] / beside, y[k + 1] / beside);
            y[k] = ((d * first) - second) / determinant;
            y[k + 1] = ((a * second) - first) / determinant;
            k++;
        }
    }

    private bool Eliminate(int k, double small)
    {
        int n = _a.Rows;
        (int below, double greatest) = Greatest(k, k + 1);
        double diagonal = Math.Abs(_a[k, k]);
        if (!(Math.Max(diagonal, greatest) > small))
        {
            return false;
        }

        int pivot = k;
        if (diagonal < Alpha * greatest)
        {
            double across = Math.Max(AcrossRow(below, k), greatest);
            bool isEnough = diagonal >= Alpha * greatest * (greatest / across);
            pivot = isEnough ? k : below;
            _isPair[k] = !isEnough && Math.Abs(_a[below, below]) < Alpha * across;
        }

        Exchange(_isPair[k] ? k + 1 : k, pivot, k);
        if (_isPair[k])
        {
            EliminatePair(k, n);
        }
        else
        {
            EliminateOne(k, n);
        }

        return true;
    }

    /// <summary>The greatest element of a column from a row on.</summary>
    private (int Row, double Size) Greatest(int column, int from)
    {
        (int row, double size) = (column, 0);
        for (int i = from; i < _a.Rows; i++)
        {
            if (Math.Abs(_a[i, column]) > size)
            {
                (row, size) = (i, Math.Abs(_a[i, column]));
            }
        }

        return (row, size);
    }

    /// <summary>The greatest element beside the diagonal in a row of what is left.</summary>
    private double AcrossRow(int row, int k)
    {
        double size = 0;
        for (int j = k; j < _a.Rows; j++)
        {
            size = j == row ? size : Math.Max(size, Math.Abs(j < row ? _a[row, j] : _a[j, row]));
        }

        return size;
    }

    /// <summary>Exchanges two rows and columns of what is left, and the rows of L.</summary>
    private void Exchange(int p, int q, int k)
    {
        if (p == q)
        {
            return;
        }

        Mirror(k);
        (_order[p], _order[q]) = (_order[q], _order[p]);
        for (int j = 0; j < _a.Rows; j++)
        {
            (_a[p, j], _a[q, j]) = (_a[q, j], _a[p, j]);
        }

        for (int i = k; i < _a.Rows; i++)
        {
            (_a[i, p], _a[i, q]) = (_a[i, q], _a[i, p]);
        }
    }

    /// <summary>Copies what is left from below its diagonal to above.</summary>
    private void Mirror(int k)
    {
        for (int i = k; i < _a.Rows; i++)
        {
            for (int j = k; j < i; j++)
            {
                _a[j, i] = _a[i, j];
            }
        }
    }

    private void EliminateOne(int k, int n)
    {
        for (int i = k + 1; i < n; i++)
        {
            double factor = _a[i, k] / _a[k, k];
            for (int j = k + 1; j <= i; j++)
            {
                _a[i, j] -= factor * _a[j, k];
            }
        }

        for (int i = k + 1; i < n; i++)
        {
            _a[i, k] /= _a[k, k];
        }
    }

    private void EliminatePair(int k, int n)
    {
        double beside = _a[k + 1, k];
        (double a, double d) = (_a[k, k] / beside, _a[k + 1, k + 1] / beside);
        double determinant = (a * d) - 1;
        var factors = new (double First, double Second)[n];
        for (int i = k + 2; i < n; i++)
        {
            (double first, double second) = (_a[i, k] / beside, _a[i, k + 1] / beside);
            factors[i] = (((d * first) - second) / determinant, ((a * second) - first) / determinant);
            for (int j = k + 2; j <= i; j++)
            {
                _a[i, j] -= (factors[i].First * _a[j, k]) + (factors[i].Second * _a[j, k + 1]);
            }
        }

        for (int i = k + 2; i < n; i++)
        {
            (_a[i, k], _a[i, k + 1]) = factors[i];
        }
    }
}
