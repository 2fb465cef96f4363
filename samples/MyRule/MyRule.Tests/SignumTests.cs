using Numerics;
using Numerics.Testing;

namespace MyRule.Tests;

public class SignumTests
{
    [Fact]
    public void All_laws() => Laws.For<Signum.StepRule>().CheckAll();

    /// <summary>Along a slope each coordinate moves by η a step: half of the way takes 16/η steps.</summary>
    [Fact]
    public void Walks_down_a_slope() => Laws.For<Signum.StepRule>().MustMinimise(
        Problems.Slope, Rate.Arrives(16 / 0.125), _ => new Signum.Options { LearningRate = 0.125 });

    /// <summary>With a learning rate that falls to zero.</summary>
    [Fact]
    public void Reaches_the_minimum() => Laws.For<Signum.StepRule>().MustMinimise(
        Problems.StronglyConvexQuadratic,
        Rate.Reaches(1e-3, 4000),
        _ => new Signum.Options { LearningRate = Schedule.Linear(0.1, 0, 4000) });

    /// <summary>By hand: m' = 0.5·0 + 0.5·4 = 2, x' = 1 − 0.25·sign(2).</summary>
    [Fact]
    public void A_step_by_hand()
    {
        float[] x = [1], m = [0], g = [4];
        Signum.Step(x, m, g, learningRate: 0.25, beta: 0.5);
        Assert.Equal([0.75f], x);
        Assert.Equal([2f], m);
    }
}
