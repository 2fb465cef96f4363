using ILGPU;
using ILGPU.Runtime;
using Numerics.Plans;

namespace Numerics.Gpu.Kernels;

/// <summary>Checks the arguments of a single call, before anything is launched.</summary>
internal readonly ref struct FlatCallCheck<T>(KernelPlan plan, DeviceVariant variant, AcceleratorStream stream)
    where T : unmanaged
{
    public void Check(
        ReadOnlySpan<ArrayView<T>> arrays, ReadOnlySpan<ArrayView<double>> numbers, bool needsDouble)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(stream.IsDisposed || stream.Accelerator.IsDisposed, stream.Accelerator);
        if ((needsDouble || typeof(T) == typeof(double)) && !DeviceLimits.HasDouble(stream.Accelerator))
        {
            throw new NotSupportedException(
                $"{plan.Rule} reduces or computes in double, which {stream.Accelerator.Name} has not.");
        }

        if (arrays.Length != plan.Arrays.Count || numbers.Length != variant.Numbers.Count)
        {
            throw new ArgumentException(
                $"{plan.Rule} takes {plan.Arrays.Count} arrays and {variant.Numbers.Count} numbers, not {arrays.Length} and "
                + $"{numbers.Length}.",
                nameof(arrays));
        }

        for (int i = 0; i < arrays.Length; i++)
        {
            ViewCheck.Place(arrays[i], plan.Arrays[i].Name, stream);
            if (arrays[i].Length != arrays[0].Length)
            {
                throw new ArgumentException(
                    $"{plan.Arrays[i].Name} has {arrays[i].Length} elements and {plan.Arrays[0].Name} has {arrays[0].Length}; "
                    + "all arrays of a call have the same length.",
                    plan.Arrays[i].Name);
            }
        }

        for (int i = 0; i < numbers.Length; i++)
        {
            DeviceNumber number = variant.Numbers[i];
            if (numbers[i].Length != 1)
            {
                throw new ArgumentException(
                    $"{number.Name} is a view of {numbers[i].Length} elements; a number is a view of one.", number.Name);
            }

            ViewCheck.Place(numbers[i], number.Name, stream);
        }

        CheckOverlap(arrays, numbers);
    }

    /// <summary>An array that is written shares no memory with another.</summary>
    private void CheckOverlap(ReadOnlySpan<ArrayView<T>> arrays, ReadOnlySpan<ArrayView<double>> numbers)
    {
        for (int second = 0; second < arrays.Length; second++)
        {
            for (int first = 0; first < second; first++)
            {
                if ((IsWritten(first) || IsWritten(second)) && ViewCheck.Overlap(arrays[first], arrays[second]))
                {
                    throw ViewCheck.Refusal(plan.Arrays[second].Name, plan.Arrays[first].Name);
                }
            }
        }

        for (int i = 0; i < numbers.Length; i++)
        {
            for (int k = 0; k < arrays.Length; k++)
            {
                if ((IsWritten(k) || variant.Numbers[i].Output >= 0) && ViewCheck.Overlap(arrays[k], numbers[i]))
                {
                    throw ViewCheck.Refusal(variant.Numbers[i].Name, plan.Arrays[k].Name);
                }
            }

            for (int k = 0; k < i; k++)
            {
                if ((variant.Numbers[k].Output >= 0 || variant.Numbers[i].Output >= 0) && ViewCheck.Overlap(numbers[k], numbers[i]))
                {
                    throw ViewCheck.Refusal(variant.Numbers[i].Name, variant.Numbers[k].Name);
                }
            }
        }
    }

    private bool IsWritten(int array) => plan.Arrays[array].Use != ArrayUse.Read;
}
