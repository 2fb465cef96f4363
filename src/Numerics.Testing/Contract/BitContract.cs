using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A rule's kernels against oracle (a): the same bits for every length, place, width, number of threads, in
/// both
/// contraction classes.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class BitContract<T>(UpdateRule rule, ContractSettings settings)
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

    /// <summary>Lengths 0, 1, 2, …, 130, each at another offset, the profiles in turn.</summary>
    public void CheckLengths()
    {
        CaseSource<T> source = Source("lengths");
        for (int length = 0; length <= LastShortLength; length++)
        {
            Check(source, "lengths", [1], length, source.Draw(Profiles[length % Profiles.Length], length));
        }
    }

    /// <summary>Lengths around the edges of blocks and chunks, on 1, 2, 3 and 7 threads, stores past the caches
    /// too.</summary>
    public void CheckEdges()
    {
        CaseSource<T> source = Source("edges");
        for (int i = 0; i < settings.Times(EdgeLengths.Length); i++)
        {
            int length = EdgeLengths[i % EdgeLengths.Length];
            Check(source, "edges", ThreadCounts, i, source.Draw(Profiles[i % Profiles.Length], length));
        }
    }

    /// <summary>Every profile: NaN, infinities, denormals, huge and tiny numbers, ties, zeros.</summary>
    public void CheckValues()
    {
        CaseSource<T> source = Source("values");
        for (int i = 0; i < settings.Times(4 * Profiles.Length); i++)
        {
            int length = source.Random.Next(1, 3 * LastShortLength);
            Check(source, "values", [1], i, source.Draw(Profiles[i % Profiles.Length], length, GradientScale(source)));
        }
    }

    /// <summary>Several tensors in one step, empty ones too, each with host values of its own.</summary>
    public void CheckBatches()
    {
        CaseSource<T> source = Source("batches");
        for (int i = 0; i < settings.Times(4); i++)
        {
            double[] host = source.DrawHost();
            double scale = GradientScale(source);
            int[] lengths = [5, 0, 1, LastShortLength, 2 * Block, 33, Block + 3];
            source.Random.Shuffle(lengths);
            TensorCase<T>[] tensors = [.. lengths.Take(1 + source.Random.Next(lengths.Length)).Select(length =>
                source.Draw(Profiles[(i + length) % Profiles.Length], length, source.DrawHostLike(host), scale))];
            Check(source, "batches", ThreadCounts, i, tensors);
        }
    }

    private CaseSource<T> Source(string check) =>
        new(rule, settings.Seed + StableSeed.Of(rule.Name, typeof(T).Name, check));

    private double GradientScale(CaseSource<T> source) =>
        rule.Plans[0].Arrays.Any(a => a.IsGradient) && source.Random.Next(3) == 0 ? 0.37 : 1;

    private void Check(CaseSource<T> source, string check, int[] threads, int offset, params TensorCase<T>[] tensors)
    {
        int variant = rule.VariantOf(tensors[0].Host);
        foreach (ContractionClass contraction in Enum.GetValues<ContractionClass>())
        {
            TensorCase<T>[] expected = Copy(tensors);
            PlanInterpreter.Run(rule, variant, contraction, expected);
            foreach (KernelContext context in Contexts.Of(contraction, threads))
            {
                TensorCase<T>[] actual = Copy(tensors);
                KernelRunner.Run(rule, variant, context, offset, actual);
                Compare(source, check, context, rule.Plans[variant], tensors, expected, actual);
            }
        }
    }

    private static TensorCase<T>[] Copy(TensorCase<T>[] tensors) => [.. tensors.Select(t => t.Copy())];

    private void Compare(
        CaseSource<T> source, string check, KernelContext context, KernelPlan plan, TensorCase<T>[] before,
        TensorCase<T>[] expected, TensorCase<T>[] actual)
    {
        for (int i = 0; i < before.Length; i++)
        {
            if (ContractFailure.Difference(plan, before[i], expected[i], actual[i]) is { } difference)
            {
                throw new ContractException(
                    $"{ContractFailure.Place<T>(rule, check, source.Seed)}, variant {plan.Variant}, {context.Lanes}, "
                    + $"{context.Threads} threads, tensor {i + 1} of {before.Length}: {difference}");
            }
        }
    }
}
