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

    /// <summary>The contexts of a rule's law: every width at an amount of 1. At less each width in one class, every other width of
    /// a class, which ones by the rule's name: what such a law costs is mostly the compilation of kernels, one for each of these.</summary>
    public static IEnumerable<KernelContext> Of(
        ContractionClass contraction, IReadOnlyList<int> threads, LawSettings settings, string rule)
    {
        LaneKind[] every = contraction == ContractionClass.Fused ? FusedLanes : SeparateLanes;
        int first = (int)((uint)StableSeed.Of([rule]) + (uint)contraction) & 1;
        IEnumerable<LaneKind> some = settings.Amount >= 1 ? every : every.Where((_, k) => k % 2 == first);
        return some.SelectMany(_ => threads, Shared);
    }

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
