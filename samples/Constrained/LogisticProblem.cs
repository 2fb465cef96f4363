using System.Numerics.Tensors;
using Numerics;
using Numerics.Minimization;
using static Numerics.Functions;

namespace ConstrainedSample;

/// <summary>The mean loss of logistic regression. Its gradient and Hessian–vector product are generated.</summary>
internal static partial class Logistic
{
    /// <summary>mean log(1 + exp(−yᵢ·aᵢᵀw)).</summary>
    [Objective]
    public static Scalar Loss(Row w, [Constant] Mat a, [Constant] Col y) => Mean(Softplus(-y * Dot(a, w)));
}

/// <summary>Logistic regression with B·w = c and ‖w‖² = 1.</summary>
/// <param name="data">Features and labels.</param>
/// <param name="b">B, row by row.</param>
/// <param name="c">c.</param>
internal sealed class LogisticProblem(DataSet data, double[] b, double[] c) : IConstrainedProblem
{
    public int VariableCount => data.Columns;

    public int ConstraintCount => c.Length + 1;

    public SparsePattern JacobianPattern { get; } = SparsePattern.Full(c.Length + 1, data.Columns);

    public SparsePattern HessianPattern { get; } = SparsePattern.FullLower(data.Columns);

    private ReadOnlyTensorSpan<double> Features => new(data.Features, [data.Rows, data.Columns]);

    /// <summary>A problem with so many linear constraints, which a point of norm 1 satisfies.</summary>
    public static LogisticProblem Draw(DataSet data, int constraints, int seed)
    {
        var random = new Random(seed);
        double[] b = [.. Enumerable.Range(0, constraints * data.Columns).Select(_ => Normal(random))];
        double[] w = [.. Enumerable.Range(0, data.Columns).Select(_ => Normal(random))];
        TensorPrimitives.Divide(w, TensorPrimitives.Norm<double>(w), w);
        return new(data, b, [.. Enumerable.Range(0, constraints).Select(i => TensorPrimitives.Dot<double>(RowOf(b, i, data.Columns), w))]);
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> constraints, Span<double> jacobian)
    {
        int n = data.Columns;
        for (int i = 0; i < c.Length; i++)
        {
            constraints[i] = TensorPrimitives.Dot(RowOf(b, i, n), point) - c[i];
        }

        constraints[c.Length] = TensorPrimitives.SumOfSquares(point) - 1;
        b.CopyTo(jacobian);
        TensorPrimitives.Multiply(point, 2, jacobian[b.Length..]);
        return Logistic.LossGradient(point, Features, data.Labels, gradient);
    }

    /// <summary>∇²f + 2λ·I, λ the multiplier of the norm.</summary>
    public void LagrangianHessian(ReadOnlySpan<double> point, ReadOnlySpan<double> multipliers, Span<double> hessian)
    {
        int n = data.Columns;
        double[] unit = new double[n], column = new double[n];
        for (int j = 0; j < n; j++)
        {
            unit[j] = 1;
            Logistic.LossHessianVector(point, Features, data.Labels, unit, column);
            unit[j] = 0;
            column[j] += 2 * multipliers[^1];
            for (int i = j; i < n; i++)
            {
                hessian[(i * (i + 1) / 2) + j] = column[i];
            }
        }
    }

    /// <summary>The share of rows on the side of their label.</summary>
    public double Accuracy(ReadOnlySpan<double> w)
    {
        int right = 0;
        for (int i = 0; i < data.Rows; i++)
        {
            right += TensorPrimitives.Dot(RowOf(data.Features, i, data.Columns), w) * data.Labels[i] > 0 ? 1 : 0;
        }

        return (double)right / data.Rows;
    }

    private static ReadOnlySpan<double> RowOf(double[] elements, int i, int columns) => elements.AsSpan(i * columns, columns);

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
