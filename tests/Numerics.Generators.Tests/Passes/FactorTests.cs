using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Tests.Support;

namespace Numerics.Generators.Tests.Passes;

/// <summary>Which factors move, and that zero, infinite and NaN values survive the move.</summary>
public class FactorTests
{
    private static readonly double[] Special =
        [0.0, -0.0, 1, -1, 0.5, -2, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    private static readonly double[] Rates = [0.0, 1, 0.5, 2, 1e-3, double.PositiveInfinity, double.NaN];

    [Theory]
    [InlineData("a * (b * x)", "mul", 1)]
    [InlineData("x / a", "mul", 1)]
    [InlineData("-(a * x)", "mul", 1)]
    [InlineData("a * x / b * 2", "mul", 1)]
    [InlineData("-(-x)", "", 0)]
    [InlineData("1 * x * 1.0 / 1", "", 0)]
    [InlineData("Square(a * x)", "mul mul", 1)]
    [InlineData("(a * x) * (b * y)", "mul mul mul", 2)]
    [InlineData("Sqrt(p * x)", "sqrt mul", 1)]
    [InlineData("Sqrt(a * x)", "mul sqrt", 1)]
    [InlineData("Sqrt(x / (1 - Math.Pow(q, t)))", "sqrt mul", 1)]
    [InlineData("Sqrt(x * n)", "mul sqrt", 1)]
    [InlineData("a / x", "div", 1)]
    [InlineData("x / Sum(y) * a", "div mul", 2)]
    [InlineData("Sum(y) * (a * x)", "mul", 1)]
    [InlineData("1e30 * (1e30 * x)", "mul mul", 1)]
    [InlineData("1e30 * (1e-30 * x)", "", 0)]
    [InlineData("x / 1e-39", "div", 1)]
    [InlineData("a * x + b * y", "mul mad", 2)]
    [InlineData("a * x - y", "neg mad", 1)]
    [InlineData("y - a * x", "mad", 1)]
    [InlineData("y - x * z", "neg mad", 0)]
    [InlineData("x * z - a", "mad", 1)]
    [InlineData("x * z + y * z", "mul mad", 0)]
    [InlineData("(x * z) + Sqrt(x * z)", "mul sqrt add", 0)]
    [InlineData("flag ? 2 * x : 3 * x", "mul", 1)]
    public void The_lane_computes(string expression, string operations, int constants)
    {
        VariantPlan plan = Assert.Single(Plan(expression).Variants);
        PassPlan last = plan.Passes[plan.Passes.Count - 1];
        Assert.Equal(operations, string.Join(" ", last.Nodes.Where(n => n.Op == LaneOp.Arithmetic)
            .Select(n => n.Arithmetic.ToString().ToLowerInvariant())));
        Assert.Equal(constants, last.Nodes.Count(n => n.Op == LaneOp.Constant));
    }

    [Theory]
    [InlineData("a * (b * x)")]
    [InlineData("x / a")]
    [InlineData("a * x / b")]
    [InlineData("-(a * x)")]
    [InlineData("-(-x) * 1")]
    [InlineData("Sqrt(a * x)")]
    [InlineData("Sqrt(p * x)")]
    [InlineData("Sqrt(x / b)")]
    [InlineData("Square(a * x) - y")]
    [InlineData("x * y - a * x")]
    [InlineData("a - x * y")]
    [InlineData("-y - x * y")]
    [InlineData("x * y - x")]
    [InlineData("Select(Sum(0 * y) < a, x, -x)")]
    [InlineData("flag ? a * x : b * x")]
    public void Special_values_survive(string expression)
    {
        var laboratory = new Laboratory(RuleSource.Members(Rule(expression)));
        var x = new Vec([.. Special.SelectMany(v => Enumerable.Repeat(v, Special.Length))]);
        var y = new Vec([.. Enumerable.Repeat(Special, Special.Length).SelectMany(v => v)]);
        foreach (double a in Rates)
        {
            foreach (double b in Rates)
            {
                double p = b is > 0 and < double.PositiveInfinity ? b : 1;
                Arguments arguments = laboratory.Draw(
                    1, x.Length, ("x", x), ("y", y), ("z", y), ("a", a), ("b", b), ("p", p), ("flag", a < b), ("t", 3));
                double[] expected = laboratory.Definition(arguments)[0];
                double[] actual = laboratory.Plan(arguments)[0];
                for (int i = 0; i < expected.Length; i++)
                {
                    Assert.True(
                        IsAlike(expected[i], actual[i]),
                        $"{expression} with x = {x[i]}, y = {y[i]}, a = {a}, b = {b}: {expected[i]:R}, the plan {actual[i]:R}");
                }
            }
        }
    }

    [Fact]
    public void An_int_divisor_is_no_bound_on_a_quotient()
    {
        RuleModel rule = RuleSource.Members(
            "[UpdateRule] public static Vec Step(Vec x, [AtLeast(1)] int n, [AtLeast(1)] int m) => Sqrt((n / m) * x);").Model();
        Assert.Equal(Op.Sqrt, PlanPipeline.Run(rule)!.Variants[0].Passes[0].Nodes[^1].Arithmetic);
    }

    /// <summary>NaN, infinities and signed zeros alike; other numbers up to a few roundings, and to whole denormals.</summary>
    private static bool IsAlike(double expected, double actual) => double.IsNaN(expected) ? double.IsNaN(actual)
        : expected == 0 || double.IsInfinity(expected) ? expected.Equals(actual)
        : Math.Abs(expected - actual) <= (8 * Math.BitIncrement(1) - 8) * Math.Abs(expected) + (4 * double.Epsilon)
            && double.IsNegative(expected) == double.IsNegative(actual);

    private static PlanSet Plan(string expression) => PlanPipeline.Run(RuleSource.Members(Rule(expression)).Model())!;

    private static string Rule(string expression) => $$"""
        [UpdateRule]
        public static Vec Step(Vec x, Vec y, Vec z, double a, double b, [Above(0)] double p, [AtLeast(0), Below(1)] double q,
            [AtLeast(0)] double n, [StepNumber] int t, bool flag) => {{expression}};
        """;
}
