using Numerics.Rules;
using Numerics.Testing;

namespace Numerics.Tests.Convergence;

/// <summary>The arithmetic of false alarms.</summary>
public class FalseAlarmTests
{
    private static ConvergenceLaw Law(Func<Problem, int, Trajectory> run, double amount = 1)
        => new(Sgd.StepRule.Instance, Rate.Reaches(0.5, 1), _ => new Hyperparameters(), run, amount);

    private static Trajectory Outcome(Problem problem, bool isMet) => new(problem, [1, isMet ? 0 : 1], 0);

    [Fact]
    public void The_binomial_tail_is_exact()
    {
        Assert.Equal(1, ConvergenceLaw.ChanceOf(0), 1e-12);
        Assert.Equal(1e-16, ConvergenceLaw.ChanceOf(16), 1e-28);
        Assert.Equal(1e-16 + 16 * 0.9 * 1e-15, ConvergenceLaw.ChanceOf(15), 1e-27);
        Assert.Equal(1 - Math.Pow(0.9, 16), ConvergenceLaw.ChanceOf(1), 1e-12);
    }

    /// <summary>A thousand laws on a hundred batches each stay below one in a million, for any amount of
    /// work.</summary>
    [Theory]
    [InlineData(0.1, 14)]
    [InlineData(1, 14)]
    [InlineData(100, 15)]
    public void The_least_number_of_misses_keeps_the_suites_level(double amount, int misses)
    {
        ConvergenceLaw law = Law((p, _) => Outcome(p, true), amount);
        Assert.Equal(misses, law.Misses);
        Assert.True(1e5 * Math.Max(1, amount) * ConvergenceLaw.ChanceOf(law.Misses) < 1e-6);
        Assert.True(1e5 * amount * ConvergenceLaw.ChanceOf(law.Misses - 1) > 1e-6 || amount < 1);
    }

    /// <summary>The verdict falls as soon as it is certain, and is the one that all runs would have given.</summary>
    [Theory]
    [InlineData(13, false)]
    [InlineData(14, true)]
    public void A_batch_is_rejected_from_the_fourteenth_miss(int misses, bool isRejected)
    {
        int ran = 0;
        ConvergenceLaw law = Law((p, _) => Outcome(p, ran++ >= misses));
        void Check() => law.Check(i => Problems.Sphere.Make(2, i), "spheres");
        Exception? failure = Record.Exception(Check);
        Assert.Equal(isRejected, failure is LawViolationException);
        Assert.Equal(16, ran);
    }

    [Fact]
    public void A_rule_that_keeps_the_law_runs_three_times()
    {
        int ran = 0;
        Law((p, _) => Outcome(p, ran++ >= 0)).Check(i => Problems.Sphere.Make(2, i), "spheres");
        Assert.Equal(3, ran);
    }

    [Fact]
    public void Names_that_the_rule_does_not_have_are_refused()
    {
        var given = new Hyperparameters { ["learnRate"] = 1 };
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => given.OptionsFor(Sgd.StepRule.Instance));
        Assert.Contains("learnRate", refusal.Message);
        Assert.Contains("learningRate", refusal.Message);
        Assert.Throws<ArgumentException>(() => new Hyperparameters().OptionsFor(Lamb.StepRule.Instance));
    }
}
