using static Numerics.Functions;

namespace Numerics.Tests.Vocabulary;

/// <summary>The definitions of the elementary functions, against series in decimal (28 digits) and at special
/// values.</summary>
public class ElementaryTests
{
    /// <summary>Kahan's forms round four times (exponential or sum, logarithm, two products), each to an ulp at
    /// most.</summary>
    private const double Ulps = 4;

    private const double UnitUlp = 2.220446049250313e-16;

    private static readonly double[] Specials =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, double.Epsilon, -double.Epsilon];

    /// <summary>Both signs, magnitudes from 1 down to 1e−12 evenly in the logarithm.</summary>
    private static IEnumerable<double> Magnitudes()
    {
        var random = new Random(20261);
        for (int i = 0; i < 400; i++)
        {
            double size = Math.Pow(10, -12 * random.NextDouble()) * 0.999;
            yield return i % 2 == 0 ? size : -size;
        }
    }

    /// <summary>(eˣ − 1)/x = Σ xᵏ/(k+1)!, near 1: the quotient keeps 27 digits however small x is.</summary>
    private static double Expm1Series(double x)
    {
        decimal sum = 0, term = 1;
        for (int k = 1; k < 40; k++)
        {
            sum += term;
            term *= (decimal)x / (k + 1);
        }

        return (double)sum * x;
    }

    /// <summary>log(1 + x) = 2·artanh s with s = x/(2 + x), so log(1 + x)/x = 2/(2 + x) · Σ s²ᵏ/(2k+1).</summary>
    private static double Log1pSeries(double x)
    {
        decimal s = (decimal)x / (2 + (decimal)x);
        decimal sum = 0, power = 1;
        for (int k = 0; k < 400; k++)
        {
            sum += power / (2 * k + 1);
            power *= s * s;
        }

        return (double)(2 / (2 + (decimal)x) * sum) * x;
    }

    private static void Near(double expected, double actual) =>
        Assert.True(
            Math.Abs(actual - expected) <= Ulps * UnitUlp * Math.Abs(expected),
            $"expected {expected:R}, got {actual:R}");

    [Fact]
    public void Expm1_is_accurate_near_zero() => Assert.All(Magnitudes(), x => Near(Expm1Series(x), Expm1(x)));

    /// <summary>The series loses digits near −1.</summary>
    [Fact]
    public void Log1p_is_accurate_near_zero() =>
        Assert.All(Magnitudes().Where(x => x > -0.9), x => Near(Log1pSeries(x), Log1p(x)));

    [Fact]
    public void Expm1_and_Log1p_at_special_values()
    {
        Assert.Equal(-1, Expm1(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, Expm1(double.PositiveInfinity));
        Assert.Equal(double.PositiveInfinity, Expm1(710));
        Assert.Equal(double.NaN, Expm1(double.NaN));
        Assert.Equal(double.PositiveInfinity, Log1p(double.PositiveInfinity));
        Assert.Equal(double.NegativeInfinity, Log1p(-1));
        Assert.Equal(double.NaN, Log1p(-1.5));
        Assert.Equal(double.NaN, Log1p(double.NaN));
        Near(Math.Log(1e300), Log1p(1e300));
        Near(Math.Exp(50), Expm1(50));
        foreach (double tiny in new[] { 0.0, -0.0, double.Epsilon, -double.Epsilon, 1e-300 })
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(tiny), BitConverter.DoubleToInt64Bits(Expm1(tiny)));
            Assert.Equal(BitConverter.DoubleToInt64Bits(tiny), BitConverter.DoubleToInt64Bits(Log1p(tiny)));
        }
    }

    [Fact]
    public void Sigmoid_and_Softplus_neither_overflow_nor_cancel()
    {
        Assert.Equal(1, Sigmoid(800));
        Assert.Equal(0, Sigmoid(-800));
        Near(Math.Exp(-700), Sigmoid(-700));
        Assert.Equal(0.5, Sigmoid(0));
        Assert.Equal(1, Sigmoid(double.PositiveInfinity));
        Assert.Equal(0, Sigmoid(double.NegativeInfinity));
        Assert.Equal(double.NaN, Sigmoid(double.NaN));
        Assert.Equal(800, Softplus(800));
        Near(Math.Exp(-700), Softplus(-700));
        Near(Math.Log(2), Softplus(0));
        Assert.Equal(double.PositiveInfinity, Softplus(double.PositiveInfinity));
        Assert.Equal(0, Softplus(double.NegativeInfinity));
        Assert.Equal(double.NaN, Softplus(double.NaN));
        foreach (double x in new[] { 0.1, 1, 3.5, 20, 40 })
        {
            Near(1 / (1 + Math.Exp(-x)), Sigmoid(x));
            Near(x, Softplus(x) - Softplus(-x));
        }
    }

    [Fact]
    public void Sign_keeps_zeros_and_NaN()
    {
        Assert.Equal(1, Sign(double.Epsilon));
        Assert.Equal(-1, Sign(double.NegativeInfinity));
        Assert.Equal(double.NaN, Sign(double.NaN));
        Assert.True(double.IsNegative(Sign(-0.0)));
        Assert.False(double.IsNegative(Sign(0.0)));
    }

    [Fact]
    public void Min_and_Max_propagate_NaN_and_order_zeros()
    {
        Assert.Equal(double.NaN, Min(1, double.NaN));
        Assert.Equal(double.NaN, Max(double.NaN, 1));
        Assert.True(double.IsNegative(Min(0.0, -0.0)));
        Assert.False(double.IsNegative(Max(-0.0, 0.0)));
        Assert.Equal(double.NaN, Clamp(double.NaN, -1, 1));
        Assert.Equal(-1, Clamp(double.NegativeInfinity, -1, 1));
    }

    [Fact]
    public void Comparisons_with_NaN_do_not_hold()
    {
        Vec x = new([double.NaN, 1.0, -0.0]);
        Vec y = new([1.0, double.NaN, 0.0]);
        Assert.Equal([false, false, false], (x < y).ToArray());
        Assert.Equal([false, false, true], (x <= y).ToArray());
        Assert.Equal([false, false, false], (x > y).ToArray());
        Assert.Equal([false, false, true], (x >= y).ToArray());
        Assert.Equal([false, false, true], Equal(x, y).ToArray());
        Assert.Equal([true, true, false], NotEqual(x, y).ToArray());
    }

    /// <summary>Arrays, numbers and host values share one definition.</summary>
    [Fact]
    public void Every_function_means_the_same_on_all_three_kinds()
    {
        (Func<Vec, Vec> Array, Func<Scalar, Scalar> Number, Func<double, double> Host)[] functions =
        [
            (Abs, Abs, Abs), (Sign, Sign, Sign), (Sqrt, Sqrt, Sqrt), (ReciprocalSqrt, ReciprocalSqrt, ReciprocalSqrt),
            (Square, Square, Square), (Exp, Exp, Exp), (Expm1, Expm1, Expm1), (Log, Log, Log), (Log1p, Log1p, Log1p),
            (Tanh, Tanh, Tanh), (Sigmoid, Sigmoid, Sigmoid), (Softplus, Softplus, Softplus),
            (Sin, Sin, Sin), (Cos, Cos, Cos), (Atan, Atan, Atan), (Cube, Cube, Cube),
            (x => Pow(x, 1.5), x => Pow(x, 1.5), x => Pow(x, 1.5)), (x => Pow(2, x), x => Pow(2, x), x => Pow(2.0, x)),
            (x => Min(x, 0.5), x => Min(x, 0.5), x => Min(x, 0.5)),
            (x => Max(0.5, x), x => Max(0.5, x), x => Max(0.5, x)),
            (x => Clamp(x, -0.5, 0.5), x => Clamp(x, -0.5, 0.5), x => Clamp(x, -0.5, 0.5)),
            (x => FusedMultiplyAdd(x, 3, 0.1), x => FusedMultiplyAdd(x, 3, 0.1), x => FusedMultiplyAdd(x, 3, 0.1)),
            (x => Select(x > 0, x, -1), x => Select(x > 0, x, -1), x => Select(x > 0, x, -1)),
            (x => -x * 2 - x / 3 + 1, x => -x * 2 - x / 3 + 1, x => -x * 2 - x / 3 + 1),
        ];
        double[] inputs = [.. Specials, 0.3, -0.7, 1, 2.5, -1e10];
        Vec array = new(inputs);
        foreach ((Func<Vec, Vec> Array, Func<Scalar, Scalar> Number, Func<double, double> Host) f in functions)
        {
            double[] expected = [.. inputs.Select(f.Host)];
            Assert.Equal(expected, f.Array(array).ToArray());
            Assert.Equal(expected, inputs.Select(e => f.Number(e).Value));
        }
    }
}
