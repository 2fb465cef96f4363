using ILGPU;
using ILGPU.Runtime;

namespace Numerics.Gpu.Kernels;

/// <summary>A pass over memory in both forms.</summary>
/// <typeparam name="T">The element type.</typeparam>
public abstract class PassKernel<T>
    where T : unmanaged
{
    private protected PassKernel()
    {
    }

    /// <summary>The kernels, for those who inspect them.</summary>
    public abstract IEnumerable<DeviceKernel> Kernels { get; }

    internal abstract void Compile(Accelerator accelerator, KernelForm form);

    internal abstract void LaunchFlat(
        AcceleratorStream stream, ReadOnlySpan<ArrayView<T>> arrays, ReadOnlySpan<T> constants, in FlatCall<T> call);

    internal abstract void LaunchTable(
        AcceleratorStream stream, ReadOnlySpan<ArrayView<T>> arrays, ReadOnlySpan<T> constants, in TableCall<T> call);
}

/// <summary>What all passes of a single call share.</summary>
internal readonly record struct FlatCall<T>(
    long Length, int Head, int Chunks, ArrayView<T> StageConstants, ArrayView<double> Partials)
    where T : unmanaged;

/// <summary>What all passes of a step over many tensors share.</summary>
internal readonly record struct TableCall<T>(
    ArrayView<DeviceChunk> Chunks,
    ArrayView<long> Offsets,
    ArrayView<T> GradientScale,
    ArrayView<T> TensorConstants,
    ArrayView<double> Partials,
    int ArrayCount,
    int ConstantCount)
    where T : unmanaged;

/// <inheritdoc/>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="A">The arrays' pack.</typeparam>
/// <typeparam name="C">The constants' pack.</typeparam>
public sealed class PassKernel<T, A, C> : PassKernel<T>
    where T : unmanaged
    where A : struct
    where C : struct
{
    private readonly LoadedKernel<FlatArguments<T, A, C>> _flat;
    private readonly LoadedKernel<TableArguments<T, A, C>> _table;

    /// <summary>A pass from the two methods that are emitted for it.</summary>
    public PassKernel(
        string rule,
        int variant,
        int pass,
        int passes,
        Action<FlatArguments<T, A, C>> flat,
        Action<TableArguments<T, A, C>> table)
    {
        DeviceKernel Describe(KernelForm form, Delegate kernel) =>
            new(rule, $"pass {pass + 1} of {passes}", form, typeof(T), variant, pass, kernel.Method);
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
        AcceleratorStream stream, ReadOnlySpan<ArrayView<T>> arrays, ReadOnlySpan<T> constants, in FlatCall<T> call) =>
        _flat.Launch(stream, call.Chunks, new FlatArguments<T, A, C>
        {
            Arrays = Pack.Of<A, ArrayView<T>>(arrays),
            Constants = Pack.Of<C, T>(constants),
            StageConstants = call.StageConstants,
            Partials = call.Partials,
            Length = call.Length,
            ChunkLength = DeviceBlock.ChunkLength(call.Length),
            Head = call.Head,
        });

    internal override void LaunchTable(
        AcceleratorStream stream, ReadOnlySpan<ArrayView<T>> arrays, ReadOnlySpan<T> constants, in TableCall<T> call) =>
        _table.Launch(stream, call.Chunks.IntLength, new TableArguments<T, A, C>
        {
            Arrays = Pack.Of<A, ArrayView<T>>(arrays),
            Chunks = call.Chunks,
            Offsets = call.Offsets,
            Constants = Pack.Of<C, T>(constants),
            GradientScale = call.GradientScale,
            TensorConstants = call.TensorConstants,
            Partials = call.Partials,
            ArrayCount = call.ArrayCount,
            ConstantCount = call.ConstantCount,
        });
}
