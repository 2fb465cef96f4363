using Numerics.Rules;
using Numerics.Testing;
using static Numerics.Online.LearnerSets;

namespace Numerics.Online;

/// <summary>The learner is what its parts say: regret, hints, predictors, blocks; and it allocates nothing.</summary>
public class LearnerTests
{
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
    [MemberData(nameof(Names), MemberType = typeof(LearnerSets))]
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

    /// <summary>A predictor that gives the last gradient is that optimism, within roundings
    /// of points of size 1; one that gives what is not finite is
    /// refused, and nothing has changed.</summary>
    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(LearnerSets))]
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
}
