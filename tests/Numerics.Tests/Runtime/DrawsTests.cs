using Numerics.Runtime;

namespace Numerics.Tests.Runtime;

/// <summary>Random numbers: the authors' known answers, and distributions.</summary>
/// <remarks>Seeds are fixed, so a test of a distribution is a regression: its threshold is the one that independent numbers would pass
/// but for one time in a million (4.9 standard deviations).</remarks>
public class DrawsTests
{
    private const int Count = 200_000;
    private const double Deviations = 4.9;
    private const ulong Key = 0x5EED;

    /// <summary>From the file kat_vectors of Random123.</summary>
    [Theory]
    [InlineData(0UL, 0UL, 0UL, 0xe169c58d6627e8d5UL, 0x9b00dbd8bc57ac4cUL)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x41c83b0e408f276dUL, 0x6d5451fda20bc7c6UL)]
    [InlineData(0x299f31d0a4093822UL, 0x85a308d3243f6a88UL, 0x0370734413198a2eUL, 0x94fdccebd16cfe09UL, 0x24126ea15001e420UL)]
    public void Philox_gives_the_known_answers(ulong key, ulong low, ulong high, ulong first, ulong second) =>
        Assert.Equal((first, second), Philox.Bits(key, low, high));

    [Fact]
    public void Uniform_numbers_have_their_moments_and_no_correlation_with_neighbours()
    {
        double[] u = [.. Enumerable.Range(0, Count + 1).Select(i => Draws.UniformAt<double>(Key, 1, i))];
        Assert.All(u, x => Assert.InRange(x, 0, 1 - 1.1e-16));
        AssertMean(u, 0.5, 1.0 / 12);
        AssertMean([.. u.Select(x => (x - 0.5) * (x - 0.5))], 1.0 / 12, 1.0 / 180);
        AssertMean([.. u.Zip(u.Skip(1), (x, y) => (x - 0.5) * (y - 0.5))], 0, 1.0 / 144);
    }

    [Fact]
    public void Neighbouring_keys_and_counters_are_independent()
    {
        AssertMean([.. Products(i => Draws.UniformAt<double>(Key + 1, 1, i))], 0, 1.0 / 144);
        AssertMean([.. Products(i => Draws.UniformAt<double>(Key, 2, i))], 0, 1.0 / 144);
    }

    [Fact]
    public void Normal_numbers_have_their_moments_and_tails()
    {
        double[] z = [.. Enumerable.Range(0, Count).Select(i => Draws.NormalAt<double>(Key, 1, i))];
        AssertMean(z, 0, 1);
        AssertMean([.. z.Select(x => x * x)], 1, 2);
        AssertMean([.. z.Select(x => x * x * x * x)], 3, 96);
        const double beyondThree = 0.0026997960632601866;
        AssertMean([.. z.Select(x => Math.Abs(x) > 3 ? 1.0 : 0)], beyondThree, beyondThree * (1 - beyondThree));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Indices_are_uniform(int bound)
    {
        var counts = new int[bound];
        for (int i = 0; i < Count; i++)
        {
            counts[Draws.RandomIndex(Key, i, bound)]++;
        }

        // χ² of bound − 1 degrees of freedom: mean bound − 1, variance twice that.
        double expected = (double)Count / bound;
        double chiSquared = counts.Sum(c => (c - expected) * (c - expected) / expected);
        Assert.InRange(chiSquared, 0, bound - 1 + (2 * Deviations * Math.Sqrt(2.0 * (bound - 1))) + (Deviations * Deviations));
    }

    [Fact]
    public void Signs_balance() =>
        AssertMean([.. Enumerable.Range(0, Count).Select(i => (double)Draws.RademacherAt<float>(Key, 1, i))], 0, 1);

    [Fact]
    public void Floats_are_the_doubles_cut_off()
    {
        for (int i = 0; i < 1000; i++)
        {
            double wide = Draws.UniformAt<double>(Key, 3, i);
            Assert.Equal(Math.Floor(wide * (1 << 24)) / (1 << 24), Draws.UniformAt<float>(Key, 3, i));
        }
    }

    [Fact]
    public void A_bound_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Draws.RandomIndex(Key, 0, 0));

    private static IEnumerable<double> Products(Func<int, double> other) => Enumerable.Range(0, Count)
        .Select(i => (Draws.UniformAt<double>(Key, 1, i) - 0.5) * (other(i) - 0.5));

    private static void AssertMean(double[] values, double mean, double variance)
    {
        double bound = Deviations * Math.Sqrt(variance / values.Length);
        Assert.InRange(values.Average(), mean - bound, mean + bound);
    }
}
