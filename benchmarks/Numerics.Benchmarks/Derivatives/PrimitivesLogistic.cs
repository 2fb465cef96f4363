using System.Numerics.Tensors;

namespace Numerics.Benchmarks.Derivatives;

/// <summary>Value and gradient of logistic regression by calls of TensorPrimitives: the margins of all rows, functions of them, and a
/// second reading of the matrix for the gradient.</summary>
internal sealed class PrimitivesLogistic(int rows, int columns)
{
    private readonly float[] _margins = new float[rows];
    private readonly float[] _exponentials = new float[rows];
    private readonly float[] _residuals = new float[rows];

    internal double LossGradient(ReadOnlySpan<float> w, ReadOnlySpan<float> a, ReadOnlySpan<float> y, Span<float> gradient, double ridge)
    {
        for (int i = 0; i < rows; i++)
        {
            _margins[i] = -y[i] * TensorPrimitives.Dot(a.Slice(i * columns, columns), w);
        }

        // log(1 + eᵐ) = max(m, 0) + log(1 + e^−|m|); its derivative by m is 1/(1 + e^−m).
        TensorPrimitives.Abs<float>(_margins, _exponentials);
        TensorPrimitives.Negate<float>(_exponentials, _exponentials);
        TensorPrimitives.Exp<float>(_exponentials, _exponentials);
        TensorPrimitives.LogP1<float>(_exponentials, _exponentials);
        TensorPrimitives.Max(_margins, 0f, _residuals);
        double loss = (TensorPrimitives.Sum<float>(_residuals) + TensorPrimitives.Sum<float>(_exponentials)) / rows;
        TensorPrimitives.Sigmoid<float>(_margins, _residuals);
        TensorPrimitives.Multiply(_residuals, y, _residuals);
        TensorPrimitives.Multiply(_residuals, -1f / rows, _residuals);
        TensorPrimitives.Multiply(w, (float)ridge, gradient);
        for (int i = 0; i < rows; i++)
        {
            TensorPrimitives.MultiplyAdd(a.Slice(i * columns, columns), _residuals[i], gradient, gradient);
        }

        return loss + 0.5 * ridge * TensorPrimitives.SumOfSquares(w);
    }
}
