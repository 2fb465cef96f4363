using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Properties.Mutants;

/// <summary>A rule with a fault: everything is the real rule's, but what a fault changes.</summary>
internal class MutatedRule(UpdateRule rule) : UpdateRule
{
    /// <summary>The real rule.</summary>
    protected UpdateRule Real => rule;

    public override string Name => rule.Name;

    public override ulong Hash => rule.Hash;

    public override IReadOnlyList<RuleParameter> Parameters => rule.Parameters;

    public override IReadOnlyList<KernelPlan> Plans => rule.Plans;

    public override IReadOnlyList<Promise> Promises => rule.Promises;

    public override int VariantOf(ReadOnlySpan<double> host) => rule.VariantOf(host);

    public override void Scalars(
        int variant, int stage, ReadOnlySpan<double> host, nint length, nint totalLength, Span<double> values) =>
        rule.Scalars(variant, stage, host, length, totalLength, values);

    public override void Run(int variant, Batch<float> batch)
    {
        object? seen = Before(batch);
        rule.Run(variant, batch);
        After(batch, seen);
    }

    public override void Run(int variant, Batch<double> batch)
    {
        object? seen = Before(batch);
        rule.Run(variant, batch);
        After(batch, seen);
    }

    public override void RunBatch<T>(
        int variant, scoped ref KernelCall<T> call, scoped ReadOnlySpan<double> host, scoped ref BatchNumbers numbers) =>
        rule.RunBatch(variant, ref call, host, ref numbers);

    public override void Call(OverloadCall<float> call) => rule.Call(call);

    public override void Call(OverloadCall<double> call) => rule.Call(call);

    public override DefinitionResult Define(
        IReadOnlyList<Vec> arrays, IReadOnlyList<Scalar> scalars, ReadOnlySpan<double> host) =>
        rule.Define(arrays, scalars, host);

    /// <summary>A fault before the kernel runs.</summary>
    /// <returns>What <see cref="After"/> gets.</returns>
    protected virtual object? Before<T>(Batch<T> batch)
        where T : unmanaged => null;

    /// <summary>A fault after the kernel ran.</summary>
    protected virtual void After<T>(Batch<T> batch, object? seen)
        where T : unmanaged
    {
    }

    /// <summary>The position of a host parameter.</summary>
    protected int HostPosition(string name) => Plans[0].Host.ToList().FindIndex(h => h.Name == name);
}

/// <summary>A fault in what goes into the kernel: host values changed before it runs.</summary>
internal sealed class HostFault(UpdateRule rule, Func<double[], double[]> change) : MutatedRule(rule)
{
    protected override object? Before<T>(Batch<T> batch)
    {
        for (int group = 0; group < batch.Count; group++)
        {
            double[] host = batch.Host(batch.Group(group)).ToArray();
            change(host).CopyTo(batch.Host(batch.Group(group)));
        }

        return null;
    }
}

/// <summary>A fault in what comes out of the kernel: the elements of a tensor's arrays changed after it ran. It
/// allocates nothing in the long run.</summary>
internal sealed unsafe class ElementFault(UpdateRule rule, ElementFault.Change change) : MutatedRule(rule)
{
    private byte[] _before = [];

    /// <summary>Changes an array of a tensor, in bytes of its elements: before the run and after it.</summary>
    public delegate void Change(int array, int elementSize, ReadOnlySpan<byte> before, Span<byte> after);

    protected override object? Before<T>(Batch<T> batch)
    {
        int start = 0;
        for (int k = 0; k < ArraysOf(batch); k++)
        {
            Span<byte> array = ArrayOf(batch, k);
            if (_before.Length < start + array.Length)
            {
                Array.Resize(ref _before, start + array.Length);
            }

            array.CopyTo(_before.AsSpan(start));
            start += array.Length;
        }

        return null;
    }

    protected override void After<T>(Batch<T> batch, object? seen)
    {
        int start = 0;
        for (int k = 0; k < ArraysOf(batch); k++)
        {
            Span<byte> array = ArrayOf(batch, k);
            change(k % Plans[0].Arrays.Count, sizeof(T), _before.AsSpan(start, array.Length), array);
            start += array.Length;
        }
    }

    private int ArraysOf<T>(Batch<T> batch)
        where T : unmanaged => batch.Count * Plans[0].Arrays.Count;

    /// <summary>The bytes of an array, counted through all tensors.</summary>
    private Span<byte> ArrayOf<T>(Batch<T> batch, int k)
        where T : unmanaged
    {
        (int tensor, int array) = Math.DivRem(k, Plans[0].Arrays.Count);
        return new(batch.Tables(tensor).Frame(0, 0).Array(array).Address, (int)batch.Length(tensor) * sizeof(T));
    }
}

/// <summary>A fault in a number that the kernel computes for the whole tensor.</summary>
internal sealed class ResultFault(UpdateRule rule, Func<double, double> change) : MutatedRule(rule)
{
    protected override void After<T>(Batch<T> batch, object? seen)
    {
        for (int tensor = 0; tensor < batch.Count; tensor++)
        {
            foreach (PlanSlot result in Plans[0].Results)
            {
                ref double value = ref batch.Values(tensor)[result.Slot];
                value = change(value);
            }
        }
    }
}

/// <summary>A fault in the definition, or in the kernel beside it: results of another formula.</summary>
internal sealed class DefinitionFault(UpdateRule rule, Func<double[], double[]> change) : MutatedRule(rule)
{
    public override DefinitionResult Define(
        IReadOnlyList<Vec> arrays, IReadOnlyList<Scalar> scalars, ReadOnlySpan<double> host) =>
        Real.Define(arrays, scalars, change(host.ToArray()));
}

/// <summary>A fault in the plan: its text changed, its kernel and definition as they are.</summary>
internal sealed class PlanFault(UpdateRule rule, Func<string, string> change) : MutatedRule(rule)
{
    public override IReadOnlyList<KernelPlan> Plans { get; } =
        [.. rule.Plans.Select(p => KernelPlan.Parse(change(PlanWriter.Text(p))))];
}
