using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The laws of one rule's kernels on a device. Each method checks one, for <see cref="float"/> and, where the device
/// has it, <see cref="double"/>, and throws a <see cref="LawViolationException"/> where it does not hold.</summary>
/// <remarks>In every run memory beside the arrays is watched: to write there violates whichever law runs.</remarks>
/// <example><code>
/// Laws.For&lt;MyOptimizer.StepRule&gt;().On(accelerator, MyOptimizer.StepDeviceRule.Instance).CheckAll();
/// </code></example>
public sealed class DeviceLaws
{
    private const int TrialsOnSimulation = 4;

    private readonly LawSettings _settings;

    internal DeviceLaws(ILawDevice device, LawSettings settings) => (Device, _settings) = (device, settings);

    /// <summary>The rule on the device.</summary>
    public ILawDevice Device { get; }

    /// <summary>The rule.</summary>
    public UpdateRule Rule => Device.Rule;

    /// <summary>Checks every law of kernels on devices.</summary>
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
        (nameof(KernelsEqualDefinition), () => KernelsEqualDefinition()),
        (nameof(NonFiniteNumbersPropagate), NonFiniteNumbersPropagate),
        (nameof(ResultsAreReproducible), ResultsAreReproducible),
        (nameof(BadArgumentsAreRefused), BadArgumentsAreRefused),
        (nameof(KeepsPromises), KeepsPromises),
    ];

    /// <summary>Kernels equal the definition, the rule's own C# in double, within a bound that is derived for each number from
    /// the very numbers it is computed of and from what the device promises of its operations.</summary>
    /// <remarks>Every length from 0 to 256 and lengths around the edges of chunks, at co-aligned places and at such of which no
    /// two agree; each plan variant; all kinds of numbers. On a simulation fewer lengths. What is set aside is limited as on
    /// the CPU (<see cref="RuleLaws.KernelsEqualDefinition"/>).</remarks>
    /// <returns>How many numbers were compared and set aside, and the worst error in units of its bound.</returns>
    /// <exception cref="LawViolationException">An error is beyond its bound, or more was set aside than may be.</exception>
    public DefinitionReport KernelsEqualDefinition() => Device.HasDouble
        ? KernelsEqualDefinition<float>().With(KernelsEqualDefinition<double>())
        : KernelsEqualDefinition<float>();

    /// <inheritdoc cref="KernelsEqualDefinition()"/>
    /// <typeparam name="T">The element type of the kernels: float or double.</typeparam>
    public DefinitionReport KernelsEqualDefinition<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var law = new DeviceDefinitionLaw<T>(Device, _settings);
        law.Check();
        return law.Report;
    }

    /// <summary>NaN, infinities, zeros, denormals and the greatest numbers, put into each array in turn, come out as the
    /// definition has them; what is finite on both sides lies within its bound.</summary>
    /// <exception cref="LawViolationException">A bad number became a good one, or the other way round.</exception>
    public void NonFiniteNumbersPropagate() => Check(
        () => new DeviceNonFiniteLaw<float>(Device, _settings), () => new DeviceNonFiniteLaw<double>(Device, _settings));

    /// <summary>Runs give the same bits, one after the other and in another queue, over several chunks.</summary>
    /// <exception cref="LawViolationException">A bit differs.</exception>
    public void ResultsAreReproducible() => Check(
        () => new DeviceReproducibilityLaw<float>(Device, _settings), () => new DeviceReproducibilityLaw<double>(Device, _settings));

    /// <summary>Lengths that differ and an array that is written and shares memory with another are refused by an
    /// <see cref="ArgumentException"/> that names the argument, and no array is touched.</summary>
    /// <remarks>Hyperparameters are refused by the overloads on views, which check them as those on spans do
    /// (<see cref="RuleLaws.BadArgumentsAreRefused"/>).</remarks>
    /// <exception cref="LawViolationException">Something was accepted, or something had been written.</exception>
    public void BadArgumentsAreRefused() => Check(
        () => new DeviceRefusalLaw<float>(Device, _settings), () => new DeviceRefusalLaw<double>(Device, _settings));

    /// <summary>Every promise of the rule holds of the device's kernels; a rule without promises breaks none.</summary>
    /// <remarks>What a promise names (a bound, a potential, a conjugate) is evaluated by its definition, and a simpler rule that
    /// this one reduces to by its kernels on the CPU. On a simulation fewer cases.</remarks>
    /// <exception cref="LawViolationException">One does not.</exception>
    public void KeepsPromises()
    {
        using var single = new DeviceRunner<float>(Device);
        using DeviceRunner<double>? wide = Device.HasDouble ? new(Device) : null;
        RuleSubject[] subjects = wide is null
            ? [new DeviceSubject<float>(Device, single)]
            : [new DeviceSubject<float>(Device, single), new DeviceSubject<double>(Device, wide)];
        foreach (PromiseLaw law in Rule.Promises.SelectMany(p => PromiseLaw.Of(Rule, p)))
        {
            law.Check(_settings, Device.IsSimulation ? TrialsOnSimulation : PromiseLaw.UsualTrials, subjects);
        }
    }

    private void Check(Func<IDeviceLaw> single, Func<IDeviceLaw> wide)
    {
        foreach (Func<IDeviceLaw> make in Device.HasDouble ? [single, wide] : new[] { single })
        {
            using IDeviceLaw law = make();
            law.Check();
        }
    }
}
