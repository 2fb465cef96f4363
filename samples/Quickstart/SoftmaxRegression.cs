using System.Numerics.Tensors;

namespace Quickstart;

/// <summary>Multinomial logistic regression: P(class k | pixels a) ∝ exp(wₖ·a + bₖ).</summary>
internal sealed class SoftmaxRegression
{
    private readonly float[] _scores = new float[Digits.Classes];

    /// <summary>A row of 64 weights for each class.</summary>
    public float[] Weights { get; } = new float[Digits.Classes * Digits.Pixels];

    /// <summary>One number for each class.</summary>
    public float[] Bias { get; } = new float[Digits.Classes];

    /// <summary>The gradient of <see cref="Evaluate"/>'s loss by <see cref="Weights"/>.</summary>
    public float[] WeightsGradient { get; } = new float[Digits.Classes * Digits.Pixels];

    /// <summary>The gradient of <see cref="Evaluate"/>'s loss by <see cref="Bias"/>.</summary>
    public float[] BiasGradient { get; } = new float[Digits.Classes];

    /// <summary>The mean of −log P(label) over the digits; leaves its gradient behind.</summary>
    public double Evaluate(IReadOnlyList<Digit> digits)
    {
        Array.Clear(WeightsGradient);
        Array.Clear(BiasGradient);
        double loss = 0;
        foreach (Digit digit in digits)
        {
            loss += ToProbabilities(digit) / digits.Count;
            _scores[digit.Label] -= 1;
            for (int k = 0; k < Digits.Classes; k++)
            {
                float residual = _scores[k] / digits.Count;
                Span<float> row = Row(WeightsGradient, k);
                TensorPrimitives.MultiplyAdd(digit.Pixels, residual, row, row);
                BiasGradient[k] += residual;
            }
        }

        return loss;
    }

    /// <summary>The share of the digits whose likeliest class is their label.</summary>
    public double Accuracy(IReadOnlyList<Digit> digits) => digits.Count(IsRight) / (double)digits.Count;

    private bool IsRight(Digit digit)
    {
        Score(digit);
        return TensorPrimitives.IndexOfMax<float>(_scores) == digit.Label;
    }

    /// <summary>Turns scores into probabilities; gives −log P(label).</summary>
    private double ToProbabilities(Digit digit)
    {
        Score(digit);
        TensorPrimitives.Subtract(_scores, TensorPrimitives.Max<float>(_scores), _scores);
        double score = _scores[digit.Label];
        TensorPrimitives.Exp<float>(_scores, _scores);
        float sum = TensorPrimitives.Sum<float>(_scores);
        TensorPrimitives.Divide(_scores, sum, _scores);
        return Math.Log(sum) - score;
    }

    private void Score(Digit digit)
    {
        for (int k = 0; k < Digits.Classes; k++)
        {
            _scores[k] = TensorPrimitives.Dot<float>(Row(Weights, k), digit.Pixels) + Bias[k];
        }
    }

    private static Span<float> Row(float[] matrix, int k) => matrix.AsSpan(k * Digits.Pixels, Digits.Pixels);
}
