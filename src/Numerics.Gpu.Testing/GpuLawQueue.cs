using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Plans;
using Numerics.Testing;

namespace Numerics.Gpu.Testing;

/// <summary>Runs a rule's kernels in a stream of its own, on memory that grows with what it is given.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class GpuLawQueue<T>(Accelerator accelerator, DeviceRule rule) : ILawDeviceQueue<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LeastAllocation = 4096;
    private const double GuardNumber = -12345;

    private readonly AcceleratorStream _stream = accelerator.CreateStream();
    private MemoryBuffer1D<T, Stride1D.Dense>? _memory;
    private MemoryBuffer1D<double, Stride1D.Dense>? _numbers;

    public double[] Run(T[] memory, IReadOnlyList<Range> arrays, double[] host, double[] scalars)
    {
        int variant = rule.Rule.VariantOf(host);
        KernelPlan plan = rule.Rule.Plans[variant];
        DeviceVariant device = rule.Variants[variant];
        double[] numbers = Numbers(scalars, device);
        ArrayView<T> block = Upload(ref _memory, memory);
        ArrayView<double> numberBlock = Upload(ref _numbers, numbers);
        ArrayView<T>[] views = [.. arrays.Select(place => Part(block, place.GetOffsetAndLength(memory.Length)))];
        ArrayView<double>[] numberViews = [.. device.Numbers.Select((_, i) => numberBlock.SubView(2 * i, 1))];
        double[] values = new double[plan.Slots];
        try
        {
            rule.Run<T>(_stream, views, numberViews, host, values);
        }
        finally
        {
            block.CopyToCPU(_stream, memory);
            numberBlock.CopyToCPU(_stream, numbers);
            _stream.Synchronize();
        }

        return Results(plan, device, numbers, values);
    }

    public void Dispose()
    {
        _stream.Synchronize();
        _memory?.Dispose();
        _numbers?.Dispose();
        _stream.Dispose();
    }

    private ArrayView<E> Upload<E>(ref MemoryBuffer1D<E, Stride1D.Dense>? buffer, E[] content)
        where E : unmanaged
    {
        if (buffer is null || buffer.Length < content.Length)
        {
            buffer?.Dispose();
            buffer = accelerator.Allocate1D<E>(Math.Max(content.Length, LeastAllocation));
        }

        ArrayView<E> block = buffer.View.SubView(0, content.Length);
        block.CopyFromCPU(_stream, content);
        return block;
    }

    private static ArrayView<T> Part(ArrayView<T> block, (int Offset, int Length) place) =>
        block.SubView(place.Offset, place.Length);

    /// <summary>Each number with a guard after it; one pair at least.</summary>
    private static double[] Numbers(double[] scalars, DeviceVariant variant)
    {
        double[] numbers = new double[2 * Math.Max(1, variant.Numbers.Count)];
        Array.Fill(numbers, GuardNumber);
        for (int i = 0; i < scalars.Length; i++)
        {
            numbers[2 * i] = scalars[i];
        }

        return numbers;
    }

    private static double[] Results(KernelPlan plan, DeviceVariant variant, double[] numbers, double[] values)
    {
        if (numbers.Where((_, i) => i % 2 == 1).Any(guard => guard != GuardNumber))
        {
            throw new LawViolationException($"A kernel of {plan.Rule} wrote beside a number.");
        }

        List<DeviceNumber> outputs = [.. variant.Numbers];
        return [.. plan.Results.Select(result => outputs.FindIndex(n => n.Output == result.Slot) is >= 0 and int i
            ? numbers[2 * i]
            : values[result.Slot])];
    }
}
