namespace Numerics.Tests.Matrices;

/// <summary>A fixed point says how many rounds it took.</summary>
public class FixedPointTests
{
    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(3, 0.125)]
    public void A_limit_that_is_reached_is_the_number_of_rounds(int limit, double expected)
    {
        double[] x = [1];
        Assert.Equal(limit, Halved.Step(x, limit));
        Assert.Equal(expected, x[0]);
    }

    [Fact]
    public void One_that_is_there_takes_a_round_to_see_it() => Assert.Equal(1, Halved.Step(new double[3], 5));
}
