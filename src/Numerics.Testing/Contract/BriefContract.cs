using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>A glance at a rule's kernels with both oracles: a few lengths and profiles, one width of each class. For
/// suites of many
/// rules, each seen once.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class BriefContract<T>(UpdateRule rule, int seed)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] Lengths = [0, 1, 19, 64, 130, ReductionTree.Block + 7];
    private static readonly InputProfile[] Profiles = Enum.GetValues<InputProfile>();

    private readonly CaseSource<T> _source = new(rule, seed);

    /// <summary>Checks, and returns the numbers compared with the definition and how many of them were set
    /// aside.</summary>
    /// <exception cref="ContractException">The kernels are not what the rule says.</exception>
    public (long Elements, long SetAside) Check()
    {
        (long elements, long setAside) = (0, 0);
        foreach (ContractionClass contraction in Enum.GetValues<ContractionClass>())
        {
            KernelContext[] contexts = [.. Contexts.Of(contraction, [1, 3])];
            KernelContext context = contexts[_source.Random.Next(contexts.Length)];
            foreach (int length in Lengths)
            {
                InputProfile profile = length == Lengths[^1] || _source.Random.Next(2) == 0
                    ? InputProfile.Ordinary
                    : Profiles[_source.Random.Next(Profiles.Length)];
                DefinitionComparison found = CheckOne(contraction, context, profile, length);
                elements += found.Elements;
                setAside += found.SetAside;
            }

            CheckBatch(contraction, context);
        }

        return (elements, setAside);
    }

    private DefinitionComparison CheckOne(
        ContractionClass contraction, KernelContext context, InputProfile profile, int length)
    {
        TensorCase<T> before = _source.Draw(profile, length);
        int variant = rule.VariantOf(before.Host);
        TensorCase<T> actual = Run(contraction, context, variant, before)[0];
        DefinitionComparison found = DefinitionOracle.Compare(rule, variant, contraction, before, actual);
        return found.Failures.Count == 0 ? found : throw new ContractException(
            $"{ContractFailure.Place<T>(rule, $"definition, {profile}", seed)}, variant {variant}, {context.Lanes}, "
            + $"{length} elements: "
            + string.Join("; ", found.Failures));
    }

    private void CheckBatch(ContractionClass contraction, KernelContext context)
    {
        double[] host = _source.DrawHost();
        double scale = _source.Random.Next(2) == 0 ? 1 : 0.37;
        int[] lengths = [3, 0, ReductionTree.Block + 1, 40];
        Run(
            contraction, context, rule.VariantOf(host),
            [.. lengths.Select(n => _source.Draw(InputProfile.Ordinary, n, _source.DrawHostLike(host), scale))]);
    }

    private TensorCase<T>[] Run(
        ContractionClass contraction, KernelContext context, int variant, params TensorCase<T>[] before)
    {
        TensorCase<T>[] expected = [.. before.Select(t => t.Copy())];
        TensorCase<T>[] actual = [.. before.Select(t => t.Copy())];
        PlanInterpreter.Run(rule, variant, contraction, expected);
        KernelRunner.Run(rule, variant, context, _source.Random.Next(16), actual);
        for (int i = 0; i < before.Length; i++)
        {
            if (ContractFailure.Difference(rule.Plans[variant], before[i], expected[i], actual[i]) is { } difference)
            {
                throw new ContractException(
                    $"{ContractFailure.Place<T>(rule, "bits", seed)}, variant {variant}, {context.Lanes}, "
                    + $"{context.Threads} threads, tensor {i + 1} of {before.Length}: {difference}");
            }
        }

        return actual;
    }
}
