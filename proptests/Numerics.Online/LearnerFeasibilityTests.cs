using Numerics.Rules;
using static Numerics.Online.LearnerSets;

namespace Numerics.Online;

/// <summary>The learner's decisions are points of its set.</summary>
public class LearnerFeasibilityTests
{
    [Theory]
    [MemberData(nameof(Names), MemberType = typeof(LearnerSets))]
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
    [MemberData(nameof(Names), MemberType = typeof(LearnerSets))]
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
}
