using static Numerics.Functions;

namespace Numerics.Tests.Derivatives;

/// <summary>Automatic differentiation of the eager vocabulary: each function against differences, and laws that hold for all.</summary>
public class EagerDerivativeTests
{
    private const int Seed = 67;
    private const int Length = 6;

    /// <summary>Sums of six terms of a few dozen roundings each: below 1000 of 2⁻⁵³, of what is added up.</summary>
    private const double LawTolerance = 1.2E-13;

    private static readonly Vec Other = new([0.7, -1.3, 0.4, 2.1, -0.2, 1.1]);

    private static readonly Csr Sparse = new(3, 2, [0, 1, 1, 3], [1, 0, 1], [2.0, -1, 0.5]);

    private static readonly Dictionary<string, Func<Vec, Scalar>> Cases = new()
    {
        ["Arithmetic"] = x => Sum((-x + 2) * (3 - x) / (x * x + 4) + x / 5 + 6 / (x + 9) - Other * x + Other / (Square(x) + 1)),
        ["Functions"] = x => Sum(Abs(x) + Sqrt(x + 3) + ReciprocalSqrt(x + 3) + Square(x) + Cube(x) + Exp(x) + Expm1(x)),
        ["Logarithms"] = x => Sum(Log(x + 3) + Log1p(Square(x)) + Tanh(x) + Sigmoid(x) + Softplus(x) + Sign(x) * x),
        ["Angles"] = x => Sum(Sin(x) * Cos(2 * x) + Atan(x)),
        ["Powers"] = x => Sum(Pow(x, 3) + Pow(x + 3, Other) + Pow(2, x) + Pow(x + 3, Sum(x))),
        ["Extremes"] = x => Sum(Min(x, Other) + Max(x, 0.31) * Min(0.21, x) + Clamp(x, -0.5, 0.5)) + Max(x) * Min(x) + NormInf(x),
        ["Ternary"] = x => Sum(FusedMultiplyAdd(x, Other, x * x) + FusedMultiplyAdd(x, 2, 1)) + FusedMultiplyAdd(Sum(x), 3, Max(x)),
        ["Choices"] = x => Sum(Select(x < 0.1, x * x, 3 * x) + Select(x < Other, 1, x)) + Sum(Select(Sum(x) < 0, x, Exp(x))),
        ["Reductions"] = x => Mean(x * x) * Norm(x) + Norm1(x) + LogSumExp(x) + Dot(x, Other) + Dot(x, x),
        ["Numbers"] = x => Sqrt(1 + Square(Sum(x))) / (2 + Abs(Mean(x))) - Log(Norm(x)) + Pow(Norm(x), 1.5) + Min(Sum(x), 1) - -Sum(x),
        ["Views"] = x => Dot(Head(x), Tail(x)) + Dot(Slice(x, 1, 3), Slice(x, 2, 3)) + Dot(Shift(x, 2), Square(Shift(x, -1))),
        ["Elements"] = x => x[0] * x[5] + x[ArgMax(Other)] + Sum(Square(With(x, 2, Sum(x)))),
        ["Concat"] = x => Sum(Square(Head(Concat(x, Sin(x), Other, x)) * Tail(Concat(x, x, x, Exp(x))))) + Sum(Concat(x, x) * Concat(Other, x)),
        ["Stencils"] = x => Sum(Square(Shift(M(x), 1, 0) + Shift(M(x), 0, -1) - 2 * M(x)) * Shift(M(x), -1, 1)),
        ["Ranks"] = x => Square(KthLargest(x, 2)) * x[0] + Exp(KthLargest(M(x), 5)),
        ["Keys"] = x => Sum(Square(SumByKey(x, new Vec([0.0, 1, 0, 2, 1, 9]), 3))),
        ["Groups"] = x => Sum(Square(SumRows(Groups(x, 2))) * new Col([1.0, 2, 3])) + Dot(Ungroup(Groups(x, 3)), BlockMean(x, 2)),
        ["SoftMax"] = x => Dot(SoftMax(x), Other),
        ["Rows"] = x => Sum(SumRows(M(x)) * MeanRows(M(x)) + MaxRows(M(x)) * MinRows(M(x)) + NormRows(M(x)) + LogSumExpRows(M(x))),
        ["Columns"] = x => Sum(SumColumns(M(x)) * MeanColumns(M(x)) + MaxColumns(M(x)) * MinColumns(M(x)) + NormColumns(M(x)))
            + Sum(LogSumExpColumns(M(x))) + Sum(Square(SoftMaxRows(M(x)) - SoftMaxColumns(M(x)))),
        ["Matrices"] = x => Sum(Dot(M(x), Transpose(M(x)))) + Sum(Square(Dot(M(x), M(x).Row(1)))) + Sum(Dot(M(x).Column(0), M(x)) * M(x).Row(0)),
        ["Broadcasts"] = x => Sum((M(x) + M(x).Row(0)) * M(x).Column(1) - M(x) / (3 + M(x).Row(2)) + Outer(M(x).Column(0), M(x).Row(1)))
            + M(x)[1, 1] * Sum(Max(M(x), M(x).Row(0))),
        ["Sparse"] = x => Sum(Square(Dot(Sparse, M(x).Row(0)))) + Sum(Square(Dot(M(x).Column(1), Sparse)))
            + Dot(Sparse.Row(2), M(x).Row(1)) * Sum(Square(M(x).Row(0) + Sum(x) * Sparse.Row(0))),
        ["Loops"] = x => Sum(Repeat(3, x, (z, j) => z + 0.1 * Sin(z) * ((Scalar)j + 1))),
        ["Nested"] = x => Dot(Gradient(z => Sum(Cube(z) * x), x), Other) + Sum(HessianVector(z => Sum(Exp(z)), x, x * x)),
        ["Jacobians"] = x => Sum(JacobianVector(z => Sin(z) * Sum(z), x, x) * JacobianTransposeVector(z => z * Dot(z, x), x, Other)),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientIsTheSlope(string name)
    {
        foreach ((Vec x, Vec v) in Draws())
        {
            (double along, double error) = Differences.Along(z => Cases[name]((Vec)z).Value, x.ToArray(), v.ToArray());
            double slope = Dot(Gradient(Cases[name], x), v).Value;
            Assert.True(Math.Abs(slope - along) <= error, $"{name}: {slope} is {along} ± {error}, seed {Seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void HessianVectorIsTheChangeOfTheGradient(string name)
    {
        foreach ((Vec x, Vec v) in Draws())
        {
            (double along, double error) = Differences.Along(
                z => Dot(Gradient(Cases[name], (Vec)z), Other).Value, x.ToArray(), v.ToArray());
            double change = Dot(HessianVector(Cases[name], x, v), Other).Value;
            Assert.True(Math.Abs(change - along) <= error, $"{name}: {change} is {along} ± {error}, seed {Seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ChainRuleAndSymmetryHold(string name)
    {
        foreach ((Vec x, Vec v) in Draws())
        {
            Vec g = Gradient(Cases[name], x);
            Near(JacobianVector(Cases[name], x, v).Value, Dot(g, v).Value, g * v);
            Near(JacobianTransposeVector(Cases[name], x, (Scalar)2), 2 * g);
            Near(Gradient(z => Exp(Cases[name](z) / 8), x), Exp(Cases[name](x) / 8) / 8 * g);
            (Vec hv, Vec hu) = (HessianVector(Cases[name], x, v), HessianVector(Cases[name], x, Other));
            Near(Dot(Other, hv).Value, Dot(v, hu).Value, Abs(Other * hv) + Abs(v * hu));
            Near(HessianVector(Cases[name], x, (2 * v) + Other), (2 * hv) + hu);
        }
    }

    /// <summary>Whole numbers below 2⁵³ are exact all along.</summary>
    [Fact]
    public void OfAQuadraticTheHessianIsItsMatrix()
    {
        Mat a = new(new double[,] { { 4, 1, -2 }, { 1, 3, 5 }, { -2, 5, 7 } });
        Row v = new([2.0, -3, 4]);
        Assert.Equal(
            Dot(a, v).ToArray(), HessianVector(z => 0.5 * Sum(Dot(a, z) * Transpose(z)), new Row([1.0, 2, 3]), v).ToArray());
    }

    [Fact]
    public void OutsideNothingIsRemembered()
    {
        Vec g = Gradient(z => Sum(Square(z)), Other);
        Assert.False(g.IsTraced);
        Assert.Equal((2 * Other).ToArray(), g.ToArray());
        Assert.Equal(1.4, g[0]);
    }

    [Fact]
    public void WhatHasNoDerivativeSaysSo()
    {
        Assert.Throws<NotSupportedException>(() => Gradient(x => Sum(Dot(Compact(M(x), M(x) > 0, 8).Matrix, new Row([1.0, 1]))), Other));
        Assert.Throws<ArgumentException>(() => HessianVector(x => Sum(x * x), Other, new Vec([1.0])));
        Assert.Throws<ArgumentException>(() => JacobianTransposeVector(x => Head(x), Other, Other));
        Assert.Throws<ArgumentException>(() => Gradient(x => (Scalar)x, 3.0));
    }

    private static Mat M(Vec x) => Groups(x, 2);

    private static void Near(double actual, double expected, Vec terms) =>
        Assert.Equal(expected, actual, LawTolerance * (1 + Math.Abs(expected) + Norm1(terms).Value));

    private static void Near(Vec actual, Vec expected)
    {
        double scale = 1 + Norm1(expected).Value;
        Assert.All(Enumerable.Range(0, expected.Length), i => Assert.Equal(expected[i].Value, actual[i].Value, LawTolerance * scale));
    }

    private static IEnumerable<(Vec X, Vec V)> Draws()
    {
        var random = new Random(Seed);
        Vec Draw() => new([.. Enumerable.Range(0, Length).Select(_ => (2 * random.NextDouble()) - 1)]);
        return Enumerable.Range(0, 8).Select(_ => (Draw(), Draw()));
    }
}
