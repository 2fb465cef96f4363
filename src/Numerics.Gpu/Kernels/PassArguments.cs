using ILGPU;

namespace Numerics.Gpu.Kernels;

#pragma warning disable CA1051 // What a kernel reads are fields.

/// <summary>The argument of a pass in a single call: constants come with it.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="A">The arrays' pack.</typeparam>
/// <typeparam name="C">The constants' pack.</typeparam>
public struct FlatArguments<T, A, C>
    where T : unmanaged
    where A : struct
    where C : struct
{
    /// <summary>The arrays, in kernel order.</summary>
    public A Arrays;

    /// <summary>The constants that the host knows, by slot.</summary>
    public C Constants;

    /// <summary>The constants that a stage has left on the device, by slot.</summary>
    public ArrayView<T> StageConstants;

    /// <summary>The chunks' parts of reductions.</summary>
    public ArrayView<double> Partials;

    /// <summary>The elements of each array.</summary>
    public long Length;

    /// <summary>The elements of a chunk.</summary>
    public int ChunkLength;

    /// <summary>The elements before the first aligned one.</summary>
    public int Head;

    /// <summary>The chunk of this group.</summary>
    public readonly DeviceBlock Block(int lanes)
    {
        long start = (long)Grid.IdxX * ChunkLength;
        long rest = Length - start;
        return new DeviceBlock(Grid.IdxX, start, rest < ChunkLength ? (int)rest : ChunkLength, Head, lanes);
    }
}

/// <summary>A chunk of one of many tensors.</summary>
/// <param name="start">Its first element in the tensor.</param>
/// <param name="length">Its number of elements.</param>
/// <param name="tensor">The tensor: its row in the tables.</param>
/// <param name="head">The elements before the first aligned one.</param>
public readonly struct DeviceChunk(long start, int length, int tensor, int head)
{
    /// <summary>Its first element in the tensor.</summary>
    public readonly long Start = start;

    /// <summary>Its number of elements.</summary>
    public readonly int Length = length;

    /// <summary>The tensor: its row in the tables.</summary>
    public readonly int Tensor = tensor;

    /// <summary>The elements before the first aligned one; at least <see cref="Length"/> where the arrays' places differ.</summary>
    public readonly long Head = head;
}

/// <summary>The argument of a pass over many tensors: what differs between them is in tables.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="A">The arrays' pack.</typeparam>
/// <typeparam name="C">The constants' pack.</typeparam>
public struct TableArguments<T, A, C>
    where T : unmanaged
    where A : struct
    where C : struct
{
    /// <summary>For each kernel array the memory that holds it for all tensors.</summary>
    public A Arrays;

    /// <summary>One entry for each group of threads.</summary>
    public ArrayView<DeviceChunk> Chunks;

    /// <summary>Where a tensor's arrays begin in the memory of <see cref="Arrays"/>: tensor · <see cref="ArrayCount"/> + array.</summary>
    public ArrayView<long> Offsets;

    /// <summary>The constants that the host knows, by slot: the same for all tensors of the launch. Not used where they depend on
    /// a tensor's length; then they too are in <see cref="TensorConstants"/>.</summary>
    public C Constants;

    /// <summary>What gradients are multiplied by: one number, which the device may have computed.</summary>
    public ArrayView<T> GradientScale;

    /// <summary>The constants that differ from tensor to tensor: tensor · <see cref="ConstantCount"/> + slot.</summary>
    public ArrayView<T> TensorConstants;

    /// <summary>The chunks' parts of reductions.</summary>
    public ArrayView<double> Partials;

    /// <summary>The kernel's arrays.</summary>
    public int ArrayCount;

    /// <summary>The kernel's constants.</summary>
    public int ConstantCount;

    /// <summary>The tensor that this group works on.</summary>
    public readonly int Tensor => Chunks[Grid.IdxX].Tensor;

    /// <summary>The chunk of this group.</summary>
    public readonly DeviceBlock Block(int lanes)
    {
        DeviceChunk chunk = Chunks[Grid.IdxX];
        return new DeviceBlock(Grid.IdxX, chunk.Start, chunk.Length, (int)chunk.Head, lanes);
    }

    /// <summary>An array of this group's tensor, from its first element on.</summary>
    public readonly ArrayView<T> Array(ArrayView<T> memory, int tensor, int array) =>
        memory.SubView(Offsets[((long)tensor * ArrayCount) + array]);

    /// <summary>A constant of this group's tensor.</summary>
    public readonly T Constant(int tensor, int slot) => TensorConstants[((long)tensor * ConstantCount) + slot];
}
