using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;

namespace Numerics.Gpu.Programs;

#pragma warning disable CA1051 // What a kernel reads are fields.

/// <summary>The argument of a copy between a number's view and the tables of values.</summary>
public struct NumberCopyArguments
{
    /// <summary>A number for each problem.</summary>
    public ArrayView<double> Numbers;

    /// <summary>A table of values for each problem.</summary>
    public ArrayView<double> Values;

    /// <summary>The slots of a table.</summary>
    public int Slots;

    /// <summary>The number's slot.</summary>
    public int Slot;

    /// <summary>1 from the tables to the numbers, 0 the other way.</summary>
    public int IsOutput;
}

/// <summary>Copies a number of each problem into its table of values, or out of it.</summary>
internal static class NumberCopy
{
    private static readonly LoadedKernel<NumberCopyArguments> Kernel = new(
        new DeviceKernel("Numerics", "copy of numbers", KernelForm.Program, typeof(double), 0, -1, ((Delegate)Copy).Method), Copy);

    public static void Launch(
        AcceleratorStream stream, ArrayView<double> numbers, ArrayView<double> values, int slots, int slot, bool isOutput)
    {
        int threads = DeviceLimits.GroupSize(stream.Accelerator);
        Kernel.Launch(stream, (int)((numbers.Length + threads - 1) / threads), new NumberCopyArguments
        {
            Numbers = numbers,
            Values = values,
            Slots = slots,
            Slot = slot,
            IsOutput = isOutput ? 1 : 0,
        });
    }

    private static void Copy(NumberCopyArguments a)
    {
        long i = ((long)ILGPU.Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i >= a.Numbers.Length)
        {
            return;
        }

        long at = (i * a.Slots) + a.Slot;
        if (a.IsOutput != 0)
        {
            a.Numbers[i] = a.Values[at];
        }
        else
        {
            a.Values[at] = a.Numbers[i];
        }
    }
}
