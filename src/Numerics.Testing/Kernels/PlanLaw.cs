using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A rule's kernels against oracle (a): the same bits for every length, place, width, number of threads, in
/// both contraction classes.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class PlanLaw<T>(UpdateRule rule, LawSettings settings)
    : KernelLaw<T>(rule, settings, nameof(RuleLaws.KernelsEqualPlan))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LastShortLength = 130;
    private const int Block = ReductionTree.Block;

    private static readonly int[] ThreadCounts = [1, 2, 3, 7];

    private static readonly int[] EdgeLengths =
    [
        Block - 1, Block, Block + 1, (2 * Block) - 1, 2 * Block, (2 * Block) + 1, (3 * Block) + 17, (5 * Block) - 16,
    ];

    private static readonly InputProfile[] Profiles = Enum.GetValues<InputProfile>();

    public void Check()
    {
        CheckLengths();
        CheckEdges();
        CheckValues();
        CheckBatches();
    }

    /// <summary>Lengths 0, 1, 2, …, 130, each at another offset, the profiles in turn.</summary>
    private void CheckLengths()
    {
        CaseSource<T> source = Source("lengths");
        for (int length = 0; length <= LastShortLength; length++)
        {
            Check([1], length, source.Draw(Profiles[length % Profiles.Length], length));
        }
    }

    /// <summary>Lengths around the edges of blocks and chunks, on 1, 2, 3 and 7 threads, stores past the caches
    /// too.</summary>
    private void CheckEdges()
    {
        CaseSource<T> source = Source("edges");
        for (int i = 0; i < Settings.Times(EdgeLengths.Length); i++)
        {
            int length = EdgeLengths[i % EdgeLengths.Length];
            Check(ThreadCounts, i, source.Draw(Profiles[i % Profiles.Length], length));
        }
    }

    /// <summary>Every profile: NaN, infinities, denormals, huge and tiny numbers, ties, zeros.</summary>
    private void CheckValues()
    {
        CaseSource<T> source = Source("values");
        for (int i = 0; i < Settings.Times(4 * Profiles.Length); i++)
        {
            int length = source.Random.Next(1, 3 * LastShortLength);
            Check([1], i, source.Draw(Profiles[i % Profiles.Length], length, GradientScale(source)));
        }
    }

    /// <summary>Several tensors in one step, empty ones too, each with host values of its own.</summary>
    private void CheckBatches()
    {
        CaseSource<T> source = Source("batches");
        for (int i = 0; i < Settings.Times(4); i++)
        {
            double[] host = source.DrawHost();
            double scale = GradientScale(source);
            int[] lengths = [5, 0, 1, LastShortLength, 2 * Block, 33, Block + 3];
            source.Random.Shuffle(lengths);
            TensorCase<T>[] tensors = [.. lengths.Take(1 + source.Random.Next(lengths.Length)).Select(length =>
                source.Draw(Profiles[(i + length) % Profiles.Length], length, source.DrawHostLike(host), scale))];
            Check(ThreadCounts, i, tensors);
        }
    }

    private double GradientScale(CaseSource<T> source) =>
        Arrays.Any(a => a.IsGradient) && source.Random.Next(3) == 0 ? 0.37 : 1;

    private void Check(int[] threads, int offset, params TensorCase<T>[] tensors)
    {
        int variant = Rule.VariantOf(tensors[0].Host);
        foreach (ContractionClass contraction in Enum.GetValues<ContractionClass>())
        {
            TensorCase<T>[] expected = Copy(tensors);
            PlanInterpreter.Run(Rule, variant, contraction, expected);
            foreach (KernelContext context in ContextsOf(contraction, threads))
            {
                if (Compare(tensors, expected, context, offset) is { } wrong)
                {
                    string smallest = Shrinking.Shrink(tensors, wrong, t => Compare(t, contraction, context, offset));
                    throw Violation($"{LawText.Of(context)}, variant {variant}: {smallest}");
                }
            }
        }
    }

    private string? Compare(
        IReadOnlyList<TensorCase<T>> before, ContractionClass contraction, KernelContext context, int offset)
    {
        TensorCase<T>[] expected = Copy(before);
        PlanInterpreter.Run(Rule, Rule.VariantOf(before[0].Host), contraction, expected);
        return Compare(before, expected, context, offset);
    }

    private string? Compare(
        IReadOnlyList<TensorCase<T>> before, TensorCase<T>[] expected, KernelContext context, int offset)
    {
        TensorCase<T>[] actual = Copy(before);
        return KernelRunner.Run(Rule, Rule.VariantOf(before[0].Host), context, offset, actual)
            ?? Difference(before, expected, actual);
    }
}
