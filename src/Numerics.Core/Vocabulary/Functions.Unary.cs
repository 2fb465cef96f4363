namespace Numerics;

/// <content>One argument.</content>
public static partial class Functions
{
    /// <inheritdoc cref="Abs(double)"/>
    public static Vec Abs(Vec x) => Vec.Map(x, Abs, DoubleDouble.Abs);

    /// <inheritdoc cref="Abs(double)"/>
    public static Scalar Abs(Scalar x) => Abs(x.Value);

    /// <inheritdoc cref="Sign(double)"/>
    public static Vec Sign(Vec x) => Vec.Map(x, Sign, DoubleDouble.Sign);

    /// <inheritdoc cref="Sign(double)"/>
    public static Scalar Sign(Scalar x) => Sign(x.Value);

    /// <inheritdoc cref="Sqrt(double)"/>
    public static Vec Sqrt(Vec x) => Vec.Map(x, Sqrt, DoubleDouble.Sqrt);

    /// <inheritdoc cref="Sqrt(double)"/>
    public static Scalar Sqrt(Scalar x) => Sqrt(x.Value);

    /// <inheritdoc cref="ReciprocalSqrt(double)"/>
    public static Vec ReciprocalSqrt(Vec x) => Vec.Map(x, ReciprocalSqrt, DoubleDouble.ReciprocalSqrt);

    /// <inheritdoc cref="ReciprocalSqrt(double)"/>
    public static Scalar ReciprocalSqrt(Scalar x) => ReciprocalSqrt(x.Value);

    /// <inheritdoc cref="Square(double)"/>
    public static Vec Square(Vec x) => Vec.Map(x, Square, DoubleDouble.Square);

    /// <inheritdoc cref="Square(double)"/>
    public static Scalar Square(Scalar x) => Square(x.Value);

    /// <inheritdoc cref="Exp(double)"/>
    public static Vec Exp(Vec x) => Vec.Map(x, Exp, DoubleDouble.Exp);

    /// <inheritdoc cref="Exp(double)"/>
    public static Scalar Exp(Scalar x) => Exp(x.Value);

    /// <inheritdoc cref="Expm1(double)"/>
    public static Vec Expm1(Vec x) => Vec.Map(x, Expm1, DoubleDouble.Expm1);

    /// <inheritdoc cref="Expm1(double)"/>
    public static Scalar Expm1(Scalar x) => Expm1(x.Value);

    /// <inheritdoc cref="Log(double)"/>
    public static Vec Log(Vec x) => Vec.Map(x, Log, DoubleDouble.Log);

    /// <inheritdoc cref="Log(double)"/>
    public static Scalar Log(Scalar x) => Log(x.Value);

    /// <inheritdoc cref="Log1p(double)"/>
    public static Vec Log1p(Vec x) => Vec.Map(x, Log1p, DoubleDouble.Log1p);

    /// <inheritdoc cref="Log1p(double)"/>
    public static Scalar Log1p(Scalar x) => Log1p(x.Value);

    /// <inheritdoc cref="Tanh(double)"/>
    public static Vec Tanh(Vec x) => Vec.Map(x, Tanh, DoubleDouble.Tanh);

    /// <inheritdoc cref="Tanh(double)"/>
    public static Scalar Tanh(Scalar x) => Tanh(x.Value);

    /// <inheritdoc cref="Sigmoid(double)"/>
    public static Vec Sigmoid(Vec x) => Vec.Map(x, Sigmoid, DoubleDouble.Sigmoid);

    /// <inheritdoc cref="Sigmoid(double)"/>
    public static Scalar Sigmoid(Scalar x) => Sigmoid(x.Value);

    /// <inheritdoc cref="Softplus(double)"/>
    public static Vec Softplus(Vec x) => Vec.Map(x, Softplus, DoubleDouble.Softplus);

    /// <inheritdoc cref="Softplus(double)"/>
    public static Scalar Softplus(Scalar x) => Softplus(x.Value);

    /// <inheritdoc cref="Sin(double)"/>
    public static Vec Sin(Vec x) => Vec.Map(x, Sin, DoubleDouble.Sin);

    /// <inheritdoc cref="Sin(double)"/>
    public static Scalar Sin(Scalar x) => Sin(x.Value);

    /// <inheritdoc cref="Cos(double)"/>
    public static Vec Cos(Vec x) => Vec.Map(x, Cos, DoubleDouble.Cos);

    /// <inheritdoc cref="Cos(double)"/>
    public static Scalar Cos(Scalar x) => Cos(x.Value);

    /// <inheritdoc cref="Atan(double)"/>
    public static Vec Atan(Vec x) => Vec.Map(x, Atan, DoubleDouble.Atan);

    /// <inheritdoc cref="Atan(double)"/>
    public static Scalar Atan(Scalar x) => Atan(x.Value);

    /// <inheritdoc cref="Cube(double)"/>
    public static Vec Cube(Vec x) => Vec.Map(x, Cube, DoubleDouble.Cube);

    /// <inheritdoc cref="Cube(double)"/>
    public static Scalar Cube(Scalar x) => Cube(x.Value);
}
