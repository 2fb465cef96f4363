using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The contexts of a contraction class: every width, with chunks so small that short arrays are shared among
/// threads.</summary>
internal static class Contexts
{
    private static readonly LaneKind[] FusedLanes =
        [LaneKind.Fused1, LaneKind.Fused128, LaneKind.Fused256, LaneKind.Fused512];

    private static readonly LaneKind[] SeparateLanes =
        [LaneKind.Separate1, LaneKind.Separate128, LaneKind.Separate256, LaneKind.Separate512];

    public static IEnumerable<KernelContext> Of(ContractionClass contraction, IReadOnlyList<int> threads) =>
        from lanes in contraction == ContractionClass.Fused ? FusedLanes : SeparateLanes
        from count in threads
        select Shared(lanes, count);

    /// <summary>The widest lanes of a class, on one thread.</summary>
    public static KernelContext Widest(ContractionClass contraction) =>
        Shared((contraction == ContractionClass.Fused ? FusedLanes : SeparateLanes)[^1], 1);

    private static KernelContext Shared(LaneKind lanes, int threads) => new()
    {
        Lanes = lanes,
        Threads = threads,
        ParallelThreshold = 0,
        WakingThreshold = 0,
        Chunk = ReductionTree.Block,
        StreamingThreshold = threads % 2 == 0 ? long.MaxValue : 0,
        StreamsInPlace = true,
    };
}
