using Numerics.Rules;

namespace Numerics.Online;

/// <summary>What learners believe of a geometry.</summary>
public class GeometryTests
{
    /// <summary>A bound of bounded sets is none where the set is not, or is larger than the step size was told.</summary>
    [Fact]
    public void Bounds_without_a_theorem_are_NaN()
    {
        double BoundOf(Geometry geometry, StepSize steps, bool follows = false)
        {
            using var learner = new OptimisticMirrorDescent.Learner(geometry, new() { StepSize = steps, FollowsLeader = follows });
            float[] u = [.. learner.Decide()];
            learner.Observe(new float[geometry.Length]);
            return learner.RegretBound(u);
        }

        foreach (Geometry geometry in new[]
        {
            Geometry.Whole(5), Geometry.Orthant(5), Geometry.Quadratic(new float[,] { { 2, 1 }, { 1, 3 } }), Geometry.Entropy(5),
            Geometry.Product(Geometry.Ball(2, 1), Geometry.Entropy(3)),
        })
        {
            Assert.Equal(double.NaN, BoundOf(geometry, StepSize.Convex(100, 1)));
        }

        Assert.Equal(double.NaN, BoundOf(Geometry.Whole(5), StepSize.SelfTuned(100), follows: true));
        foreach ((Geometry geometry, double diameter) in new[]
        {
            (Geometry.Box(5, -1, 2), 3 * Math.Sqrt(5)), (Geometry.Ball(5, 1.5), 3), (Geometry.Simplex(5), Math.Sqrt(2)),
            (Geometry.Product(Geometry.Box(2, 0, 1), Geometry.Simplex(3)), 2),
        })
        {
            Assert.True(double.IsFinite(BoundOf(geometry, StepSize.Convex(diameter, 1))));
            Assert.True(double.IsFinite(BoundOf(geometry, StepSize.Convex((float)diameter, 1))));
            Assert.Equal(double.NaN, BoundOf(geometry, StepSize.Convex(0.9 * diameter, 1)));
        }
    }

    /// <summary>A geometry of one's own starts where it says, and has a bound when it says what that is made of.</summary>
    [Fact]
    public void Another_s_geometry_is_not_trusted_blindly()
    {
        Assert.Throws<ArgumentException>("Start", () => new OptimisticMirrorDescent.Learner(
            new Positive(3), new() { StepSize = StepSize.Constant(0.1) }));
        foreach (StepSize steps in new[] { StepSize.Constant(0.1), StepSize.Convex(2, 4), StepSize.StronglyConvex(1) })
        {
            using var learner = new OptimisticMirrorDescent.Learner(
                new Positive(3), new() { StepSize = steps, Start = [1, 1, 1] });
            learner.Observe([1, 0, -1]);
            Assert.Equal(double.NaN, learner.RegretBound([1, 1, 1]));
        }
    }

    /// <summary>The positive orthant with some distance of its own, of which it says nothing.</summary>
    private sealed class Positive(int length) : Geometry(length)
    {
        public override bool Contains(ReadOnlySpan<float> point)
        {
            foreach (float x in point)
            {
                if (!(x > 0))
                {
                    return false;
                }
            }

            return true;
        }

        public override void Step(in MirrorState state, ReadOnlySpan<float> observed, ref double variation, in MirrorRound round) =>
            variation += Deviation(state.Hint, observed);

        public override void Play(in MirrorState state, double rate) => state.Secondary.CopyTo(state.X);
    }
}
