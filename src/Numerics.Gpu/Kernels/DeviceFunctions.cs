using Numerics.Runtime;

namespace Numerics.Gpu.Kernels;

/// <summary>The functions of a rule's numbers, as its kernels compute them between passes: in double, with the special values of
/// <see cref="Functions"/>.</summary>
public static class DeviceFunctions
{
    /// <summary>The lesser; NaN where either is NaN; −0 is less than +0.</summary>
    public static double Min(double x, double y) => Number(DeviceDouble.Min(new(x), new(y)));

    /// <summary>The greater; NaN where either is NaN; +0 is greater than −0.</summary>
    public static double Max(double x, double y) => Number(DeviceDouble.Max(new(x), new(y)));

    /// <summary>−1, 0 or 1; NaN and both zeros give themselves.</summary>
    public static double Sign(double x) => Number(DeviceDouble.Sign(new(x)));

    /// <summary>x·x.</summary>
    public static double Square(double x) => x * x;

    /// <summary>1/√x in two roundings.</summary>
    public static double ReciprocalSqrt(double x) => 1 / Math.Sqrt(x);

    /// <inheritdoc cref="Elementary.Exp{V, T}(V)"/>
    public static double Exp(double x) => Number(Elementary.Exp<DeviceDouble, double>(new(x)));

    /// <inheritdoc cref="Elementary.Expm1{V, T}(V)"/>
    public static double Expm1(double x) => Number(Elementary.Expm1<DeviceDouble, double>(new(x)));

    /// <inheritdoc cref="Elementary.Log{V, T}(V)"/>
    public static double Log(double x) => Number(Elementary.Log<DeviceDouble, double>(new(x)));

    /// <inheritdoc cref="Elementary.Log1p{V, T}(V)"/>
    public static double Log1p(double x) => Number(Elementary.Log1p<DeviceDouble, double>(new(x)));

    /// <inheritdoc cref="Elementary.Tanh{V, T}(V)"/>
    public static double Tanh(double x) => Number(Elementary.Tanh<DeviceDouble, double>(new(x)));

    /// <inheritdoc cref="Elementary.Sigmoid{V, T}(V)"/>
    public static double Sigmoid(double x) => Number(Elementary.Sigmoid<DeviceDouble, double>(new(x)));

    /// <inheritdoc cref="Elementary.Softplus{V, T}(V)"/>
    public static double Softplus(double x) => Number(Elementary.Softplus<DeviceDouble, double>(new(x)));

    /// <inheritdoc cref="Elementary.Sin{V, T}(V)"/>
    public static double Sin(double x) => Number(Elementary.Sin<DeviceDouble, double>(new(x)));

    /// <inheritdoc cref="Elementary.Cos{V, T}(V)"/>
    public static double Cos(double x) => Number(Elementary.Cos<DeviceDouble, double>(new(x)));

    /// <inheritdoc cref="Elementary.Atan{V, T}(V)"/>
    public static double Atan(double x) => Number(Elementary.Atan<DeviceDouble, double>(new(x)));

    /// <inheritdoc cref="Elementary.Pow{V, T}(V, V)"/>
    public static double Pow(double x, double y) => Number(Elementary.Pow<DeviceDouble, double>(new(x), new(y)));

    /// <inheritdoc cref="DeviceDouble.FusedMultiplyAdd"/>
    public static double FusedMultiplyAdd(double a, double b, double c) =>
        Number(DeviceDouble.FusedMultiplyAdd(new(a), new(b), new(c)));

    private static double Number(DeviceDouble value) => DeviceDouble.Number(value);
}
