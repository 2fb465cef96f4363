using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.LinearSolvers;

/// <summary>Writes A·x.</summary>
internal delegate void MatrixProduct(ReadOnlySpan<double> x, Span<double> product);

/// <summary>A matrix as solvers see it: dense, sparse, or symmetric and given by products.</summary>
internal sealed class LinearOperand
{
    private readonly double[]? _dense;
    private readonly CsrMatrix<double>? _sparse;
    private readonly MatrixProduct? _product;

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

    /// <summary>A matrix, row after row, that is not copied.</summary>
    public LinearOperand(double[] elements, int rows, int columns)
    {
        (Rows, Columns, _dense) = (rows, columns, elements);
        Check();
    }

    /// <summary>A symmetric matrix of which there are products alone.</summary>
    public LinearOperand(int size, MatrixProduct product) => (Rows, Columns, _product) = (size, size, product);

    public LinearOperand(CsrMatrix<double> matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        (Rows, Columns, _sparse) = (matrix.Rows, matrix.Columns, matrix);
        Check();
    }

    public int Rows { get; }

    public int Columns { get; }

    public bool IsSparse => _sparse is not null;

    public bool HasProductsAlone => _product is not null;

    public CsrMatrix<double> Sparse => _sparse!;

    /// <summary>The matrix without its zeros, of elements or entries.</summary>
    public CsrMatrix<double> ToSparse()
    {
        if (IsSparse)
        {
            return Sparse;
        }

        List<int> starts = [0], columns = [];
        List<double> values = [];
        for (int k = 0; k < Elements.Length; k++)
        {
            if (Elements[k] != 0)
            {
                columns.Add(k % Columns);
                values.Add(Elements[k]);
            }

            if ((k + 1) % Columns == 0)
            {
                starts.Add(columns.Count);
            }
        }

        return new CsrMatrix<double>(Rows, Columns, [.. starts], [.. columns], [.. values]);
    }

    public ReadOnlySpan<double> Elements => _dense;

    public ReadOnlyTensorSpan<double> Dense => new(_dense, [Rows, Columns]);

    /// <summary>y = A·x − α·y.</summary>
    public void Forward(double[] y, double[] x, double alpha)
    {
        if (_product is not null)
        {
            double[] image = new double[Rows];
            _product(x, image);
            TensorPrimitives.MultiplyAdd(y, -alpha, image, y);
        }
        else if (IsSparse)
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
        if (_product is not null)
        {
            _product(y, x);
        }
        else if (IsSparse)
        {
            LinearResidual.BackwardSparse(y, Sparse, x);
        }
        else
        {
            LinearResidual.Backward(y, Dense, x);
        }
    }

    /// <summary>A·x of a symmetric A of which there are products alone.</summary>
    public void Multiply(ReadOnlySpan<double> x, Span<double> product) => _product!(x, product);

    /// <summary>Aᵀ.</summary>
    public LinearOperand Transposed()
    {
        if (IsSparse)
        {
            return new LinearOperand(Sparse.Transposed());
        }

        var turned = new double[_dense!.Length];
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                turned[(j * Rows) + i] = _dense[(i * Columns) + j];
            }
        }

        return new LinearOperand(turned, Columns, Rows);
    }

    /// <summary>Aᵢᵢ.</summary>
    public double[] Diagonal() => [.. Enumerable.Range(0, Columns).Select(i => At(i, i))];

    /// <summary>The first place that a symmetric matrix with a positive diagonal could not have; null where there is none.</summary>
    public (int Row, int Column)? WhyNotDefinite()
    {
        if (Rows != Columns)
        {
            return (0, 0);
        }

        for (int i = 0; i < Rows; i++)
        {
            foreach (int j in IsSparse ? Sparse.ColumnIndices[Sparse.RowStarts[i]..Sparse.RowStarts[i + 1]].ToArray() : Enumerable.Range(0, i))
            {
                if (At(i, j) != At(j, i))
                {
                    return (i, j);
                }
            }

            if (!(At(i, i) > 0))
            {
                return (i, i);
            }
        }

        return null;
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

    private double At(int i, int j)
    {
        if (!IsSparse)
        {
            return _dense![(i * Columns) + j];
        }

        int at = Sparse.ColumnIndices[Sparse.RowStarts[i]..Sparse.RowStarts[i + 1]].BinarySearch(j);
        return at < 0 ? 0 : Sparse.Values[Sparse.RowStarts[i] + at];
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
