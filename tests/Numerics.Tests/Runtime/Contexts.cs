using Numerics.Runtime;

namespace Numerics.Tests.Runtime;

/// <summary>Ways to run that must not change a bit.</summary>
internal static class Contexts
{
    private static readonly LaneKind[] FusedKinds =
        [LaneKind.Fused1, LaneKind.Fused128, LaneKind.Fused256, LaneKind.Fused512];

    private static readonly LaneKind[] SeparateKinds =
        [LaneKind.Separate1, LaneKind.Separate128, LaneKind.Separate256, LaneKind.Separate512];

    /// <summary>The plainest: scalar code on one thread.</summary>
    public static KernelContext Plain(Contraction contraction) => new()
    {
        Lanes = contraction == Contraction.Fused ? LaneKind.Fused1 : LaneKind.Separate1,
        Threads = 1,
    };

    /// <summary>Every width of a class on one thread.</summary>
    public static IEnumerable<KernelContext> Widths(Contraction contraction) =>
        (contraction == Contraction.Fused ? FusedKinds : SeparateKinds)
        .Select(lanes => Plain(contraction) with { Lanes = lanes });

    /// <summary>Every width of a class on 1, 2, 3 and 7 threads, in the smallest chunks, from the first element on.</summary>
    public static IEnumerable<KernelContext> All(Contraction contraction) =>
        from context in Widths(contraction)
        from threads in new[] { 1, 2, 3, 7 }
        select context with { Threads = threads, ParallelThreshold = 0, WakingThreshold = 0, Chunk = KernelContext.Block };

    /// <summary>The same with streaming stores wherever there is more than one thread and an alignment to use.</summary>
    public static IEnumerable<KernelContext> Streaming(Contraction contraction) =>
        All(contraction).Select(context => context with { StreamingThreshold = 0, StreamsInPlace = true });
}
