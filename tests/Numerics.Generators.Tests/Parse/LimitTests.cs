using System.Globalization;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Tests.Support;

namespace Numerics.Generators.Tests.Parse;

/// <summary>A rule is run by the compiler while its user types: whatever it says, that ends soon.</summary>
public class LimitTests
{
    [Fact]
    public void A_loop_may_run_256_times_and_no_more()
    {
        static string Rule(string condition) => $$"""
            [UpdateRule] public static Vec Step(Vec x, Vec g) { for (int i = 0; {{condition}}; i++) { g = x - g; } return g; }
            """;
        Assert.Equal(257, RuleSource.Members(Rule("i < 256")).Model().Graph.Nodes.Count(n => n.Op is Op.Sub or Op.Load) - 1);
        Assert.Equal(["NUM1023"], Ids(Rule("i < 257")));
        Assert.Equal(["NUM1023"], Ids(Rule("")));
        Assert.Equal(["NUM1023"], Ids("[UpdateRule] public static Vec Step(Vec x) { while (true) { } return x; }"));
    }

    [Theory]
    [InlineData("for (int i = 0; i < 1000; i++) { x = x - 1; } return x;", "at most 256 times; it holds 1000 times")]
    [InlineData("for (int i = 0; i < 9999; i++) { x = x - 1; } return x;", "at most 256 times; it holds 2048 times and more")]
    [InlineData("for (int i = 0; i < n; i++) { x = x - 1; } return x;", "it depends on what is not constant")]
    [InlineData(
        "for (int i = 0; i < 250; i++) { for (int j = 0; j < 250; j++) { x = x + j * x; } } return x;",
        "operations and more where 4000 is the limit")]
    public void What_is_too_large_says_its_size_and_the_limit(string body, string size) => Assert.Contains(
        size,
        Assert.Single(RuleSource.Members($"[UpdateRule] public static Vec Step(Vec x, int n) {{ {body} }}").Parse().Reported)
            .GetMessage(CultureInfo.InvariantCulture),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("[AtLeast(0), Above(0)] double a", "two limits")]
    [InlineData("[AtLeast(1), Below(1)] double a", "no number")]
    [InlineData("[Above(0)] double a = -0.5", "the default -0.5")]
    [InlineData("[AtMost(1)] bool a", "only a double or an int")]
    public void A_range_that_does_not_fit_says_why(string parameter, string reason) => Assert.Contains(
        reason,
        Assert.Single(RuleSource.Members($"[UpdateRule] public static Vec Step(Vec x, {parameter}) => x;").Parse().Reported)
            .GetMessage(CultureInfo.InvariantCulture),
        StringComparison.Ordinal);

    [Fact]
    public void Loops_in_loops_end() => Assert.Equal(["NUM1029"], Ids("""
        [UpdateRule]
        public static Vec Step(Vec x)
        {
            for (int i = 0; i < 250; i++)
                for (int j = 0; j < 250; j++)
                    for (int k = 0; k < 250; k++)
                        x = x + k;
            return x;
        }
        """));

    [Fact]
    public void Returns_under_conditions_in_a_row_end() => Assert.Equal(["NUM1029"], Ids($$"""
        [UpdateRule]
        public static Vec Step(Vec x, bool a, int n)
        {
            {{string.Concat(Enumerable.Range(0, 40).Select(i => $"if (n > {i}) {{ x = x + {i}; if (a) return x; }}\n"))}}
            return x;
        }
        """));

    [Fact]
    public void Recursion_ends()
    {
        Assert.Equal(["NUM1022"], Ids("""
            [UpdateRule] public static Vec Step(Vec x) => Again(x);
            private static Vec Again(Vec x) => Again(x + 1);
            """));
        Assert.Equal(["NUM1029"], Ids("""
            [UpdateRule] public static Vec Step(Vec x) => Fibonacci(x, 40);
            private static Vec Fibonacci(Vec x, int n) => n < 2 ? x : Fibonacci(x, n - 1) + Fibonacci(x, n - 2);
            """));
    }

    [Fact]
    public void Recursion_over_constants_that_ends_is_unrolled() => Assert.Equal(10, RuleSource.Members("""
        [UpdateRule] public static Vec Step(Vec x) => Power(x, 10);
        private static Vec Power(Vec x, int n) => n == 0 ? x : x * Power(x, n - 1);
        """).Model().Graph.Nodes.Count(n => n.Op == Op.Mul));

    [Fact]
    public void An_expression_of_thousands_of_terms_is_reported_or_planned()
    {
        string terms = string.Concat(Enumerable.Range(0, 3000).Select(i => $" + g * {i}"));
        ParsedRule parsed = RuleSource.Members($"[UpdateRule] public static Vec Step(Vec x, Vec g) => x{terms};").Parse();
        Assert.True(parsed.Model is null || PlanPipeline.Run(parsed.Model) is not null);
        Assert.Equal(["NUM1029"], parsed.Reported.Select(d => d.Id));
    }

    [Fact]
    public void A_shared_value_that_doubles_at_each_step_is_planned_at_once()
    {
        RuleModel model = RuleSource.Members("""
            [UpdateRule]
            public static Vec Step(Vec x, Vec g, [AtLeast(0)] double a, bool flag)
            {
                Vec y = flag ? x * 2 : x * 3;
                Vec z = flag ? g : x;
                double h = a;
                for (int i = 0; i < 60; i++)
                {
                    y = y + y * y;
                    z = z + z * z;
                    h = h + h * h;
                }

                return Sqrt(h * y) + (flag ? z : z * 2);
            }
            """).Model();
        Assert.Equal(2, PlanPipeline.Run(model)!.Variants.Count);
    }

    [Fact]
    public void Conditions_around_quotients_that_double_at_each_step_end() => Assert.Equal(["NUM1029"], Ids("""
        [UpdateRule]
        public static Vec Step(Vec x, int n, bool flag)
        {
            int k = 5;
            for (int i = 0; i < 40; i++) { k = flag ? k / n + k : k; }
            return x * k;
        }
        """));

    private static IEnumerable<string> Ids(string members) => RuleSource.Members(members).Parse().Reported.Select(d => d.Id);
}
