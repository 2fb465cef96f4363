using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>How a tensor is cut, and how many threads share the parts, changes no bit.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class ChunkLaw<T>(UpdateRule rule, LawSettings settings)
    : KernelLaw<T>(rule, settings, nameof(RuleLaws.ResultsDoNotDependOnChunks))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Length = (6 * ReductionTree.Block) + 29;

    private static readonly int[] ThreadCounts = [1, 2, 3, 4, 7];
    private static readonly int[] ChunkBlocks = [1, 2, 3, 64];
    private static readonly int[] Cuts = [1, 15, ReductionTree.Block, Length - 7];

    public void Check()
    {
        CaseSource<T> source = Source();
        for (int i = 0; i < Settings.Times(2); i++)
        {
            TensorCase<T> before = source.Draw(i % 2 == 0 ? InputProfile.Ordinary : InputProfile.Special, Length);
            foreach (ContractionClass contraction in Enum.GetValues<ContractionClass>())
            {
                KernelContext whole = Contexts.Widest(contraction) with { Chunk = 64 * ReductionTree.Block };
                TensorCase<T> expected = Run(before, whole);
                CheckChunks(before, expected, whole);
                CheckCuts(before, expected, whole);
            }
        }
    }

    private void CheckChunks(TensorCase<T> before, TensorCase<T> expected, KernelContext whole)
    {
        foreach (int blocks in ChunkBlocks)
        {
            foreach (int threads in ThreadCounts)
            {
                KernelContext context = whole with { Threads = threads, Chunk = blocks * ReductionTree.Block };
                Expect(before, expected, Run(before, context), $"{LawText.Of(context)}, chunks of {context.Chunk}");
            }
        }
    }

    private void CheckCuts(TensorCase<T> before, TensorCase<T> expected, KernelContext whole)
    {
        foreach (int cut in IsPointwise(before) ? Cuts : [])
        {
            foreach (Range part in new[] { Range.EndAt(cut), Range.StartAt(cut) })
            {
                TensorCase<T> own = before.WithArrays(a => a[part]);
                Expect(own, expected.WithArrays(a => a[part]), Run(own, whole), $"elements {part} of {Length} alone");
            }
        }
    }

    private void Expect(TensorCase<T> before, TensorCase<T> expected, TensorCase<T> actual, string what)
    {
        if (Difference([before], [expected], [actual]) is { } difference)
        {
            throw Violation($"{what}: {difference}");
        }
    }
}
