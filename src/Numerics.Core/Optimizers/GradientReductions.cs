using static Numerics.Functions;

namespace Numerics.Optimizers;

/// <summary>What an optimizer asks of all gradients of a step before it uses them, and makes of them.</summary>
internal static partial class GradientReductions
{
    /// <summary>Σ x².</summary>
    [UpdateRule]
    public static Scalar SquaredNorm(Vec x) => Global(Dot(x, x));

    /// <summary>Σ (x/s)².</summary>
    [UpdateRule]
    public static Scalar ScaledSquaredNorm(Vec x, double s)
    {
        Vec scaled = x / s;
        return Global(Dot(scaled, scaled));
    }

    /// <summary>max |x|; NaN if there is one.</summary>
    [UpdateRule]
    public static Scalar Largest(Vec x) => Global(Max(Abs(x)));

    /// <summary>s·x.</summary>
    [UpdateRule]
    public static Vec Scaled(Vec x, double s) => s * x;
}
