using System.Numerics.Tensors;

namespace Quickstart;

/// <summary>Multinomial logistic regression: P(class k | pixels a) ∝ exp(wₖ·a + bₖ).</summary>
internal sealed class SoftmaxRegression
{
    private readonly float[] _scores = new float[Digits.Classes];
    private readonly float[] _pixels;
    private readonly float[] _labels;
    private readonly int _count;

    /// <summary>A model of zeros that learns from these digits.</summary>
    public SoftmaxRegression(IReadOnlyList<Digit> training)
    {
        _count = training.Count;
        _pixels = [.. training.SelectMany(d => d.Pixels)];
        _labels = new float[_count * Digits.Classes];
        for (int i = 0; i < _count; i++)
        {
            _labels[(i * Digits.Classes) + training[i].Label] = 1;
        }
    }

    /// <summary>A row of 64 weights for each class.</summary>
    public float[] Weights { get; } = new float[Digits.Classes * Digits.Pixels];

    /// <summary>One number for each class.</summary>
    public float[] Bias { get; } = new float[Digits.Classes];

    /// <summary>The gradient of <see cref="Evaluate"/>'s loss by <see cref="Weights"/>.</summary>
    public float[] WeightsGradient { get; } = new float[Digits.Classes * Digits.Pixels];

    /// <summary>The gradient of <see cref="Evaluate"/>'s loss by <see cref="Bias"/>.</summary>
    public float[] BiasGradient { get; } = new float[Digits.Classes];

    /// <summary>The mean of −log P(label) over the digits; leaves its gradient behind.</summary>
    public double Evaluate() => SoftmaxLoss.MeanGradient(
        Matrix(Weights, Digits.Classes, Digits.Pixels),
        Bias,
        Matrix(_pixels, _count, Digits.Pixels),
        Matrix(_labels, _count, Digits.Classes),
        Matrix(WeightsGradient, Digits.Classes, Digits.Pixels),
        BiasGradient);

    /// <summary>The share of the digits whose likeliest class is their label.</summary>
    public double Accuracy(IReadOnlyList<Digit> digits) => digits.Count(IsRight) / (double)digits.Count;

    private bool IsRight(Digit digit)
    {
        for (int k = 0; k < Digits.Classes; k++)
        {
            ReadOnlySpan<float> weights = Weights.AsSpan(k * Digits.Pixels, Digits.Pixels);
            _scores[k] = TensorPrimitives.Dot(weights, digit.Pixels) + Bias[k];
        }

        return TensorPrimitives.IndexOfMax<float>(_scores) == digit.Label;
    }

    private static TensorSpan<float> Matrix(float[] elements, int rows, int columns) => new(elements, [rows, columns], [columns, 1]);
}
