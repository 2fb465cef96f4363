using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Numerics.Rules;

namespace Numerics.LinearSolvers;

/// <summary>T = A, or Aᵀ where A has more columns than rows: what a least-squares solve asks of it.</summary>
internal readonly ref struct TallMatrix
{
    private readonly ReadOnlyTensorSpan<double> _dense;
    private readonly CsrMatrix<double>? _sparse;

    /// <summary>A dense matrix whose rows lie side by side, a wide one as its columns; another is copied.</summary>
    public TallMatrix(ReadOnlyTensorSpan<double> matrix)
    {
        if (matrix.Rank != 2)
        {
            throw new ArgumentException($"“matrix” has rank {matrix.Rank}; it must be 2.", nameof(matrix));
        }

        (int rows, int columns) = (checked((int)matrix.Lengths[0]), checked((int)matrix.Lengths[1]));
        IsTurned = columns > rows;
        (Rows, Columns) = IsTurned ? (columns, rows) : (rows, columns);
        if (Columns == 0)
        {
            throw new ArgumentException($"“matrix” is {rows}×{columns}; it has no elements.", nameof(matrix));
        }

        if (IsTurned || !matrix.IsDense)
        {
            var copy = new double[checked(rows * columns)];
            matrix.FlattenTo(copy);
            _dense = new(IsTurned ? Turn(copy, rows, columns) : copy, [Rows, Columns]);
        }
        else
        {
            _dense = matrix;
        }
    }

    public TallMatrix(CsrMatrix<double> matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        _sparse = matrix;
        IsTurned = matrix.Columns > matrix.Rows;
        (Rows, Columns) = IsTurned ? (matrix.Columns, matrix.Rows) : (matrix.Rows, matrix.Columns);
        if (Columns == 0)
        {
            throw new ArgumentException($"“matrix” is {matrix.Rows}×{matrix.Columns}; it has no elements.", nameof(matrix));
        }
    }

    /// <summary>The greater of A's lengths.</summary>
    public int Rows { get; }

    /// <summary>The lesser.</summary>
    public int Columns { get; }

    /// <summary>Whether T is Aᵀ.</summary>
    public bool IsTurned { get; }

    public CsrMatrix<double>? Sparse => _sparse;

    /// <summary>The elements of a dense T, row by row.</summary>
    public ReadOnlySpan<double> Elements => MemoryMarshal.CreateReadOnlySpan(
        in _dense.GetPinnableReference(), Rows * Columns);

    public ReadOnlyTensorSpan<double> Dense => _dense;

    /// <summary>TᵀT·x.</summary>
    public double[] Normal(double[] x)
    {
        var result = new double[Columns];
        if (_sparse is null)
        {
            LinearResidual.Normal(x, _dense, result);
            return result;
        }

        Backward(Forward(x), result);
        return result;
    }

    /// <summary>T·x.</summary>
    public double[] Forward(double[] x)
    {
        var y = new double[Rows];
        if (_sparse is null)
        {
            LinearResidual.Forward(y, x, _dense, 0);
        }
        else if (IsTurned)
        {
            LinearResidual.BackwardSparse(x, _sparse, y);
        }
        else
        {
            LinearResidual.ForwardSparse(y, x, _sparse, 0);
        }

        return y;
    }

    /// <summary>Tᵀ·y.</summary>
    public void Backward(double[] y, double[] x)
    {
        if (_sparse is null)
        {
            LinearResidual.Backward(y, _dense, x);
        }
        else if (IsTurned)
        {
            LinearResidual.ForwardSparse(x, y, _sparse, 0);
        }
        else
        {
            LinearResidual.BackwardSparse(y, _sparse, x);
        }
    }

    /// <summary>Sets g = Tᵀ(b − T·x).</summary>
    /// <returns>‖b − T·x‖.</returns>
    public double Slope(double[] x, double[] b, double[] g)
    {
        if (_sparse is null)
        {
            return Math.Sqrt(LinearResidual.Slope(x, _dense, b, g));
        }

        double[] rest = Forward(x);
        TensorPrimitives.Subtract(b, rest, rest);
        Backward(rest, g);
        return TensorPrimitives.Norm<double>(rest);
    }

    /// <summary>The first element that is not finite, in words of A; null if all are.</summary>
    public string? NonFinite()
    {
        int at = (_sparse is null ? Elements : _sparse.Values).IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        if (at < 0)
        {
            return null;
        }

        (int i, int j) = (at / Columns, at % Columns);
        return _sparse is not null ? $"entry {at}" : IsTurned ? $"[{j}, {i}]" : $"[{i}, {j}]";
    }

    private static double[] Turn(double[] elements, int rows, int columns)
    {
        var turned = new double[elements.Length];
        Parallel.For(0, columns, j =>
        {
            for (int i = 0; i < rows; i++)
            {
                turned[(j * rows) + i] = elements[(i * columns) + j];
            }
        });
        return turned;
    }
}
