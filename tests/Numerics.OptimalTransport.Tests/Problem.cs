using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.OptimalTransport.Tests;

/// <summary>A random transport problem in double and in float.</summary>
/// <param name="Rows">n.</param>
/// <param name="Columns">m.</param>
/// <param name="Cost">n×m entries in [0, 1).</param>
/// <param name="A">The rows' weights, of sum 1.</param>
/// <param name="B">The columns' weights, of sum 1.</param>
internal sealed record Problem(int Rows, int Columns, double[] Cost, double[] A, double[] B)
{
    public Tensor<double> CostMatrix => Tensor.Create(Cost, [Rows, Columns]);

    /// <summary>Draws a problem.</summary>
    public static Problem Draw(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        double[] cost = Numbers(rows * columns, random.NextDouble);
        return new Problem(rows, columns, cost, Distribution(rows, random), Distribution(columns, random));
    }

    /// <summary>The same with equal weights.</summary>
    public static Problem Assignment(int n, int seed)
    {
        var random = new Random(seed);
        double[] weights = Numbers(n, () => 1.0 / n);
        return new Problem(n, n, Numbers(n * n, random.NextDouble), weights, weights);
    }

    public static double[] Distribution(int count, Random random)
    {
        double[] weights = Numbers(count, () => 0.1 + random.NextDouble());
        double sum = weights.Sum();
        return Array.ConvertAll(weights, w => w / sum);
    }

    public static double[] Numbers(int count, Func<double> draw) => [.. Enumerable.Range(0, count).Select(_ => draw())];

    /// <summary>A point cloud whose coordinates lie in [from, from + 1).</summary>
    public static double[] Cloud(int count, int dimension, double from, int seed)
    {
        var random = new Random(seed);
        return Numbers(count * dimension, () => from + random.NextDouble());
    }

    public static float[] Narrow(double[] x) => Array.ConvertAll(x, e => (float)e);

    public static double[] Widen(float[] x) => Array.ConvertAll(x, e => (double)e);

    public Transport Solve(double epsilon, SinkhornOptions? options = null) =>
        Sinkhorn.Solve(CostMatrix, A, B, epsilon, options);
}
