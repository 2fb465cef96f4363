using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Numerics.Plans;
using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Gpu.Tests.Programs;

/// <summary>Runs of rules over matrices on a device.</summary>
internal static class ProgramRun
{
    /// <summary>The kernels for devices of a rule: they stand beside it.</summary>
    public static DeviceProgramRule DeviceRuleOf(ProgramRule rule)
    {
        Type type = rule.GetType().DeclaringType!.GetNestedType(rule.GetType().Name[..^"Rule".Length] + "DeviceRule")!;
        return (DeviceProgramRule)type.GetProperty("Instance")!.GetValue(null)!;
    }

    /// <summary>Runs the rule on a copy of a case.</summary>
    public static ProgramCase<T> Run<T>(AcceleratorStream stream, ProgramRule rule, ProgramCase<T> of)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProgramCase<T> result = of.Copy();
        ProgramPlan plan = rule.Plans[rule.VariantOf(of.Host)];
        DeviceProgramRule device = DeviceRuleOf(rule);
        var buffers = new List<MemoryBuffer>();
        try
        {
            DeviceOperand<T>[] arrays = [.. plan.Arrays.Select((a, i) => Upload(stream, a, result, i, buffers))];
            ArrayView<double>[] numbers = [.. Numbers(stream, device, rule, of, buffers)];
            device.Run<T>(stream, arrays, numbers, of.Host, 1);
            stream.Synchronize();
            for (int i = 0; i < result.Arrays.Length; i++)
            {
                if (result.Arrays[i].Length > 0)
                {
                    result.Arrays[i] = Download(stream, arrays[i].View);
                }
            }

            double[] values = new double[plan.Slots];
            for (int i = 0; i < numbers.Length; i++)
            {
                int slot = device.Variants[rule.VariantOf(of.Host)].Numbers[i].Output;
                if (slot >= 0)
                {
                    values[slot] = Download(stream, numbers[i])[0];
                }
            }

            result.Results = [.. plan.Results.Select(r => values[r.Slot])];
            return result;
        }
        finally
        {
            buffers.ForEach(b => b.Dispose());
        }
    }

    private static DeviceOperand<T> Upload<T>(
        AcceleratorStream stream, ProgramArray array, ProgramCase<T> of, int index, List<MemoryBuffer> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArrayView<T> view = Copy(stream, of.Arrays[index], buffers);
        return array.IsMatrix
            ? new DeviceMatrix<T>(view, of.Axes[array.RowAxis], of.Axes[array.Axis])
            : view;
    }

    private static ArrayView<T> Copy<T>(AcceleratorStream stream, T[] values, List<MemoryBuffer> buffers)
        where T : unmanaged
    {
        MemoryBuffer1D<T, Stride1D.Dense> buffer = stream.Accelerator.Allocate1D<T>(Math.Max(values.Length, 1));
        buffers.Add(buffer);
        if (values.Length > 0)
        {
            buffer.View.SubView(0, values.Length).CopyFromCPU(stream, values);
        }

        return buffer.View.BaseView.SubView(0, values.Length);
    }

    private static T[] Download<T>(AcceleratorStream stream, ArrayView<T> view)
        where T : unmanaged
    {
        var values = new T[view.Length];
        view.CopyToCPU(stream, values);
        return values;
    }

    private static IEnumerable<ArrayView<double>> Numbers<T>(
        AcceleratorStream stream, DeviceProgramRule device, ProgramRule rule, ProgramCase<T> of, List<MemoryBuffer> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int given = 0;
        foreach (Kernels.DeviceNumber number in device.Variants[rule.VariantOf(of.Host)].Numbers)
        {
            yield return Copy(stream, new[] { number.Input >= 0 ? of.Scalars[given++] : 0 }, buffers);
        }
    }
}
