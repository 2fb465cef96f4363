namespace Numerics;

/// <content>Two arguments. A number meets every element of an array.</content>
public static partial class Functions
{
    /// <inheritdoc cref="Pow(double, double)"/>
    public static Vec Pow(Vec x, Vec y) => Vec.Map(x, y, ElementFunctions.Pow);

    /// <inheritdoc cref="Pow(double, double)"/>
    public static Vec Pow(Vec x, Scalar y) => Vec.Map(x, y, ElementFunctions.Pow);

    /// <inheritdoc cref="Pow(double, double)"/>
    public static Vec Pow(Scalar x, Vec y) => Vec.Map(x, y, ElementFunctions.Pow);

    /// <inheritdoc cref="Pow(double, double)"/>
    public static Scalar Pow(Scalar x, Scalar y) => Scalar.Map(x, y, ElementFunctions.Pow);

    /// <inheritdoc cref="Min(double, double)"/>
    public static Vec Min(Vec x, Vec y) => Vec.Map(x, y, ElementFunctions.Min);

    /// <inheritdoc cref="Min(double, double)"/>
    public static Vec Min(Vec x, Scalar y) => Vec.Map(x, y, ElementFunctions.Min);

    /// <inheritdoc cref="Min(double, double)"/>
    public static Vec Min(Scalar x, Vec y) => Vec.Map(x, y, ElementFunctions.Min);

    /// <inheritdoc cref="Min(double, double)"/>
    public static Scalar Min(Scalar x, Scalar y) => Scalar.Map(x, y, ElementFunctions.Min);

    /// <inheritdoc cref="Max(double, double)"/>
    public static Vec Max(Vec x, Vec y) => Vec.Map(x, y, ElementFunctions.Max);

    /// <inheritdoc cref="Max(double, double)"/>
    public static Vec Max(Vec x, Scalar y) => Vec.Map(x, y, ElementFunctions.Max);

    /// <inheritdoc cref="Max(double, double)"/>
    public static Vec Max(Scalar x, Vec y) => Vec.Map(x, y, ElementFunctions.Max);

    /// <inheritdoc cref="Max(double, double)"/>
    public static Scalar Max(Scalar x, Scalar y) => Scalar.Map(x, y, ElementFunctions.Max);

    /// <inheritdoc cref="Equal(double, double)"/>
    public static Mask Equal(Vec x, Vec y) => Vec.Compare(x, y, Equal);

    /// <inheritdoc cref="Equal(double, double)"/>
    public static Mask Equal(Vec x, Scalar y) => Equal(x, Like(x, y));

    /// <inheritdoc cref="Equal(double, double)"/>
    public static Mask Equal(Scalar x, Vec y) => Equal(Like(y, x), y);

    /// <inheritdoc cref="Equal(double, double)"/>
    public static ScalarMask Equal(Scalar x, Scalar y) => new(Equal(x.Value, y.Value));

    /// <inheritdoc cref="NotEqual(double, double)"/>
    public static Mask NotEqual(Vec x, Vec y) => Vec.Compare(x, y, NotEqual);

    /// <inheritdoc cref="NotEqual(double, double)"/>
    public static Mask NotEqual(Vec x, Scalar y) => NotEqual(x, Like(x, y));

    /// <inheritdoc cref="NotEqual(double, double)"/>
    public static Mask NotEqual(Scalar x, Vec y) => NotEqual(Like(y, x), y);

    /// <inheritdoc cref="NotEqual(double, double)"/>
    public static ScalarMask NotEqual(Scalar x, Scalar y) => new(NotEqual(x.Value, y.Value));

    private static Vec Like(Vec x, Scalar value) => Vec.Filled(x.Length, value);
}
