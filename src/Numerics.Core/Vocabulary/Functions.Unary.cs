namespace Numerics;

/// <content>One argument.</content>
public static partial class Functions
{
    /// <inheritdoc cref="Abs(double)"/>
    public static Vec Abs(Vec x) => Vec.Map(x, ElementFunctions.Abs);

    /// <inheritdoc cref="Abs(double)"/>
    public static Scalar Abs(Scalar x) => Scalar.Map(x, ElementFunctions.Abs);

    /// <inheritdoc cref="Sign(double)"/>
    public static Vec Sign(Vec x) => Vec.Map(x, ElementFunctions.Sign);

    /// <inheritdoc cref="Sign(double)"/>
    public static Scalar Sign(Scalar x) => Scalar.Map(x, ElementFunctions.Sign);

    /// <inheritdoc cref="Sqrt(double)"/>
    public static Vec Sqrt(Vec x) => Vec.Map(x, ElementFunctions.Sqrt);

    /// <inheritdoc cref="Sqrt(double)"/>
    public static Scalar Sqrt(Scalar x) => Scalar.Map(x, ElementFunctions.Sqrt);

    /// <inheritdoc cref="ReciprocalSqrt(double)"/>
    public static Vec ReciprocalSqrt(Vec x) => Vec.Map(x, ElementFunctions.ReciprocalSqrt);

    /// <inheritdoc cref="ReciprocalSqrt(double)"/>
    public static Scalar ReciprocalSqrt(Scalar x) => Scalar.Map(x, ElementFunctions.ReciprocalSqrt);

    /// <inheritdoc cref="Square(double)"/>
    public static Vec Square(Vec x) => Vec.Map(x, ElementFunctions.Square);

    /// <inheritdoc cref="Square(double)"/>
    public static Scalar Square(Scalar x) => Scalar.Map(x, ElementFunctions.Square);

    /// <inheritdoc cref="Exp(double)"/>
    public static Vec Exp(Vec x) => Vec.Map(x, ElementFunctions.Exp);

    /// <inheritdoc cref="Exp(double)"/>
    public static Scalar Exp(Scalar x) => Scalar.Map(x, ElementFunctions.Exp);

    /// <inheritdoc cref="Expm1(double)"/>
    public static Vec Expm1(Vec x) => Vec.Map(x, ElementFunctions.Expm1);

    /// <inheritdoc cref="Expm1(double)"/>
    public static Scalar Expm1(Scalar x) => Scalar.Map(x, ElementFunctions.Expm1);

    /// <inheritdoc cref="Log(double)"/>
    public static Vec Log(Vec x) => Vec.Map(x, ElementFunctions.Log);

    /// <inheritdoc cref="Log(double)"/>
    public static Scalar Log(Scalar x) => Scalar.Map(x, ElementFunctions.Log);

    /// <inheritdoc cref="Log1p(double)"/>
    public static Vec Log1p(Vec x) => Vec.Map(x, ElementFunctions.Log1p);

    /// <inheritdoc cref="Log1p(double)"/>
    public static Scalar Log1p(Scalar x) => Scalar.Map(x, ElementFunctions.Log1p);

    /// <inheritdoc cref="Tanh(double)"/>
    public static Vec Tanh(Vec x) => Vec.Map(x, ElementFunctions.Tanh);

    /// <inheritdoc cref="Tanh(double)"/>
    public static Scalar Tanh(Scalar x) => Scalar.Map(x, ElementFunctions.Tanh);

    /// <inheritdoc cref="Sigmoid(double)"/>
    public static Vec Sigmoid(Vec x) => Vec.Map(x, ElementFunctions.Sigmoid);

    /// <inheritdoc cref="Sigmoid(double)"/>
    public static Scalar Sigmoid(Scalar x) => Scalar.Map(x, ElementFunctions.Sigmoid);

    /// <inheritdoc cref="Softplus(double)"/>
    public static Vec Softplus(Vec x) => Vec.Map(x, ElementFunctions.Softplus);

    /// <inheritdoc cref="Softplus(double)"/>
    public static Scalar Softplus(Scalar x) => Scalar.Map(x, ElementFunctions.Softplus);

    /// <inheritdoc cref="Sin(double)"/>
    public static Vec Sin(Vec x) => Vec.Map(x, ElementFunctions.Sin);

    /// <inheritdoc cref="Sin(double)"/>
    public static Scalar Sin(Scalar x) => Scalar.Map(x, ElementFunctions.Sin);

    /// <inheritdoc cref="Cos(double)"/>
    public static Vec Cos(Vec x) => Vec.Map(x, ElementFunctions.Cos);

    /// <inheritdoc cref="Cos(double)"/>
    public static Scalar Cos(Scalar x) => Scalar.Map(x, ElementFunctions.Cos);

    /// <inheritdoc cref="Atan(double)"/>
    public static Vec Atan(Vec x) => Vec.Map(x, ElementFunctions.Atan);

    /// <inheritdoc cref="Atan(double)"/>
    public static Scalar Atan(Scalar x) => Scalar.Map(x, ElementFunctions.Atan);

    /// <inheritdoc cref="Cube(double)"/>
    public static Vec Cube(Vec x) => Vec.Map(x, ElementFunctions.Cube);

    /// <inheritdoc cref="Cube(double)"/>
    public static Scalar Cube(Scalar x) => Scalar.Map(x, ElementFunctions.Cube);
}
