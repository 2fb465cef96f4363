using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Nothing beside the arrays is written, nor read: a read on a page that faults ends the process, one of
/// what fills the rest changes a result.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class MemoryLaw<T>(UpdateRule rule, LawSettings settings)
    : KernelLaw<T>(rule, settings, nameof(RuleLaws.MemoryBesideArraysIsLeftAlone))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LastShortLength = 66;

    /// <summary>Ordinary numbers, and NaN.</summary>
    private static readonly (PagePlace Place, byte Filling)[] Surroundings =
        [(PagePlace.End, 0xA5), (PagePlace.Start, 0xFF)];

    /// <summary>Whole pages of floats and of doubles, which touch both closed pages, and blocks.</summary>
    private static readonly int[] LongLengths = [512, 1024, 1025, ReductionTree.Block - 1, ReductionTree.Block + 1];

    public void Check()
    {
        CaseSource<T> source = Source();
        foreach (int length in Enumerable.Range(0, LastShortLength + 1).Concat(LongLengths))
        {
            TensorCase<T> before = source.Draw(InputProfile.Ordinary, length);
            foreach (ContractionClass contraction in Enum.GetValues<ContractionClass>())
            {
                TensorCase<T> expected = Interpret(before, contraction);
                foreach (KernelContext context in ContextsOf(contraction, 1))
                {
                    Check(before, expected, context);
                }
            }
        }
    }

    /// <summary>First between sentinels: a write beside an array is a violation in words there, not the end of the
    /// process.</summary>
    private void Check(TensorCase<T> before, TensorCase<T> expected, KernelContext context)
    {
        Check(before, expected, context, "between sentinels", (array, k) => new GuardedArray<T>(array, k));
        foreach ((PagePlace place, byte filling) in Surroundings)
        {
            Check(
                before, expected, context, $"at the {place} of pages",
                (array, _) => new PageArray<T>(array, place, filling));
        }
    }

    private void Check(
        TensorCase<T> before, TensorCase<T> expected, KernelContext context, string where,
        Func<T[], int, PlacedArray<T>> put)
    {
        TensorCase<T> actual = before.Copy();
        string? wrong = KernelRunner.Run(Rule, Rule.VariantOf(before.Host), context, [actual], put)
            ?? Difference([before], [expected], [actual]);
        if (wrong is not null)
        {
            throw Violation($"{LawText.Of(context)}, arrays {where}: {wrong}");
        }
    }
}
