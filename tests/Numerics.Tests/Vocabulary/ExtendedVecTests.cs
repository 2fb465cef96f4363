using static Numerics.Functions;

namespace Numerics.Tests.Vocabulary;

/// <summary>Arrays whose elements have low parts: the same functions, nearer to the truth.</summary>
public sealed class ExtendedVecTests
{
    /// <summary>Between the rounded exact result and a function's own: the worst of <see cref="Functions"/> is a composite of four
    /// operations, each within one unit in the last place.</summary>
    private const double MostUlp = 4;

    private static readonly double[] Values =
    [
        0, -0.0, 1, -1, 0.5, -0.3, 2.75, 1e-9, -1e-9, 30, -30, 710, -746, 1e300, -1e300, 1e-310, double.Epsilon,
        double.MaxValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
    ];

    public static TheoryData<string> Names => [.. Unary.Keys];

    private static Dictionary<string, Func<Vec, Vec>> Unary => new()
    {
        ["Neg"] = x => -x,
        ["Abs"] = Abs,
        ["Sign"] = Sign,
        ["Sqrt"] = Sqrt,
        ["ReciprocalSqrt"] = ReciprocalSqrt,
        ["Square"] = Square,
        ["Exp"] = Exp,
        ["Expm1"] = Expm1,
        ["Log"] = Log,
        ["Log1p"] = Log1p,
        ["Tanh"] = Tanh,
        ["Sigmoid"] = Sigmoid,
        ["Softplus"] = Softplus,
        ["Sin"] = Sin,
        ["Cos"] = Cos,
        ["Atan"] = Atan,
        ["Cube"] = Cube,
        ["Plus"] = x => x + 0.1,
        ["From"] = x => 0.1 - x,
        ["Times"] = x => x * 3,
        ["Over"] = x => x / 3,
        ["Into"] = x => 3 / x,
        ["Pow"] = x => Pow(x, 1.5),
        ["Base"] = x => Pow(1.5, x),
        ["Clamp"] = x => Clamp(x, -0.7, 40),
        ["Fused"] = x => FusedMultiplyAdd(x, x, -x),
        ["Chosen"] = x => Select(x < 0.4, x, 2),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Special_numbers_are_those_of_the_definition_and_others_near(string name)
    {
        double[] plain = Unary[name](new Vec(Values)).ToArray();
        Vec extended = Unary[name](Vec.Extended(Values));
        Assert.True(extended.IsExtended);
        double[] rounded = extended.ToArray();
        for (int i = 0; i < plain.Length; i++)
        {
            double ulp = Math.BitIncrement(Math.Abs(plain[i])) - Math.Abs(plain[i]);
            bool isNear = Math.Abs(plain[i] - rounded[i]) <= MostUlp * ulp;
            bool isSame = plain[i].Equals(rounded[i]) && double.IsNegative(plain[i]) == double.IsNegative(rounded[i]);
            Assert.True(
                double.IsNaN(plain[i]) ? double.IsNaN(rounded[i]) : isSame || (isNear && plain[i] != 0),
                $"{name}({Values[i]}): {plain[i]:R} and {rounded[i]:R}");
        }
    }

    [Fact]
    public void What_a_rounding_loses_comes_back()
    {
        Vec x = Vec.Extended([1e16, 1, -3e15]);
        var plain = new Vec(x.AsSpan());
        Assert.Equal([0.1, 0.1, 0.1], ((x + 0.1) - x).ToArray());
        Assert.NotEqual([0.1, 0.1, 0.1], ((plain + 0.1) - plain).ToArray());
    }

    [Fact]
    public void A_sum_rounds_once() =>
        Assert.Equal(2, Sum(Vec.Extended([1e20, 1, 1, -1e20])).Value);

    [Fact]
    public void The_greatest_element_equals_itself()
    {
        Vec x = Vec.Extended([0.1, 0.7]) * 3;
        Assert.Equal([false, true], Equal(x, Max(x)).ToArray());
    }
}
