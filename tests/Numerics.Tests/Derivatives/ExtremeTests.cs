using static Numerics.Functions;

namespace Numerics.Tests.Derivatives;

/// <summary>The greatest of all elements.</summary>
public static partial class Extremes
{
    [Objective]
    public static Scalar Greatest(Vec x) => Max(x);
}

public class ExtremeTests
{
    [Theory]
    [InlineData(new double[] { 1, 3, 3 }, new double[] { 0, 0.5, 0.5 })]
    [InlineData(new double[] { double.PositiveInfinity, 1 }, new double[] { 1, 0 })]
    [InlineData(new double[] { 1, double.NaN, 3 }, new double[] { double.NaN, double.NaN, double.NaN })]
    public void Ties_share_the_gradient_and_NaN_spoils_it(double[] x, double[] expected)
    {
        double[] kernel = new double[x.Length];
        Extremes.GreatestGradient(x, kernel);
        Assert.Equal(expected, kernel);
        Assert.Equal(expected, Gradient(Extremes.Greatest, (Vec)x).ToArray());
    }
}
