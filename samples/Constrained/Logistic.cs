using System.Numerics.Tensors;
using Numerics;
using static Numerics.Functions;

namespace ConstrainedSample;

/// <summary>Logistic regression with B·w = c and ‖w‖² = 1, as bᵢᵀw + squareᵢ·‖w‖² = cᵢ. All derivatives are generated.</summary>
internal static partial class Logistic
{
    /// <summary>mean log(1 + exp(−yᵢ·aᵢᵀw)).</summary>
    [Objective]
    public static Scalar Loss(Row w, [Constant] Mat a, [Constant] Col y) => Mean(Softplus(-y * Dot(a, w)));

    [Constraints]
    public static Col Constraints(Row w, [Constant] Mat b, [Constant] Col square, [Constant] Col c) =>
        Dot(b, w) + square * Dot(w, w) - c;

    /// <summary>A problem with so many linear constraints, which a point of norm 1 satisfies, and that norm.</summary>
    /// <param name="data">Features and labels.</param>
    /// <param name="linear">How many.</param>
    /// <param name="seed">The seed of the constraints.</param>
    public static ConstrainedProblem Draw(DataSet data, int linear, int seed)
    {
        var random = new Random(seed);
        int n = data.Columns;
        double[] b = [.. Enumerable.Range(0, linear * n).Select(_ => Normal(random)), .. new double[n]];
        double[] w = [.. Enumerable.Range(0, n).Select(_ => Normal(random))];
        TensorPrimitives.Divide(w, TensorPrimitives.Norm<double>(w), w);
        double[] c = [.. Enumerable.Range(0, linear).Select(i => TensorPrimitives.Dot<double>(b.AsSpan(i * n, n), w)), 1];
        double[] square = [.. new double[linear], 1];
        return new(
            n, linear + 1, Tensor.Create(data.Features, [data.Rows, n]), data.Labels, Tensor.Create(b, [linear + 1, n]), square, c);
    }

    /// <summary>The share of rows on the side of their label.</summary>
    public static double Accuracy(DataSet data, ReadOnlySpan<double> w)
    {
        int right = 0;
        for (int i = 0; i < data.Rows; i++)
        {
            right += TensorPrimitives.Dot(data.Features.AsSpan(i * data.Columns, data.Columns), w) * data.Labels[i] > 0 ? 1 : 0;
        }

        return (double)right / data.Rows;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
