using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Tests.Support;

namespace Numerics.Generators.Tests.Passes;

/// <summary>How many plans host conditions make, and which one runs is right (LanguageTests run them all).</summary>
public class VariantTests
{
    [Theory]
    [InlineData("x", 1)]
    [InlineData("a ? 2 * x : 3 * x", 1)]
    [InlineData("a ? 2 * Sqrt(x) + n : n * Sqrt(x) + 7", 1)]
    [InlineData("a ? x : Sign(x)", 2)]
    [InlineData("(a ? x : Sign(x)) * (!a ? x : Abs(x))", 2)]
    [InlineData("(a ? x : Sign(x)) * (a && b ? x : Abs(x))", 3)]
    [InlineData("(a ? x : Sign(x)) * (a || b ? x : Abs(x)) * (b ? Exp(x) : x)", 4)]
    [InlineData("(a ? x : Sign(x)) + (a == true ? x : Abs(x)) + (a ^ true ? x : Exp(x))", 2)]
    [InlineData("(n > 0.5 ? x : Sign(x)) + (n > 0.5 ? Abs(x) : x)", 2)]
    [InlineData("a ? (b ? x : Abs(x)) : (b ? x : Sign(x))", 3)]
    [InlineData("(a ? x : Sign(x)) * (b ? x : Abs(x)) * (c ? x : Exp(x))", 8)]
    public void Conditions_make_plans(string expression, int variants) => Assert.Equal(variants, Plan(expression)!.Variants.Count);

    [Fact]
    public void Nine_plans_are_too_many() =>
        Assert.Null(Plan("(a ? x : Sign(x)) * (b ? x : Abs(x)) * (c ? x : Exp(x)) * (n > 1 ? x : Log(x))"));

    [Fact]
    public void A_condition_that_is_known_makes_none()
    {
        Assert.Single(Plan("Helper(x, true) + Helper(x, 2 > 1)")!.Variants);
        Assert.Single(Plan("Of(x, Way.Right)")!.Variants);
    }

    [Fact]
    public void Equal_values_are_one_node()
    {
        RuleModel rule = RuleSource.Members(
            "[UpdateRule] public static Vec Step(Vec x, Vec y, double a) => Sqrt(x * y + a) / (1 + Sqrt(x * y + a));").Model();
        Assert.Equal(1, rule.Graph.Nodes.Count(n => n.Op == Op.Sqrt));
    }

    [Fact]
    public void The_semantic_hash_ignores_names_and_layout_and_sees_the_rest()
    {
        const string Rule = "[UpdateRule] public static Vec Step(Vec x, Vec g, double rate) { Vec d = 2 * g; return x - rate * d; }";
        ulong hash = Hash(Rule);
        Assert.Equal(hash, Hash(Rule.Replace("rate", "learningRate", StringComparison.Ordinal)));
        Assert.Equal(hash, Hash(Rule.Replace("Vec d", "\n  var d", StringComparison.Ordinal)));
        Assert.Equal(hash, Hash(Rule.Replace("2 * g", "(1 + 1) * g", StringComparison.Ordinal)));
        Assert.NotEqual(hash, Hash(Rule.Replace("2 * g", "3 * g", StringComparison.Ordinal)));
        Assert.NotEqual(hash, Hash(Rule.Replace("x - rate", "x + rate", StringComparison.Ordinal)));
        Assert.NotEqual(hash, Hash(Rule.Replace("rate * d", "d * rate", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_semantic_hash_ignores_the_order_of_statements()
    {
        const string First = "Vec a = Square(x);", Second = "Vec b = rate * Abs(g);";
        const string Rule = "[UpdateRule] public static Vec Step(Vec x, Vec g, double rate) { " + First + Second + " return a - b; }";
        Assert.Equal(Hash(Rule), Hash(Rule.Replace(First + Second, Second + First, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_semantic_hash_sees_what_a_result_replaces()
    {
        const string Rule = "[UpdateRule] public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g) => (m + g, x - g);";
        Assert.NotEqual(Hash(Rule), Hash(Rule.Replace("(Vec x, Vec m) Step", "(Vec m, Vec x) Step", StringComparison.Ordinal)));
        Assert.NotEqual(Hash(Rule), Hash(Rule.Replace("(Vec x, Vec m) Step", "(Vec x, Vec y) Step", StringComparison.Ordinal)));
    }

    private static ulong Hash(string members) => PlanPipeline.Run(RuleSource.Members(members).Model())!.Hash;

    private static PlanSet? Plan(string expression) => PlanPipeline.Run(RuleSource.Members($$"""
        public enum Way { Left = -2, Right }
        private static Vec Helper(Vec x, bool way) => way ? x : Sign(x);
        private static Vec Of(Vec x, Way way) => way == Way.Left ? Abs(x) : way switch { Way.Right => x, _ => Sign(x) };
        [UpdateRule]
        public static Vec Step(Vec x, bool a, bool b, bool c, double n) => {{expression}};
        """).Model());
}
