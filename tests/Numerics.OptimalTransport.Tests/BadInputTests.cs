using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.OptimalTransport.Tests;

/// <summary>What cannot be solved is refused, with the argument and the value.</summary>
public class BadInputTests
{
    private static readonly double[] s_half = [0.5, 0.5];

    private static Transport Solve(double[] cost, double[]? a = null, double[]? b = null, double epsilon = 0.1) =>
        Sinkhorn.Solve(Tensor.Create(cost, [2, 2]), a ?? s_half, b ?? s_half, epsilon);

    [Theory]
    [InlineData(new[] { -0.5, 1.5 }, "“a” is -0.5 at 0")]
    [InlineData(new[] { 0.5, double.NaN }, "“a” is NaN at 1")]
    [InlineData(new[] { 0.5, double.PositiveInfinity }, "“a” is Infinity at 1")]
    [InlineData(new[] { 0.0, 0.0 }, "“a” has no weight: all 2 are 0")]
    [InlineData(new[] { 0.5, 0.25 }, "“a” has the sum 0.75, “b” 1")]
    [InlineData(new[] { 1.0 }, "“a” has 1 weights; the problem has 2 rows")]
    public void Weights(double[] a, string message)
    {
        var exception = Assert.Throws<ArgumentException>(() => Solve([0, 1, 1, 0], a));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN, "“cost” is NaN at [1, 0]")]
    [InlineData(double.NegativeInfinity, "“cost” is -Infinity at [1, 0]")]
    public void Costs(double bad, string message)
    {
        var exception = Assert.Throws<ArgumentException>(() => Solve([0, 1, bad, 0]));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Epsilon(double epsilon)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Solve([0, 1, 1, 0], epsilon: epsilon));
        Assert.Equal("epsilon", exception.ParamName);
    }

    [Fact]
    public void Clouds_of_different_dimensions()
    {
        var exception = Assert.Throws<ArgumentException>(() => Sinkhorn.Solve(
            new ReadOnlyTensorSpan<double>(new double[4], [2, 2], []),
            new ReadOnlyTensorSpan<double>(new double[6], [2, 3], []),
            s_half, s_half, 0.1));
        Assert.Contains("“x” has points of 2 coordinates, “y” of 3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options()
    {
        var options = new SinkhornOptions { Relaxation = 2 };
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => Sinkhorn.Solve(Tensor.Create(new double[4], [2, 2]), s_half, s_half, 0.1, options));
        Assert.Contains("“Relaxation” is 2", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { double.PositiveInfinity, double.PositiveInfinity, 1, 0 })]
    [InlineData(new[] { double.PositiveInfinity, 0, double.PositiveInfinity, 1 })]
    public void A_row_or_column_that_is_forbidden_altogether_has_no_plan(double[] cost)
    {
        Transport plan = Solve(cost);
        Assert.Equal(TransportOutcome.Infeasible, plan.Outcome);
        Assert.Equal(0, plan.Iterations);
    }

    [Fact]
    public void Forbidden_pairs_carry_nothing()
    {
        Transport plan = Solve([double.PositiveInfinity, 1, 1, 5]);
        Assert.Equal(TransportOutcome.Converged, plan.Outcome);
        Assert.Equal(0, plan.ToMatrix()[0, 0]);
        Assert.Equal(1, plan.Cost, 1e-5);
    }
}
