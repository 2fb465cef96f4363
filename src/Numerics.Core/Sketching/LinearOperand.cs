using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.LinearSolvers;

/// <summary>A matrix as solvers see it: products on all threads.</summary>
internal sealed class LinearOperand
{
    private readonly double[]? _dense;
    private readonly CsrMatrix<double>? _sparse;

    public LinearOperand(ReadOnlyTensorSpan<double> matrix)
    {
        if (matrix.Rank != 2)
        {
            throw new ArgumentException($"“matrix” has rank {matrix.Rank}; it must be 2.", nameof(matrix));
        }

        (Rows, Columns) = (checked((int)matrix.Lengths[0]), checked((int)matrix.Lengths[1]));
        _dense = new double[checked(Rows * Columns)];
        matrix.FlattenTo(_dense);
        Check();
    }

    /// <summary>A square matrix, row after row, that is not copied.</summary>
    public LinearOperand(double[] square, int size)
    {
        (Rows, Columns, _dense) = (size, size, square);
        Check();
    }

    public LinearOperand(CsrMatrix<double> matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        (Rows, Columns, _sparse) = (matrix.Rows, matrix.Columns, matrix);
        Check();
    }

    public int Rows { get; }

    public int Columns { get; }

    public bool IsSparse => _sparse is not null;

    public CsrMatrix<double> Sparse => _sparse!;

    public ReadOnlySpan<double> Elements => _dense;

    public ReadOnlyTensorSpan<double> Dense => new(_dense, [Rows, Columns]);

    /// <summary>y = A·x − α·y.</summary>
    public void Forward(double[] y, double[] x, double alpha)
    {
        if (IsSparse)
        {
            LinearResidual.ForwardSparse(y, x, Sparse, alpha);
        }
        else
        {
            LinearResidual.Forward(y, x, Dense, alpha);
        }
    }

    /// <summary>x = Aᵀ·y.</summary>
    public void Backward(double[] y, double[] x)
    {
        if (IsSparse)
        {
            LinearResidual.BackwardSparse(y, Sparse, x);
        }
        else
        {
            LinearResidual.Backward(y, Dense, x);
        }
    }

    public double[] Transposed()
    {
        var turned = new double[_dense!.Length];
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                turned[(j * Rows) + i] = _dense[(i * Columns) + j];
            }
        }

        return turned;
    }

    /// <summary>‖aᵢ‖² of each row.</summary>
    public double[] RowSquares()
    {
        var squares = new double[Rows];
        for (int i = 0; i < Rows; i++)
        {
            ReadOnlySpan<double> row = IsSparse
                ? Sparse.Values[Sparse.RowStarts[i]..Sparse.RowStarts[i + 1]]
                : Elements.Slice(i * Columns, Columns);
            squares[i] = TensorPrimitives.SumOfSquares(row);
        }

        return squares;
    }

    private void Check()
    {
        if (Rows == 0 || Columns == 0)
        {
            throw new ArgumentException($"“matrix” is {Rows}×{Columns}; it has no elements.", "matrix");
        }

        int at = (IsSparse ? Sparse.Values : _dense).IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        if (at >= 0)
        {
            throw new ArgumentException($"“matrix” has an element that is not finite, number {at}.", "matrix");
        }
    }
}
