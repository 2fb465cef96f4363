using ILGPU;
using ILGPU.Runtime;
using Numerics.Plans;

namespace Numerics.Gpu.Kernels;

/// <summary>Queues the kernels of a single call.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal static class FlatRunner<T>
    where T : unmanaged
{
    public static void Run(
        AcceleratorStream stream,
        KernelPlan plan,
        DeviceVariant variant,
        DeviceProgram<T> program,
        ReadOnlySpan<ArrayView<T>> arrays,
        ReadOnlySpan<ArrayView<double>> numbers,
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> inputs)
    {
        long length = arrays[0].Length;
        Span<T> constants = stackalloc T[plan.Constants];
        Rounding.Round(values[..plan.Constants], constants);
        if (!program.HasStages)
        {
            if (length > 0)
            {
                // A rule without stages has one pass and no tables; any view will do for those.
                var plain = new FlatCall<T>(
                    length, DeviceMemory.Head(arrays), DeviceBlock.ChunkCount(length), arrays[0], arrays[0].Cast<double>());
                LaunchAll(stream, program, arrays, constants, plain);
            }

            return;
        }

        DeviceScratch scratch = DeviceScratch.Of(stream);
        lock (scratch)
        {
            RunStages(stream, plan, variant, program, arrays, numbers, constants, inputs, scratch);
        }
    }

    /// <summary>Queues a call whose kernels leave numbers for one another: no other call on the stream comes between them.</summary>
    private static void RunStages(
        AcceleratorStream stream,
        KernelPlan plan,
        DeviceVariant variant,
        DeviceProgram<T> program,
        ReadOnlySpan<ArrayView<T>> arrays,
        ReadOnlySpan<ArrayView<double>> numbers,
        ReadOnlySpan<T> constants,
        ReadOnlySpan<double> inputs,
        DeviceScratch scratch)
    {
        long length = arrays[0].Length;
        int chunks = DeviceBlock.ChunkCount(length);
        StageArguments<T> tables = scratch.Tables<T>(plan, chunks);
        int head = length > 0 ? DeviceMemory.Head(arrays) : 0;
        var call = new FlatCall<T>(length, head, chunks, tables.Constants, tables.Partials);
        CopyIn(stream, variant, numbers, tables.Values);
        for (int stage = 0; stage < program.Stages.Count; stage++)
        {
            if (stage > 0)
            {
                GlobalTotal.Launch(stream, plan.Passes[stage - 1], tables, chunks);
            }

            program.Stages[stage]?.LaunchFlat(stream, tables, chunks, inputs);
            if (stage < program.Passes.Count && length > 0)
            {
                program.Passes[stage].LaunchFlat(stream, arrays, constants, call);
            }
        }

        CopyOut(stream, variant, numbers, tables.Values);
    }

    private static void LaunchAll(
        AcceleratorStream stream,
        DeviceProgram<T> program,
        ReadOnlySpan<ArrayView<T>> arrays,
        ReadOnlySpan<T> constants,
        in FlatCall<T> call)
    {
        foreach (PassKernel<T> pass in program.Passes)
        {
            pass.LaunchFlat(stream, arrays, constants, call);
        }
    }

    private static void CopyIn(
        AcceleratorStream stream, DeviceVariant variant, ReadOnlySpan<ArrayView<double>> numbers, ArrayView<double> values)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            if (variant.Numbers[i].Input >= 0)
            {
                values.SubView(variant.Numbers[i].Input, 1).CopyFrom(stream, numbers[i]);
            }
        }
    }

    private static void CopyOut(
        AcceleratorStream stream, DeviceVariant variant, ReadOnlySpan<ArrayView<double>> numbers, ArrayView<double> values)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            if (variant.Numbers[i].Output >= 0)
            {
                numbers[i].CopyFrom(stream, values.SubView(variant.Numbers[i].Output, 1));
            }
        }
    }
}
