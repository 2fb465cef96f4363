using ILGPU;
using ILGPU.Util;
using Numerics.Runtime;
using Target = Numerics.Gpu.Programs;

namespace Numerics.Gpu.Kernels;

/// <summary>One float as a lane.</summary>
/// <param name="number">The number.</param>
public readonly unsafe struct DeviceFloat(float number) : IDeviceLanes<DeviceFloat, float>, Target.IGroup<DeviceFloat, DeviceDouble, float>
{
    private readonly float _number = number;

    /// <inheritdoc/>
    public static bool IsSingle => true;

    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    public static DeviceFloat Zero => default;

    /// <summary>The number in the lane.</summary>
    public static float Number(DeviceFloat value) => value._number;

    /// <inheritdoc/>
    public static DeviceFloat Constant(float single, double wide) => new(single);

    /// <inheritdoc/>
    public static DeviceFloat Pattern(uint single, ulong wide) => OfBits(single);

    /// <inheritdoc/>
    public static DeviceFloat Broadcast(float value) => new(value);

    /// <inheritdoc/>
    public static DeviceFloat Load(Pointer<float> source, nint i) => new(source.Address[i]);

    /// <inheritdoc/>
    public static DeviceFloat Load(Pointer<float> source, nint i, nint count) => count > 0 ? new(source.Address[i]) : default;

    /// <inheritdoc/>
    public static void Store(DeviceFloat value, Pointer<float> destination, nint i) => destination.Address[i] = value._number;

    /// <inheritdoc/>
    public static void StoreStreaming(DeviceFloat value, Pointer<float> destination, nint i) => Store(value, destination, i);

    /// <inheritdoc/>
    public static void Store(DeviceFloat value, Pointer<float> destination, nint i, nint count)
    {
        if (count > 0)
        {
            Store(value, destination, i);
        }
    }

    /// <inheritdoc/>
    public static DeviceFloat FirstLanes(nint count) => Mask(count > 0);

    /// <inheritdoc/>
    public static DeviceFloat operator +(DeviceFloat left, DeviceFloat right) => new(left._number + right._number);

    /// <inheritdoc/>
    public static DeviceFloat operator -(DeviceFloat left, DeviceFloat right) => new(left._number - right._number);

    /// <inheritdoc/>
    public static DeviceFloat operator *(DeviceFloat left, DeviceFloat right) => new(left._number * right._number);

    /// <inheritdoc/>
    public static DeviceFloat operator /(DeviceFloat left, DeviceFloat right) => new(left._number / right._number);

    /// <inheritdoc/>
    public static DeviceFloat operator -(DeviceFloat value) => new(-value._number);

    /// <inheritdoc/>
    public static DeviceFloat MultiplyAdd(DeviceFloat a, DeviceFloat b, DeviceFloat c) => new((a._number * b._number) + c._number);

    /// <summary>a·b + c with twice the precision before the last rounding: devices have no operation for it that every backend
    /// knows. A result is wrong by less than an ULP; one whose product is out of range, or loses bits below the least normal
    /// number, by those.</summary>
    public static DeviceFloat FusedMultiplyAdd(DeviceFloat a, DeviceFloat b, DeviceFloat c)
    {
        float plain = (a._number * b._number) + c._number;
        (DeviceFloat product, DeviceFloat lost) = ExactProduct(a, b);
        float sum = product._number + c._number;
        float part = sum - product._number;
        float rest = (product._number - (sum - part)) + (c._number - part);
        float exact = sum + (rest + lost._number);
        return new(exact - exact == 0 ? exact : plain);
    }

    /// <inheritdoc/>
    public static (DeviceFloat Product, DeviceFloat Lost) ExactProduct(DeviceFloat left, DeviceFloat right)
    {
        // Halves by their bits, the higher one rounded: products of halves and the sum of the two in the middle are exact, so it
        // makes no difference where the compiler contracts.
        float leftHigh = OfBits((Bits(left) + 0x800u) & 0xFFFF_F000u)._number;
        float rightHigh = OfBits((Bits(right) + 0x800u) & 0xFFFF_F000u)._number;
        float leftLow = left._number - leftHigh;
        float rightLow = right._number - rightHigh;
        float high = leftHigh * rightHigh;
        float middle = (leftHigh * rightLow) + (leftLow * rightHigh);
        float product = high + middle;
        return (new(product), new(((high - product) + middle) + (leftLow * rightLow)));
    }

    /// <inheritdoc/>
    public static DeviceFloat Sqrt(DeviceFloat value) => new(MathF.Sqrt(value._number));

    /// <inheritdoc/>
    public static DeviceFloat Abs(DeviceFloat value) => OfBits(Bits(value) & 0x7FFF_FFFFu);

    /// <inheritdoc/>
    public static DeviceFloat Min(DeviceFloat left, DeviceFloat right)
    {
        bool isLeft = left._number < right._number | float.IsNaN(left._number)
            | (left._number == right._number & Bits(left) >> 31 != 0);
        return new(Utilities.Select(isLeft, left._number, right._number));
    }

    /// <inheritdoc/>
    public static DeviceFloat Max(DeviceFloat left, DeviceFloat right)
    {
        bool isLeft = left._number > right._number | float.IsNaN(left._number)
            | (left._number == right._number & Bits(left) >> 31 == 0);
        return new(Utilities.Select(isLeft, left._number, right._number));
    }

    /// <inheritdoc/>
    public static DeviceFloat Sign(DeviceFloat value) =>
        new(Utilities.Select(
            value._number > 0, 1, Utilities.Select(value._number < 0, -1, value._number)));

    /// <inheritdoc/>
    public static DeviceFloat LessThan(DeviceFloat left, DeviceFloat right) => Mask(left._number < right._number);

    /// <inheritdoc/>
    public static DeviceFloat LessThanOrEqual(DeviceFloat left, DeviceFloat right) => Mask(left._number <= right._number);

    /// <inheritdoc/>
    public static DeviceFloat Equal(DeviceFloat left, DeviceFloat right) => Mask(left._number == right._number);

    /// <inheritdoc/>
    public static DeviceFloat NotEqual(DeviceFloat left, DeviceFloat right) => Mask(left._number != right._number);

    /// <inheritdoc/>
    public static DeviceFloat And(DeviceFloat left, DeviceFloat right) => OfBits(Bits(left) & Bits(right));

    /// <inheritdoc/>
    public static DeviceFloat Or(DeviceFloat left, DeviceFloat right) => OfBits(Bits(left) | Bits(right));

    /// <inheritdoc/>
    public static DeviceFloat Xor(DeviceFloat left, DeviceFloat right) => OfBits(Bits(left) ^ Bits(right));

    /// <inheritdoc/>
    public static DeviceFloat Not(DeviceFloat mask) => OfBits(~Bits(mask));

    /// <inheritdoc/>
    public static DeviceFloat Select(DeviceFloat mask, DeviceFloat whenTrue, DeviceFloat whenFalse) =>
        new(Utilities.Select(Bits(mask) != 0, whenTrue._number, whenFalse._number));

    /// <inheritdoc/>
    public static DeviceFloat AddBits(DeviceFloat left, DeviceFloat right) => OfBits(Bits(left) + Bits(right));

    /// <inheritdoc/>
    public static DeviceFloat SubtractBits(DeviceFloat left, DeviceFloat right) => OfBits(Bits(left) - Bits(right));

    /// <inheritdoc/>
    public static DeviceFloat MultiplyBits(DeviceFloat left, DeviceFloat right) =>
        OfBits((Bits(left) & 0xFFFFu) * (Bits(right) & 0xFFFFu));

    /// <inheritdoc/>
    public static DeviceFloat ShiftBitsLeft(DeviceFloat value, int count) => OfBits(Bits(value) << count);

    /// <inheritdoc/>
    public static DeviceFloat ShiftBitsRight(DeviceFloat value, int count) => OfBits(Bits(value) >> count);

    /// <inheritdoc/>
    public static float Round(double value) => (float)value;

    /// <inheritdoc/>
    public static double Sum(DeviceFloat value, double sum) => sum + value._number;

    /// <inheritdoc/>
    public static double Dot(DeviceFloat left, DeviceFloat right, double sum) => ((double)left._number * right._number) + sum;

    /// <inheritdoc/>
    public static double Least(DeviceFloat value, double least) => DeviceFunctions.Min(least, value._number);

    /// <inheritdoc/>
    public static double Greatest(DeviceFloat value, double greatest) => DeviceFunctions.Max(greatest, value._number);

    static int Target.IThreadLanes<DeviceFloat, float>.Count => Group.DimX;

    static DeviceFloat Target.IThreadLanes<DeviceFloat, float>.FirstLanes(long count) => Mask(Group.IdxX < count);

    static float Target.IThreadLanes<DeviceFloat, float>.NumberOf(DeviceFloat value) => value._number;

    static DeviceFloat Target.IThreadLanes<DeviceFloat, float>.MaskOf(bool value) => Mask(value);

    static DeviceFloat Target.IThreadLanes<DeviceFloat, float>.Rounded(double value) => new((float)value);

    static DeviceDouble Target.IGroup<DeviceFloat, DeviceDouble, float>.Widen(DeviceFloat value) => new(value._number);

    static DeviceFloat ILanes<DeviceFloat, float>.Apply<F>(DeviceFloat x) => F.Of<DeviceFloat, float>(x);

    static DeviceFloat ILanes<DeviceFloat, float>.Apply<F>(DeviceFloat x, DeviceFloat y) => F.Of<DeviceFloat, float>(x, y);

    private static uint Bits(DeviceFloat value) => Interop.FloatAsInt(value._number);

    private static DeviceFloat OfBits(uint bits) => new(Interop.IntAsFloat(bits));

    private static DeviceFloat Mask(bool value) => OfBits(Utilities.Select(value, uint.MaxValue, 0u));
}
