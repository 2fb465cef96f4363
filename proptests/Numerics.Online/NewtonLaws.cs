using System.Numerics.Tensors;
using Numerics.Rules;
using Numerics.Testing;

namespace Numerics.Online;

/// <summary>The online Newton step: its bound, its inverse, its projection.</summary>
public class NewtonLaws
{
    /// <summary>Sums of at most 600 terms in double.</summary>
    private const double Rounding = 1e-9;

    /// <summary>The spec's: what a thousand rank-one updates lose.</summary>
    private const double InverseRounding = 1e-8;

    /// <summary>P3: Σ[⟨g, x − u⟩ − (β/2)⟨g, x − u⟩²] ≤ ½D²(1 + βG²/2) + (16n/β)·ln(1 + βV̄/(8n)) − ¼·Σ‖x −
    /// x₋‖².</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Regret_keeps_its_bound(int seed)
    {
        var random = new Random(seed);
        int n = 1 + (seed % 5);
        double radius = 0.25 + random.NextDouble(), alpha = Math.Pow(10, (2 * random.NextDouble()) - 1);
        foreach (SeaEnvironment environment in SeaEnvironment.All(n, seed))
        {
            double g = environment.GradientBound(radius);
            using var learner = new OnlineNewton.Learner(n, new()
            {
                Radius = radius,
                GradientBound = g,
                ExpConcavity = alpha,
                Optimism = (Optimism)random.Next(3),
            });
            (List<double[]> points, List<double[]> gradients) = Play(learner, environment, 400);
            double[] sum = [.. Enumerable.Range(0, n).Select(i => gradients.Sum(e => e[i]))];
            double[] u = [.. sum.Select(e => -radius * e / (Arena.Norm(sum) + 1e-300))];
            double left = points.Zip(gradients, (x, e) => Arena.Dot(e, x) - Arena.Dot(e, u))
                .Sum(r => r - (learner.Beta / 2 * r * r));
            double bound = learner.RegretBound - (points.Zip(points.Skip(1), Arena.SquaredDistance).Sum() / 4);
            Assert.True(left <= bound + (Rounding * bound), $"{environment.Name}, seed {seed}: {left} exceeds {bound}");
            Assert.All(points, x => Assert.True(Arena.Norm(x) <= radius * (1 + 1e-12)));
        }
    }

    /// <summary>H_{t+1} − H_t = (β/2)·ggᵀ: after a thousand rounds A·H is the identity, with H summed up
    /// afresh.</summary>
    [Fact]
    public void The_inverse_stays_one()
    {
        const int N = 4;
        const double Beta = 0.3;
        double[] a = [.. Enumerable.Range(0, N * N).Select(i => i % (N + 1) == 0 ? 1.0 : 0)], h = [.. a];
        double[] x = new double[N], secondary = new double[N], hint = new double[N];
        double variation = 0;
        var random = new Random(9);
        for (int t = 1; t <= 1000; t++)
        {
            double[] g = Gradient(random, N);
            for (int i = 0; i < N * N; i++)
            {
                h[i] += Beta / 2 * g[i / N] * g[i % N];
            }

            OnlineNewton.Step(secondary, hint, new TensorSpan<double>(a, [N, N]), g, x, ref variation, 1, Beta,
                Optimism.LastGradient, t);
        }

        for (int i = 0; i < N * N; i++)
        {
            double product = Enumerable.Range(0, N).Sum(k => a[(i / N * N) + k] * h[(k * N) + (i % N)]);
            Assert.Equal(i % (N + 1) == 0 ? 1 : 0, product, InverseRounding);
        }
    }

    /// <summary>The first step solves min ⟨g, x⟩ + ½‖x − x̂‖²_H over the ball: with H = A⁻¹, Hx + μx = Hy of a μ ≥ 0
    /// that is 0 inside. Both H and the point vary by orders of magnitude.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Projections_solve_their_problem(int seed)
    {
        const int N = 5;
        var random = new Random(seed);
        for (int trial = 0; trial < 40; trial++)
        {
            double[] w = Gradient(random, N);
            double share = random.NextDouble() / Arena.Dot(w, w);
            double[] a = [.. Enumerable.Range(0, N * N).Select(
                i => (i % (N + 1) == 0 ? 1.0 : 0) - (0.999 * share * w[i / N] * w[i % N]))];
            double[] before = [.. a];
            double[] g = [.. Gradient(random, N).Select(e => e * Math.Pow(10, (trial % 5) - 1))];
            double[] x = new double[N], secondary = new double[N], hint = new double[N];
            double variation = 0;
            OnlineNewton.Step(secondary, hint, new TensorSpan<double>(a, [N, N]), g, x, ref variation, 1, 1e-3,
                Optimism.None, 1);
            double[] y = Times(before, g, N), back = Times(before, secondary, N);
            double[] rest = [.. y.Select((e, i) => -e - secondary[i])];
            double mu = Arena.Dot(rest, back) / Arena.Dot(back, back);
            Assert.True(mu >= -Rounding);
            Assert.True(Arena.Norm(secondary) <= 1 + 1e-12);
            Assert.All(rest.Zip(back), p => Assert.Equal(p.First, mu * p.Second, Rounding * (1 + Arena.Norm(y))));
            Assert.True(mu <= Rounding * (1 + Arena.Norm(y)) || Math.Abs(Arena.Norm(secondary) - 1) <= 1e-9);
        }
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        var options = new OnlineNewton.LearnerOptions { Radius = 1, GradientBound = 1, ExpConcavity = 1 };
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new OnlineNewton.Learner(0, options));
        Assert.Throws<ArgumentOutOfRangeException>(
            "Radius", () => new OnlineNewton.Learner(2, options with { Radius = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            "GradientBound", () => new OnlineNewton.Learner(2, options with { GradientBound = double.NaN }));
        using var learner = new OnlineNewton.Learner(2, options);
        Assert.Throws<ArgumentException>("gradient", () => learner.Observe([1, double.NaN]));
        Assert.Throws<ArgumentException>("gradient", () => learner.Observe([1]));
        Assert.Equal(0, learner.Rounds);
        Assert.Equal([0, 0], learner.Decide().ToArray());
    }

    private static double[] Times(double[] a, double[] x, int n) =>
        [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(k => a[(i * n) + k] * x[k]))];

    private static double[] Gradient(Random random, int n) =>
        [.. Enumerable.Range(0, n).Select(_ => (2 * random.NextDouble()) - 1)];

    private static (List<double[]> Points, List<double[]> Gradients) Play(
        OnlineNewton.Learner learner, SeaEnvironment environment, int rounds)
    {
        (List<double[]> points, List<double[]> gradients) = ([], []);
        for (int t = 0; t < rounds; t++)
        {
            double[] x = learner.Decide().ToArray(), g = new double[x.Length];
            environment.Next(x, g);
            points.Add(x);
            gradients.Add(g);
            learner.Observe(g);
        }

        return (points, gradients);
    }
}
