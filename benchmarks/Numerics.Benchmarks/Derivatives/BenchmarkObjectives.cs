using static Numerics.Functions;

namespace Numerics.Benchmarks.Derivatives;

/// <summary>Logistic regression with a ridge.</summary>
internal static partial class LogisticRegression
{
    [Objective]
    public static Scalar Loss(Row w, Mat a, Col y, double ridge = 0) =>
        Mean(Softplus(-y * Dot(a, w))) + 0.5 * ridge * Dot(w, w);
}

/// <summary>Rosenbrock's function in n variables.</summary>
internal static partial class ExtendedRosenbrock
{
    [Objective]
    public static Scalar Value(Vec x, double a = 1, double b = 100) =>
        Sum(b * Square(Tail(x) - Square(Head(x))) + Square(a - Head(x)));
}
