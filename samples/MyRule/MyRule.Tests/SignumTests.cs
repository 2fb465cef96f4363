using Numerics.Testing;

namespace MyRule.Tests;

public class SignumTests
{
    [Fact]
    public void All_laws() => Laws.For<Signum.StepRule>().CheckAll();

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
