using Numerics.Runtime;

namespace Numerics.Gpu.Kernels;

/// <summary>Lanes of a device: what a kernel loads and stores at once, element i of an array in lane i.</summary>
/// <remarks>
/// Operations round as IEEE 754 says, one by one, but the device's compiler may contract products and sums: a result is within
/// bounds of the CPU's, and the same on each run on the same device. OpenCL promises division and square root within 2.5 and
/// 3 ULP in <see cref="float"/>; CUDA rounds them correctly.
/// </remarks>
/// <typeparam name="V">The lanes' type: as large as its elements in memory.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
public interface IDeviceLanes<V, T> : ILanes<V, T>
    where V : unmanaged, IDeviceLanes<V, T>
    where T : unmanaged
{
    /// <summary>A double, rounded to the element type.</summary>
    static abstract T Round(double value);

    /// <summary>sum plus the lanes, in double, from the first to the last.</summary>
    static abstract double Sum(V value, double sum);

    /// <summary>sum plus the products of the lanes, in double, from the first to the last.</summary>
    static abstract double Dot(V left, V right, double sum);

    /// <summary>The least of the lanes and <paramref name="least"/>; NaN if any is.</summary>
    static abstract double Least(V value, double least);

    /// <summary>The greatest of the lanes and <paramref name="greatest"/>; NaN if any is.</summary>
    static abstract double Greatest(V value, double greatest);
}
