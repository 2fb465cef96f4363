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
            using var learner = OnlineNewton.Learner.Ball(n, radius, new()
            {
                GradientBound = g,
                ExpConcavity = alpha,
                Optimism = (Optimism)random.Next(3),
            });
            (List<double[]> points, List<double[]> gradients, _, _, _) = Match.Play(learner, environment, 400);
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
        var options = new OnlineNewton.LearnerOptions { GradientBound = 1, ExpConcavity = 1 };
        Assert.Throws<ArgumentOutOfRangeException>("length", () => OnlineNewton.Learner.Ball(0, 1, options));
        Assert.Throws<ArgumentOutOfRangeException>("radius", () => OnlineNewton.Learner.Ball(2, 0, options));
        Assert.Throws<ArgumentOutOfRangeException>("upper", () => OnlineNewton.Learner.Box(2, 1, 1, options));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => OnlineNewton.Learner.Simplex(0, options));
        Assert.Throws<ArgumentOutOfRangeException>(
            "GradientBound", () => OnlineNewton.Learner.Ball(2, 1, options with { GradientBound = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(
            "ExpConcavity", () => OnlineNewton.Learner.Simplex(2, options with { ExpConcavity = 0 }));
        foreach (OnlineNewton.Learner learner in new[]
        {
            OnlineNewton.Learner.Ball(2, 1, options), OnlineNewton.Learner.Box(2, -1, 1, options),
            OnlineNewton.Learner.Simplex(2, options),
        })
        {
            double[] before = learner.Decide().ToArray();
            Assert.Throws<ArgumentException>("gradient", () => learner.Observe([1, double.NaN]));
            Assert.Throws<ArgumentException>("gradient", () => learner.Observe([1]));
            Assert.Equal(0, learner.Rounds);
            Assert.Equal(before, learner.Decide().ToArray());
            learner.Dispose();
            Assert.Throws<ObjectDisposedException>(() => learner.Observe([0, 0]));
        }
    }

    /// <summary>P3 beyond the ball: on boxes and on the simplex, for every environment.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Regret_keeps_its_bound_on_other_sets(int seed)
    {
        var random = new Random(seed);
        int n = 2 + (seed % 3);
        double alpha = Math.Pow(10, (2 * random.NextDouble()) - 1);
        foreach (string name in new[] { "Box", "Simplex" })
        {
            Arena arena = Arena.Named(name);
            foreach (SeaEnvironment environment in SeaEnvironment.All(n, seed))
            {
                var options = new OnlineNewton.LearnerOptions
                {
                    GradientBound = environment.GradientBound(0),
                    ExpConcavity = alpha,
                    Optimism = (Optimism)random.Next(3),
                };
                using OnlineNewton.Learner learner = name == "Box"
                    ? OnlineNewton.Learner.Box(n, Arena.Lower, Arena.Upper, options)
                    : OnlineNewton.Learner.Simplex(n, options);
                (List<double[]> points, List<double[]> gradients, _, _, _) = Match.Play(learner, environment, 400);
                double[] u = arena.Least([.. Enumerable.Range(0, n).Select(i => gradients.Sum(e => e[i]))]);
                double left = points.Zip(gradients, (x, e) => Arena.Dot(e, x) - Arena.Dot(e, u))
                    .Sum(r => r - (learner.Beta / 2 * r * r));
                double bound = learner.RegretBound - (points.Zip(points.Skip(1), Arena.SquaredDistance).Sum() / 4);
                Assert.True(left <= bound * (1 + Rounding), $"{name}, {environment.Name}: {left} exceeds {bound}");
                Assert.All(points, x => Assert.True(arena.Outside(x) <= 1e-12));
            }
        }
    }

    /// <summary>The minimisers on boxes and the simplex: the Frank–Wolfe gap max ⟨∇φ(x), x − w⟩ bounds φ(x) − min φ. H varies
    /// by four orders of magnitude.</summary>
    [Theory]
    [InlineData("Box")]
    [InlineData("Simplex")]
    public void Steps_on_other_sets_solve_their_problem(string name)
    {
        const int N = 5;
        Arena arena = Arena.Named(name);
        var random = new Random(4);
        for (int trial = 0; trial < 30; trial++)
        {
            double[] h = Enumerable.Range(0, N * N).Select(i => i % (N + 1) == 0 ? 1.0 : 0).ToArray();
            for (int k = 0; k < 3; k++)
            {
                double[] w = Gradient(random, N);
                double size = Math.Pow(10, 4 * random.NextDouble());
                h = [.. h.Select((e, i) => e + (size * w[i / N] * w[i % N]))];
            }

            double[] before = [.. h], from = arena.Start(N), secondary = arena.Start(N), x = arena.Start(N);
            double[] g = [.. Gradient(random, N).Select(e => e * Math.Pow(10, trial % 6))], hint = new double[N];
            double variation = 0;
            var metric = new TensorSpan<double>(h, [N, N]);
            if (name == "Box")
            {
                OnlineNewtonBox.Step(
                    secondary, hint, metric, g, x, ref variation, Arena.Lower, Arena.Upper, 1, 1e-3, Optimism.LastGradient, 1);
            }
            else
            {
                OnlineNewtonSimplex.Step(
                    secondary, hint, metric, g, x, ref variation, 1, 1e-3, Optimism.LastGradient, 1);
            }

            Solves(arena, before, g, from, secondary);
            Solves(arena, h, g, secondary, x);
            Assert.Equal(before[1] + (0.5e-3 * g[0] * g[1]), h[1], Rounding * (1 + Math.Abs(h[1])));
        }
    }

    private static void Solves(Arena arena, double[] h, double[] v, double[] from, double[] x)
    {
        int n = x.Length;
        double[] slope = [.. Times(h, [.. x.Zip(from, (a, b) => a - b)], n).Zip(v, (a, b) => a + b)];
        double gap = Arena.Dot(slope, x) - Arena.Dot(slope, arena.Least(slope));
        double size = Arena.Norm(v) + (Arena.Norm(h) * arena.Diameter(n));
        Assert.True(gap <= Rounding * size * arena.Diameter(n), $"{gap} above the least");
    }

    private static double[] Times(double[] a, double[] x, int n) =>
        [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(k => a[(i * n) + k] * x[k]))];

    private static double[] Gradient(Random random, int n) =>
        [.. Enumerable.Range(0, n).Select(_ => (2 * random.NextDouble()) - 1)];
}
