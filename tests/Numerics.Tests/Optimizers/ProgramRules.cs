using static Numerics.Functions;

namespace Numerics.Tests.Optimizers;

/// <summary>x' = x − (η/t)·r'·c'·g with r and c averages of g² over rows and columns; two variants, a named
/// number.</summary>
public static partial class Factored
{
    [UpdateRule]
    public static (Mat x, Col rows, Row columns, Scalar size) Step(
        Mat x, [StateName("exp_avg_sq_row")] Col rows, [StartsAt(1)] Row columns, Mat g, [StepNumber] int t,
        [AtLeast(0)] double learningRate = 0.25, [AtLeast(0), Below(1)] double beta = 0.5, bool isPlain = false)
    {
        Col r = beta * rows + (1 - beta) * MeanRows(g * g);
        Row c = beta * columns + (1 - beta) * MeanColumns(g * g);
        return (x - learningRate / t * (isPlain ? g : r * (c * g)), r, c, Norm(g));
    }
}

/// <summary>x' = x − η·(g + (a·x − y)·a): inputs of another length, whole numbers of each kind.</summary>
public static partial class Fitted
{
    [UpdateRule]
    public static (Row x, Integer count, int total, Scalar residual) Step(
        Row x, [StartsAt(3)] Integer count, [StartsAt(5)] int total, [Gradient] Row slope, [Input] Mat a, [Input] Col y,
        [Input] Integer chosen, [Input] int more = 2, ulong key = 1, double learningRate = 0.125)
    {
        Col r = Dot(a, x) - y;
        Row noise = RandomIndex(key, total, 2, x);
        return (x - learningRate * (slope + Dot(r, a)) + noise + x[chosen], count + chosen, total + more, Norm(r));
    }
}

/// <summary>A line with a loop, and an array as long as an option says.</summary>
public static partial class Sketched
{
    [UpdateRule]
    public static (Vec x, Vec sketch) Step(Vec x, Vec g, [Input] Vec keys, int length = 3, double rate = 0.5)
    {
        Vec least = Repeat(3, x, (z, j) => Min(z, x - (rate / 8) * g));
        return (least - rate * g, SumByKey(g, keys, length));
    }
}

/// <summary>Host code that throws for a zero divisor.</summary>
public static partial class Divided
{
    [UpdateRule]
    public static (Row x, int n) Step(Row x, int n, Row g, int divisor = 1) => (x - g, (n + 4) / divisor);
}

/// <summary>A state that is as long as an input: no optimizer can keep it.</summary>
public static partial class Unbound
{
    [UpdateRule]
    public static (Row x, Col z) Step(Row x, Col z, Row g, [Input] Mat a) => (x - g, z + Dot(a, x));
}

/// <summary>A gradient of another shape than the parameter.</summary>
public static partial class Crossed
{
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Mat Step(Mat x, Col g) => x - g;
}
