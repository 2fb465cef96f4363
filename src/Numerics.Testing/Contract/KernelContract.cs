using System.Numerics;
using System.Reflection;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The contract of every rule's kernels. Give it your own rule's instance:
/// <c>KernelContract.Check(MyOptimizer.StepRule.Instance)</c>.</summary>
/// <remarks>
/// (a) Kernels equal the plan's interpretation in their own type to the bit, for all lengths, offsets, widths, thread
/// counts, in
/// both contraction classes. (b) They are within the running error bound of the definition. (c) The overloads refuse
/// bad
/// arguments and leave every array untouched.
/// </remarks>
public static class KernelContract
{
    /// <summary>Checks all of it, for both element types.</summary>
    /// <exception cref="ContractException">The kernels are not what the rule says.</exception>
    public static void Check(UpdateRule rule, ContractSettings? settings = null)
    {
        CheckBits(rule, settings);
        CheckDefinition(rule, settings);
        CheckOverloads(rule, settings);
    }

    /// <summary>Part (a).</summary>
    /// <exception cref="ContractException">A bit differs.</exception>
    public static void CheckBits(UpdateRule rule, ContractSettings? settings = null)
    {
        CheckBits<float>(rule, settings ?? ContractSettings.Default);
        CheckBits<double>(rule, settings ?? ContractSettings.Default);
    }

    /// <summary>Part (b).</summary>
    /// <returns>The worst error in units of its bound, and the share of ordinary numbers that was set aside; the
    /// worse of both types.</returns>
    /// <exception cref="ContractException">An error is beyond its bound, or more is set aside than may be.</exception>
    public static (double WorstRatio, double ShareSetAside) CheckDefinition(
        UpdateRule rule, ContractSettings? settings = null)
    {
        (double Ratio, double Share) single =
            new DefinitionContract<float>(rule, settings ?? ContractSettings.Default).Check();
        (double Ratio, double Share) wide =
            new DefinitionContract<double>(rule, settings ?? ContractSettings.Default).Check();
        return (Math.Max(single.Ratio, wide.Ratio), Math.Max(single.Share, wide.Share));
    }

    /// <summary>Part (c), for a rule that has overloads beside it.</summary>
    /// <exception cref="ContractException">A good call gives something else than the plan, or a bad one is not
    /// refused in time.</exception>
    public static void CheckOverloads(UpdateRule rule, ContractSettings? settings = null)
    {
        FacadeContract<float>.Check(rule, settings ?? ContractSettings.Default);
        FacadeContract<double>.Check(rule, settings ?? ContractSettings.Default);
    }

    /// <summary>A glance at (a) and (b) for both element types: what a suite of many rules can afford.</summary>
    /// <returns>The numbers compared with the definition, and how many of them were set aside.</returns>
    /// <exception cref="ContractException">The kernels are not what the rule says.</exception>
    public static (long Elements, long SetAside) CheckBriefly(UpdateRule rule, int seed)
    {
        (long Elements, long SetAside) single = new BriefContract<float>(rule, seed).Check();
        (long Elements, long SetAside) wide = new BriefContract<double>(rule, seed).Check();
        return (single.Elements + wide.Elements, single.SetAside + wide.SetAside);
    }

    /// <summary>All rules of an assembly, in the order of their names.</summary>
    public static IReadOnlyList<UpdateRule> RulesOf(Assembly assembly) =>
        [.. assembly.GetTypes()
            .Where(t => t is { IsAbstract: false } && t.IsSubclassOf(typeof(UpdateRule)))
            .Select(t => t.GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<UpdateRule>()
            .OrderBy(r => r.Name, StringComparer.Ordinal)];

    private static void CheckBits<T>(UpdateRule rule, ContractSettings settings)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var contract = new BitContract<T>(rule, settings);
        contract.CheckLengths();
        contract.CheckEdges();
        contract.CheckValues();
        contract.CheckBatches();
    }
}
