using Numerics.Testing;

namespace Numerics.Properties.Convergence;

/// <summary>Rates judge runs of which the rate is known.</summary>
public class RateLaws
{
    private static readonly Problem AnyProblem = Problems.Sphere.Make(2, 0);

    private static Trajectory Run(Func<int, double> gap, int steps = 2000, double floor = 1e-20)
        => new(AnyProblem, [.. Enumerable.Range(0, steps + 1).Select(gap).TakeWhile((g, k) => k == 0 || gap(k - 1) > floor)], floor);

    private static bool Meets(Rate rate, Func<int, double> gap, int steps = 2000) => rate.Judge(Run(gap, steps)).IsMet;

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void A_geometric_fall_is_linear_with_its_factor_and_no_other(double factor)
    {
        double Gap(int k) => 3 * Math.Pow(factor, k);
        Assert.True(Meets(Rate.Linear, Gap));
        Assert.True(Meets(Rate.LinearExactly(factor), Gap));
        Assert.True(Meets(Rate.LinearBy(Math.Sqrt(factor)), Gap));
        Assert.False(Meets(Rate.LinearBy(factor * factor), Gap));
        Assert.False(Meets(Rate.LinearExactly(Math.Sqrt(factor)), Gap));
        Assert.False(Meets(Rate.LinearExactly(factor * factor), Gap));
        Assert.False(Meets(Rate.LinearExactly(Math.Pow(factor, 1.03)), Gap));
    }

    /// <summary>The slower of two parts rules in the long run.</summary>
    [Fact]
    public void Faster_parts_pass() => Assert.True(
        Meets(Rate.LinearExactly(0.95), k => Math.Pow(0.95, k) + 10 * Math.Pow(0.9, k)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_power_is_sublinear_with_its_exponent_and_not_linear(double power)
    {
        double Gap(int k) => Math.Pow(1 + k, -power);
        Assert.False(Meets(Rate.Linear, Gap, 5000));
        Assert.True(Meets(Rate.SublinearExactly(power), Gap));
        Assert.True(Meets(Rate.Sublinear(power - 0.5), Gap));
        Assert.False(Meets(Rate.Sublinear(power + 0.5), Gap));
        Assert.False(Meets(Rate.SublinearExactly(power - 0.5), Gap));
    }

    [Fact]
    public void What_does_not_fall_or_is_no_number_meets_nothing()
    {
        foreach (Rate rate in new[] { Rate.Linear, Rate.LinearBy(0.9), Rate.Sublinear(1), Rate.Reaches(0.5, 10), Rate.Arrives(10) })
        {
            Assert.False(Meets(rate, _ => 1));
            Assert.False(Meets(rate, k => k == 0 ? 1 : double.NaN));
            Assert.False(Meets(rate, k => Math.Pow(2, k), 100));
        }
    }

    [Fact]
    public void Arrival_is_neither_early_nor_late()
    {
        double Gap(int k) => Math.Max(0, 1 - k / 200.0);
        Assert.True(Meets(Rate.Arrives(100), Gap));
        Assert.False(Meets(Rate.Arrives(90), Gap));
        Assert.False(Meets(Rate.Arrives(110), Gap));
    }

    [Fact]
    public void A_level_is_neither_exceeded_nor_missed()
    {
        double Gap(int k) => 2 + Math.Sin(k);
        Assert.True(Meets(Rate.Settles(_ => 2, 2000), Gap));
        Assert.False(Meets(Rate.Settles(_ => 1.5, 2000), Gap));
        Assert.False(Meets(Rate.Settles(_ => 3, 2000), Gap));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_factor_that_is_none_is_refused(double factor)
        => Assert.Throws<ArgumentOutOfRangeException>(() => Rate.LinearBy(factor).Steps(AnyProblem));
}
