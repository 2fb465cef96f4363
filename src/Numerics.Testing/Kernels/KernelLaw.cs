using System.Globalization;
using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>What laws of kernels have in common: the rule, the settings, cases, and the words of a violation.</summary>
/// <param name="rule">The rule.</param>
/// <param name="settings">How much is checked.</param>
/// <param name="law">The law's name, as users call it.</param>
/// <typeparam name="T">The element type.</typeparam>
internal abstract class KernelLaw<T>(UpdateRule rule, LawSettings settings, string law)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The most numbers that may be set aside in an elementwise rule: ordinary ones, with default
    /// hyperparameters, seldom meet a decision within their rounding.</summary>
    private const double MostOfElementwise = 0.02;

    /// <summary>The same in a rule with reductions, where a whole tensor hangs on a decision about one
    /// number.</summary>
    private const double MostOfReducing = 0.25;

    protected UpdateRule Rule => rule;

    protected bool IsReducing => rule.Plans.Any(p => p.Reductions > 0);

    protected LawSettings Settings => settings;

    /// <summary>What the kernel is called with.</summary>
    protected IEnumerable<KernelContext> ContextsOf(ContractionClass contraction, params IReadOnlyList<int> threads) =>
        Contexts.Of(contraction, threads, settings, Rule.Name);

    protected IReadOnlyList<PlanArray> Arrays => rule.Plans[0].Arrays;

    /// <summary>Cases of a part of the law, the same in each run with the same settings.</summary>
    protected CaseSource<T> Source(params ReadOnlySpan<string> part) =>
        new(rule, settings.SeedOf([rule.Name, typeof(T).Name, law, .. part]));

    protected static TensorCase<T>[] Copy(IReadOnlyList<TensorCase<T>> tensors) => [.. tensors.Select(t => t.Copy())];

    /// <summary>The first difference between two runs, null where there is none.</summary>
    protected string? Difference(
        IReadOnlyList<TensorCase<T>> before, IReadOnlyList<TensorCase<T>> expected, IReadOnlyList<TensorCase<T>> actual)
    {
        KernelPlan plan = rule.Plans[rule.VariantOf(before[0].Host)];
        for (int i = 0; i < before.Count; i++)
        {
            if (LawText.Difference(plan, before[i], expected[i], actual[i]) is { } difference)
            {
                return before.Count == 1 ? difference : $"tensor {i + 1} of {before.Count}: {difference}";
            }
        }

        return null;
    }

    /// <summary>A case run by the kernel.</summary>
    protected TensorCase<T> Run(TensorCase<T> before, KernelContext context, int offset = 0)
    {
        TensorCase<T> after = before.Copy();
        string? fault = KernelRunner.Run(rule, rule.VariantOf(before.Host), context, offset, after);
        return fault is null ? after : throw Violation($"{LawText.Of(context)}: {fault}");
    }

    /// <summary>A case run by the plan's interpreter.</summary>
    protected TensorCase<T> Interpret(TensorCase<T> before, ContractionClass contraction)
    {
        TensorCase<T> after = before.Copy();
        PlanInterpreter.Run(rule, rule.VariantOf(before.Host), contraction, after);
        return after;
    }

    /// <summary>Whether an element's result hangs on its own inputs alone: nothing is reduced, and the numbers that
    /// the host computes are the same for any length.</summary>
    protected bool IsPointwise(TensorCase<T> tensor)
    {
        int variant = rule.VariantOf(tensor.Host);
        return rule.Plans[variant] is { Reductions: 0, Results.Count: 0 }
            && Constants(1).SequenceEqual(Constants(tensor.Length));

        double[] Constants(int length)
        {
            var values = new double[rule.Plans[variant].Slots];
            rule.Scalars(variant, 0, tensor.Host, length, length, values);
            return values;
        }
    }

    /// <summary>Of what was found among ordinary numbers with default hyperparameters, at most a share may have been set
    /// aside.</summary>
    protected void ExpectFewSetAside(DefinitionReport ordinary)
    {
        double most = IsReducing ? MostOfReducing : MostOfElementwise;
        if (!(ordinary.ShareSetAside <= most))
        {
            throw Violation(string.Create(
                CultureInfo.InvariantCulture,
                $"{ordinary.ShareSetAside:P1} of ordinary numbers were set aside, at most {most:P0} may be"));
        }
    }

    /// <summary>What a comparison with the definition found wrong, null if nothing.</summary>
    protected string? Words(DefinitionComparison found, TensorCase<T> before) => found.Failures.Count == 0
        ? null
        : $"{before.Length} elements: {string.Join("; ", found.Failures)}; "
            + LawText.Numbers(rule.Plans[rule.VariantOf(before.Host)], before);

    protected LawViolationException Violation(string what) => new(LawText.Violation<T>(rule, law, settings, what));
}
