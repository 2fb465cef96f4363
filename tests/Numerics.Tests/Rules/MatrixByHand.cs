namespace Numerics.Tests.Rules;

/// <summary>Rules over matrices, written again in plain loops over plain arrays, from the papers.</summary>
internal static class MatrixByHand
{
    /// <summary>One step of Adafactor on a matrix; x, rows and columns are replaced.</summary>
    public static void Adafactor(
        double[,] x, double[] rows, double[] columns, double[,] g, int t,
        double rate, double decay, double epsilon1, double epsilon2, double clip, double weightDecay)
    {
        (int n, int m) = (x.GetLength(0), x.GetLength(1));
        double newest = Math.Pow(t, decay);
        double[] rowMeans = new double[n], columnMeans = new double[m];
        double squares = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < m; j++)
            {
                rowMeans[i] += g[i, j] * g[i, j] / m;
                columnMeans[j] += g[i, j] * g[i, j] / n;
                squares += x[i, j] * x[i, j];
            }
        }

        for (int i = 0; i < n; i++)
        {
            rows[i] = ((1 - newest) * rows[i]) + (newest * rowMeans[i]);
        }

        for (int j = 0; j < m; j++)
        {
            columns[j] = ((1 - newest) * columns[j]) + (newest * columnMeans[j]);
        }

        var u = new double[n, m];
        double mean = rows.Average(), update = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < m; j++)
            {
                double v = rows[i] * columns[j] / Math.Max(mean, epsilon1);
                u[i, j] = g[i, j] / Math.Sqrt(Math.Max(v, epsilon1 * epsilon1));
                update += u[i, j] * u[i, j];
            }
        }

        double size = Math.Max(epsilon2, Math.Sqrt(squares / (n * m)));
        double step = size * Math.Min(rate, 1 / Math.Sqrt(t)) / Math.Max(1, Math.Sqrt(update / (n * m)) / clip);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < m; j++)
            {
                x[i, j] -= (rate * weightDecay * x[i, j]) + (step * u[i, j]);
            }
        }
    }

    /// <summary>The weights of ranks: those of equal magnitudes shared, each with its coordinate's sign.</summary>
    public static double[] Sorted(double[] x, double[] weights)
    {
        int[] order = [.. Enumerable.Range(0, x.Length).OrderByDescending(i => Math.Abs(x[i]))];
        var result = new double[x.Length];
        for (int first = 0, end; first < order.Length; first = end)
        {
            end = first;
            while (end < order.Length && Math.Abs(x[order[end]]) == Math.Abs(x[order[first]]))
            {
                end++;
            }

            double share = weights[first..end].Sum() / (end - first);
            foreach (int i in order[first..end])
            {
                result[i] = x[i] == 0 ? 0 : share * Math.Sign(x[i]);
            }
        }

        return result;
    }

    /// <summary>The greatest Σ of the j greatest magnitudes − the j first weights; 0 where none is positive.</summary>
    public static double SortedViolation(double[] y, double[] weights)
    {
        double[] sizes = [.. y.Select(Math.Abs).OrderDescending()];
        double sum = 0, greatest = 0;
        for (int j = 0; j < sizes.Length; j++)
        {
            sum += sizes[j] - weights[j];
            greatest = Math.Max(greatest, sum);
        }

        return greatest;
    }

    /// <summary>The singular values and U·Vᵀ of a matrix with at least as many rows as columns and full rank, by
    /// one-sided Jacobi
    /// rotations.</summary>
    public static (double[] Values, double[,] Polar) Polar(double[,] x)
    {
        (int n, int m) = (x.GetLength(0), x.GetLength(1));
        double[,] a = (double[,])x.Clone();
        var v = new double[m, m];
        for (int j = 0; j < m; j++)
        {
            v[j, j] = 1;
        }

        for (int sweep = 0; sweep < 60; sweep++)
        {
            for (int p = 0; p < m; p++)
            {
                for (int q = p + 1; q < m; q++)
                {
                    Rotate(a, v, p, q);
                }
            }
        }

        double[] values = [.. Enumerable.Range(0, m).Select(
            j => Math.Sqrt(Enumerable.Range(0, n).Sum(i => a[i, j] * a[i, j])))];
        var polar = new double[n, m];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < m; j++)
            {
                polar[i, j] = Enumerable.Range(0, m).Sum(k => a[i, k] / values[k] * v[j, k]);
            }
        }

        return (values, polar);
    }

    /// <summary>Makes columns p and q of a orthogonal.</summary>
    private static void Rotate(double[,] a, double[,] v, int p, int q)
    {
        double alpha = 0, beta = 0, gamma = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            alpha += a[i, p] * a[i, p];
            beta += a[i, q] * a[i, q];
            gamma += a[i, p] * a[i, q];
        }

        if (gamma == 0)
        {
            return;
        }

        double zeta = (beta - alpha) / (2 * gamma);
        double tangent = (zeta < 0 ? -1 : 1) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta)));
        double cosine = 1 / Math.Sqrt(1 + (tangent * tangent)), sine = cosine * tangent;
        foreach (double[,] matrix in new[] { a, v })
        {
            for (int i = 0; i < matrix.GetLength(0); i++)
            {
                (matrix[i, p], matrix[i, q]) = (
                    (cosine * matrix[i, p]) - (sine * matrix[i, q]), (sine * matrix[i, p]) + (cosine * matrix[i, q]));
            }
        }
    }
}
