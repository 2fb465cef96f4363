using Numerics.Rules;
using Numerics.Testing;

namespace Numerics.Online;

/// <summary>The learner: what it decides, and what it refuses.</summary>
public class LearnerTests
{
    private static readonly StepSize Steps = StepSize.Convex(2, 4);

    public static TheoryData<string> Geometries => [.. All.Keys];

    private static Dictionary<string, Geometry> All { get; } = new()
    {
        ["whole"] = Geometry.Whole(5),
        ["orthant"] = Geometry.Orthant(5),
        ["box"] = Geometry.Box(5, -1, 2),
        ["ball"] = Geometry.Ball(5, 1.5),
        ["simplex"] = Geometry.Simplex(5),
        ["entropy"] = Geometry.Entropy(5),
        ["quadratic"] = Geometry.Quadratic(new float[,]
        {
            { 2, 1, 0, 0, 0 }, { 1, 3, 0, 0, 0 }, { 0, 0, 1, 0, 0 }, { 0, 0, 0, 0.5f, 0.25f }, { 0, 0, 0, 0.25f, 1 },
        }),
        ["product"] = Geometry.Product(Geometry.Box(2, 0, 1), Geometry.Simplex(3)),
        ["mixed"] = Geometry.Product(Geometry.Ball(2, 1), Geometry.Entropy(3)),
    };

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Every_decision_is_a_point_of_the_set(string name)
    {
        foreach (bool follows in Forms(name))
        {
            using var learner = new OptimisticMirrorDescent.Learner(
                All[name], new() { StepSize = Steps, FollowsLeader = follows });
            var random = new Random(7);
            for (int t = 0; t < 200; t++)
            {
                Assert.True(All[name].Contains(learner.Decide()), $"round {t}");
                learner.Observe(Gradient(random, 5));
            }
        }
    }

    /// <summary>Nothing of the greatest gradients that are allowed leaves the range of numbers.</summary>
    [Theory]
    [MemberData(nameof(Geometries))]
    public void The_greatest_gradients_keep_decisions_in_the_set(string name)
    {
        const float Greatest = 1e18f;
        using var learner = new OptimisticMirrorDescent.Learner(All[name], new() { StepSize = StepSize.Constant(0.1), TracksRegret = true });
        var random = new Random(12);
        for (int t = 0; t < 200; t++)
        {
            learner.Observe([.. Enumerable.Range(0, 5).Select(_ => random.Next(3) switch { 0 => Greatest, 1 => -Greatest, _ => 1 })]);
            Assert.True(All[name].Contains(learner.Decide()), $"{name}, round {t}: {string.Join(" ", learner.Decide().ToArray())}");
            Assert.True(double.IsFinite(learner.Variation) && double.IsFinite(learner.Regret(learner.Decide())));
        }
    }

    [Fact]
    public void The_greatest_gradients_keep_decisions_of_the_others_in_the_set()
    {
        using var box = OnlineNewton.Learner.Box(2, -1, 1, new() { GradientBound = 1, ExpConcavity = 1 });
        using var ball = OnlineNewton.Learner.Ball(2, 1, new() { GradientBound = 1, ExpConcavity = 1 });
        using var simplex = OnlineNewton.Learner.Simplex(2, new() { GradientBound = 1, ExpConcavity = 1 });
        using var ensemble = DynamicEnsemble.Learner.Ball(2, 1, new() { Horizon = 100, GradientBound = 1, Smoothness = 1 });
        OnlineLearner<double>[] learners = [box, ball, simplex, ensemble];
        var random = new Random(13);
        for (int t = 0; t < 50; t++)
        {
            double[] g = [random.Next(2) == 0 ? 1e75 : -1e75, random.Next(2) == 0 ? 1e75 : 1];
            foreach (OnlineLearner<double> learner in learners)
            {
                learner.Observe(g);
                Assert.All(learner.Decide().ToArray(), x => Assert.InRange(x, -1.000001, 1.000001));
            }
        }
    }

    /// <summary>A gradient that is not finite is refused, and the learner goes on as if it had not come.</summary>
    [Theory]
    [MemberData(nameof(Geometries))]
    public void What_is_refused_leaves_no_trace(string name)
    {
        using var learner = new OptimisticMirrorDescent.Learner(
            All[name], new() { StepSize = Steps, TracksRegret = true });
        using var twin = new OptimisticMirrorDescent.Learner(
            All[name], new() { StepSize = Steps, TracksRegret = true });
        var random = new Random(11);
        for (int t = 0; t < 20; t++)
        {
            float[] g = Gradient(random, 5);
            foreach (float bad in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1.1e18f, float.MinValue })
            {
                float[] spoilt = [.. g];
                spoilt[t % 5] = bad;
                string message = Assert.Throws<ArgumentException>("gradient", () => learner.Observe(spoilt)).Message;
                Assert.Contains($" at {t % 5}; ", message, StringComparison.Ordinal);
                Assert.Throws<ArgumentException>("hint", () => learner.Expect(spoilt));
            }

            Assert.Throws<ArgumentException>("gradient", () => learner.Observe(new float[4]));
            learner.Observe(g);
            twin.Observe(g);
            Assert.Equal(twin.Decide(), learner.Decide());
            Assert.Equal(twin.Variation, learner.Variation);
            Assert.Equal(twin.Rounds, learner.Rounds);
            Assert.Equal(twin.Regret(twin.Decide()), learner.Regret(learner.Decide()));
        }
    }

    [Fact]
    public void An_infeasible_start_is_refused()
    {
        foreach ((string name, float[] start) in new[]
        {
            ("box", new float[] { 0, 0, 3, 0, 0 }), ("ball", [2, 0, 0, 0, 0]), ("simplex", [1, 1, 0, 0, 0]),
            ("orthant", [0, -1, 0, 0, 0]), ("whole", [0, float.NaN, 0, 0, 0]), ("entropy", [1, 0, 0, 0, 0]),
            ("product", [0, 0, 0, 0, 0]), ("box", [0, 0]), ("mixed", [1, 1, 0.5f, 0.25f, 0.25f]),
            ("mixed", [0, 0, 1, 0, 0]),
        })
        {
            Assert.Throws<ArgumentException>("Start", () => new OptimisticMirrorDescent.Learner(
                All[name], new() { StepSize = Steps, Start = start }));
        }
    }

    [Fact]
    public void Steps_and_sets_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("horizon", () => StepSize.ForHorizon(1, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("rate", () => StepSize.Constant(0));
        Assert.Throws<ArgumentOutOfRangeException>("rate", () => StepSize.Constant(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("convexity", () => StepSize.StronglyConvex(-1));
        Assert.Throws<ArgumentOutOfRangeException>("gradientBound", () => StepSize.Convex(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("diameter", () => StepSize.Convex(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => StepSize.Entropy(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => Geometry.Simplex(0));
        Assert.Throws<ArgumentOutOfRangeException>("radius", () => Geometry.Ball(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>("upper", () => Geometry.Box(3, 1, 1));
        Assert.Throws<ArgumentException>("inverse", () => Geometry.Quadratic(new float[2, 3]));
        Assert.Throws<ArgumentException>("inverse", () => Geometry.Quadratic(new float[,] { { 1, 2 }, { 2, 1 } }));
        Assert.Throws<ArgumentException>("inverse", () => Geometry.Quadratic(new float[,] { { 1, 0.5f }, { 0, 1 } }));
        Assert.Throws<ArgumentException>("blocks", () => Geometry.Product());
        Assert.Throws<ArgumentNullException>("blocks", () => Geometry.Product(Geometry.Whole(2), null!));
        Assert.Throws<ArgumentOutOfRangeException>("Optimism", () => new OptimisticMirrorDescent.Learner(
            All["box"], new() { StepSize = Steps, Optimism = (Optimism)77 }));
        Assert.Throws<ArgumentOutOfRangeException>("Optimism", () => new OptimisticAdaGrad.Learner(
            3, -1, 1, new() { GradientBound = 1, Optimism = (Optimism)77 }));
        Assert.Throws<ArgumentOutOfRangeException>("Optimism", () => OnlineNewton.Learner.Simplex(
            3, new() { GradientBound = 1, ExpConcavity = 1, Optimism = (Optimism)77 }));
        Assert.Throws<NotSupportedException>(() => new OptimisticMirrorDescent.Learner(
            Geometry.Quadratic(new float[,] { { 1 } }), new() { StepSize = Steps, FollowsLeader = true }));
        Assert.Throws<ArgumentOutOfRangeException>("diameter", () => StepSize.SelfTuned(0));
        Assert.Throws<ArgumentException>("StepSize", () => new OptimisticMirrorDescent.Learner(
            All["ball"], new() { StepSize = StepSize.SelfTuned(3) }));
        Assert.Throws<ArgumentException>("StepSize", () => new OptimisticMirrorDescent.Learner(
            All["entropy"], new() { StepSize = StepSize.SelfTuned(3), FollowsLeader = true }));
    }

    [Fact]
    public void Regret_is_the_sum_that_it_says()
    {
        using var learner = new OptimisticMirrorDescent.Learner(
            All["box"], new() { StepSize = StepSize.Convex(3 * Math.Sqrt(5), 4), TracksRegret = true });
        var random = new Random(3);
        float[] u = [1, -1, 0, 2, 0.5f];
        double sum = 0;
        for (int t = 0; t < 50; t++)
        {
            float[] g = Gradient(random, 5);
            ReadOnlySpan<float> x = learner.Decide();
            for (int i = 0; i < 5; i++)
            {
                sum += g[i] * ((double)x[i] - u[i]);
            }

            learner.Observe(g);
        }

        Assert.Equal(sum, learner.Regret(u), 1e-9);
        Assert.True(learner.Regret(u) <= learner.RegretBound(u));
        Assert.Throws<ArgumentException>("comparator", () => learner.Regret([9, 0, 0, 0, 0]));
        using var untracked = new OptimisticMirrorDescent.Learner(All["box"], new() { StepSize = Steps });
        Assert.Throws<InvalidOperationException>(() => untracked.Regret(u));
        untracked.Dispose();
        Assert.Throws<ObjectDisposedException>(() => untracked.Observe(u));
    }

    /// <summary>An own hint that is the gradient to come makes the point that mirror descent would go to
    /// anyway.</summary>
    [Theory]
    [MemberData(nameof(Geometries))]
    public void An_oracle_s_hint_gives_the_next_secondary_point(string name)
    {
        foreach (bool follows in Forms(name))
        {
            var options = new OptimisticMirrorDescent.Options
            {
                StepSize = StepSize.Constant(0.1),
                Optimism = Optimism.None,
                FollowsLeader = follows,
            };
            using var oracle = new OptimisticMirrorDescent.Learner(All[name], options);
            using var plain = new OptimisticMirrorDescent.Learner(All[name], options);
            var random = new Random(5);
            for (int t = 0; t < 50; t++)
            {
                float[] g = Gradient(random, 5);
                oracle.Expect(g);
                plain.Observe(g);
                for (int i = 0; i < 5; i++)
                {
                    Assert.Equal(plain.Decide()[i], oracle.Decide()[i], 1e-5f);
                }

                oracle.Observe(g);
            }
        }
    }

    /// <summary>A predictor that gives the last gradient is that optimism, to the bit; one that gives what is not finite is
    /// refused, and nothing has changed.</summary>
    [Theory]
    [MemberData(nameof(Geometries))]
    public void A_predictor_is_optimism_of_one_s_own(string name)
    {
        foreach (bool follows in Forms(name))
        {
            CheckPredictor(All[name], follows);
        }
    }

    private static void CheckPredictor(Geometry set, bool follows)
    {
        bool isSpoilt = false;
        using var own = new OptimisticMirrorDescent.Learner(set, new()
        {
            StepSize = Steps,
            FollowsLeader = follows,
            Predictor = (_, g, hint) =>
            {
                g.CopyTo(hint);
                hint[2] = isSpoilt ? float.NaN : hint[2];
            },
        });
        using var last = new OptimisticMirrorDescent.Learner(set, new() { StepSize = Steps, FollowsLeader = follows });
        var random = new Random(13);
        for (int t = 0; t < 50; t++)
        {
            float[] g = Gradient(random, 5);
            isSpoilt = true;
            Assert.Throws<ArgumentException>("Predictor", () => own.Observe(g));
            isSpoilt = false;
            own.Observe(g);
            last.Observe(g);
            Assert.Equal(last.Variation, own.Variation);
            for (int i = 0; i < 5; i++)
            {
                Assert.Equal(last.Decide()[i], own.Decide()[i], 1e-6f);
            }
        }
    }

    /// <summary>Mirror descent and, where the geometry has it, following the leader.</summary>
    private static bool[] Forms(string name) => name == "quadratic" ? [false] : [false, true];

    /// <summary>With a constant step the blocks of a product are learners of their own, and V̄ and bounds add up.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Blocks_of_a_product_are_learners_of_their_own(bool follows)
    {
        var options = new OptimisticMirrorDescent.Options
        {
            StepSize = StepSize.Constant(0.05),
            FollowsLeader = follows,
            TracksRegret = true,
        };
        using var both = new OptimisticMirrorDescent.Learner(All["mixed"], options);
        using var ball = new OptimisticMirrorDescent.Learner(Geometry.Ball(2, 1), options);
        using var weights = new OptimisticMirrorDescent.Learner(Geometry.Entropy(3), options);
        var random = new Random(17);
        for (int t = 0; t < 50; t++)
        {
            float[] g = Gradient(random, 5);
            both.Observe(g);
            ball.Observe(g.AsSpan(0, 2));
            weights.Observe(g.AsSpan(2, 3));
            Assert.Equal([.. ball.Decide(), .. weights.Decide()], both.Decide().ToArray());
        }

        float[] u = [1, 0, 0, 1, 0];
        Assert.Equal(1, (ball.Variation + weights.Variation) / both.Variation, 1e-12);
        if (!follows)
        {
            double bounds = ball.RegretBound(u.AsSpan(0, 2)) + weights.RegretBound(u.AsSpan(2, 3));
            Assert.Equal(1, bounds / both.RegretBound(u), 1e-12);
            Assert.True(both.Regret(u) <= both.RegretBound(u));
        }
    }

    /// <summary>Feasibility in float: boxes and the orthant to the bit; the simplex and the entropy without negative
    /// elements, their sums 1 within n + 4 roundings; the ball's norm R within 4.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(1000)]
    public void Decisions_are_feasible_to_the_last_bit_that_is_said(int n)
    {
        const double Rounding = 1.0 / (1 << 24);
        (Geometry Set, Func<float[], double> Outside, double Allowed)[] sets =
        [
            (Geometry.Orthant(n), x => Math.Max(0, -x.Min()), 0),
            (Geometry.Box(n, -0.3f, 0.7f), x => x.Max(e => Math.Max(0, Math.Max(e - 0.7f, -0.3f - e))), 0),
            (Geometry.Ball(n, 1.5), x => (Math.Sqrt(x.Sum(e => (double)e * e)) / 1.5) - 1, 4 * Rounding),
            (Geometry.Simplex(n), x => x.Min() < 0 ? 1 : Math.Abs(x.Sum(e => (double)e) - 1), (n + 4) * Rounding),
            (Geometry.Entropy(n), x => x.Min() < 0 ? 1 : Math.Abs(x.Sum(e => (double)e) - 1), (n + 4) * Rounding),
        ];
        foreach ((Geometry set, Func<float[], double> outside, double allowed) in sets)
        {
            foreach (bool follows in new[] { false, true })
            {
                using var learner = new OptimisticMirrorDescent.Learner(
                    set, new() { StepSize = Steps, FollowsLeader = follows });
                var random = new Random(n);
                for (int t = 0; t < 100; t++)
                {
                    float size = MathF.Pow(10, (t % 7) - 3);
                    learner.Observe([.. Gradient(random, n).Select(g => size * g)]);
                    double distance = outside(learner.Decide().ToArray());
                    Assert.True(distance <= allowed, $"{set.GetType().Name}: {distance} outside in round {t}");
                }
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated_after_construction()
    {
        foreach (Geometry geometry in All.Values)
        {
            using var learner = new OptimisticMirrorDescent.Learner(
                geometry, new() { StepSize = Steps, TracksRegret = true });
            float[] g = Gradient(new Random(1), 5);
            Assert.Equal(0, SteadyState.LeastAllocation(() =>
            {
                learner.Observe(g);
                learner.Decide();
            }));
        }
    }

    private static float[] Gradient(Random random, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => (float)((4 * random.NextDouble()) - 2))];
}
