using System.Numerics.Tensors;

namespace Numerics.Minimization;

/// <summary>A small matrix, row after row.</summary>
internal sealed class DenseMatrix(int rows, int columns)
{
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public double[] Values { get; } = new double[rows * columns];

    public ref double this[int i, int j] => ref Values[(i * Columns) + j];

    /// <summary>‖·‖ of Frobenius.</summary>
    public double Norm => TensorPrimitives.Norm<double>(Values);

    public Span<double> Row(int i) => Values.AsSpan(i * Columns, Columns);

    /// <summary>A sparse matrix with its zeros.</summary>
    public static DenseMatrix Of(SparsePattern pattern, ReadOnlySpan<double> entries, bool isSymmetric)
    {
        var matrix = new DenseMatrix(pattern.Rows, pattern.Columns);
        for (int i = 0; i < pattern.Rows; i++)
        {
            for (int k = pattern.RowStarts[i]; k < pattern.RowStarts[i + 1]; k++)
            {
                int j = pattern.ColumnIndices[k];
                matrix[i, j] = entries[k];
                if (isSymmetric)
                {
                    matrix[j, i] = entries[k];
                }
            }
        }

        return matrix;
    }

    public DenseMatrix Clone()
    {
        var copy = new DenseMatrix(Rows, Columns);
        Values.CopyTo(copy.Values, 0);
        return copy;
    }

    public double[] Times(ReadOnlySpan<double> v)
    {
        double[] product = new double[Rows];
        for (int i = 0; i < Rows; i++)
        {
            product[i] = TensorPrimitives.Dot(Row(i), v);
        }

        return product;
    }

    public double[] TransposeTimes(ReadOnlySpan<double> u)
    {
        double[] product = new double[Columns];
        for (int i = 0; i < Rows; i++)
        {
            TensorPrimitives.MultiplyAdd(Row(i), u[i], product, product);
        }

        return product;
    }

    /// <summary>A·Aᵀ.</summary>
    public DenseMatrix Gram()
    {
        var gram = new DenseMatrix(Rows, Rows);
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                gram[i, j] = gram[j, i] = TensorPrimitives.Dot<double>(Row(i), Row(j));
            }
        }

        return gram;
    }

    /// <summary>Z·A·Zᵀ, the rows of Z a basis; A symmetric.</summary>
    public DenseMatrix Reduced(DenseMatrix basis)
    {
        var reduced = new DenseMatrix(basis.Rows, basis.Rows);
        for (int i = 0; i < basis.Rows; i++)
        {
            double[] az = Times(basis.Row(i));
            for (int j = 0; j <= i; j++)
            {
                reduced[i, j] = reduced[j, i] = TensorPrimitives.Dot<double>(az, basis.Row(j));
            }
        }

        return reduced;
    }
}
