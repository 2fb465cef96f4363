using static Numerics.Functions;

namespace Numerics.Gpu.Tests.Laws.Rules;

/// <summary>Scalar state, host state of both kinds, and a result that is new.</summary>
public static partial class ScalarState
{
    [UpdateRule]
    public static (Vec x, Scalar d, double product, int count, Scalar size) Step(
        Vec x, Vec g, Scalar d, double product, int count, double a = 0.9)
    {
        Scalar size = Norm(g);
        Scalar next = Max(d, size / (1 + a));
        double p = product * (a + count);
        return (x - next * g / (p + 2), next, p, count + 1, size);
    }
}

/// <summary>A Scalar that is only read: a rule without reductions that yet computes a number on the device.</summary>
public static partial class ScalarInput
{
    [UpdateRule]
    public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g, [Input] Scalar loss, double rate = 0.1) =>
        (x - rate * (loss - 0.5) * g, m * Sqrt(Abs(loss)) + g);
}

/// <summary>A Scalar that goes in and comes out and nothing else on the device.</summary>
public static partial class ScalarOnly
{
    [UpdateRule]
    public static (Vec x, Scalar s) Step(Vec x, Scalar s, double a = 0.5) => (x * 2, s * a + 1);
}

/// <summary>Host state alone: numbers that no device sees.</summary>
public static partial class HostState
{
    [UpdateRule]
    public static (Vec x, Vec m, int n, double p) Step(Vec x, Vec m, Vec g, int n, double p = 1) =>
        (x - g * (p / (Math.Abs(n) + 1.0)), m + g, n + 1, p * n);
}

/// <summary>Every function of a number, computed on the device.</summary>
public static partial class NumberFunctions
{
    [UpdateRule]
    public static (Scalar exp, Scalar expm1, Scalar log, Scalar log1p, Scalar tanh, Scalar sigmoid, Scalar softplus, Scalar power,
        Scalar root, Scalar reciprocalRoot, Scalar square, Scalar sign, Scalar once) Step(Vec x, Scalar s, Scalar t) =>
        (Exp(s), Expm1(s), Log(Abs(s) + 1), Log1p(Abs(s)), Tanh(s), Sigmoid(s), Softplus(s), Pow(Abs(s) + 0.5, t),
            Sqrt(Abs(s)), ReciprocalSqrt(Abs(t) + 1), Square(t), Sign(s), FusedMultiplyAdd(s, t, Sum(x)));
}

/// <summary>Decisions about numbers, on the device.</summary>
public static partial class NumberDecisions
{
    [UpdateRule]
    public static (Vec x, Scalar least, Scalar chosen, Scalar joined) Step(Vec x, Vec g, Scalar s, Scalar t)
    {
        Scalar sum = Sum(g);
        ScalarMask p = s < sum;
        ScalarMask q = NotEqual(t, 0) & !(t >= 2);
        return (Select(p, x, g), Min(s, Clamp(t, -1, 1)), Select(p | q, s, t), Select(p ^ q, -s, Abs(t)));
    }
}
