namespace Numerics.Runtime;

/// <summary>A contraction class: how often <see cref="ILanes{V, T}.MultiplyAdd"/> rounds. A type argument of
/// lanes.</summary>
internal interface IContraction
{
    /// <summary>Whether a·b + c is rounded once.</summary>
    static abstract bool RoundsOnce { get; }
}

/// <summary>a·b + c is rounded once: for hardware with a fused multiply-add.</summary>
internal readonly struct Fused : IContraction
{
    public static bool RoundsOnce => true;
}

/// <summary>a·b is rounded, then the sum: the same bits on all hardware.</summary>
internal readonly struct Separate : IContraction
{
    public static bool RoundsOnce => false;
}
