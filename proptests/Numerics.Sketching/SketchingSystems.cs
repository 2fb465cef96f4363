using System.Numerics.Tensors;

namespace Numerics.SketchingProofs;

/// <summary>Linear systems whose matrices have known singular values, and what is allowed of their solutions.</summary>
internal static class SketchingSystems
{
    public const int Rows = 30;
    public const int Columns = 20;

    /// <summary>Roundings of double over a step's sums, relative to the points.</summary>
    public const double Rounding = 1e-10;

    /// <summary>Of runs that sum in another order, step after step.</summary>
    public const double OfOrder = 10 * Rounding;

    /// <summary>Of solutions: a residual of 1e-9 of the right side, times the condition of the system, or of AᵀA for least squares; those
    /// here are allowed 1,000.</summary>
    public const double OfSolution = 1e-9 * 1000;

    public static readonly double[] Scales = [.. Enumerable.Range(0, Columns).Select(j => 1 + (2.0 * j / (Columns - 1)))];

    public static ReadOnlyTensorSpan<double> Dense(double[] a) => new(a, [Rows, Columns]);

    /// <summary>A = Q·S with orthonormal Q and S the scales, so that these are its singular values; b = A·x + what is orthogonal to
    /// all columns, so that x solves the least squares.</summary>
    public static (double[] A, double[] Solution, double[] B) SystemOf(int seed, double noise)
    {
        var random = new Random(seed);
        double[][] q = Orthonormal(random, Columns + 1);
        double[] a = [.. Enumerable.Range(0, Rows * Columns).Select(i => q[i % Columns][i / Columns] * Scales[i % Columns])];
        double[] solution = [.. Enumerable.Range(0, Columns).Select(_ => random.NextDouble() - 0.5)];
        double[] b = [.. Times(a, solution, Rows, Columns).Zip(q[Columns], (s, t) => s + (noise * t))];
        return (a, solution, b);
    }

    /// <summary>Lines of one element a row, by Gram and Schmidt twice.</summary>
    private static double[][] Orthonormal(Random random, int count)
    {
        double[][] q = [.. Enumerable.Range(0, count).Select(
            _ => Enumerable.Range(0, Rows).Select(_ => random.NextDouble() - 0.5).ToArray())];
        for (int pass = 0; pass < 2; pass++)
        {
            for (int j = 0; j < count; j++)
            {
                for (int k = 0; k < j; k++)
                {
                    double along = q[j].Zip(q[k], (s, t) => s * t).Sum();
                    q[j] = [.. q[j].Zip(q[k], (s, t) => s - (along * t))];
                }

                double norm = Norm(q[j]);
                q[j] = [.. q[j].Select(e => e / norm)];
            }
        }

        return q;
    }

    public static CsrMatrix<double> Sparse(double[] a, int rows, int columns = Columns)
    {
        int[] starts = new int[rows + 1];
        List<int> indices = [];
        List<double> values = [];
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] != 0)
            {
                indices.Add(i % columns);
                values.Add(a[i]);
            }

            starts[(i / columns) + 1] = values.Count;
        }

        return new CsrMatrix<double>(rows, columns, starts, [.. indices], [.. values]);
    }

    public static double[] Times(double[] a, double[] x, int rows, int columns) =>
        [.. Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, columns).Sum(j => a[(i * columns) + j] * x[j]))];

    public static double[] Squares(double[] a) =>
        [.. Enumerable.Range(0, Rows).Select(i => a[(i * Columns)..((i + 1) * Columns)].Sum(e => e * e))];

    public static double[] Cumulative(double[] weights)
    {
        double sum = 0;
        double[] cumulative = [.. weights.Select(w => (sum += w) / weights.Sum())];
        cumulative[^1] = 1;
        return cumulative;
    }

    public static double Norm(double[] x) => Math.Sqrt(x.Sum(e => e * e));

    public static double Distance(double[] x, double[] y) => Norm([.. x.Zip(y, (p, q) => p - q)]);
}
