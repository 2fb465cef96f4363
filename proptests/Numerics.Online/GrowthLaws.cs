using Numerics.Rules;
using Numerics.Testing;

namespace Numerics.Online;

/// <summary>How regret grows with the number of rounds: like √T, like log T, or not at all.</summary>
public class GrowthLaws
{
    private const int Runs = 24;

    /// <summary>A test rejects a true exponent with probability 1e-6: the quantile of the normal distribution,
    /// two-sided. Slopes are linear in the logarithms of means over independent runs; their spread is estimated by
    /// leaving runs out.</summary>
    private const double Quantile = 4.89;

    /// <summary>What terms of lower order do to an exponent over these lengths.</summary>
    private const double Slack = 0.1;

    private static readonly int[] Lengths = [250, 500, 1000, 2000, 4000, 8000];

    /// <summary>Noise around losses of mean 0 over two rounds: no learner has less than order √T, and this has no
    /// more.</summary>
    [Fact]
    public void Against_noise_regret_grows_like_the_root()
    {
        Arena ball = Arena.Named("Ball");
        double[][] regrets = [.. Enumerable.Range(1, Runs).Select(seed =>
        {
            SeaEnvironment noise = SeaEnvironment.Corrupted(3, seed, 1, 2);
            Match match = Match.Play(
                ball, noise, StepSize.Convex(ball.Diameter(3), noise.GradientBound(Arena.Radius)), Lengths[^1],
                    Optimism.None);
            return AtLengths(match, (x, g) => Arena.Dot(x, g), sum => -Arena.Radius * Arena.Norm(sum));
        })];
        (double slope, double spread) = Exponent(regrets);
        Assert.InRange(slope, 0.5 - Slack - (Quantile * spread), 0.5 + Slack + (Quantile * spread));
        Assert.True(Quantile * spread < 0.25, $"{spread} is too much for the test to say anything");
    }

    /// <summary>Strongly convex losses with noise: regret grows by the same amount each time that T doubles, its growth
    /// has exponent 0.</summary>
    [Fact]
    public void Of_strongly_convex_losses_regret_grows_like_the_logarithm()
    {
        Arena ball = Arena.Named("Ball");
        double[][] growths = [.. Enumerable.Range(1, Runs).Select(seed =>
        {
            SeaEnvironment environment = SeaEnvironment.Stochastic(3, seed, 1).WithCurvature(1);
            Match match = Match.Play(ball, environment, StepSize.StronglyConvex(1), Lengths[^1]);
            double[] best = [.. environment.Mean.ToArray().Select(e => -e)];
            double[] regrets = AtLengths(match, (x, _) => Arena.SquaredDistance(x, best) / 2, _ => 0);
            return (double[])[.. regrets.Skip(1).Zip(regrets, (later, earlier) => later - earlier)];
        })];
        (double slope, double spread) = Exponent(growths);
        Assert.InRange(slope, -Slack - (Quantile * spread), Slack + (Quantile * spread));
        Assert.True(Quantile * spread < 0.4, $"{spread} is too much for the test to say anything");
    }

    /// <summary>Losses that stay: regret stops growing, to the last digits.</summary>
    [Fact]
    public void Of_losses_that_stay_regret_is_constant()
    {
        foreach (Arena arena in Arena.All)
        {
            SeaEnvironment constant = SeaEnvironment.Stochastic(3, 5, noise: 0);
            Match match = Match.Play(arena, constant, StepSize.Convex(arena.Diameter(3), 1), Lengths[^1]);
            double[] regrets = AtLengths(match, (x, g) => Arena.Dot(x, g), sum => Arena.Dot(sum, arena.Least(sum)));
            Assert.Equal(regrets[0], regrets[^1], 1e-9 * Lengths[^1]);
        }
    }

    /// <summary>Losses until each length, less those of the best point for them.</summary>
    private static double[] AtLengths(Match match, Func<double[], double[], double> loss, Func<double[], double> best)
    {
        var sum = new double[match.Points[0].Length];
        var result = new List<double>();
        double total = 0;
        for (int t = 0; t < match.Points.Count; t++)
        {
            total += loss(match.Points[t], match.Gradients[t]);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += match.Gradients[t][i];
            }

            if (Lengths.Contains(t + 1))
            {
                result.Add(total - best(sum));
            }
        }

        return [.. result];
    }

    /// <summary>The slope of log mean against log T, and its spread by the jackknife.</summary>
    private static (double Slope, double Spread) Exponent(double[][] runs)
    {
        double all = Slope(runs);
        double[] without = [.. Enumerable.Range(0, runs.Length).Select(
            left => Slope([.. runs.Where((_, i) => i != left)]))];
        double mean = without.Average();
        double variance = without.Sum(s => (s - mean) * (s - mean)) * (runs.Length - 1) / runs.Length;
        return (all, Math.Sqrt(variance));
    }

    private static double Slope(double[][] runs)
    {
        int count = runs[0].Length;
        double[] y = [.. Enumerable.Range(0, count).Select(k => Math.Log2(runs.Average(r => r[k])))];
        double middle = (count - 1) / 2.0;
        return y.Select((e, k) => (k - middle) * e).Sum() / y.Select((_, k) => (k - middle) * (k - middle)).Sum();
    }
}
