using FsCheck;
using FsCheck.Fluent;
using Numerics.Testing;

namespace Numerics.Properties.Convergence;

/// <summary>The zoo says the truth about its problems.</summary>
public class ZooLaws
{
    /// <summary>Central differences with h = u^⅓ err by about h²·f‴ + u·f/h, some 1e-10 of the values here.</summary>
    private const double DifferenceError = 1e-7;

    /// <summary>Some hundred roundings of an inequality's terms.</summary>
    private const double Rounding = 1e-12;

    private static readonly double H = Math.Cbrt(Math.ScaleB(1, -53));

    /// <summary>A problem at a random point near its minimiser and its start.</summary>
    private static void ForEach(Action<Problem, double[], double[]> law)
    {
        foreach (ProblemFamily family in Problems.All)
        {
            Check.One(
                Config.QuickThrowOnFailure.WithMaxTest(20).WithReplay(20260401, 1),
                Prop.ForAll(family.Arbitrary(), problem =>
                {
                    var random = new Random(problem.Seed);
                    double[] Draw() => [.. Enumerable.Range(0, problem.Dimension).Select(i =>
                        problem.Minimiser[i] + (problem.Start[i] - problem.Minimiser[i]) * random.NextDouble())];
                    law(problem, Draw(), Draw());
                }));
        }
    }

    private static double[] Gradient(Problem problem, double[] x)
    {
        double[] g = new double[x.Length];
        problem.Gradient(x, g);
        return g;
    }

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    private static double[] Minus(double[] x, double[] y) => [.. x.Zip(y, (a, b) => a - b)];

    [Fact]
    public void The_minimiser_has_the_minimum_exactly() => ForEach((problem, _, _) =>
    {
        double[] least = problem.Minimiser.ToArray();
        Assert.Equal(problem.Minimum, problem.Value(least));
        Assert.Equal(0, problem.Gap(least));
        Assert.True(problem.Gap(problem.Start) > 0);
        Assert.True(problem.IsConstrained || Gradient(problem, least).All(g => g == 0), $"{problem}");
    });

    [Fact]
    public void No_value_is_below_the_minimum() => ForEach((problem, x, _) =>
        Assert.True(problem.Value([.. x.Select((v, i) => problem.IsConstrained ? Math.Clamp(v, -1, 1) : v)]) >= problem.Minimum));

    [Fact]
    public void The_gradient_is_the_functions() => ForEach((problem, x, _) =>
    {
        double[] g = Gradient(problem, x);
        for (int i = 0; i < x.Length; i++)
        {
            double[] up = [.. x], down = [.. x];
            up[i] += H;
            down[i] -= H;
            double slope = (problem.Value(up) - problem.Value(down)) / (up[i] - down[i]);
            Assert.Equal(slope, g[i], DifferenceError * (1 + problem.Value(x) + Math.Abs(slope)));
        }
    });

    [Fact]
    public void The_constants_hold() => ForEach((problem, x, y) =>
    {
        double[] difference = Minus(x, y);
        double[] slopes = Minus(Gradient(problem, x), Gradient(problem, y));
        double square = Dot(difference, difference);
        double along = Dot(slopes, difference);
        double slack = Rounding * (1 + square + Math.Abs(along));
        Assert.False(Dot(slopes, slopes) > problem.Smoothness * problem.Smoothness * square + slack * (1 + problem.Smoothness));
        Assert.False(along < problem.StrongConvexity * square - slack, $"{problem}: not {problem.StrongConvexity}-convex");
        double gradient = Dot(Gradient(problem, x), Gradient(problem, x));
        Assert.False(gradient / 2 < problem.PolyakLojasiewicz * (problem.Value(x) - problem.Minimum) - slack);
    });

    /// <summary>The constants are not just bounds: a quadratic takes them.</summary>
    [Fact]
    public void The_spectrum_is_the_quadratics() => ForEach((problem, _, _) =>
    {
        Assert.Equal(problem.Spectrum.Count > 0 ? problem.Smoothness : 0, problem.Spectrum.DefaultIfEmpty(0).Max());
        if (problem.Spectrum.Count > 0)
        {
            // The trace of the Hessian, from gradients along the axes.
            double[] least = problem.Minimiser.ToArray();
            double[] base0 = Gradient(problem, least);
            double trace = 0;
            for (int i = 0; i < least.Length; i++)
            {
                double[] moved = [.. least];
                moved[i] += 1;
                trace += Gradient(problem, moved)[i] - base0[i];
            }

            Assert.Equal(problem.Spectrum.Sum(), trace, 1e-12 * problem.Smoothness * least.Length);
        }
    });

    /// <summary>In the box no point has a lower value than x*, and x* has both kinds of coordinates.</summary>
    [Fact]
    public void The_constrained_solution_satisfies_its_conditions()
    {
        foreach (int seed in Enumerable.Range(0, 50))
        {
            Problem problem = Problems.ConstrainedBy(2).Make(8, seed);
            double[] g = Gradient(problem, problem.Minimiser.ToArray());
            for (int i = 0; i < 8; i++)
            {
                double x = problem.Minimiser[i];
                Assert.True(Math.Abs(x) == 2 ? g[i] * x < 0 : g[i] == 0 && Math.Abs(x) < 2);
            }

            Assert.Equal(4, problem.Minimiser.ToArray().Count(x => Math.Abs(x) == 2));
        }
    }

    [Fact]
    public void Samples_are_the_same_for_the_same_step_and_average_to_the_gradient()
    {
        const int draws = 20_000;
        Problem problem = Problems.Noisy.Make(8, 3);
        double[] x = problem.Start.ToArray();
        (double[] sum, double[] sample, double[] again) = (new double[8], new double[8], new double[8]);
        for (int step = 1; step <= draws; step++)
        {
            problem.Sample(x, step, sample);
            problem.Sample(x, step, again);
            Assert.Equal(sample, again);
            sum = [.. sum.Zip(sample, (a, b) => a + b)];
        }

        // 6.5 standard deviations of a mean: once in 1e10 for each coordinate.
        double allowed = 6.5 * problem.NoiseDeviation / Math.Sqrt(draws);
        Assert.All(sum.Zip(Gradient(problem, x)), p => Assert.Equal(p.Second, p.First / draws, allowed));
    }

    [Fact]
    public void Sparse_gradients_keep_a_quarter_of_the_coordinates()
    {
        const int draws = 4000;
        Problem problem = Problems.Sparse.Make(5, 3);
        double[] sample = new double[5];
        int seen = 0;
        for (int step = 1; step <= draws; step++)
        {
            problem.Sample(problem.Start, step, sample);
            seen += sample.Count(g => g != 0);
        }

        // Hoeffding: P(off by more than 0.025·5·4000) < 2·exp(−2·20000·0.025²) = 3e-11.
        Assert.Equal(0.25, seen / (5.0 * draws), 0.025);
    }

    [Fact]
    public void Equal_seeds_give_equal_problems_and_others_do_not()
    {
        Assert.All(Problems.All, family =>
        {
            int n = family.Dimensions[^1];
            double[] Points(int seed) => [.. family.Make(n, seed).Start, .. family.Make(n, seed).Minimiser];
            Assert.Equal(Points(5), Points(5));
            Assert.NotEqual(Points(5), Points(6));
            Assert.Throws<ArgumentOutOfRangeException>(() => family.Make(family.Dimensions[0] - 1, 0));
        });
    }
}
