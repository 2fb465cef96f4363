using Numerics.Runtime;

namespace Numerics.Tests.Runtime;

/// <summary>Distributions of draws, and independence of draws at neighbouring keys, counters and positions.</summary>
/// <remarks>Each test would refuse independent numbers of the right distribution with probability 10⁻⁹ or less, where counts of a class
/// are taken as normally distributed (there are a hundred or more in each). Keys are fixed, so a test passes always or never.</remarks>
public class DrawDistributionTests
{
    private const int Count = 1 << 20;
    private const ulong Key = 0x0123_4567_89AB_CDEF;

    /// <summary>−log of the probability of refusing good numbers.</summary>
    private const double Rarity = 20.73;

    /// <summary>One minus the normal distribution at ½, 1, 1½, …: ½·erfc(x/√2).</summary>
    private static readonly double[] Tails =
    [
        0.5, 0.3085375387259869, 0.15865525393145707, 0.06680720126885809, 0.02275013194817922, 0.006209665325776139,
        0.0013498980316300957, 0.00023262907903552504, 3.1671241833119965e-05,
    ];

    [Fact]
    public void Each_of_the_128_bits_is_set_half_of_the_time()
    {
        int[] set = new int[128];
        for (int i = 0; i < Count; i++)
        {
            (ulong low, ulong high) = Philox.Bits(Key, (ulong)i, 1);
            for (int b = 0; b < 64; b++)
            {
                set[b] += (int)(low >> b) & 1;
                set[b + 64] += (int)(high >> b) & 1;
            }
        }

        // Hoeffding: P(|mean − ½| ≥ t) ≤ 2·exp(−2·n·t²), for 128 bits together.
        double bound = Math.Sqrt((Rarity + Math.Log(2 * 128)) / (2 * Count));
        Assert.All(set, n => Assert.InRange((double)n / Count, 0.5 - bound, 0.5 + bound));
    }

    [Fact]
    public void Uniform_numbers_fill_their_interval()
    {
        double[] sorted = [.. Enumerable.Range(0, Count).Select(i => Draws.UniformAt<double>(Key, 2, i)).Order()];
        double gap = sorted.Select((u, i) => Math.Max(u - ((double)i / Count), ((i + 1.0) / Count) - u)).Max();

        // Dvoretzky, Kiefer, Wolfowitz, Massart: P(sup|F_n − F| ≥ t) ≤ 2·exp(−2·n·t²).
        Assert.InRange(gap, 0, Math.Sqrt((Rarity + Math.Log(2)) / (2 * Count)));
        Assert.InRange(sorted[^1], 0.999, 1 - Math.ScaleB(1, -53));
    }

    /// <summary>Pairs of a draw and its neighbour fall evenly into 32·32 cells.</summary>
    [Theory]
    [InlineData(0UL, 0L, 1L)]
    [InlineData(0UL, 1L, 0L)]
    [InlineData(1UL, 0L, 0L)]
    [InlineData(1UL << 32, 0L, 0L)]
    [InlineData(1UL << 63, 0L, 0L)]
    [InlineData(0UL, 1L << 32, 0L)]
    [InlineData(0UL, 1L, -1L)]
    public void Neighbours_are_independent(ulong key, long counter, long position)
    {
        int[] cells = new int[32 * 32];
        for (int i = 0; i < Count; i++)
        {
            int x = (int)(32 * Draws.UniformAt<float>(Key, 3, 2 * i));
            int y = (int)(32 * Draws.UniformAt<float>(Key ^ key, 3 + counter, (2 * i) + position));
            cells[(32 * x) + y]++;
        }

        AssertFits(cells, [.. Enumerable.Repeat(1.0 / cells.Length, cells.Length)]);
    }

    [Fact]
    public void Normal_numbers_have_their_distribution_tails_included()
    {
        // Classes of width ½ from −4 to 4, and what lies beyond on either side.
        double[] upper = [.. Tails.Zip([.. Tails.Skip(1), 0], (a, b) => a - b)];
        double[] expected = [.. upper.Reverse(), .. upper];
        int[] found = new int[expected.Length];
        for (int i = 0; i < 4 * Count; i++)
        {
            int half = (int)Math.Floor(2 * Draws.NormalAt<double>(Key, 4, i));
            found[Math.Clamp(half + Tails.Length, 0, found.Length - 1)]++;
        }

        AssertFits(found, expected);
    }

    [Fact]
    public void Normal_neighbours_are_independent()
    {
        int[] cells = new int[64];
        for (int i = 0; i < Count; i++)
        {
            cells[(8 * Octant(2 * i)) + Octant((2 * i) + 1)]++;
        }

        AssertFits(cells, [.. cells.Select((_, k) => Probability(k / 8) * Probability(k % 8))]);

        static int Octant(int i) => Math.Clamp((int)Math.Floor(2 * Draws.NormalAt<float>(Key, 5, i)) + 4, 0, 7);
        static double Probability(int k) => k is 0 or 7 ? Tails[3] : Tails[k < 4 ? 3 - k : k - 4] - Tails[k < 4 ? 4 - k : k - 3];
    }

    /// <summary>3·2⁶¹: a remainder instead of a product would take the lower third twice as often.</summary>
    [Theory]
    [InlineData(1L, 1)]
    [InlineData(3L, 3)]
    [InlineData(1000L, 1000)]
    [InlineData((1L << 24) + 1, 97)]
    [InlineData((1L << 32) + 1, 97)]
    [InlineData(3L << 61, 3)]
    [InlineData(long.MaxValue, 61)]
    public void Whole_numbers_below_a_bound_are_equally_likely(long bound, int classes)
    {
        int[] found = new int[classes];
        for (int i = 0; i < Count; i++)
        {
            long index = Draws.RandomIndex(Key, i, bound);
            Assert.InRange(index, 0, bound - 1);
            found[(int)((Int128)index * classes / bound)]++;
        }

        AssertFits(found, [.. Enumerable.Repeat(1.0 / classes, classes)]);
    }

    [Fact]
    public void Signs_and_indices_of_elements_are_those_of_the_bits()
    {
        for (int i = 0; i < 1000; i++)
        {
            bool isUpper = Draws.UniformAt<double>(Key, 6, i) >= 0.5;
            Assert.Equal(isUpper ? -1 : 1, Draws.RademacherAt<double>(Key, 6, i));
            Assert.Equal(isUpper ? 1 : 0, Draws.RandomIndexAt<float>(Key, 6, 2, i));
        }
    }

    /// <summary>χ² of k classes: P(χ² ≥ d + 2·√(d·t) + 2·t) ≤ e⁻ᵗ for d = k − 1 degrees of freedom (Laurent and Massart, 2000).</summary>
    private static void AssertFits(int[] found, double[] expected)
    {
        double total = found.Sum();
        Assert.Equal(1, expected.Sum(), 12);
        double chi = found.Zip(expected, (n, p) => (n - (total * p)) * (n - (total * p)) / (total * p)).Sum();
        double freedom = found.Length - 1;
        Assert.InRange(chi, 0, freedom + (2 * Math.Sqrt(freedom * Rarity)) + (2 * Rarity));
    }
}
