using Numerics.Rules;
using static Numerics.Online.LearnerSets;

namespace Numerics.Online;

/// <summary>What the learner refuses, without a trace.</summary>
public class LearnerRefusalTests
{
    /// <summary>A gradient that is not finite is refused, and the learner goes on as if it had not come.</summary>
    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(LearnerSets))]
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
}
