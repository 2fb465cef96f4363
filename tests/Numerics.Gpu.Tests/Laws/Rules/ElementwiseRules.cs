using static Numerics.Functions;

namespace Numerics.Gpu.Tests.Laws.Rules;

/// <summary>Every function of one argument that rounds at most twice, and the signs of what they round.</summary>
public static partial class OneArgument
{
    [UpdateRule]
    public static (Vec negative, Vec magnitude, Vec sign, Vec square, Vec root, Vec reciprocalRoot, Vec inverse) Step(Vec x) =>
        (-x, Abs(x), Sign(x), Square(x), Sqrt(x), ReciprocalSqrt(x), 1 / x);
}

/// <summary>Exponentials and logarithms.</summary>
public static partial class Exponentials
{
    [UpdateRule]
    public static (Vec exp, Vec expm1, Vec log, Vec log1p) Step(Vec x) => (Exp(x), Expm1(x), Log(x), Log1p(x));
}

/// <summary>Functions that saturate.</summary>
public static partial class Saturating
{
    [UpdateRule]
    public static (Vec tanh, Vec sigmoid, Vec softplus) Step(Vec x) => (Tanh(x), Sigmoid(x), Softplus(x));
}

/// <summary>Angles: their sines and cosines, and back.</summary>
public static partial class Angles
{
    [UpdateRule]
    public static (Vec sin, Vec cos, Vec atan) Step(Vec x) => (Sin(x), Cos(x), Atan(x));
}

/// <summary>Powers, by an array and by a number.</summary>
public static partial class Powers
{
    [UpdateRule]
    public static (Vec power, Vec ofNumber, Vec byNumber) Step(Vec x, Vec y, double p = 1.5, double most = 8)
    {
        Vec exponent = Clamp(y, -most, most);
        return (Pow(x, exponent), Pow(2.5, exponent), Pow(Abs(x), p));
    }
}

/// <summary>The four operations, and the multiply–add that rounds once.</summary>
public static partial class Arithmetic
{
    [UpdateRule]
    public static (Vec sum, Vec difference, Vec product, Vec quotient, Vec once, Vec contracted) Step(Vec x, Vec y, Vec z) =>
        (x + y, x - y, x * y, x / y, FusedMultiplyAdd(x, y, z), x * y + z);
}

/// <summary>Extremes and clamps.</summary>
public static partial class Extremes
{
    [UpdateRule]
    public static (Vec lesser, Vec greater, Vec clamped, Vec positive) Step(Vec x, Vec y, double low = -0.5, double high = 1) =>
        (Min(x, y), Max(x, y), Clamp(x, low, high), Max(0, y));
}

/// <summary>Comparisons, each as 1 or 0.</summary>
public static partial class Comparisons
{
    [UpdateRule]
    public static (Vec less, Vec atMost, Vec greater, Vec atLeast, Vec equal, Vec unequal, Vec isNumber, Vec isNaN) Step(
        Vec x, Vec y) =>
        (Select(x < y, 1, 0), Select(x <= y, 1, 0), Select(x > y, 1, 0), Select(x >= y, 1, 0),
            Select(Equal(x, y), 1, 0), Select(NotEqual(x, y), 1, 0),
            Select(Equal(x, x), 1, 0), Select(NotEqual(y, y), 1, 0));
}

/// <summary>Masks joined, and choices between arrays and numbers.</summary>
public static partial class Masks
{
    [UpdateRule]
    public static (Vec both, Vec either, Vec one, Vec none) Step(Vec x, Vec y, Vec z, double a = 0.25)
    {
        Mask p = x < y;
        Mask q = y <= a;
        return (Select(p & q, x, z), Select(p | q, y, a), Select(p ^ q, a, x), Select(!(p | !q), z, x));
    }
}

/// <summary>What sums of products in a row may contract to, and a sign that may hang on it.</summary>
public static partial class Contractions
{
    [UpdateRule]
    public static (Vec x, Vec m, Vec sign) Step(Vec x, Vec m, Vec g, double a = 0.9, double b = 0.1)
    {
        Vec c = x * m - m * g + x * g;
        return (x * a + c * b, m * m - x * x, Sign(x * m - g * g));
    }
}

/// <summary>A power alone.</summary>
public static partial class Power
{
    [UpdateRule]
    public static (Vec x, Vec power) Step(Vec x, Vec y) => (x, Pow(x, y));
}
