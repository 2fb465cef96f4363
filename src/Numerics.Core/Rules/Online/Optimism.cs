namespace Numerics.Rules;

/// <summary>What the next gradient is expected to be.</summary>
public enum Optimism
{
    /// <summary>The last gradient: good where losses drift.</summary>
    LastGradient,

    /// <summary>The mean of all gradients: good where losses are drawn from one distribution.</summary>
    RunningMean,

    /// <summary>Nothing, M = 0: plain mirror descent.</summary>
    None,
}
