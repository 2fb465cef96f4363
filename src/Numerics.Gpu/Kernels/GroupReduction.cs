using ILGPU;

namespace Numerics.Gpu.Kernels;

/// <summary>One number from a number of each thread of a group, by halves through shared memory: in an order that depends on the
/// number of threads alone, whatever the device's warps are.</summary>
/// <remarks>All threads of the group call it, and all get the result. The number of threads is a power of two.</remarks>
public static class GroupReduction
{
    /// <summary>Room for a number of each thread.</summary>
    public static ArrayView<double> Allocate() => SharedMemory.Allocate<double>(DeviceBlock.MostThreads);

    /// <summary>The sum.</summary>
    public static double Sum(ArrayView<double> shared, double value) => Fold<SumOf>(shared, value);

    /// <summary>The least; NaN if any is.</summary>
    public static double Least(ArrayView<double> shared, double value) => Fold<LeastOf>(shared, value);

    /// <summary>The greatest; NaN if any is.</summary>
    public static double Greatest(ArrayView<double> shared, double value) => Fold<GreatestOf>(shared, value);

    /// <summary>The numbers of all threads as one.</summary>
    /// <typeparam name="F">How.</typeparam>
    public static double Fold<F>(ArrayView<double> shared, double value)
        where F : struct, IFold
    {
        shared[Group.IdxX] = value;
        Group.Barrier();
        for (int half = Group.DimX >> 1; half > 0; half >>= 1)
        {
            if (Group.IdxX < half)
            {
                shared[Group.IdxX] = F.Join(shared[Group.IdxX], shared[Group.IdxX + half]);
            }

            Group.Barrier();
        }

        double result = shared[0];

        // The load must not be moved past a barrier that is its block's only operation on memory (DeviceBlock.HasChunk); and nobody
        // writes the memory again before all have it.
        MemoryFence.GroupLevel();
        Group.Barrier();
        return result;
    }
}
