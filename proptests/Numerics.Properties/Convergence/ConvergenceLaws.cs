using FsCheck;
using FsCheck.Xunit;
using Numerics.Rules;
using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Properties.Convergence;

/// <summary>The table of convergence holds, through the kernels, for every rule of the library.</summary>
public class ConvergenceLaws
{
    private const int Sampled = 24;
    private const int MostMisses = 2;

    public static TheoryData<string> Rows() => [.. ConvergenceTable.All.Select(r => r.Name)];

    public static TheoryData<string> NoisyRows() => [.. ConvergenceTable.All.Where(r => r.IsNoisy).Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_rule_minimises_at_its_rate(string name) => ConvergenceTable.Named(name).Check();

    /// <summary>The same kernels in float: down to float's own resolution.</summary>
    [Theory]
    [InlineData("Sgd, heavy ball")]
    [InlineData("Adam, near")]
    [InlineData("Lamb, near")]
    [InlineData("Lion, decoupled decay")]
    public void Float_kernels_do_too(string name)
    {
        ConvergenceRow row = ConvergenceTable.Named(name);
        Laws.For(row.Rule).MustMinimise<float>(row.Family, row.Claim, row.With);
    }

    /// <summary>The bound on false alarms stands on nine problems in ten meeting the rate. Where chance plays a part,
    /// far more do: of 24 at most 2 miss.</summary>
    [Theory]
    [MemberData(nameof(NoisyRows))]
    public void Rates_under_chance_are_met_far_more_often_than_claimed(string name)
    {
        ConvergenceRow row = ConvergenceTable.Named(name);
        int misses = Enumerable.Range(0, Sampled).Count(i =>
        {
            Problem problem = row.Family.Make(row.Family.Dimensions[i % row.Family.Dimensions.Count], 7919 * i + 13);
            Trajectory run = Laws.For(row.Rule).Train<double>(problem, row.Rate.Steps(problem), row.With(problem));
            return !row.Rate.Judge(run).IsMet;
        });
        Assert.InRange(misses, 0, MostMisses);
    }

    /// <summary>As a property, three lines.</summary>
    [Property(MaxTest = 20)]
    public Property Descent_is_linear() => Laws.For(Sgd.StepRule.Instance).Minimises(
        Problems.StronglyConvexQuadratic, Rate.Linear, p => new Sgd.Options { LearningRate = 1 / p.Smoothness });

    /// <summary>No optimizer rule of the library is without a law.</summary>
    [Fact]
    public void Every_optimizer_rule_has_a_row()
    {
        IEnumerable<string> rules = typeof(Lion).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(UpdateRule)) && t.Name == "StepRule"
                && t.DeclaringType!.GetNestedType("Optimizer") is not null)
            .Select(t => t.DeclaringType!.Name);
        Assert.Empty(rules.Except(ConvergenceTable.All.Select(r => r.Rule.Name.Split('.')[^2])));
    }
}
