using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The laws of update rules. Begin with <see cref="For"/>.</summary>
public static class Laws
{
    /// <summary>The laws of one rule: <c>Laws.For(MyOptimizer.StepRule.Instance).CheckAll()</c>.</summary>
    /// <param name="rule">The rule as a value.</param>
    /// <param name="settings">How much is checked, and from which seed; what the environment asks for if null.</param>
    public static RuleLaws For(UpdateRule rule, ContractSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new RuleLaws(rule, settings ?? ContractSettings.Default);
    }
}
