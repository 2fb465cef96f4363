namespace Numerics;

/// <content>The two ways to decay weights.</content>
public static partial class BuildingBlocks
{
    /// <summary>Coupled decay, the gradient of ½λ‖x‖² added: g + λ·x.</summary>
    /// <param name="g">The gradient.</param>
    /// <param name="x">The parameter.</param>
    /// <param name="weightDecay">λ ≥ 0, in units of g over x.</param>
    [BuildingBlock]
    public static Vec CoupledDecay(Vec g, Vec x, double weightDecay) => g + weightDecay * x;

    /// <summary>Decoupled decay, beside the gradient's step: x·(1 − η·λ).</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="learningRate">η ≥ 0.</param>
    /// <param name="weightDecay">λ ≥ 0, per unit of η.</param>
    [BuildingBlock]
    public static Vec DecoupledDecay(Vec x, double learningRate, double weightDecay) =>
        (1 - learningRate * weightDecay) * x;
}
