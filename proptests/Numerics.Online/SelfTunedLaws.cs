using Numerics.Rules;
using Numerics.Testing;

namespace Numerics.Online;

/// <summary>Follow the leader with the step of Sachs and others, which knows nothing of the gradients; and the two instances that
/// have learners of their own.</summary>
public class SelfTunedLaws
{
    /// <summary>Points are floats: a rounding for each coordinate and round, of which gradients make 2⁻²⁴·T·√n·G·D.</summary>
    private const double Rounding = 1.0 / (1 << 24);
    private const int Rounds = 600;

    public static TheoryData<string, int> Cases()
    {
        var data = new TheoryData<string, int>();
        foreach (string name in new[] { "Ball", "Box", "Simplex" })
        {
            for (int seed = 1; seed <= 4; seed++)
            {
                data.Add(name, seed);
            }
        }

        return data;
    }

    /// <summary>Σ⟨g, x − u⟩ ≤ D²/(2·η_T) + Δ_T ≤ (3/√2)·D·√V̄, and η is D²/Δ.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Regret_keeps_its_bound(string name, int seed)
    {
        Arena arena = Arena.Named(name);
        foreach (SeaEnvironment environment in SeaEnvironment.All(2 + (seed % 4), seed))
        {
            (int n, double diameter) = (environment.Dimension, arena.Diameter(environment.Dimension));
            Geometry geometry = name switch
            {
                "Ball" => Geometry.Ball(n, Arena.Radius),
                "Box" => Geometry.Box(n, (float)Arena.Lower, (float)Arena.Upper),
                _ => Geometry.Simplex(n),
            };
            using var learner = new OptimisticMirrorDescent.Learner(geometry, new()
            {
                StepSize = StepSize.SelfTuned(diameter),
                FollowsLeader = true,
                TracksRegret = true,
                Optimism = (Optimism)(seed % 3),
            });
            (double[] sum, double delta) = (new double[n], 0);
            float[] hint = new float[n];
            for (int t = 1; t <= Rounds; t++)
            {
                Assert.Equal(Math.Min(1e20, diameter * diameter / delta), learner.NextRate, 1e-9 * learner.NextRate);
                double before = learner.Variation, rate = learner.NextRate;
                float[] g = Next(environment, learner);
                double v = learner.Variation - before;
                delta += Math.Min(rate / 2 * v, diameter * Math.Sqrt(v));
                sum = [.. sum.Zip(g, (a, b) => a + b)];
            }

            float[] u = [.. arena.Least(sum).Select(e => (float)e)];
            double slack = Rounding * Rounds * Math.Sqrt(n) * environment.GradientBound(0) * diameter;
            double bound = learner.RegretBound(u), regret = learner.Regret(u);
            Assert.True(regret <= bound + slack, $"{environment.Name}: {regret} exceeds {bound}");
            Assert.InRange(bound, 0, (3 / Math.Sqrt(2) * diameter * Math.Sqrt(learner.Variation)) + slack);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AdaGrad_keeps_its_bound(int seed)
    {
        foreach (SeaEnvironment environment in SeaEnvironment.All(3, seed))
        {
            double g = environment.GradientBound(0);
            using var learner = new OptimisticAdaGrad.Learner(
                3, -1, 1, new() { GradientBound = g, Delta = 0.1, TracksRegret = true, Optimism = (Optimism)(seed % 3) });
            var sum = new double[3];
            for (int t = 1; t <= Rounds; t++)
            {
                sum = [.. sum.Zip(Next(environment, learner), (a, b) => a + b)];
            }

            float[] u = [.. sum.Select(e => e > 0 ? -1f : 1f)];
            Assert.InRange(learner.Regret(u), double.NegativeInfinity, learner.RegretBound);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Multiplicative_weights_keep_their_bound(int seed)
    {
        foreach (SeaEnvironment environment in SeaEnvironment.All(4, seed))
        {
            double rate = MultiplicativeWeights.RateFor(4, environment.GradientBound(0), Rounds);
            using var learner = new MultiplicativeWeights.Learner(4, rate, tracksRegret: true);
            using var entropy = new OptimisticMirrorDescent.Learner(
                Geometry.Entropy(4), new() { StepSize = StepSize.Constant(rate), Optimism = Optimism.None });
            var sum = new double[4];
            for (int t = 1; t <= Rounds; t++)
            {
                float[] g = Next(environment, learner);
                entropy.Observe(g);
                sum = [.. sum.Zip(g, (a, b) => a + b)];
                Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(entropy.Decide()[i], learner.Decide()[i], 1e-5f));
            }

            float[] u = [.. Arena.Vertex(sum).Select(e => (float)e)];
            Assert.InRange(learner.Regret(u), double.NegativeInfinity, learner.RegretBound);
            double closed = environment.GradientBound(0) * Math.Sqrt(2 * Rounds * Math.Log(4));
            Assert.InRange(learner.RegretBound, 0, closed * (1 + 1e-6));
        }
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        var options = new OptimisticAdaGrad.LearnerOptions { GradientBound = 1 };
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new OptimisticAdaGrad.Learner(0, -1, 1, options));
        Assert.Throws<ArgumentOutOfRangeException>("upper", () => new OptimisticAdaGrad.Learner(2, 1, 1, options));
        Assert.Throws<ArgumentOutOfRangeException>(
            "GradientBound", () => new OptimisticAdaGrad.Learner(2, -1, 1, options with { GradientBound = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            "Delta", () => new OptimisticAdaGrad.Learner(2, -1, 1, options with { Delta = double.NaN }));
        Assert.Throws<ArgumentException>(
            "Start", () => new OptimisticAdaGrad.Learner(2, -1, 1, options with { Start = [0, 2] }));
        Assert.Throws<ArgumentOutOfRangeException>("rate", () => new MultiplicativeWeights.Learner(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new MultiplicativeWeights.Learner(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>("horizon", () => MultiplicativeWeights.RateFor(2, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("gradientBound", () => MultiplicativeWeights.RateFor(2, 0, 1));
        foreach (OnlineLearner<float> learner in new OnlineLearner<float>[]
        {
            new OptimisticAdaGrad.Learner(2, 0, 1, options), new MultiplicativeWeights.Learner(2, 0.5),
        })
        {
            Assert.Throws<ArgumentException>("gradient", () => learner.Observe([1, float.NaN]));
            Assert.Throws<ArgumentException>("gradient", () => learner.Observe([1]));
            Assert.Equal([0.5f, 0.5f], learner.Decide().ToArray());
            Assert.Equal(0, learner.Rounds);
            Assert.Throws<InvalidOperationException>(() => learner.Regret([0.5f, 0.5f]));
            learner.Observe([1, -1]);
            Assert.True(learner.Decide()[0] < learner.Decide()[1]);
            Assert.Equal(0, SteadyState.LeastAllocation(() => learner.Observe([1, -1])));
            learner.Dispose();
            Assert.Throws<ObjectDisposedException>(() => learner.Decide());
        }
    }

    private static float[] Next(SeaEnvironment environment, OnlineLearner<float> learner)
    {
        var gradient = new double[learner.Length];
        environment.Next([.. learner.Decide().ToArray().Select(e => (double)e)], gradient);
        float[] g = [.. gradient.Select(e => (float)e)];
        learner.Observe(g);
        return g;
    }
}
