using ILGPU.Runtime;

namespace Numerics.Gpu.Kernels;

/// <summary>The numbers between two passes, or after the last, in both forms.</summary>
/// <typeparam name="T">The element type.</typeparam>
public abstract class StageKernel<T>
    where T : unmanaged
{
    private protected StageKernel()
    {
    }

    /// <summary>The kernels, for those who inspect them.</summary>
    public abstract IEnumerable<DeviceKernel> Kernels { get; }

    internal abstract void Compile(Accelerator accelerator, KernelForm form);

    internal abstract void LaunchFlat(
        AcceleratorStream stream, in StageArguments<T> tables, int chunks, ReadOnlySpan<double> inputs);

    internal abstract void LaunchTable(AcceleratorStream stream, in StageArguments<T> tables);
}

/// <inheritdoc/>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="H">The pack of what the host knows.</typeparam>
public sealed class StageKernel<T, H> : StageKernel<T>
    where T : unmanaged
    where H : struct
{
    private readonly LoadedKernel<FlatStageArguments<T, H>> _flat;
    private readonly LoadedKernel<StageArguments<T>> _table;

    /// <summary>A stage from the two methods that are emitted for it.</summary>
    public StageKernel(
        string rule, int variant, int stage, Action<FlatStageArguments<T, H>> flat, Action<StageArguments<T>> table)
    {
        DeviceKernel Describe(KernelForm form, Delegate kernel) =>
            new(rule, $"stage {stage}", form, typeof(T), variant, -1, kernel.Method);
        _flat = new(Describe(KernelForm.Flat, flat), flat);
        _table = new(Describe(KernelForm.Table, table), table);
    }

    /// <inheritdoc/>
    public override IEnumerable<DeviceKernel> Kernels => [_flat.Description, _table.Description];

    internal override void Compile(Accelerator accelerator, KernelForm form)
    {
        if (form == KernelForm.Flat)
        {
            _flat.Compile(accelerator);
        }
        else
        {
            _table.Compile(accelerator);
        }
    }

    internal override void LaunchFlat(
        AcceleratorStream stream, in StageArguments<T> tables, int chunks, ReadOnlySpan<double> inputs) =>
        _flat.Launch(stream, 1, new() { Tables = tables, Chunks = chunks, Inputs = Pack.Of<H, double>(inputs) });

    internal override void LaunchTable(AcceleratorStream stream, in StageArguments<T> tables) =>
        _table.Launch(stream, tables.Tensors.IntLength, tables);
}
