using Numerics;
using static Numerics.Functions;

namespace Quickstart;

/// <summary>The loss of softmax regression, written once: the generator makes its gradient.</summary>
internal static partial class SoftmaxLoss
{
    /// <summary>The mean of −log P(label).</summary>
    /// <param name="weights">A row for each class.</param>
    /// <param name="bias">A number for each class.</param>
    /// <param name="pixels">A row for each image.</param>
    /// <param name="labels">A row for each image: 1 at its class, 0 elsewhere.</param>
    [Objective]
    public static Scalar Mean(Mat weights, Row bias, [Constant] Mat pixels, [Constant] Mat labels)
    {
        Mat scores = Dot(pixels, Transpose(weights)) + bias;
        return Functions.Mean(LogSumExpRows(scores) - SumRows(labels * scores));
    }
}
