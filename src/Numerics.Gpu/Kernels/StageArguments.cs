using ILGPU;

namespace Numerics.Gpu.Kernels;

#pragma warning disable CA1051 // What a kernel reads are fields.

/// <summary>The chunks of a tensor.</summary>
/// <param name="firstChunk">The first.</param>
/// <param name="chunkCount">Their number; 0 for a tensor that takes no part.</param>
public readonly struct DeviceTensor(int firstChunk, int chunkCount)
{
    /// <summary>The first.</summary>
    public readonly int FirstChunk = firstChunk;

    /// <summary>Their number; 0 for a tensor that takes no part.</summary>
    public readonly int ChunkCount = chunkCount;
}

/// <summary>The argument of a stage: the numbers between two passes, computed by one group of threads for each tensor.</summary>
/// <typeparam name="T">The element type.</typeparam>
public struct StageArguments<T>
    where T : unmanaged
{
    /// <summary>The tensors' chunks.</summary>
    public ArrayView<DeviceTensor> Tensors;

    /// <summary>What the host knows: tensor · <see cref="InputCount"/> + number.</summary>
    public ArrayView<double> Inputs;

    /// <summary>The rule's numbers: tensor · <see cref="SlotCount"/> + slot.</summary>
    public ArrayView<double> Values;

    /// <summary>The passes' constants: tensor · <see cref="ConstantCount"/> + slot.</summary>
    public ArrayView<T> Constants;

    /// <summary>The chunks' parts of reductions: chunk · <see cref="ReductionCount"/> + reduction.</summary>
    public ArrayView<double> Partials;

    /// <summary>The reductions over all tensors.</summary>
    public ArrayView<double> Totals;

    /// <summary>Numbers of the host for each tensor.</summary>
    public int InputCount;

    /// <summary>Numbers of the rule for each tensor.</summary>
    public int SlotCount;

    /// <summary>Constants for each tensor.</summary>
    public int ConstantCount;

    /// <summary>The rule's reductions.</summary>
    public int ReductionCount;

    /// <summary>The tensor's sum, from its chunks' parts. All threads call it and get it.</summary>
    public readonly double Sum(ArrayView<double> shared, DeviceTensor t, int reduction)
    {
        double sum = 0;
        for (int i = Group.IdxX; i < t.ChunkCount; i += Group.DimX)
        {
            sum += Partial(t.FirstChunk + i, reduction);
        }

        return GroupReduction.Sum(shared, sum);
    }

    /// <summary>The tensor's least, from its chunks' parts; NaN if any is.</summary>
    public readonly double Least(ArrayView<double> shared, DeviceTensor t, int reduction)
    {
        double least = double.PositiveInfinity;
        for (int i = Group.IdxX; i < t.ChunkCount; i += Group.DimX)
        {
            least = DeviceFunctions.Min(least, Partial(t.FirstChunk + i, reduction));
        }

        return GroupReduction.Least(shared, least);
    }

    /// <summary>The tensor's greatest, from its chunks' parts; NaN if any is.</summary>
    public readonly double Greatest(ArrayView<double> shared, DeviceTensor t, int reduction)
    {
        double greatest = double.NegativeInfinity;
        for (int i = Group.IdxX; i < t.ChunkCount; i += Group.DimX)
        {
            greatest = DeviceFunctions.Max(greatest, Partial(t.FirstChunk + i, reduction));
        }

        return GroupReduction.Greatest(shared, greatest);
    }

    /// <summary>A reduction over all tensors.</summary>
    public readonly double Total(int reduction) => Totals[reduction];

    /// <summary>A number that the host knows.</summary>
    public readonly double Input(int tensor, int number) => Inputs[((long)tensor * InputCount) + number];

    /// <summary>A number of the rule.</summary>
    public readonly double Value(int tensor, int slot) => Values[((long)tensor * SlotCount) + slot];

    /// <summary>Sets a number of the rule.</summary>
    public readonly void SetValue(int tensor, int slot, double value) => Values[((long)tensor * SlotCount) + slot] = value;

    /// <summary>Sets a constant of the passes.</summary>
    public readonly void SetConstant(int tensor, int slot, T value) =>
        Constants[((long)tensor * ConstantCount) + slot] = value;

    private readonly double Partial(int chunk, int reduction) => Partials[((long)chunk * ReductionCount) + reduction];
}

/// <summary>The argument of a stage in a single call: what the host knows comes with it.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="H">The pack of the host's numbers.</typeparam>
public struct FlatStageArguments<T, H>
    where T : unmanaged
    where H : struct
{
    /// <summary>The tables, of one row.</summary>
    public StageArguments<T> Tables;

    /// <summary>The tensor's chunks.</summary>
    public int Chunks;

    /// <summary>What the host knows.</summary>
    public H Inputs;

    /// <summary>The tensor.</summary>
    public readonly DeviceTensor Tensor => new(0, Chunks);
}
