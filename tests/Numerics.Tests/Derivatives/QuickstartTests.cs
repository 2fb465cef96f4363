using System.Numerics.Tensors;
using Quickstart;

namespace Numerics.Tests.Derivatives;

/// <summary>The Quickstart's loss: its generated gradient against the one that its users would write by hand.</summary>
public class QuickstartTests
{
    private const int Seed = 1802;
    private const int Images = 37;
    private const int Pixels = 16;
    private const int Classes = 10;

    /// <summary>Unit roundoff of a double.</summary>
    private const double Roundoff = 1.2e-16;

    /// <summary>An element is a mean of 37 terms; a term is a probability, of some 40 roundings of its score and of exp, by a pixel; both
    /// ways round them in their own order.</summary>
    private const double Tolerance = 2 * (Images + 40) * Roundoff;

    [Fact]
    public void TheGeneratedGradientIsTheHandWrittenOne()
    {
        var random = new Random(Seed);
        double[] weights = Draw(random, Classes * Pixels), bias = Draw(random, Classes), pixels = Draw(random, Images * Pixels);
        double[] labels = new double[Images * Classes];
        for (int i = 0; i < Images; i++)
        {
            labels[(i * Classes) + random.Next(Classes)] = 1;
        }

        (double[] byWeights, double[] byBias) = (new double[Classes * Pixels], new double[Classes]);
        double loss = SoftmaxLoss.MeanGradient(
            new ReadOnlyTensorSpan<double>(weights, [Classes, Pixels], []), bias,
            new ReadOnlyTensorSpan<double>(pixels, [Images, Pixels], []), new ReadOnlyTensorSpan<double>(labels, [Images, Classes], []),
            new TensorSpan<double>(byWeights, [Classes, Pixels], []), byBias);

        (double expected, double[] weightsExpected, double[] biasExpected) = ByHand(weights, bias, pixels, labels);
        double largest = pixels.Max(Math.Abs);
        Assert.Equal(expected, loss, Tolerance * (1 + expected));
        Assert.All(weightsExpected.Zip(byWeights), p => Assert.Equal(p.First, p.Second, Tolerance * largest));
        Assert.All(biasExpected.Zip(byBias), p => Assert.Equal(p.First, p.Second, Tolerance));
    }

    /// <summary>The mean of −log P(label), and the means of (P − label)·pixelᵀ and of P − label.</summary>
    private static (double Loss, double[] Weights, double[] Bias) ByHand(double[] weights, double[] bias, double[] pixels, double[] labels)
    {
        double loss = 0;
        (double[] byWeights, double[] byBias) = (new double[weights.Length], new double[bias.Length]);
        for (int i = 0; i < Images; i++)
        {
            ReadOnlySpan<double> image = pixels.AsSpan(i * Pixels, Pixels);
            double[] scores = new double[Classes];
            for (int c = 0; c < Classes; c++)
            {
                scores[c] = TensorPrimitives.Dot(weights.AsSpan(c * Pixels, Pixels), image) + bias[c];
            }

            double greatest = scores.Max();
            double sum = scores.Sum(s => Math.Exp(s - greatest));
            for (int c = 0; c < Classes; c++)
            {
                double label = labels[(i * Classes) + c];
                double rest = ((Math.Exp(scores[c] - greatest) / sum) - label) / Images;
                loss += label * (greatest + Math.Log(sum) - scores[c]) / Images;
                byBias[c] += rest;
                for (int p = 0; p < Pixels; p++)
                {
                    byWeights[(c * Pixels) + p] += rest * image[p];
                }
            }
        }

        return (loss, byWeights, byBias);
    }

    private static double[] Draw(Random random, int n) => [.. Enumerable.Range(0, n).Select(_ => (2 * random.NextDouble()) - 1)];
}
