using ILGPU;
using ILGPU.Util;
using Numerics.Runtime;
using Target = Numerics.Gpu.Programs;

namespace Numerics.Gpu.Kernels;

/// <summary>One double as a lane.</summary>
/// <param name="number">The number.</param>
public readonly unsafe struct DeviceDouble(double number) : IDeviceLanes<DeviceDouble, double>, Target.IWide<DeviceDouble>
{
    private readonly double _number = number;

    /// <inheritdoc/>
    public static bool IsSingle => false;

    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    public static DeviceDouble Zero => default;

    /// <summary>The number in the lane.</summary>
    public static double Number(DeviceDouble value) => value._number;

    /// <inheritdoc/>
    public static DeviceDouble Constant(float single, double wide) => new(wide);

    /// <inheritdoc/>
    public static DeviceDouble Pattern(uint single, ulong wide) => OfBits(wide);

    /// <inheritdoc/>
    public static DeviceDouble Broadcast(double value) => new(value);

    /// <inheritdoc/>
    public static DeviceDouble Load(Pointer<double> source, nint i) => new(source.Address[i]);

    /// <inheritdoc/>
    public static DeviceDouble Load(Pointer<double> source, nint i, nint count) => count > 0 ? new(source.Address[i]) : default;

    /// <inheritdoc/>
    public static void Store(DeviceDouble value, Pointer<double> destination, nint i) => destination.Address[i] = value._number;

    /// <inheritdoc/>
    public static void StoreStreaming(DeviceDouble value, Pointer<double> destination, nint i) => Store(value, destination, i);

    /// <inheritdoc/>
    public static void Store(DeviceDouble value, Pointer<double> destination, nint i, nint count)
    {
        if (count > 0)
        {
            Store(value, destination, i);
        }
    }

    /// <inheritdoc/>
    public static DeviceDouble FirstLanes(nint count) => Mask(count > 0);

    /// <inheritdoc/>
    public static DeviceDouble operator +(DeviceDouble left, DeviceDouble right) => new(left._number + right._number);

    /// <inheritdoc/>
    public static DeviceDouble operator -(DeviceDouble left, DeviceDouble right) => new(left._number - right._number);

    /// <inheritdoc/>
    public static DeviceDouble operator *(DeviceDouble left, DeviceDouble right) => new(left._number * right._number);

    /// <inheritdoc/>
    public static DeviceDouble operator /(DeviceDouble left, DeviceDouble right) => new(left._number / right._number);

    /// <inheritdoc/>
    public static DeviceDouble operator -(DeviceDouble value) => new(-value._number);

    /// <inheritdoc/>
    public static DeviceDouble MultiplyAdd(DeviceDouble a, DeviceDouble b, DeviceDouble c) => new((a._number * b._number) + c._number);

    /// <summary>a·b + c with twice the precision before the last rounding: devices have no operation for it that every backend
    /// knows. A result is wrong by less than an ULP; one whose product is out of range, or loses bits below the least normal
    /// number, by those.</summary>
    public static DeviceDouble FusedMultiplyAdd(DeviceDouble a, DeviceDouble b, DeviceDouble c)
    {
        double plain = (a._number * b._number) + c._number;
        (DeviceDouble product, DeviceDouble lost) = ExactProduct(a, b);
        double sum = product._number + c._number;
        double part = sum - product._number;
        double rest = (product._number - (sum - part)) + (c._number - part);
        double exact = sum + (rest + lost._number);
        return new(exact - exact == 0 ? exact : plain);
    }

    /// <inheritdoc/>
    public static (DeviceDouble Product, DeviceDouble Lost) ExactProduct(DeviceDouble left, DeviceDouble right)
    {
        // Halves by their bits, the higher one rounded: products of halves and the sum of the two in the middle are exact, so it
        // makes no difference where the compiler contracts.
        double leftHigh = OfBits((Bits(left) + 0x400_0000ul) & 0xFFFF_FFFF_F800_0000ul)._number;
        double rightHigh = OfBits((Bits(right) + 0x400_0000ul) & 0xFFFF_FFFF_F800_0000ul)._number;
        double leftLow = left._number - leftHigh;
        double rightLow = right._number - rightHigh;
        double high = leftHigh * rightHigh;
        double middle = (leftHigh * rightLow) + (leftLow * rightHigh);
        double product = high + middle;
        return (new(product), new(((high - product) + middle) + (leftLow * rightLow)));
    }

    /// <inheritdoc/>
    public static DeviceDouble Sqrt(DeviceDouble value) => new(Math.Sqrt(value._number));

    /// <inheritdoc/>
    public static DeviceDouble Abs(DeviceDouble value) => OfBits(Bits(value) & 0x7FFF_FFFF_FFFF_FFFFul);

    /// <inheritdoc/>
    public static DeviceDouble Min(DeviceDouble left, DeviceDouble right)
    {
        bool isLeft = left._number < right._number | double.IsNaN(left._number)
            | (left._number == right._number & Bits(left) >> 63 != 0);
        return new(Utilities.Select(isLeft, left._number, right._number));
    }

    /// <inheritdoc/>
    public static DeviceDouble Max(DeviceDouble left, DeviceDouble right)
    {
        bool isLeft = left._number > right._number | double.IsNaN(left._number)
            | (left._number == right._number & Bits(left) >> 63 == 0);
        return new(Utilities.Select(isLeft, left._number, right._number));
    }

    /// <inheritdoc/>
    public static DeviceDouble Sign(DeviceDouble value) =>
        new(Utilities.Select(
            value._number > 0, 1, Utilities.Select(value._number < 0, -1, value._number)));

    /// <inheritdoc/>
    public static DeviceDouble LessThan(DeviceDouble left, DeviceDouble right) => Mask(left._number < right._number);

    /// <inheritdoc/>
    public static DeviceDouble LessThanOrEqual(DeviceDouble left, DeviceDouble right) => Mask(left._number <= right._number);

    /// <inheritdoc/>
    public static DeviceDouble Equal(DeviceDouble left, DeviceDouble right) => Mask(left._number == right._number);

    /// <inheritdoc/>
    public static DeviceDouble NotEqual(DeviceDouble left, DeviceDouble right) => Mask(left._number != right._number);

    /// <inheritdoc/>
    public static DeviceDouble And(DeviceDouble left, DeviceDouble right) => OfBits(Bits(left) & Bits(right));

    /// <inheritdoc/>
    public static DeviceDouble Or(DeviceDouble left, DeviceDouble right) => OfBits(Bits(left) | Bits(right));

    /// <inheritdoc/>
    public static DeviceDouble Xor(DeviceDouble left, DeviceDouble right) => OfBits(Bits(left) ^ Bits(right));

    /// <inheritdoc/>
    public static DeviceDouble Not(DeviceDouble mask) => OfBits(~Bits(mask));

    /// <inheritdoc/>
    public static DeviceDouble Select(DeviceDouble mask, DeviceDouble whenTrue, DeviceDouble whenFalse) =>
        new(Utilities.Select(Bits(mask) != 0, whenTrue._number, whenFalse._number));

    /// <inheritdoc/>
    public static DeviceDouble AddBits(DeviceDouble left, DeviceDouble right) => OfBits(Bits(left) + Bits(right));

    /// <inheritdoc/>
    public static DeviceDouble SubtractBits(DeviceDouble left, DeviceDouble right) => OfBits(Bits(left) - Bits(right));

    /// <inheritdoc/>
    public static DeviceDouble MultiplyBits(DeviceDouble left, DeviceDouble right) =>
        OfBits((Bits(left) & 0xFFFF_FFFFul) * (Bits(right) & 0xFFFF_FFFFul));

    /// <inheritdoc/>
    public static DeviceDouble ShiftBitsLeft(DeviceDouble value, int count) => OfBits(Bits(value) << count);

    /// <inheritdoc/>
    public static DeviceDouble ShiftBitsRight(DeviceDouble value, int count) => OfBits(Bits(value) >> count);

    /// <inheritdoc/>
    public static double Round(double value) => value;

    /// <inheritdoc/>
    public static double Sum(DeviceDouble value, double sum) => sum + value._number;

    /// <inheritdoc/>
    public static double Dot(DeviceDouble left, DeviceDouble right, double sum) => (left._number * right._number) + sum;

    /// <inheritdoc/>
    public static double Least(DeviceDouble value, double least) => DeviceFunctions.Min(least, value._number);

    /// <inheritdoc/>
    public static double Greatest(DeviceDouble value, double greatest) => DeviceFunctions.Max(greatest, value._number);

    static int Target.IThreadLanes<DeviceDouble, double>.Count => Group.DimX;

    static DeviceDouble Target.IThreadLanes<DeviceDouble, double>.FirstLanes(long count) => Mask(Group.IdxX < count);

    static double Target.IThreadLanes<DeviceDouble, double>.NumberOf(DeviceDouble value) => value._number;

    static DeviceDouble Target.IThreadLanes<DeviceDouble, double>.MaskOf(bool value) => Mask(value);

    static DeviceDouble Target.IThreadLanes<DeviceDouble, double>.Rounded(double value) => new(value);

    static DeviceDouble Target.IGroup<DeviceDouble, DeviceDouble, double>.Widen(DeviceDouble value) => value;

    static DeviceDouble ILanes<DeviceDouble, double>.Apply<F>(DeviceDouble x) => F.Of<DeviceDouble, double>(x);

    static DeviceDouble ILanes<DeviceDouble, double>.Apply<F>(DeviceDouble x, DeviceDouble y) => F.Of<DeviceDouble, double>(x, y);

    private static ulong Bits(DeviceDouble value) => Interop.FloatAsInt(value._number);

    private static DeviceDouble OfBits(ulong bits) => new(Interop.IntAsFloat(bits));

    private static DeviceDouble Mask(bool value) => OfBits(Utilities.Select(value, ulong.MaxValue, 0ul));
}
