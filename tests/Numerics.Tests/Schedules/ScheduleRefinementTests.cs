namespace Numerics.Tests.Schedules;

public class ScheduleRefinementTests
{
    private const int Seed = 23;

    /// <summary>Sums of at most a thousand terms, each rounded: below 1e-12.</summary>
    private const double Tolerance = 1E-12;

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public void ConstantNormsGiveLinearDecay(int steps)
    {
        Schedule schedule = ScheduleRefinement.FromNorms([.. Enumerable.Repeat(3.0, steps)], peak: 1);
        Assert.All(
            Enumerable.Range(1, steps), t => Assert.Equal((steps - t) / (steps - 1.0), schedule.At(t - 1), Tolerance));
    }

    [Fact]
    public void TheScaleOfTheNormsDoesNotCount()
    {
        double[] norms = Norms();
        Schedule schedule = ScheduleRefinement.FromNorms(norms, peak: 2);
        Schedule scaled = ScheduleRefinement.FromNorms([.. norms.Select(g => 1E6 * g)], peak: 2);
        Assert.All(Enumerable.Range(0, norms.Length), t => Assert.Equal(schedule.At(t), scaled.At(t), Tolerance));
    }

    [Fact]
    public void RatesEndAtZeroAndReachThePeak()
    {
        double[] norms = Norms();
        double[] rates = [.. Enumerable.Range(0, norms.Length).Select(ScheduleRefinement.FromNorms(norms, peak: 0.5).At)];
        Assert.Equal(0, rates[^1]);
        Assert.Equal(0.5, rates.Max());
        Assert.All(rates, r => Assert.True(r >= 0));
    }

    [Fact]
    public void L1NormsAreRootsOfWeights()
    {
        double[] norms = Norms();
        Schedule l1 = ScheduleRefinement.FromL1Norms(norms, peak: 1);
        Schedule l2 = ScheduleRefinement.FromNorms([.. norms.Select(Math.Sqrt)], peak: 1);
        Assert.All(Enumerable.Range(0, norms.Length), t => Assert.Equal(l1.At(t), l2.At(t), Tolerance));
    }

    [Fact]
    public void FallingNormsGiveAWarmUp()
    {
        double[] norms = [.. Enumerable.Range(0, 1000).Select(t => t < 100 ? 2 - (t / 100.0) : 1)];
        double[] rates = [.. Enumerable.Range(0, 1000).Select(ScheduleRefinement.FromNorms(norms, peak: 1, smoothing: 0).At)];

        // The rate at the start against the one at the end of the drop: ¼ of the weight, and the share of weight that is still to come.
        Assert.Equal(0.264, rates[0], 0.01);
        Assert.InRange(Array.IndexOf(rates, rates.Max()), 98, 102);
    }

    [Fact]
    public void ASpikeDoesNotCount()
    {
        double[] norms = [.. Enumerable.Repeat(1.0, 200)];
        norms[50] = 1E-6;
        Schedule schedule = ScheduleRefinement.FromNorms(norms, peak: 1);
        Assert.Equal(149 / 199.0, schedule.At(50), Tolerance);
    }

    [Fact]
    public void BadNormsAreRefused()
    {
        Assert.Throws<ArgumentException>(() => ScheduleRefinement.FromNorms([1], peak: 1));
        foreach (double bad in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentException>(() => ScheduleRefinement.FromNorms([1, bad], peak: 1));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => ScheduleRefinement.FromNorms([1, 1], peak: 1, smoothing: 2));
    }

    private static double[] Norms()
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, 300).Select(_ => Math.Exp(random.NextDouble()))];
    }
}
