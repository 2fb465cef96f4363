using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The laws of one rule. Each method checks one and throws where it does not hold.</summary>
public sealed partial class RuleLaws
{
    private readonly ContractSettings _settings;

    internal RuleLaws(UpdateRule rule, ContractSettings settings) => (Rule, _settings) = (rule, settings);

    /// <summary>The rule.</summary>
    public UpdateRule Rule { get; }

    /// <summary>Kernels equal their plan to the bit and the definition within its error bound, and overloads refuse bad
    /// arguments: <see cref="KernelContract"/>.</summary>
    /// <exception cref="ContractException">They do not; the message has the case, its seed and the first differences.</exception>
    public void KernelsEqualDefinition() => KernelContract.Check(Rule, _settings);
}
