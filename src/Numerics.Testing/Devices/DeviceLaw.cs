using System.Numerics;

namespace Numerics.Testing;

/// <summary>A law of kernels on a device, whose memory it frees.</summary>
internal interface IDeviceLaw : IDisposable
{
    /// <summary>Checks it.</summary>
    /// <exception cref="LawViolationException">It does not hold.</exception>
    void Check();
}

/// <summary>What laws of kernels on a device have in common: runs, the comparison with the definition, and the words of a
/// violation.</summary>
/// <param name="device">The rule on the device.</param>
/// <param name="settings">How much is checked.</param>
/// <param name="law">The law's name, as users call it.</param>
/// <typeparam name="T">The element type.</typeparam>
internal abstract class DeviceLaw<T>(ILawDevice device, LawSettings settings, string law)
    : KernelLaw<T>(device.Rule, settings, law), IDeviceLaw
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Offsets of which no two neighbours agree.</summary>
    protected static readonly int[] Misaligned = [1, 0, 3, 2];

    private DeviceRunner<T>? _runner;

    protected ILawDevice Device => device;

    /// <summary>What comparisons with the definition have found so far.</summary>
    public DefinitionReport Report { get; private set; } = DefinitionReport.Nothing;

    public abstract void Check();

    public void Dispose() => _runner?.Dispose();

    /// <summary>Cases that are the same on each device.</summary>
    protected CaseSource<T> DeviceSource(string part) =>
        new(Rule, Settings.SeedOf(Rule.Name, typeof(T).Name, part));

    /// <summary>What the device may make of a case.</summary>
    protected DefinitionBound<T> Bound(TensorCase<T> before) =>
        DefinitionOracle.Bound(Rule, Rule.VariantOf(before.Host), device.Accuracy, before);

    /// <summary>A case run on the device, and compared with the definition.</summary>
    protected void Compare(TensorCase<T> before, string check, params int[] offsets) =>
        Compare(Bound(before), before, check, offsets);

    /// <summary>A case run on the device, and compared with what the definition allows.</summary>
    protected void Compare(DefinitionBound<T> bound, TensorCase<T> before, string check, params int[] offsets)
    {
        DefinitionComparison found = bound.Compare(Run(before, offsets));
        Report = Report.With(found);
        if (Words(found, before) is { } wrong)
        {
            string smallest = Shrinking.Shrink(
                [before], wrong, t => Words(Bound(t[0]).Compare(Run(t[0], offsets)), t[0]));
            throw Violation(
                $"on {device.Name}, {check}, {OffsetWords(offsets)}, variant {Rule.VariantOf(before.Host)}: {smallest}");
        }
    }

    /// <summary>A case run on the device, in the law's own queue.</summary>
    protected TensorCase<T> Run(TensorCase<T> before, int[] offsets) => Run(_runner ??= new(device), before, offsets);

    /// <summary>A case run on the device.</summary>
    protected TensorCase<T> Run(DeviceRunner<T> runner, TensorCase<T> before, int[] offsets)
    {
        try
        {
            return runner.Run(before, offsets);
        }
        catch (LawViolationException fault)
        {
            throw Violation(
                $"on {device.Name}, {before.Length} elements, {OffsetWords(offsets)}: {fault.Message} "
                + LawText.Numbers(Rule.Plans[Rule.VariantOf(before.Host)], before));
        }
    }

    private static string OffsetWords(int[] offsets) => $"offsets {string.Join(' ', offsets)}";
}
