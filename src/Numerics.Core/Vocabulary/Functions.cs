using System.Runtime.CompilerServices;

namespace Numerics;

/// <summary>The functions of the vocabulary: over arrays element by element, over numbers that kernels compute, and
/// over host numbers, which stay on the host. The overload on <see cref="double"/> is the definition of
/// each.</summary>
/// <remarks>NaN in gives NaN out, zeros keep their sign where the function is odd, and denormals are kept.</remarks>
public static partial class Functions
{
    /// <summary>|x|.</summary>
    public static double Abs(double x) => Math.Abs(x);

    /// <summary>1, 0 or −1 as x is above, at or below zero; a zero keeps its sign and NaN stays NaN.</summary>
    public static double Sign(double x) => x > 0 ? 1 : x < 0 ? -1 : x;

    /// <summary>√x; NaN below zero, −0 at −0.</summary>
    public static double Sqrt(double x) => Math.Sqrt(x);

    /// <summary>1/√x, each operation rounded; ±∞ at ±0.</summary>
    public static double ReciprocalSqrt(double x) => 1 / Math.Sqrt(x);

    /// <summary>x·x.</summary>
    public static double Square(double x) => x * x;

    /// <summary>eˣ.</summary>
    public static double Exp(double x) => Math.Exp(x);

    /// <summary>eˣ − 1, accurate near zero too.</summary>
    /// <remarks>With u = fl(eˣ), (u − 1)/log u varies slowly where u is near 1, so that the error of u drops out of
    /// (u − 1)·x/log u (Kahan). Beyond |x| = 1 nothing cancels.</remarks>
    public static double Expm1(double x)
    {
        double u = Math.Exp(x);
        return u == 1 ? x : Math.Abs(x) < 1 ? (u - 1) * (x / Math.Log(u)) : u - 1;
    }

    /// <summary>log x; −∞ at ±0, NaN below.</summary>
    public static double Log(double x) => Math.Log(x);

    /// <summary>log(1 + x), accurate near zero too; −∞ at −1, NaN below.</summary>
    /// <remarks>With u = fl(1 + x), log u/(u − 1) varies slowly where u is near 1, so that the error of u drops out of
    /// x·log u/(u − 1) (Kahan). From |x| = 1 on nothing cancels.</remarks>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Math.Abs(x) < 1 ? Math.Log(u) * (x / (u - 1)) : Math.Log(u);
    }

    /// <summary>tanh x.</summary>
    public static double Tanh(double x) => Math.Tanh(x);

    /// <summary>1/(1 + e⁻ˣ), without overflow.</summary>
    public static double Sigmoid(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /// <summary>log(1 + eˣ) = max(x, 0) + log(1 + e^−|x|), without overflow.</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    /// <summary>sin x, of an angle in radians; NaN at ±∞.</summary>
    /// <remarks>Kernels give NaN for angles beyond 2¹⁷ (float) or 2³⁰ (double).</remarks>
    public static double Sin(double x) => Math.Sin(x);

    /// <summary>cos x, of an angle in radians; NaN at ±∞.</summary>
    /// <inheritdoc cref="Sin(double)" path="/remarks"/>
    public static double Cos(double x) => Math.Cos(x);

    /// <summary>The angle between −π/2 and π/2 whose tangent is x.</summary>
    public static double Atan(double x) => Math.Atan(x);

    /// <summary>x·x·x.</summary>
    public static double Cube(double x) => x * x * x;

    /// <summary>x to the power y, as <see cref="Math.Pow"/> has it: 1 where y is 0, NaN for negative x and fractional
    /// y.</summary>
    public static double Pow(double x, double y) => Math.Pow(x, y);

    /// <summary>The lesser; NaN where either is NaN, and −0 is less than +0.</summary>
    [OverloadResolutionPriority(1)] // Not Integer, to which host integers convert too.
    public static double Min(double x, double y) => Math.Min(x, y);

    /// <summary>The greater; NaN where either is NaN, and −0 is less than +0.</summary>
    [OverloadResolutionPriority(1)] // Not Integer, to which host integers convert too.
    public static double Max(double x, double y) => Math.Max(x, y);

    /// <summary>Min(Max(x, minimum), maximum).</summary>
    public static double Clamp(double x, double minimum, double maximum) => Min(Max(x, minimum), maximum);

    /// <summary>x·y + z, rounded once.</summary>
    public static double FusedMultiplyAdd(double x, double y, double z) => Math.FusedMultiplyAdd(x, y, z);

    /// <summary>Chooses a host number.</summary>
    public static double Select(bool condition, double x, double y) => condition ? x : y;

    /// <summary>Whether the numbers are equal: the two zeros are, NaN is equal to nothing.</summary>
    [OverloadResolutionPriority(1)] // Not Integer, to which host integers convert too.
    public static bool Equal(double x, double y) => x == y;

    /// <summary>Whether the numbers differ: true where either is NaN.</summary>
    [OverloadResolutionPriority(1)] // Not Integer, to which host integers convert too.
    public static bool NotEqual(double x, double y) => x != y;
}
