using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A glance at a rule's kernels with both oracles: a few lengths and profiles, one width of each class. For
/// suites of many rules, each seen once.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class BriefLaw<T>(UpdateRule rule, LawSettings settings)
    : KernelLaw<T>(rule, settings, nameof(RuleLaws.CheckBriefly))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] Lengths = [0, 1, 19, 64, 130, ReductionTree.Block + 7];
    private static readonly InputProfile[] Profiles = Enum.GetValues<InputProfile>();

    public DefinitionReport Check()
    {
        CaseSource<T> source = Source();
        DefinitionReport report = DefinitionReport.Nothing;
        foreach (ContractionClass contraction in Enum.GetValues<ContractionClass>())
        {
            KernelContext[] contexts = [.. ContextsOf(contraction, 1, 3)];
            KernelContext context = contexts[source.Random.Next(contexts.Length)];
            foreach (int length in Lengths)
            {
                InputProfile profile = length == Lengths[^1] || source.Random.Next(2) == 0
                    ? InputProfile.Ordinary
                    : Profiles[source.Random.Next(Profiles.Length)];
                report = report.With(CheckOne(source, contraction, context, profile, length));
            }

            CheckBatch(source, contraction, context);
        }

        return report;
    }

    private DefinitionComparison CheckOne(
        CaseSource<T> source, ContractionClass contraction, KernelContext context, InputProfile profile, int length)
    {
        TensorCase<T> before = source.Draw(profile, length);
        TensorCase<T> actual = CheckBits(source, contraction, context, before)[0];
        DefinitionComparison found =
            DefinitionOracle.Compare(Rule, Rule.VariantOf(before.Host), contraction, before, actual);
        return found.Failures.Count == 0 ? found : throw Violation(
            $"{LawText.Of(context)}, {profile} numbers, {length} elements: " + string.Join("; ", found.Failures));
    }

    private void CheckBatch(CaseSource<T> source, ContractionClass contraction, KernelContext context)
    {
        double[] host = source.DrawHost();
        double scale = source.Random.Next(2) == 0 ? 1 : 0.37;
        int[] lengths = [3, 0, ReductionTree.Block + 1, 40];
        CheckBits(
            source, contraction, context,
            [.. lengths.Select(n => source.Draw(InputProfile.Ordinary, n, source.DrawHostLike(host), scale))]);
    }

    private TensorCase<T>[] CheckBits(
        CaseSource<T> source, ContractionClass contraction, KernelContext context, params TensorCase<T>[] before)
    {
        int variant = Rule.VariantOf(before[0].Host);
        (TensorCase<T>[] expected, TensorCase<T>[] actual) = (Copy(before), Copy(before));
        PlanInterpreter.Run(Rule, variant, contraction, expected);
        string? wrong = KernelRunner.Run(Rule, variant, context, source.Random.Next(16), actual)
            ?? Difference(before, expected, actual);
        return wrong is null ? actual : throw Violation($"{LawText.Of(context)}, variant {variant}: bits: {wrong}");
    }
}
