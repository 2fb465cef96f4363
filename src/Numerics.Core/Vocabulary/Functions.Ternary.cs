using System.Runtime.CompilerServices;

namespace Numerics;

/// <content>Three arguments. A number meets every element of an array.</content>
public static partial class Functions
{
    /// <inheritdoc cref="FusedMultiplyAdd(double, double, double)"/>
    public static Vec FusedMultiplyAdd(Vec x, Vec y, Vec z) =>
        Vec.FusedMultiplyAdd(x, y, z);

    /// <inheritdoc cref="FusedMultiplyAdd(double, double, double)"/>
    public static Vec FusedMultiplyAdd(Vec x, Vec y, Scalar z) => FusedMultiplyAdd(x, y, Like(x, z));

    /// <inheritdoc cref="FusedMultiplyAdd(double, double, double)"/>
    public static Vec FusedMultiplyAdd(Vec x, Scalar y, Vec z) => FusedMultiplyAdd(x, Like(x, y), z);

    /// <inheritdoc cref="FusedMultiplyAdd(double, double, double)"/>
    public static Vec FusedMultiplyAdd(Vec x, Scalar y, Scalar z) => FusedMultiplyAdd(x, Like(x, y), Like(x, z));

    /// <inheritdoc cref="FusedMultiplyAdd(double, double, double)"/>
    public static Vec FusedMultiplyAdd(Scalar x, Vec y, Vec z) => FusedMultiplyAdd(Like(y, x), y, z);

    /// <inheritdoc cref="FusedMultiplyAdd(double, double, double)"/>
    public static Vec FusedMultiplyAdd(Scalar x, Vec y, Scalar z) => FusedMultiplyAdd(Like(y, x), y, Like(y, z));

    /// <inheritdoc cref="FusedMultiplyAdd(double, double, double)"/>
    public static Vec FusedMultiplyAdd(Scalar x, Scalar y, Vec z) => FusedMultiplyAdd(Like(z, x), Like(z, y), z);

    /// <inheritdoc cref="FusedMultiplyAdd(double, double, double)"/>
    public static Scalar FusedMultiplyAdd(Scalar x, Scalar y, Scalar z) =>
        Scalar.Of(x, y, z, (a, b, c) => a.FusedMultiplyAdd(b, c), FusedMultiplyAdd);

    /// <inheritdoc cref="Clamp(double, double, double)"/>
    public static Vec Clamp(Vec x, Vec minimum, Vec maximum) =>
        Min(Max(x, minimum), maximum);

    /// <inheritdoc cref="Clamp(double, double, double)"/>
    public static Vec Clamp(Vec x, Vec minimum, Scalar maximum) => Clamp(x, minimum, Like(x, maximum));

    /// <inheritdoc cref="Clamp(double, double, double)"/>
    public static Vec Clamp(Vec x, Scalar minimum, Vec maximum) => Clamp(x, Like(x, minimum), maximum);

    /// <inheritdoc cref="Clamp(double, double, double)"/>
    public static Vec Clamp(Vec x, Scalar minimum, Scalar maximum) => Clamp(x, Like(x, minimum), Like(x, maximum));

    /// <inheritdoc cref="Clamp(double, double, double)"/>
    public static Scalar Clamp(Scalar x, Scalar minimum, Scalar maximum) => Min(Max(x, minimum), maximum);

    /// <summary>x where the mask holds, else y.</summary>
    public static Vec Select(Mask mask, Vec x, Vec y) => Vec.Select(mask, x, y);

    /// <inheritdoc cref="Select(Mask, Vec, Vec)"/>
    public static Vec Select(Mask mask, Vec x, Scalar y) => Select(mask, x, Like(x, y));

    /// <inheritdoc cref="Select(Mask, Vec, Vec)"/>
    public static Vec Select(Mask mask, Scalar x, Vec y) => Select(mask, Like(y, x), y);

    /// <inheritdoc cref="Select(Mask, Vec, Vec)"/>
    public static Vec Select(Mask mask, Scalar x, Scalar y) =>
        Select(mask, Vec.Filled(mask.Length, x), Vec.Filled(mask.Length, y));

    /// <summary>x if the mask holds, else y, as a whole.</summary>
    public static Vec Select(ScalarMask mask, Vec x, Vec y)
    {
        Shape.Check(x.Length, y.Length);
        return mask.Value ? x : y;
    }

    /// <inheritdoc cref="Select(ScalarMask, Vec, Vec)"/>
    public static Vec Select(ScalarMask mask, Vec x, Scalar y) => mask.Value ? x : Like(x, y);

    /// <inheritdoc cref="Select(ScalarMask, Vec, Vec)"/>
    public static Vec Select(ScalarMask mask, Scalar x, Vec y) => mask.Value ? Like(y, x) : y;

    /// <inheritdoc cref="Select(ScalarMask, Vec, Vec)"/>
    public static Scalar Select(ScalarMask mask, Scalar x, Scalar y) => mask.Value ? x : y;

    /// <inheritdoc cref="Select(ScalarMask, Vec, Vec)"/>
    [OverloadResolutionPriority(1)] // Not Integer, to which host integers convert too.
    public static Scalar Select(ScalarMask mask, double x, double y) => mask.Value ? x : y;
}
