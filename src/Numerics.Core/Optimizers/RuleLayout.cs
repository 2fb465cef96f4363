using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>Which of a rule's parameters is what, in the orders that plans use.</summary>
internal sealed class RuleLayout
{
    public RuleLayout(UpdateRule rule)
    {
        Rule = rule;
        Arrays = [.. rule.Parameters.Where(p => p.Kind == ParameterKind.Array)];
        Scalars = [.. rule.Parameters.Where(p => p.Kind == ParameterKind.Scalar)];
        Hosts = [.. rule.Parameters.Where(p => p.Kind is not (ParameterKind.Array or ParameterKind.Scalar))];
        Numbers = [.. rule.Parameters.Where(p => p.Kind != ParameterKind.Array && p.Role == ParameterRole.Input)];
        Hyperparameters = [.. Hosts.Where(p => p.Role == ParameterRole.None)];
        InputArrays = [.. Arrays.Where(p => p.Role is ParameterRole.Input or ParameterRole.None)];
        HostStates = [.. Hosts.Where(p => p.Role == ParameterRole.State)];
        ScalarStates = [.. Scalars.Where(p => p.Role == ParameterRole.State)];
        KernelPlan plan = rule.Plans[0];
        Owned = [.. OwnedArrays(plan)];
        Results = [.. TensorResults(plan)];
        if (Arrays.Count(p => p.Role == ParameterRole.Parameter) != 1
            || Arrays.Count(p => p.Role == ParameterRole.Gradient) != 1)
        {
            throw new ArgumentException(
                $"{rule.Name} is no optimizer rule: it needs one parameter array and one gradient.", nameof(rule));
        }
    }

    public UpdateRule Rule { get; }

    /// <summary>The Vec parameters: the first arrays of a plan, before its destinations.</summary>
    public RuleParameter[] Arrays { get; }

    public RuleParameter[] Scalars { get; }

    /// <summary>The host parameters: a plan's host values.</summary>
    public RuleParameter[] Hosts { get; }

    public RuleParameter[] Hyperparameters { get; }

    public RuleParameter[] InputArrays { get; }

    /// <summary>The Scalar and host inputs, in declaration order.</summary>
    public RuleParameter[] Numbers { get; }

    public RuleParameter[] HostStates { get; }

    public RuleParameter[] ScalarStates { get; }

    /// <summary>The arrays that the optimizer owns: states, then destinations.</summary>
    public OwnedArray[] Owned { get; }

    /// <summary>The named numbers kept for each tensor: Scalar states first, then results that are no state.</summary>
    public string[] Results { get; }

    /// <summary>The position of a number input among <see cref="Numbers"/>.</summary>
    public int NumberOf(RuleParameter parameter) => Array.IndexOf(Numbers, parameter);

    /// <summary>A tensor's <see cref="Results"/> before its first step; NaN for what only a step gives.</summary>
    public double[] StartNumbers()
        => [.. ScalarStates.Select(p => p.Start), .. Enumerable.Repeat(double.NaN, Results.Length - ScalarStates.Length)];

    public static string FileName(RuleParameter parameter) => parameter.StateName ?? parameter.Name;

    private IEnumerable<OwnedArray> OwnedArrays(KernelPlan plan)
    {
        for (int k = 0; k < Arrays.Length; k++)
        {
            if (Arrays[k].Role == ParameterRole.State)
            {
                yield return new OwnedArray(Arrays[k].Name, k, Arrays[k].Start, FileName(Arrays[k]));
            }
        }

        for (int k = Arrays.Length; k < plan.Arrays.Count; k++)
        {
            yield return new OwnedArray(plan.Arrays[k].Name, k, 0, null);
        }
    }

    private IEnumerable<string> TensorResults(KernelPlan plan) => ScalarStates.Select(p => p.Name)
        .Concat(plan.Results.Select(r => r.Name).OfType<string>().Where(n => HostStates.All(p => p.Name != n)))
        .Distinct();
}

/// <summary>An array that an optimizer keeps for each tensor.</summary>
/// <param name="Name">Its name in the rule.</param>
/// <param name="KernelIndex">Its place among the kernel's arrays.</param>
/// <param name="Start">Its elements before the first step.</param>
/// <param name="FileName">Its name in a file; null for a destination, which is not saved.</param>
internal sealed record OwnedArray(string Name, int KernelIndex, double Start, string? FileName);

/// <summary>Where a plan variant keeps the numbers of a rule in its table of values; −1 where it does not use
/// one.</summary>
internal sealed class VariantSlots
{
    public VariantSlots(RuleLayout layout, KernelPlan plan)
    {
        ScalarInputs = Array.ConvertAll(layout.Scalars, p => Find(plan.Scalars, p.Name));
        HostStates = Array.ConvertAll(layout.HostStates, p => Find(plan.Results, p.Name));
        Results = Array.ConvertAll(layout.Results, n => Find(plan.Results, n));
    }

    public int[] ScalarInputs { get; }

    public int[] HostStates { get; }

    public int[] Results { get; }

    private static int Find(IReadOnlyList<PlanSlot> slots, string name)
        => slots.FirstOrDefault(s => s.Name == name)?.Slot ?? -1;
}
