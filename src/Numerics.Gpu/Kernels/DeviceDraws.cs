using ILGPU;
using Numerics.Runtime;

namespace Numerics.Gpu.Kernels;

/// <summary>The draws of <see cref="Draws"/> in code that ILGPU compiles. The position of a number that belongs to no array is
/// −1.</summary>
public static class DeviceDraws
{
    /// <summary>The bits of <see cref="Draws.UniformAt{T}"/> in <see cref="double"/>.</summary>
    public static double Uniform(ulong key, long counter, long position) =>
        DeviceDouble.Number(DrawLanes.Uniform(key, counter, Lane(position)));

    /// <summary>The bits of <see cref="Draws.UniformAt{T}"/> in <see cref="float"/>.</summary>
    public static float UniformSingle(ulong key, long counter, long position) =>
        (float)DeviceDouble.Number(DrawLanes.UniformSingle(key, counter, Lane(position)));

    /// <summary>Within 8 ULP of <see cref="Draws.NormalAt{T}"/>: devices contract, and have divisions and roots of their own.</summary>
    public static double Normal(ulong key, long counter, long position) =>
        DeviceDouble.Number(DrawLanes.Normal(key, counter, Lane(position)));

    /// <summary>−1 or 1 as <see cref="Draws.RademacherAt{T}"/>.</summary>
    public static double Rademacher(ulong key, long counter, long position) =>
        DeviceDouble.Number(DrawLanes.Rademacher(key, counter, Lane(position)));

    /// <summary>The whole number of <see cref="Draws.RandomIndexAt{T}"/>. A bound below 1, which a device cannot refuse, gives 0 or
    /// less.</summary>
    public static long RandomIndex(ulong key, long counter, long bound, long position) =>
        (long)UpperProduct(Philox.Bits(key, (ulong)position, (ulong)counter).Low, (ulong)bound);

    /// <summary>The upper 64 bits of a product, of products of halves.</summary>
    private static ulong UpperProduct(ulong x, ulong y)
    {
        ulong low = (x & uint.MaxValue) * (y & uint.MaxValue);
        ulong middle = ((x >> 32) * (y & uint.MaxValue)) + (low >> 32);
        ulong other = ((x & uint.MaxValue) * (y >> 32)) + (middle & uint.MaxValue);
        return ((x >> 32) * (y >> 32)) + (middle >> 32) + (other >> 32);
    }

    /// <summary>A position's bits. Those of −1 are a NaN's: as a constant ILGPU would write them for OpenCL as any NaN. What is added is
    /// zero, which its compiler does not know.</summary>
    private static DeviceDouble Lane(long position) => new(Interop.IntAsFloat((ulong)(position + (Group.DimX >> 31))));
}
