using System.Numerics.Tensors;

namespace Numerics.Minimization;

/// <summary>An orthonormal basis of the vectors that a wide matrix of full rank takes to 0.</summary>
/// <remarks>The last n − m columns of Q where Jᵀ = Q·R, by reflections. Golub and Van Loan, Matrix Computations, 4th edition,
/// algorithm 5.2.1.</remarks>
internal static class NullSpace
{
    /// <summary>The basis, a vector in each row.</summary>
    public static DenseMatrix Of(DenseMatrix jacobian)
    {
        (int m, int n) = (jacobian.Rows, jacobian.Columns);
        DenseMatrix rows = jacobian.Clone();
        var reflections = new double[m][];
        for (int k = 0; k < m; k++)
        {
            reflections[k] = Reflection(rows.Row(k), k);
            for (int i = k; i < m; i++)
            {
                Reflect(reflections[k], rows.Row(i));
            }
        }

        var basis = new DenseMatrix(n - m, n);
        for (int i = 0; i < n - m; i++)
        {
            basis[i, m + i] = 1;
            for (int k = m - 1; k >= 0; k--)
            {
                Reflect(reflections[k], basis.Row(i));
            }
        }

        return basis;
    }

    /// <summary>The unit vector of the reflection that makes the elements after the k-th 0; zeros for none.</summary>
    private static double[] Reflection(ReadOnlySpan<double> row, int k)
    {
        double[] v = new double[row.Length];
        row[k..].CopyTo(v.AsSpan(k));
        v[k] += Math.CopySign(TensorPrimitives.Norm(row[k..]), row[k]);
        double norm = TensorPrimitives.Norm<double>(v);
        if (norm > 0)
        {
            TensorPrimitives.Divide(v, norm, v);
        }

        return v;
    }

    private static void Reflect(double[] v, Span<double> x) =>
        TensorPrimitives.MultiplyAdd(v, -2 * TensorPrimitives.Dot(v, x), x, x);
}
