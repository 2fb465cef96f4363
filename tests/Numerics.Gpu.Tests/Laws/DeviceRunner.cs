using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Testing;
using Numerics.Plans;

namespace Numerics.Gpu.Tests.Laws;

/// <summary>Runs a rule's kernels on tensors in a device's memory, with guards beside each array.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class DeviceRunner<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The elements between two arrays: whatever the element type a multiple of what a device loads at once.</summary>
    private const int Guard = 16;

    private const double GuardNumber = -12345;

    private readonly DeviceRule _rule;
    private readonly AcceleratorStream _stream;
    private MemoryBuffer1D<T, Stride1D.Dense>? _memory;
    private MemoryBuffer1D<double, Stride1D.Dense>? _numbers;

    public DeviceRunner(DeviceRule rule, Accelerator accelerator)
    {
        _rule = rule;
        _stream = accelerator.CreateStream();
    }

    /// <summary>Runs the kernels.</summary>
    /// <param name="before">The tensor, which keeps its values.</param>
    /// <param name="offsets">For each array the elements by which it is off a 16-byte boundary; repeated as need be.</param>
    /// <returns>The tensor after the run.</returns>
    /// <exception cref="LawViolationException">Memory beside an array was written.</exception>
    public TensorCase<T> Run(TensorCase<T> before, params int[] offsets)
    {
        int variant = _rule.Rule.VariantOf(before.Host);
        KernelPlan plan = _rule.Rule.Plans[variant];
        int[] starts = Starts(before, offsets);
        T[] host = Image(before, starts);
        DeviceVariant device = _rule.Variants[variant];
        double[] numbers = Numbers(before, device);
        ArrayView<T> memory = Grow(ref _memory, host.Length);
        ArrayView<double> numberMemory = Grow(ref _numbers, numbers.Length);
        memory.SubView(0, host.Length).CopyFromCPU(_stream, host);
        numberMemory.SubView(0, numbers.Length).CopyFromCPU(_stream, numbers);

        double[] values = new double[plan.Slots];
        ArrayView<T>[] views = [.. starts.Select(start => memory.SubView(start, before.Length))];
        ArrayView<double>[] numberViews =
            [.. Enumerable.Range(0, device.Numbers.Count).Select(i => numberMemory.SubView(2 * i, 1))];
        _rule.Run<T>(_stream, views, numberViews, before.Host, values);

        memory.SubView(0, host.Length).CopyToCPU(_stream, host);
        numberMemory.SubView(0, numbers.Length).CopyToCPU(_stream, numbers);
        _stream.Synchronize();
        return After(before, plan, starts, host, numbers, values, device);
    }

    public void Dispose()
    {
        _stream.Synchronize();
        _memory?.Dispose();
        _numbers?.Dispose();
        _stream.Dispose();
    }

    private ArrayView<E> Grow<E>(ref MemoryBuffer1D<E, Stride1D.Dense>? memory, int count)
        where E : unmanaged
    {
        if (memory is null || memory.Length < count)
        {
            memory?.Dispose();
            memory = _stream.Accelerator.Allocate1D<E>(Math.Max(count, 4096));
        }

        return memory.View;
    }

    private static int[] Starts(TensorCase<T> tensor, int[] offsets)
    {
        int[] starts = new int[tensor.Arrays.Length];
        int end = 0;
        for (int k = 0; k < starts.Length; k++)
        {
            starts[k] = ((end + (2 * Guard) - 1) / Guard * Guard) + (offsets.Length == 0 ? 0 : offsets[k % offsets.Length]);
            end = starts[k] + tensor.Length;
        }

        return starts;
    }

    private static T[] Image(TensorCase<T> tensor, int[] starts)
    {
        T[] image = new T[starts[^1] + tensor.Length + Guard];
        Array.Fill(image, T.CreateTruncating(GuardNumber));
        for (int k = 0; k < starts.Length; k++)
        {
            tensor.Arrays[k].CopyTo(image, starts[k]);
        }

        return image;
    }

    /// <summary>Each number with a guard after it; one pair at least.</summary>
    private static double[] Numbers(TensorCase<T> tensor, DeviceVariant variant)
    {
        double[] numbers = new double[2 * Math.Max(1, variant.Numbers.Count)];
        Array.Fill(numbers, GuardNumber);
        for (int i = 0; i < tensor.Scalars.Length; i++)
        {
            numbers[2 * i] = tensor.Scalars[i];
        }

        return numbers;
    }

    private static TensorCase<T> After(
        TensorCase<T> before, KernelPlan plan, int[] starts, T[] memory, double[] numbers, double[] values, DeviceVariant variant)
    {
        TensorCase<T> after = before.Copy();
        for (int k = 0; k < starts.Length; k++)
        {
            memory.AsSpan(starts[k], before.Length).CopyTo(after.Arrays[k]);
            memory.AsSpan(starts[k], before.Length).Fill(T.CreateTruncating(GuardNumber));
        }

        if (memory.AsSpan().ContainsAnyExcept(T.CreateTruncating(GuardNumber))
            || numbers.Where((_, i) => i % 2 == 1).Any(guard => guard != GuardNumber))
        {
            throw new LawViolationException($"A kernel of {plan.Rule} wrote beside an array.");
        }

        List<DeviceNumber> outputs = [.. variant.Numbers];
        after.Results = [.. plan.Results.Select(result => outputs.FindIndex(n => n.Output == result.Slot) is >= 0 and int i
            ? numbers[2 * i]
            : values[result.Slot])];
        return after;
    }
}
