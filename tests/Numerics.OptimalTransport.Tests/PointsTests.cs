using System.Numerics.Tensors;
using System.Reflection;
using Numerics.Plans;
using Numerics.Rules;
using Numerics.Runtime;

namespace Numerics.OptimalTransport.Tests;

/// <summary>Clouds are solved in memory for points.</summary>
public class PointsTests
{
    private static readonly Type[] s_containers =
        [typeof(SinkhornIteration), typeof(TransportRules), typeof(NewtonStep)];

    public static TheoryData<string> Rules() => [.. Programs().Select(r => r.Name)];

    private static IEnumerable<ProgramRule> Programs() => s_containers
        .SelectMany(c => c.GetNestedTypes(BindingFlags.Public))
        .Where(t => t.Name.EndsWith("OnPointsRule", StringComparison.Ordinal))
        .Select(t => (ProgramRule)t.GetProperty("Instance")!.GetValue(null)!);

    /// <summary>A plan's memory is its arguments and its temporaries: no matrix is among them, but for entries that are
    /// kept and for the one that is asked for (<c>ToMatrix</c>).</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void No_rule_on_points_stores_a_matrix(string name)
    {
        ProgramRule rule = Assert.Single(Programs(), r => r.Name == name);
        foreach (ProgramPlan plan in rule.Plans)
        {
            Assert.DoesNotContain(plan.Temporaries, t => t.IsMatrix && t.Entries < 0);
            bool isAsked = name.EndsWith(nameof(TransportRules.StoreOnPoints), StringComparison.Ordinal);
            Assert.Equal(isAsked ? 1 : 0, plan.Arrays.Count(a => a.IsMatrix && a.Name is not ("x" or "y")));
        }
    }

    [Fact]
    public void There_are_rules_on_points() => Assert.True(Programs().Count() >= 9, $"{Programs().Count()} rules");

    /// <summary>A solver allocates lines alone: so many of them, for twice the points.</summary>
    [Fact]
    public void A_solver_allocates_lines_alone()
    {
        const int lines = 40;
        const int n = 1500;
        (double[] x, double[] y) = (Problem.Cloud(n, 2, 0, 1), Problem.Cloud(n, 2, 0.1, 2));
        double[] weights = Problem.Numbers(n, () => 1.0 / n);
        Transport Solve() => Sinkhorn.Solve(
            new ReadOnlyTensorSpan<double>(x, [n, 2], []), new ReadOnlyTensorSpan<double>(y, [n, 2], []),
            weights, weights, 1e-2, new SinkhornOptions { Scaling = 0, MaximumIterations = 3 });
        Solve();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Transport plan = Solve();
        double[] sent = plan.Apply(weights);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 8 * n, 8 * n * lines);
        Assert.Equal(n, sent.Length);
    }
}
