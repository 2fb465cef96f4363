using Numerics.Runtime;

namespace Numerics.Tests.Lanes;

/// <summary>An elementary function of one argument beside its references.</summary>
internal interface IElementaryFunction
{
    /// <summary>The greatest error that the function's documentation admits for float, in ULP.</summary>
    static abstract double SingleLimit { get; }

    /// <summary>The same for double.</summary>
    static abstract double DoubleLimit { get; }

    /// <summary>The function of lanes.</summary>
    static abstract V Apply<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged;

    /// <summary>The exact value at a float, good to far less than a float's last place.</summary>
    static abstract double AtSingle(double x);

    /// <summary>The exact value at a double times 2^shift.</summary>
    static abstract DoubleDouble AtDouble(double x, int shift);
}

internal readonly struct ExpFunction : IElementaryFunction
{
    public static double SingleLimit => 0.99;

    public static double DoubleLimit => 0.97;

    public static V Apply<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Elementary.Exp<V, T>(x);

    public static double AtSingle(double x) => Math.Exp(x);

    public static DoubleDouble AtDouble(double x, int shift) => DoubleDouble.Exp(Math.Clamp(x, -800, 800), shift);
}

internal readonly struct Expm1Function : IElementaryFunction
{
    public static double SingleLimit => 1.35;

    public static double DoubleLimit => 1.32;

    public static V Apply<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Elementary.Expm1<V, T>(x);

    /// <summary>Kahan's: the errors of u − 1 and log u cancel.</summary>
    public static double AtSingle(double x)
    {
        double u = Math.Exp(x);
        return u == 1 ? x : Math.Abs(x) > 40 ? u - 1 : (u - 1) * (x / Math.Log(u));
    }

    public static DoubleDouble AtDouble(double x, int shift) => x < 700
        ? DoubleDouble.Expm1(Math.Max(x, -800)).Scale(shift)
        : DoubleDouble.Exp(Math.Min(x, 800), shift);
}

internal readonly struct LogFunction : IElementaryFunction
{
    public static double SingleLimit => 0.85;

    public static double DoubleLimit => 0.82;

    public static V Apply<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Elementary.Log<V, T>(x);

    public static double AtSingle(double x) => Math.Log(x);

    public static DoubleDouble AtDouble(double x, int shift) =>
        (x is > 0 and < double.PositiveInfinity ? DoubleDouble.Log(x) : Math.Log(x)).Scale(shift);
}

internal readonly struct Log1pFunction : IElementaryFunction
{
    public static double SingleLimit => 0.87;

    public static double DoubleLimit => 0.8;

    public static V Apply<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Elementary.Log1p<V, T>(x);

    /// <summary>Kahan's: the errors of 1 + x and of its use cancel.</summary>
    public static double AtSingle(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) || u <= 0 ? Math.Log(u) : Math.Log(u) * (x / (u - 1));
    }

    public static DoubleDouble AtDouble(double x, int shift) =>
        (x is > -1 and < double.PositiveInfinity ? DoubleDouble.Log1p(x) : Math.Log(1 + x)).Scale(shift);
}

internal readonly struct TanhFunction : IElementaryFunction
{
    public static double SingleLimit => 1.42;

    public static double DoubleLimit => 1.39;

    public static V Apply<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Elementary.Tanh<V, T>(x);

    public static double AtSingle(double x) => Math.Tanh(x);

    public static DoubleDouble AtDouble(double x, int shift)
    {
        DoubleDouble e = DoubleDouble.Expm1(2 * Math.Clamp(x, -40, 40));
        return (Math.Abs(x) < 1e-160 ? x : e / (e + 2)).Scale(shift);
    }
}

internal readonly struct SigmoidFunction : IElementaryFunction
{
    public static double SingleLimit => 1.26;

    public static double DoubleLimit => 1.19;

    public static V Apply<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Elementary.Sigmoid<V, T>(x);

    public static double AtSingle(double x) => 1 / (1 + Math.Exp(-x));

    public static DoubleDouble AtDouble(double x, int shift)
    {
        double within = Math.Clamp(x, -800, 800);
        DoubleDouble e = DoubleDouble.Exp(-Math.Abs(within), 0);
        return x < -600 ? DoubleDouble.Exp(within, shift) : ((x < 0 ? e : 1) / (1 + e)).Scale(shift);
    }
}

internal readonly struct SoftplusFunction : IElementaryFunction
{
    public static double SingleLimit => 1.51;

    public static double DoubleLimit => 1.32;

    public static V Apply<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Elementary.Softplus<V, T>(x);

    public static double AtSingle(double x) => Math.Max(x, 0) + Log1pFunction.AtSingle(Math.Exp(-Math.Abs(x)));

    public static DoubleDouble AtDouble(double x, int shift) => x < -600
        ? DoubleDouble.Exp(Math.Max(x, -800), shift)
        : (Math.Max(x, 0) + DoubleDouble.Log1p(DoubleDouble.Exp(-Math.Min(Math.Abs(x), 800), 0))).Scale(shift);
}

internal readonly struct SinFunction : IElementaryFunction
{
    public static double SingleLimit => 0.8;

    public static double DoubleLimit => 0.8;

    public static V Apply<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Elementary.Sin<V, T>(x);

    public static double AtSingle(double x) => Math.Abs(x) <= 131_072 ? Math.Sin(x) : double.NaN;

    public static DoubleDouble AtDouble(double x, int shift) =>
        (Math.Abs(x) <= 1_073_741_824 ? DoubleDouble.Sin(x) : double.NaN).Scale(shift);
}

internal readonly struct CosFunction : IElementaryFunction
{
    public static double SingleLimit => 0.8;

    public static double DoubleLimit => 0.8;

    public static V Apply<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Elementary.Cos<V, T>(x);

    public static double AtSingle(double x) => Math.Abs(x) <= 131_072 ? Math.Cos(x) : double.NaN;

    public static DoubleDouble AtDouble(double x, int shift) =>
        (Math.Abs(x) <= 1_073_741_824 ? DoubleDouble.Cos(x) : double.NaN).Scale(shift);
}

internal readonly struct AtanFunction : IElementaryFunction
{
    public static double SingleLimit => 1.4;

    public static double DoubleLimit => 1.1;

    public static V Apply<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged => Elementary.Atan<V, T>(x);

    public static double AtSingle(double x) => Math.Atan(x);

    public static DoubleDouble AtDouble(double x, int shift) =>
        DoubleDouble.Atan(x).Scale(shift);
}
