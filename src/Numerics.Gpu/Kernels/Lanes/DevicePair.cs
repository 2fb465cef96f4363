using System.Runtime.InteropServices;
using Numerics.Runtime;

namespace Numerics.Gpu.Kernels;

/// <summary>Twice as many lanes, one half after the other in memory: two doubles or two pairs of floats are what a device loads
/// and stores at once.</summary>
/// <typeparam name="H">A half.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="lower">The first half of the lanes.</param>
/// <param name="upper">The second half of the lanes.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DevicePair<H, T>(H lower, H upper) : IPair<DevicePair<H, T>, H, T>, IDeviceLanes<DevicePair<H, T>, T>
    where H : unmanaged, IDeviceLanes<H, T>
    where T : unmanaged
{
    private readonly H _lower = lower;
    private readonly H _upper = upper;

    static DevicePair<H, T> IPair<DevicePair<H, T>, H, T>.Of(H lower, H upper) => new(lower, upper);

    static H IPair<DevicePair<H, T>, H, T>.Lower(DevicePair<H, T> value) => value._lower;

    static H IPair<DevicePair<H, T>, H, T>.Upper(DevicePair<H, T> value) => value._upper;

    /// <inheritdoc/>
    public static T Round(double value) => H.Round(value);

    /// <inheritdoc/>
    public static double Sum(DevicePair<H, T> value, double sum) => H.Sum(value._upper, H.Sum(value._lower, sum));

    /// <inheritdoc/>
    public static double Dot(DevicePair<H, T> left, DevicePair<H, T> right, double sum) =>
        H.Dot(left._upper, right._upper, H.Dot(left._lower, right._lower, sum));

    /// <inheritdoc/>
    public static double Least(DevicePair<H, T> value, double least) => H.Least(value._upper, H.Least(value._lower, least));

    /// <inheritdoc/>
    public static double Greatest(DevicePair<H, T> value, double greatest) =>
        H.Greatest(value._upper, H.Greatest(value._lower, greatest));
}
