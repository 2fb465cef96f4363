namespace Numerics.Minimization;

/// <summary>Eigenvalues and eigenvectors of a small symmetric matrix, by rotations.</summary>
/// <remarks>The cyclic method of Jacobi: each rotation makes one pair of off-diagonal elements 0; the sum of their squares converges
/// quadratically. Golub and Van Loan, Matrix Computations, 4th edition, section 8.5.</remarks>
internal sealed class SymmetricEigen
{
    private const int MostSweeps = 60;

    public SymmetricEigen(DenseMatrix matrix)
    {
        DenseMatrix a = matrix.Clone();
        Vectors = new DenseMatrix(a.Rows, a.Rows);
        for (int i = 0; i < a.Rows; i++)
        {
            Vectors[i, i] = 1;
        }

        double small = double.Epsilon + (matrix.Norm * 1E-17);
        for (int sweep = 0; sweep < MostSweeps && Sweep(a, small); sweep++)
        {
        }

        Values = [.. Enumerable.Range(0, a.Rows).Select(i => a[i, i])];
    }

    /// <summary>The eigenvalues, in no order.</summary>
    public double[] Values { get; }

    /// <summary>The eigenvectors, one in each row.</summary>
    public DenseMatrix Vectors { get; }

    /// <summary>The position of the least eigenvalue.</summary>
    public int Least => Array.IndexOf(Values, Values.Min());

    /// <summary>Rotates each pair once; false where none was left to rotate.</summary>
    private bool Sweep(DenseMatrix a, double small)
    {
        bool hasRotated = false;
        for (int p = 0; p < a.Rows; p++)
        {
            for (int q = p + 1; q < a.Rows; q++)
            {
                if (Math.Abs(a[p, q]) > small)
                {
                    hasRotated = true;
                    Rotate(a, p, q);
                }
            }
        }

        return hasRotated;
    }

    private void Rotate(DenseMatrix a, int p, int q)
    {
        double theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        double t = Math.CopySign(1, theta) / (Math.Abs(theta) + double.Hypot(1, theta));
        double c = 1 / double.Hypot(1, t);
        double s = t * c;
        for (int k = 0; k < a.Rows; k++)
        {
            (a[p, k], a[q, k]) = ((c * a[p, k]) - (s * a[q, k]), (s * a[p, k]) + (c * a[q, k]));
            (Vectors[p, k], Vectors[q, k]) = ((c * Vectors[p, k]) - (s * Vectors[q, k]), (s * Vectors[p, k]) + (c * Vectors[q, k]));
        }

        for (int k = 0; k < a.Rows; k++)
        {
            (a[k, p], a[k, q]) = ((c * a[k, p]) - (s * a[k, q]), (s * a[k, p]) + (c * a[k, q]));
        }
    }
}
