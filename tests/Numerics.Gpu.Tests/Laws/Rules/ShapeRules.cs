using static Numerics.Functions;

namespace Numerics.Gpu.Tests.Laws.Rules;

/// <summary>An enumeration, a flag and a number choose among plans.</summary>
public static partial class Variants
{
    /// <summary>The kinds of step.</summary>
    public enum Way
    {
        /// <summary>The sign.</summary>
        Sign,

        /// <summary>The gradient itself.</summary>
        Plain,

        /// <summary>The gradient by its norm.</summary>
        Normalized,
    }

    [UpdateRule]
    public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g, Way way = Way.Sign, bool isNesterov = false, double rate = 0.1)
    {
        Vec next = 0.5 * m + g;
        Vec direction = isNesterov ? 0.5 * next + g : next;
        Vec step = way switch
        {
            Way.Sign => Sign(direction),
            Way.Normalized => direction / (Norm(direction) + 1),
            _ => direction,
        };
        return (x - rate * step, next);
    }
}

/// <summary>Sixteen arrays: replaced, read, and new.</summary>
public static partial class SixteenArrays
{
    [UpdateRule]
    public static (Vec a, Vec b, Vec c, Vec p, Vec q, Vec r) Step(
        Vec a, Vec b, Vec c, Vec d, Vec e, Vec f, Vec h, Vec k, Vec l, Vec n, Vec o, Vec s, Vec u) =>
        (a + d * e, b + f * h, c + k * l, n + o, s - u, a - b);
}

/// <summary>Some seventy constants.</summary>
public static partial class ManyConstants
{
    [UpdateRule]
    public static Vec Step(Vec x, double a = 0.01)
    {
        Vec y = x;
        for (int i = 1; i <= 35; i++)
        {
            y = Max(y * (1 - (a / i)), x - (i + a));
        }

        return y;
    }
}

/// <summary>Replaced in place, and a destination that the same pass writes.</summary>
public static partial class InPlaceAndNew
{
    [UpdateRule]
    public static (Vec x, Vec old) Step(Vec x, Vec y, double a = 3) => (y, a * x + 1);
}

/// <summary>Two arrays that change places.</summary>
public static partial class Swap
{
    [UpdateRule]
    public static (Vec x, Vec y) Step(Vec x, Vec y) => (y, x);
}

/// <summary>A copy: a pass without arithmetic.</summary>
public static partial class Copy
{
    [UpdateRule]
    public static Vec Step(Vec x) => x;
}

/// <summary>An array of one number.</summary>
public static partial class Fill
{
    [UpdateRule]
    public static (Vec x, Vec filled) Step(Vec x, double a = 7) => (x + a, 0 * x + a);
}
