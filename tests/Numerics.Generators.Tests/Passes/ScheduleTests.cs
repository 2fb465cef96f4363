using System.Diagnostics;
using Numerics.Generators.Ir;
using Numerics.Generators.Passes;
using Numerics.Generators.Tests.Parse;
using Numerics.Generators.Tests.Support;

namespace Numerics.Generators.Tests.Passes;

/// <summary>The fewest passes, the least traffic, and slots that do not meet.</summary>
public class ScheduleTests
{
    public static TheoryData<string, string> Sources { get; } = LanguageSources.All();

    [Theory]
    [InlineData("Lion", 1, 5)]
    [InlineData("AdamW", 1, 7)]
    [InlineData("Lamb", 2, 10)] // pass 1: x m v g → m v; pass 2: x m v → x, where u is computed again from m and v
    [InlineData("conjugate gradients: a chain of reductions", 3, 11)]
    [InlineData("scalar state and host state", 2, 4)]
    public void A_rule_takes_passes_and_moves(string name, int passes, int traffic)
    {
        VariantPlan plan = Assert.Single(PlanPipeline.Run(RuleSource.Members(LanguageSources.Find(name)).Model())!.Variants);
        Assert.Equal(passes, plan.Passes.Count);
        Assert.Equal(traffic, plan.Traffic);
        Assert.True(plan.Traffic >= plan.MinimumTraffic);
    }

    [Fact]
    public void A_reduction_that_nothing_waits_for_runs_where_its_arrays_are_read_anyway()
    {
        VariantPlan plan = Plan("""
            [UpdateRule]
            public static (Vec x, Scalar size) Step(Vec x, Vec g) => (x - g / Norm(g), Norm(x));
            """);
        Assert.Equal([1], plan.Passes[0].Reads);
        Assert.Equal(2, plan.Passes[1].Reads.Count());
        Assert.Equal(4, plan.Traffic);
    }

    [Fact]
    public void A_number_of_the_new_value_costs_no_pass()
    {
        VariantPlan plan = Plan("""
            [UpdateRule]
            public static (Vec x, Scalar size) Step(Vec x, Vec g, double a)
            {
                Vec next = x - a * g;
                return (next, Norm(next) / Norm(x));
            }
            """);
        Assert.Single(plan.Passes);
        Assert.Equal(plan.MinimumTraffic, plan.Traffic);
    }

    [Fact]
    public void An_array_that_keeps_its_value_is_not_stored()
    {
        VariantPlan plan = Plan("[UpdateRule] public static (Vec x, Vec m) Step(Vec x, Vec m, Vec g) => (x - m * g, m);");
        Assert.Equal([0], plan.Passes[0].Stores.Select(s => s.Array));
        Assert.Equal(4, plan.Traffic);
        Assert.Equal(4, plan.MinimumTraffic);
    }

    [Fact]
    public void An_exponential_is_kept_for_a_later_pass_where_its_result_will_be()
    {
        VariantPlan plan = Plan("""
            [UpdateRule]
            public static Vec Step(Vec x)
            {
                Vec weight = Exp(x - Max(x));
                return weight / Sum(weight);
            }
            """);
        Assert.Equal([0, 1, 0], plan.Passes.Select(p => p.Functions));
        Assert.Equal(new LaneStore(plan.Passes[1].Stores[0].Node, 1, IsKept: true), Assert.Single(plan.Passes[1].Stores));
        Assert.Equal([1], plan.Passes[2].Reads);
        Assert.Equal(5, plan.Traffic);
    }

    [Fact]
    public void An_exponential_is_kept_in_an_array_whose_old_value_nobody_reads_any_more()
    {
        VariantPlan plan = Plan("""
            [UpdateRule]
            public static (Vec x, Scalar total) Step(Vec x)
            {
                Vec weight = Exp(x - Max(x));
                return (weight / Sum(weight), Sum(weight));
            }
            """);
        Assert.Equal([0, 1, 0], plan.Passes.Select(p => p.Functions));
        Assert.Equal(0, Assert.Single(plan.Passes[1].Stores).Array);
        Assert.Equal(5, plan.Traffic);
    }

    [Theory]
    [InlineData("Sqrt(x) / (1 + x)", "no elementary function")]
    [InlineData("Exp(x)", "its array is read again")]
    public void What_is_cheap_or_has_no_place_is_computed_again(string value, string why)
    {
        VariantPlan plan = Plan($$"""
            [UpdateRule]
            public static (Vec x, Scalar total) Step(Vec x)
            {
                Vec y = {{value}};
                return ({{(why == "no elementary function" ? "y / Sum(y)" : "y / Sum(y) + x")}}, Sum(y));
            }
            """);
        Assert.DoesNotContain(plan.Passes.SelectMany(p => p.Stores), s => s.IsKept);
        Assert.Equal(3, plan.Traffic);
    }

    [Fact]
    public void Many_results_over_many_passes_are_scheduled_soon()
    {
        string states = string.Join(", ", Enumerable.Range(0, 14).Select(i => $"Vec s{i}"));
        string next = string.Join(", ", Enumerable.Range(0, 14).Select(i => $"s{i} * a + g * s{(i + 1) % 14}"));
        var clock = Stopwatch.StartNew();
        VariantPlan plan = Plan($$"""
            [UpdateRule]
            public static (Vec x, {{states}}) Step(Vec x, {{states}}, Vec g, double a)
            {
                Vec y = x;
                for (int i = 0; i < 4; i++) { y = y / Norm(y + g); }
                return (y, {{next}});
            }
            """);
        Assert.Equal(5, plan.Passes.Count);
        Assert.True(plan.Traffic <= plan.MinimumTraffic + 8, $"{plan.Traffic} of {plan.MinimumTraffic}");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), clock.Elapsed.ToString());
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Slots_do_not_meet_and_stages_come_in_time(string name, string members)
    {
        Assert.NotEmpty(name);
        foreach (VariantPlan plan in PlanPipeline.Run(RuleSource.Members(members).Model())!.Variants)
        {
            SlotValue[] set = [.. plan.Stages.SelectMany(s => s)];
            int[] slots = [.. set.Select(v => v.Slot), .. plan.ReductionSlots.Values, .. plan.ScalarSlots.Values];
            Assert.Equal(slots.Length, slots.Distinct().Count());
            Assert.Equal(Enumerable.Range(1, plan.Slots - 1), slots.Order());
            Assert.All(set, v => Assert.Equal(v.IsConstant, v.Slot < plan.Constants));
            Assert.Equal(plan.Passes.Count + 1, plan.Stages.Count);
            AssertReductionsCount(plan);
        }
    }

    [Fact]
    public void The_verifier_rejects_what_no_stage_may_make()
    {
        var graph = new GraphBuilder();
        int x = graph.Add(new Node(Op.Load, Kind.Vec, EquatableArray<int>.Empty));
        int number = graph.Add(Op.ReduceSum, Kind.Scalar, x);
        int isPositive = graph.Add(Op.Lt, Kind.ScalarMask, number, number);
        int literal = graph.Literal(1.0);
        AssertRejected(graph, graph.Add(Op.Add, Kind.Scalar, x, number));
        AssertRejected(graph, graph.Add(Op.Add, Kind.Vec, number, number));
        AssertRejected(graph, graph.Add(Op.Add, Kind.Vec, x, literal));
        AssertRejected(graph, graph.Add(Op.Select, Kind.Vec, isPositive, x, x));
        AssertRejected(graph, graph.Add(Op.Select, Kind.Vec, x, x, x));
        AssertRejected(graph, graph.Add(Op.Not, Kind.Mask, x));
        AssertRejected(graph, graph.Add(Op.Add, Kind.Vec, x));
        AssertRejected(graph, graph.Add(Op.ReduceSum, Kind.Scalar, number));
        AssertRejected(graph, graph.Add(Op.FromHost, Kind.Scalar, x));
        AssertRejected(graph, graph.Add(Op.Choose, Kind.Vec, literal, x, x));
        Verifier.Check(Rooted(graph, graph.Add(Op.Mul, Kind.Vec, number, x)));
    }

    private static RootedGraph Rooted(GraphBuilder graph, int root) => new(graph.ToGraph(), new[] { root });

    private static void AssertRejected(GraphBuilder graph, int root) =>
        Assert.Throws<InvalidOperationException>(() => Verifier.Check(Rooted(graph, root)));

    private static void AssertReductionsCount(VariantPlan plan) => Assert.Equal(
        Enumerable.Range(0, plan.ReductionSlots.Count), plan.Passes.SelectMany(p => p.Reductions).Select(r => r.Index));

    private static VariantPlan Plan(string members) => Assert.Single(PlanPipeline.Run(RuleSource.Members(members).Model())!.Variants);
}
