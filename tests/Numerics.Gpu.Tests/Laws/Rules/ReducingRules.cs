using static Numerics.Functions;

namespace Numerics.Gpu.Tests.Laws.Rules;

/// <summary>A pass that only reduces.</summary>
public static partial class Extrema
{
    [UpdateRule]
    public static (Scalar least, Scalar greatest, Scalar normInf) Step(Vec x, Vec y) => (Min(x), Max(y), NormInf(x - y));
}

/// <summary>Sums of every kind.</summary>
public static partial class Sums
{
    [UpdateRule]
    public static (Scalar mean, Scalar dot, Scalar norm, Scalar norm1, Scalar count) Step(Vec x, Vec y) =>
        (Mean(x), Dot(x, y), Norm(y), Norm1(x), CountTrue(x < y));
}

/// <summary>One unnamed number.</summary>
public static partial class SumOnly
{
    [UpdateRule]
    public static Scalar Step(Vec x) => Sum(x);
}

/// <summary>Two passes for one unnamed number.</summary>
public static partial class LogSum
{
    [UpdateRule]
    public static Scalar Step(Vec x) => LogSumExp(x);
}

/// <summary>Three passes: the greatest, the sum of exponentials, the quotients.</summary>
public static partial class Softmax
{
    [UpdateRule]
    public static (Vec share, Scalar entropy) Step(Vec x)
    {
        Vec e = Exp(x - Max(x));
        Vec share = e / Sum(e);
        return (share, -Sum(Select(share > 0, share * Log(share), 0)));
    }
}

/// <summary>Stores in the pass that reduces, and uses the reduction in the next.</summary>
public static partial class Centred
{
    [UpdateRule]
    public static (Vec x, Vec m, Vec squares) Step(Vec x, Vec m, Vec g, double rate = 0.1)
    {
        Vec next = 0.5 * m + g;
        return (x - rate * (next - Mean(next)), next, next * next);
    }
}

/// <summary>Replaces an array in the pass that reduces what was in it, with no other store.</summary>
public static partial class Replaces
{
    [UpdateRule]
    public static (Vec m, Scalar deviation) Step(Vec m, Vec g) => (g, Square(Norm(g - m)));
}

/// <summary>The same with arithmetic, and with the extremes of the differences.</summary>
public static partial class ReplacesByMean
{
    [UpdateRule]
    public static (Vec m, Scalar least, Scalar greatest) Step(Vec m, Vec g, double rate = 0.25) =>
        (0.5 * g + rate, Min(g - m), Max(g - m));
}

/// <summary>Reductions over all tensors beside those of the tensor's own.</summary>
public static partial class Globals
{
    [UpdateRule]
    public static (Vec x, Scalar total, Scalar own) Step(Vec x, Vec g, double limit = 1)
    {
        Scalar norm = Global(Norm(g));
        Scalar scale = Min(1, limit / Max(norm, 1e-12));
        Scalar greatest = Global(Max(g)) - Global(Min(g));
        return (x - scale * g, norm + greatest, Dot(x, g));
    }
}

/// <summary>A decision about a NaN between two passes.</summary>
public static partial class SkipsNaN
{
    [UpdateRule]
    public static (Vec x, Scalar isNaN) Step(Vec x, Vec g)
    {
        Scalar sum = Sum(g);
        ScalarMask isNaN = NotEqual(sum, sum);
        return (x - Select(isNaN, 0, 1) * Select(Equal(g, g), g, 0), Select(isNaN, 1, 0));
    }
}
