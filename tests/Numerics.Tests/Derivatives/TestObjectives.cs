using static Numerics.Functions;

namespace Numerics.Tests.Derivatives;

/// <summary>Rosenbrock's function in n variables.</summary>
public static partial class Rosenbrock
{
    [Objective]
    public static Scalar Value(Vec x, double a = 1, double b = 100)
        => Sum((b * Square(Tail(x) - Square(Head(x)))) + Square(a - Head(x)));
}

/// <summary>Logistic regression with a ridge.</summary>
public static partial class Logistic
{
    [Objective]
    public static Scalar Loss(Row w, Mat a, Col y, double ridge = 0)
        => Mean(Softplus(-y * Dot(a, w))) + (0.5 * ridge * Dot(w, w));
}

/// <summary>Cross entropy of a softmax, by a matrix.</summary>
public static partial class CrossEntropy
{
    [Objective]
    public static Scalar Value(Mat logits, [Constant] Mat targets)
        => Mean(LogSumExpRows(logits) - SumRows(targets * logits));
}

/// <summary>A product of matrices, by both factors.</summary>
public static partial class Factorisation
{
    [Objective]
    public static Scalar Value(Mat left, Mat right, [Constant] Mat data) => 0.5 * Sum(Square(Dot(left, right) - data));
}

/// <summary>Scores by turned weights: a variable that is seen turned.</summary>
public static partial class Turned
{
    [Objective]
    public static Scalar Value(Mat weights, Row bias, [Constant] Mat pixels, [Constant] Mat labels)
    {
        Mat scores = Dot(pixels, Transpose(weights)) + bias;
        return Mean(LogSumExpRows(scores) - SumRows(labels * scores)) + Square(Sum(Transpose(bias)));
    }
}

/// <summary>A quadratic whose variable is seen as a row and as a column.</summary>
public static partial class FullQuadratic
{
    [Objective]
    public static Scalar Value(Row x, Mat a, Row centre) => 0.5 * Sum(Dot(a, x - centre) * Transpose(x - centre));
}

/// <summary>Stencils in two dimensions: of the variable, of what is computed of it, of rows that meet it, and twice.</summary>
public static partial class Stencils
{
    [Objective]
    public static Scalar Laplace(Mat u) =>
        0.5 * Sum(Square(Shift(u, 1, 0) + Shift(u, -1, 0) + Shift(u, 0, 1) + Shift(u, 0, -1) - 4 * u));

    [Objective]
    public static Scalar Smooth(Mat u, [Constant] Row scale) =>
        Sum(Sin(Shift(Exp(0.5 * u), 1, -2)) * u) + Sum(Square(Shift(Shift(u * u, -1, 0) + u, 2, 1)))
        + Sum(SumRows(Shift(u * scale, 0, 1)) * SumRows(Shift(u, 1, 1))) + Square(Sum(Transpose(Shift(Sin(u), 0, 1)) * 2));
}

/// <summary>Elements of a Col, whose gradient is masked in a pass over a matrix.</summary>
public static partial class ColElements
{
    [Objective]
    public static Scalar Value(Col x, Mat a) => (Square(x[1]) * x[0]) + Norm(Dot(x, a));
}

/// <summary>A chain whose elements are bound to each other.</summary>
public static partial class BoundChain
{
    [Objective]
    public static Scalar Objective(Vec x) => Sum(Square(Head(x)) + Exp(0.5 * Tail(x)));

    [Constraints]
    public static Vec Constraints(Vec x, double b = 2) => Tail(x) - (b * Square(Head(x)));
}

/// <summary>One function each, of arrays without matrices.</summary>
public static partial class Functionals
{
    [Objective]
    public static Scalar Unary(Vec x) => Sum(
        Exp(-x) + Expm1(x) + Log(1 + Square(x)) + Log1p(x * x) + Tanh(x) + Sigmoid(2 * x) + Softplus(x)
        + Sqrt(1 + Square(x)) + ReciprocalSqrt(2 + (x * x)));

    [Objective]
    public static Scalar Kinks(Vec x) => Sum(Abs(x) + Max(x, 0.1) + Min(x, 2 * x) + Select(x < 0.3, Square(x), x));

    [Objective]
    public static Scalar Powers(Vec x, double p = 3) => Sum(Pow(x, p) + Pow(x, 0) + Pow(2, x) + (x / (2 + Square(x))));

    [Objective]
    public static Scalar Norms(Vec x, double scale = 2) => (Norm(x) * Norm1(scale * x)) + Square(Mean(x)) + Max(x) - Min(x);

    [Objective]
    public static Scalar Centred(Vec x) => Norm(x - Mean(x)) + Dot(x - Mean(x), Exp(-x));

    [Objective]
    public static Scalar LogSum(Vec x) => LogSumExp(3 * x) + Square(LogSumExp(-x));

    [Objective]
    public static Scalar Views(Vec x)
        => Sum(Slice(x, 1, 3) * Slice(Head(Tail(Exp(Head(Tail(x))))), 0, 3)) + Dot(Shift(x, -1), Square(Shift(x, 2)));

    [Objective]
    public static Scalar Elements(Vec x) => (x[0] * Square(x[1])) + Exp(x[2]) - (x[1] * Sum(x));

    [Objective]
    public static Scalar Branch(Vec x, bool squared = true) => squared ? Sum(Square(x)) : Sum(Exp(x));

    [Objective]
    public static Scalar Joined(Vec x) =>
        Sum(Square(Tail(Concat(x, Exp(Head(x)), x)) * Head(Concat(x, Exp(Head(x)), x)))) + Sum(Concat(Sin(x), x));

    /// <summary>Means of parts, and of groups of one.</summary>
    [Objective]
    public static Scalar Blocks(Vec x) => Sum(Square(Slice(x, 0, 3) - BlockMean(Slice(x, 0, 3), 3)) * Slice(x, 0, 3))
        + Dot(BlockMean(Square(x), 1), x) + Sum(Exp(MeanRows(Groups(Sin(x), 1))));

    [Objective]
    public static Scalar Ranked(Vec x) => Square(KthLargest(x, 2)) * x[0] + Exp(KthLargest(Sin(x), 3));

    [Objective]
    public static Scalar Two(Vec x, [Constant] Vec weight, Vec y) => Dot(weight * x, Square(y));
}
