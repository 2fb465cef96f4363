using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A rule's kernels against oracle (b): within the running error bound of the definition, but for a stated
/// share.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class DefinitionLaw<T>(UpdateRule rule, LawSettings settings)
    : KernelLaw<T>(rule, settings, nameof(RuleLaws.KernelsEqualDefinition))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] Lengths = [1, 7, 16, 33, 130, 257, ReductionTree.Block + 5];

    /// <summary>Compares with the definition over all profiles; the share set aside is limited among ordinary numbers
    /// with default hyperparameters.</summary>
    public DefinitionReport Check()
    {
        DefinitionReport report = DefinitionReport.Nothing;
        foreach (InputProfile profile in Enum.GetValues<InputProfile>())
        {
            report = report.With(Check(profile, useDefaults: false, Settings.Times(4)));
        }

        DefinitionReport ordinary =
            Check(InputProfile.Ordinary, useDefaults: true, Math.Max(Settings.Times(14), Lengths.Length));
        ExpectFewSetAside(ordinary);
        return report.With(ordinary);
    }

    private DefinitionReport Check(InputProfile profile, bool useDefaults, int cases)
    {
        CaseSource<T> source = Source(profile.ToString(), $"{useDefaults}");
        DefinitionReport report = DefinitionReport.Nothing;
        for (int i = 0; i < cases; i++)
        {
            TensorCase<T> drawn = source.Draw(profile, Lengths[i % Lengths.Length], source.DrawHost(useDefaults));
            foreach (ContractionClass contraction in Enum.GetValues<ContractionClass>())
            {
                KernelContext[] contexts = [.. ContextsOf(contraction, 1, 3)];
                KernelContext context = contexts[i % contexts.Length];
                report = report.With(Compare(drawn, contraction, context, profile, i));
            }
        }

        return report;
    }

    private DefinitionComparison Compare(
        TensorCase<T> before, ContractionClass contraction, KernelContext context, InputProfile profile, int offset)
    {
        DefinitionComparison found = Compare(before, contraction, context, offset);
        if (found.Failures.Count == 0)
        {
            return found;
        }

        string smallest = Shrinking.Shrink(
            [before], Words(found, before)!, t => Words(Compare(t[0], contraction, context, offset), t[0]));
        throw Violation(
            $"{LawText.Of(context)}, {profile} numbers, variant {Rule.VariantOf(before.Host)}: {smallest}");
    }

    private DefinitionComparison Compare(
        TensorCase<T> before, ContractionClass contraction, KernelContext context, int offset) =>
        DefinitionOracle.Compare(Rule, Rule.VariantOf(before.Host), contraction, before, Run(before, context, offset));
}
