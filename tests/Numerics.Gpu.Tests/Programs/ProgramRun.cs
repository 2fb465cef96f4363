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
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(stream, DeviceRuleOf(rule), [of])[0];

    /// <summary>Runs the rule on copies of cases of one shape and the same host values, as one batch.</summary>
    public static IReadOnlyList<ProgramCase<T>> Run<T>(
        AcceleratorStream stream, DeviceProgramRule device, IReadOnlyList<ProgramCase<T>> cases)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ProgramCase<T> of = cases[0];
        ProgramCase<T>[] results = [.. cases.Select(c => c.Copy())];
        ProgramPlan plan = device.Plans[device.VariantOf(of.Host)];
        var buffers = new List<MemoryBuffer>();
        var sparse = new List<IDisposable>();
        try
        {
            DeviceOperand<T>[] arrays = [.. plan.Arrays.Select((a, i) => of.Sparse[i] is { } matrix
                ? Upload(stream, matrix, sparse)
                : Upload(stream, a, cases, i, buffers))];
            IReadOnlyList<Kernels.DeviceNumber> described = device.Variants[device.VariantOf(of.Host)].Numbers;
            ArrayView<double>[] numbers = [.. Numbers(stream, described, cases, buffers)];
            device.Run<T>(stream, arrays, numbers, of.Host, cases.Count);
            stream.Synchronize();
            double[][] values = [.. results.Select(_ => new double[plan.Slots])];
            for (int i = 0; i < numbers.Length; i++)
            {
                double[] all = Download(stream, numbers[i]);
                for (int p = 0; p < results.Length && described[i].Output >= 0; p++)
                {
                    values[p][described[i].Output] = all[p];
                }
            }

            for (int i = 0; i < plan.Arrays.Count; i++)
            {
                T[] all = Download(stream, arrays[i].View);
                int length = of.Sparse[i] is null ? of.Arrays[i].Length : 0;
                for (int p = 0; p < results.Length; p++)
                {
                    results[p].Arrays[i] = all[(p * length)..((p + 1) * length)];
                }
            }

            for (int p = 0; p < results.Length; p++)
            {
                results[p].Results = [.. plan.Results.Select(r => values[p][r.Slot])];
            }

            return results;
        }
        finally
        {
            buffers.ForEach(b => b.Dispose());
            sparse.ForEach(m => m.Dispose());
        }
    }

    private static DeviceOperand<T> Upload<T>(
        AcceleratorStream stream, ProgramArray array, IReadOnlyList<ProgramCase<T>> cases, int index, List<MemoryBuffer> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArrayView<T> view = Copy(stream, [.. cases.SelectMany(c => c.Arrays[index])], buffers);
        return array.IsMatrix
            ? new DeviceMatrix<T>(view, cases.Count * cases[0].Axes[array.RowAxis], cases[0].Axes[array.Axis])
            : view;
    }

    private static DeviceOperand<T> Upload<T>(AcceleratorStream stream, CsrMatrix<T> matrix, List<IDisposable> sparse)
        where T : unmanaged
    {
        var copy = new DeviceCsrMatrix<T>(stream, matrix);
        sparse.Add(copy);
        return copy;
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
        if (values.Length > 0)
        {
            view.CopyToCPU(stream, values);
        }

        return values;
    }

    private static IEnumerable<ArrayView<double>> Numbers<T>(
        AcceleratorStream stream, IReadOnlyList<Kernels.DeviceNumber> described, IReadOnlyList<ProgramCase<T>> cases,
        List<MemoryBuffer> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int given = 0;
        foreach (Kernels.DeviceNumber number in described)
        {
            int at = number.Input >= 0 ? given++ : -1;
            yield return Copy(stream, [.. cases.Select(c => at >= 0 ? c.Scalars[at] : 0)], buffers);
        }
    }
}
