using static Numerics.Functions;

namespace Numerics.Tests.Derivatives;

/// <summary>The gradient of an exact augmented Lagrangian: of L = f + λᵀc, with weights of ½‖c‖² and ½‖∇L‖².</summary>
public static partial class Merit
{
    public static Scalar Value(Vec x) => Sum(Square(Tail(x) - Square(Head(x)))) + 0.25 * Sum(Square(Square(x)));

    public static Vec Constraints(Vec x) => Head(x) * Tail(x) - Sin(Head(x));

    public static Scalar Lagrangian(Vec x, Vec multipliers) => Value(x) + Dot(multipliers, Constraints(x));

    /// <summary>What its gradient is compared with.</summary>
    public static Scalar Function(Vec x, Vec multipliers, double eta1, double eta2)
    {
        Vec g = Gradient(z => Lagrangian(z, multipliers), x);
        return Lagrangian(x, multipliers) + 0.5 * eta1 * Dot(Constraints(x), Constraints(x)) + 0.5 * eta2 * Dot(g, g);
    }

    [UpdateRule]
    public static Vec Step(Vec x, Vec multipliers, double eta1 = 10, double eta2 = 0.25)
    {
        Vec slope = Gradient(z => Lagrangian(z, multipliers), x);
        return slope + eta2 * HessianVector(z => Lagrangian(z, multipliers), x, slope)
            + eta1 * JacobianTransposeVector(Constraints, x, Constraints(x));
    }
}

/// <summary>Derivatives in rules of one pass over arrays of one length.</summary>
public static partial class DerivativeVecs
{
    [UpdateRule]
    public static (Vec gradient, Vec product) Elementwise(Vec x, Vec v, double a = 0.5) => (
        Gradient(z => Sum(Softplus(a * z) + Square(z) * Atan(z)), x),
        HessianVector(z => Sum(Softplus(a * z) + Square(z) * Atan(z)), x, v));

    [UpdateRule]
    public static (Scalar value, Vec gradient, Vec product) Reduced(Vec x, Vec v)
    {
        Scalar value = Square(Sum(Cos(x))) + Mean(Exp(x) * v);
        return (
            value,
            Gradient(z => Square(Sum(Cos(z))) + Mean(Exp(z) * v), x),
            HessianVector(z => Square(Sum(Cos(z))) + Mean(Exp(z) * v), x, v));
    }

    /// <summary>The argument outside the function is no variable.</summary>
    [UpdateRule]
    public static Vec Captured(Vec x, Vec v) => v * Gradient(z => Dot(z * z, x), x);

    [UpdateRule]
    public static (Vec along, Vec back) Jacobians(Vec x, Vec v) => (
        JacobianVector(z => Tanh(z) * Sum(z), x, v), JacobianTransposeVector(z => Tanh(z) * Sum(z), x, v));

    /// <summary>Two steps of gradient descent, by a function that differentiates.</summary>
    [UpdateRule]
    public static Vec Descent(Vec x, Vec v, double rate = 0.1) =>
        Repeat(2, x, (z, _) => z - rate * Gradient(w => Dot(Square(w), Cube(w)) + Sum(Abs(w - v)), z));

    /// <summary>How a number changes along a number.</summary>
    [UpdateRule]
    public static Scalar Slope(Vec x, Vec v, Scalar step) => Gradient(s => Sum(Square(x + s * v) / (1 + Square(x))), step);
}

/// <summary>Derivatives in rules of matrices.</summary>
public static partial class DerivativeMats
{
    [UpdateRule]
    public static (Row gradient, Row product) Regression(Mat a, Row w, Col y, Row v) => (
        Gradient(z => Mean(Softplus(-y * Dot(a, z))) + 0.5 * Dot(z, z), w),
        HessianVector(z => Mean(Softplus(-y * Dot(a, z))) + 0.5 * Dot(z, z), w, v));

    [UpdateRule]
    public static (Mat gradient, Mat product) ByMatrix(Mat x, Row b, Mat v) => (
        Gradient(z => Sum(LogSumExpRows(z * b)) + Sum(Sqrt(1 + Square(z[0, 1]) + Square(z))), x),
        HessianVector(z => Sum(LogSumExpRows(z * b)) + Sum(Sqrt(1 + Square(z[0, 1]) + Square(z))), x, v));

    [UpdateRule]
    public static (Mat along, Mat back) SoftMaxes(Mat x, Mat v) =>
        (JacobianVector(z => SoftMaxRows(z), x, v), JacobianTransposeVector(z => SoftMaxRows(z), x, v));

    [UpdateRule]
    public static (Col along, Row back) Parts(Mat x, Mat v, Row w, Col u) => (
        JacobianVector(z => Dot(z, Square(w)) + NormRows(z) * Sum(z.Row(1)), x, v),
        JacobianTransposeVector(z => Dot(x, Sin(z)) * Sum(z), w, u));
}

/// <summary>An objective that differentiates, and is differentiated.</summary>
public static partial class GradientNorm
{
    [Objective]
    public static Scalar Value(Vec x)
    {
        Vec g = Gradient(z => Merit.Value(z), x);
        return 0.5 * Dot(g, g);
    }
}
