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
    public static double Sum(ArrayView<double> shared, double value)
    {
        shared[Group.IdxX] = value;
        Group.Barrier();
        for (int half = Group.DimX >> 1; half > 0; half >>= 1)
        {
            if (Group.IdxX < half)
            {
                shared[Group.IdxX] += shared[Group.IdxX + half];
            }

            Group.Barrier();
        }

        return Take(shared);
    }

    /// <summary>The least; NaN if any is.</summary>
    public static double Least(ArrayView<double> shared, double value)
    {
        shared[Group.IdxX] = value;
        Group.Barrier();
        for (int half = Group.DimX >> 1; half > 0; half >>= 1)
        {
            if (Group.IdxX < half)
            {
                shared[Group.IdxX] = DeviceFunctions.Min(shared[Group.IdxX], shared[Group.IdxX + half]);
            }

            Group.Barrier();
        }

        return Take(shared);
    }

    /// <summary>The greatest; NaN if any is.</summary>
    public static double Greatest(ArrayView<double> shared, double value)
    {
        shared[Group.IdxX] = value;
        Group.Barrier();
        for (int half = Group.DimX >> 1; half > 0; half >>= 1)
        {
            if (Group.IdxX < half)
            {
                shared[Group.IdxX] = DeviceFunctions.Max(shared[Group.IdxX], shared[Group.IdxX + half]);
            }

            Group.Barrier();
        }

        return Take(shared);
    }

    /// <summary>The result, before anyone writes the memory again.</summary>
    private static double Take(ArrayView<double> shared)
    {
        double result = shared[0];
        Group.Barrier();
        return result;
    }
}
