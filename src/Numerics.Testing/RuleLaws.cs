using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The laws of one rule. Each method checks one, for <see cref="float"/> and <see cref="double"/>, and
/// throws a <see cref="LawViolationException"/> where it does not hold. <c>docs/testing.md</c> says which faults each
/// of them finds.</summary>
public sealed partial class RuleLaws
{
    private readonly LawSettings _settings;

    internal RuleLaws(UpdateRule rule, LawSettings settings) => (Rule, _settings) = (rule, settings);

    /// <summary>The rule.</summary>
    public UpdateRule Rule { get; }

    /// <summary>Whether the rule has a gradient, and so an optimizer.</summary>
    private bool IsOptimizer => Rule.Parameters.Any(p => p.Role == ParameterRole.Gradient);

    /// <summary>The laws of the rule's kernels on a device.</summary>
    /// <param name="device">The same rule on a device.</param>
    /// <exception cref="ArgumentException">The device runs another rule.</exception>
    public DeviceLaws On(ILawDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return ReferenceEquals(device.Rule, Rule)
            ? new DeviceLaws(device, _settings)
            : throw new ArgumentException($"{device.Name} runs {device.Rule.Name}, not {Rule.Name}.", nameof(device));
    }

    /// <summary>Checks every law that needs nothing but the rule.</summary>
    /// <exception cref="LawViolationException">A law does not hold.</exception>
    public void CheckAll()
    {
        foreach ((_, Action check) in All)
        {
            check();
        }
    }

    /// <summary>The laws that <see cref="CheckAll"/> checks, by their names, in its order: for a suite that shows
    /// each of them as a test of its own.</summary>
    public IReadOnlyList<(string Name, Action Check)> All =>
    [
        (nameof(KernelsEqualPlan), KernelsEqualPlan),
        (nameof(KernelsEqualDefinition), () => KernelsEqualDefinition()),
        (nameof(OverloadsEqualPlan), OverloadsEqualPlan),
        (nameof(BadArgumentsAreRefused), BadArgumentsAreRefused),
        (nameof(ResultsDoNotDependOnPlace), ResultsDoNotDependOnPlace),
        (nameof(ResultsDoNotDependOnChunks), ResultsDoNotDependOnChunks),
        (nameof(InPlaceEqualsOutOfPlace), InPlaceEqualsOutOfPlace),
        (nameof(MemoryBesideArraysIsLeftAlone), MemoryBesideArraysIsLeftAlone),
        (nameof(NonFiniteNumbersPropagate), NonFiniteNumbersPropagate),
        (nameof(CallsAllocateNothing), CallsAllocateNothing),
        (nameof(SavedStateContinues), SavedStateContinues),
        (nameof(SchedulesCompileNothing), SchedulesCompileNothing),
        (nameof(KeepsPromises), KeepsPromises),
    ];
}
