namespace Numerics.Benchmarks;

/// <summary>The hyperparameters that every contender of a comparison uses: PyTorch's defaults where it has them.</summary>
internal static class Hyperparameters
{
    internal const double LearningRate = 1e-3;
    internal const double LionLearningRate = 1e-4;
    internal const double Beta1 = 0.9;
    internal const double Beta2 = 0.999;
    internal const double LionBeta2 = 0.99;
    internal const double Epsilon = 1e-8;
    internal const double LambEpsilon = 1e-6;
    internal const double WeightDecay = 1e-2;
}
