using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>Which of a rule's parameters is what, in the orders that plans use.</summary>
internal sealed class RuleLayout
{
    public RuleLayout(Rule rule)
    {
        Rule = rule;
        Arrays = [.. rule.Parameters.Where(p => p.Kind == ParameterKind.Array)];
        Scalars = [.. rule.Parameters.Where(p => p.Kind is ParameterKind.Scalar or ParameterKind.Integer)];
        Hosts = [.. rule.Parameters.Except(Arrays).Except(Scalars)];
        Numbers = [.. rule.Parameters.Where(p => p.Kind != ParameterKind.Array && p.Role == ParameterRole.Input)];
        Hyperparameters = [.. Hosts.Where(p => p.Role == ParameterRole.None)];
        InputArrays = [.. Arrays.Where(p => p.Role is ParameterRole.Input or ParameterRole.None)];
        HostStates = [.. Hosts.Where(p => p.Role == ParameterRole.State)];
        ScalarStates = [.. Scalars.Where(p => p.Role == ParameterRole.State)];
        if (Arrays.Count(p => p.Role == ParameterRole.Parameter) != 1
            || Arrays.Count(p => p.Role == ParameterRole.Gradient) != 1)
        {
            throw new ArgumentException(
                $"{rule.Name} is no optimizer rule: it needs one parameter array and one gradient.", nameof(rule));
        }

        Shapes = rule is ProgramRule program ? new ProgramShapes(program, Arrays) : null;
        Owned = [.. OwnedArrays(ArrayNames(rule))];
        Results = [.. TensorResults(ResultNames(rule))];
    }

    public Rule Rule { get; }

    /// <summary>The array parameters: the first arrays of a plan, before its destinations.</summary>
    public RuleParameter[] Arrays { get; }

    /// <summary>The shapes of a program's arrays; null where all arrays have the parameter's length.</summary>
    public ProgramShapes? Shapes { get; }

    /// <summary>The Scalar and Integer parameters.</summary>
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

    /// <summary>The part of a plan's array: a destination follows the rule's own arrays and is owned like a state.</summary>
    public ParameterRole RoleOf(int array) => array < Arrays.Length ? Arrays[array].Role : ParameterRole.State;

    /// <summary>Whether a variant reduces over all tensors of a step.</summary>
    public bool HasGlobalReductions(int variant) => Rule is UpdateRule rule && rule.Plans[variant].HasGlobalReductions;

    private static IReadOnlyList<string> ArrayNames(Rule rule) => rule is ProgramRule program
        ? [.. program.Plans[0].Arrays.Select(a => a.Name)]
        : [.. ((UpdateRule)rule).Plans[0].Arrays.Select(a => a.Name)];

    private static IEnumerable<string?> ResultNames(Rule rule) => rule is ProgramRule program
        ? program.Plans[0].Results.Select(r => r.Name)
        : ((UpdateRule)rule).Plans[0].Results.Select(r => r.Name);

    private IEnumerable<OwnedArray> OwnedArrays(IReadOnlyList<string> arrays)
    {
        for (int k = 0; k < Arrays.Length; k++)
        {
            if (Arrays[k].Role == ParameterRole.State)
            {
                yield return new OwnedArray(Arrays[k].Name, k, Arrays[k].Start, FileName(Arrays[k]));
            }
        }

        for (int k = Arrays.Length; k < arrays.Count; k++)
        {
            yield return new OwnedArray(arrays[k], k, 0, null);
        }
    }

    private IEnumerable<string> TensorResults(IEnumerable<string?> results) => ScalarStates.Select(p => p.Name)
        .Concat(results.OfType<string>().Where(n => HostStates.All(p => p.Name != n)))
        .Distinct();
}

/// <summary>An array that an optimizer keeps for each tensor.</summary>
/// <param name="Name">Its name in the rule.</param>
/// <param name="KernelIndex">Its place among the kernel's arrays.</param>
/// <param name="Start">Its elements before the first step.</param>
/// <param name="FileName">Its name in a file; null for a destination, which is not saved.</param>
internal sealed record OwnedArray(string Name, int KernelIndex, double Start, string? FileName);
