using Numerics.Rules;
using Numerics.Testing;

namespace Numerics.Online;

/// <summary>How regret grows with the number of rounds: like √T, like log T, or not at all.</summary>
public class GrowthLaws
{
    private const int Runs = 48;

    /// <summary>A test rejects a true exponent with probability 1e-6: the quantile of Student's distribution with Runs − 1 = 47
    /// degrees of freedom, two-sided. An exponent is the slope of the logarithms of means over independent runs; its spread is
    /// estimated by leaving runs out.</summary>
    private const double Quantile = 5.622;

    /// <summary>What terms of lower order do to an exponent over these lengths.</summary>
    private const double Slack = 0.1;

    private static readonly int[] Lengths = [250, 500, 1000, 2000, 4000, 8000];

    /// <summary>Noise around losses of mean 0 over two rounds: no learner has less than order √T, and this has no
    /// more.</summary>
    [Fact]
    public void Against_noise_regret_grows_like_the_root()
    {
        Arena ball = Arena.Named("Ball");
        Grows(0.5, Regrets(ball, g => StepSize.Convex(ball.Diameter(3), g)));
    }

    /// <summary>The same test sees that a step which does not fall has regret of order T.</summary>
    [Fact]
    public void A_constant_step_is_caught()
    {
        double[][] regrets = Regrets(Arena.Named("Ball"), _ => StepSize.Constant(1));
        Assert.False(IsExponent(0.5, regrets, out string observed), observed);
        Grows(1, regrets);
    }

    /// <summary>Strongly convex losses with noise: regret grows by the same amount each time that T doubles, its growth
    /// has exponent 0.</summary>
    [Fact]
    public void Of_strongly_convex_losses_regret_grows_like_the_logarithm() =>
        Grows(0, Growths((environment, _) => Match.Play(
            Arena.Named("Ball"), environment, StepSize.StronglyConvex(1), Lengths[^1])));

    /// <summary>The same of the Newton step: of exp-concave losses.</summary>
    [Fact]
    public void Of_exp_concave_losses_regret_grows_like_the_logarithm() =>
        Grows(0, Growths((environment, g) =>
        {
            using OnlineNewton.Learner learner = OnlineNewton.Learner.Ball(
                3, Arena.Radius, new() { GradientBound = g, ExpConcavity = 1 / (g * g) });
            return Match.Play(learner, environment, Lengths[^1]);
        }));

    /// <summary>The same test sees that a step which does not fall has growth of order T.</summary>
    [Fact]
    public void A_constant_step_is_caught_on_strongly_convex_losses()
    {
        double[][] growths = Growths((environment, _) => Match.Play(
            Arena.Named("Ball"), environment, StepSize.Constant(0.2), Lengths[^1]));
        Assert.False(IsExponent(0, growths, out string observed), observed);
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

    /// <summary>Losses that are told in advance: regret does not grow, whatever they are. From run to run the growth from 250
    /// rounds to 8000 has a mean that is not above 0; without the oracle it is.</summary>
    [Fact]
    public void With_an_oracle_s_hint_regret_does_not_grow()
    {
        double[] told = [.. Enumerable.Range(1, Runs).Select(seed => HintedGrowth(seed, isTold: true))];
        double[] untold = [.. Enumerable.Range(1, Runs).Select(seed => HintedGrowth(seed, isTold: false))];
        Assert.InRange(told.Average(), double.NegativeInfinity, Quantile * MeanSpread(told));
        Assert.False(untold.Average() <= Quantile * MeanSpread(untold), "the test has no power");
    }

    private static double HintedGrowth(int seed, bool isTold)
    {
        const double Rate = 0.05;
        SeaEnvironment noise = SeaEnvironment.Corrupted(3, seed, 1, 2);
        double[] x = new double[3], secondary = new double[3], hint = new double[3], g = new double[3], sum = new double[3];
        (double variation, double loss, double early) = (0, 0, 0);
        for (int t = 1; t <= Lengths[^1]; t++)
        {
            noise.Next(x, g);
            if (isTold)
            {
                OptimisticBall.Play(secondary, g, x, Arena.Radius, Rate);
                g.CopyTo(hint, 0);
            }

            loss += Arena.Dot(g, x);
            sum = [.. sum.Zip(g, (a, b) => a + b)];
            OptimisticBall.Step(
                secondary, hint, g, x, ref variation, Arena.Radius, Optimism.None, t, Rate, Rate);
            early = t == Lengths[0] ? loss + (Arena.Radius * Arena.Norm(sum)) : early;
        }

        return loss + (Arena.Radius * Arena.Norm(sum)) - early;
    }

    private static double MeanSpread(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) / values.Length);
    }

    /// <summary>Regrets of linear losses that are noise.</summary>
    private static double[][] Regrets(Arena arena, Func<double, StepSize> steps) =>
    [
        .. Enumerable.Range(1, Runs).Select(seed =>
        {
            SeaEnvironment noise = SeaEnvironment.Corrupted(3, seed, 1, 2);
            Match match = Match.Play(
                arena, noise, steps(noise.GradientBound(Arena.Radius)), Lengths[^1], Optimism.None);
            return AtLengths(match, (x, g) => Arena.Dot(x, g), sum => -Arena.Radius * Arena.Norm(sum));
        }),
    ];

    /// <summary>What doubling T adds to the regret of strongly convex losses with noise.</summary>
    private static double[][] Growths(Func<SeaEnvironment, double, Match> play) =>
    [
        .. Enumerable.Range(1, Runs).Select(seed =>
        {
            SeaEnvironment environment = SeaEnvironment.Stochastic(3, seed, 1).WithCurvature(1);
            Match match = play(environment, environment.GradientBound(Arena.Radius));
            double[] best = [.. environment.Mean.ToArray().Select(e => -e)];
            double[] regrets = AtLengths(match, (x, _) => Arena.SquaredDistance(x, best) / 2, _ => 0);
            return (double[])[.. regrets.Skip(1).Zip(regrets, (later, earlier) => later - earlier)];
        }),
    ];

    private static void Grows(double exponent, double[][] runs) =>
        Assert.True(IsExponent(exponent, runs, out string observed), observed);

    private static bool IsExponent(double exponent, double[][] runs, out string observed)
    {
        (double slope, double spread) = Exponent(runs);
        observed = $"exponent {slope} with spread {spread} against {exponent}";
        Assert.True(Quantile * spread < 0.4, $"{spread} is too much for the test to say anything");
        return Math.Abs(slope - exponent) <= Slack + (Quantile * spread);
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
