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
    [InlineData(new[] { 1.5, -0.5 }, "“b” is -0.5 at 1")]
    [InlineData(new[] { 0.0, 0.0 }, "“b” has no weight: all 2 are 0")]
    [InlineData(new[] { 0.5, 0.25 }, "“a” has the sum 1, “b” 0.75")]
    [InlineData(new[] { 0.5, 0.25, 0.25 }, "“b” has 3 weights; the problem has 2 columns")]
    public void Weights_of_columns(double[] b, string message) =>
        Refused("b", message, () => Solve([0, 1, 1, 0], b: b));

    /// <summary>Unbalanced, sums may differ; all else is as balanced.</summary>
    [Fact]
    public void Unbalanced_sums_may_differ()
    {
        var options = new SinkhornOptions { MarginalStrength = 1 };
        Tensor<double> cost = Tensor.Create(new double[] { 0, 1, 1, 0 }, [2, 2]);
        Assert.Equal(TransportOutcome.Converged, Sinkhorn.Solve(cost, s_half, [1, 2], 0.1, options).Outcome);
        Refused("a", "“a” is NaN at 0", () => Sinkhorn.Solve(cost, [double.NaN, 1], s_half, 0.1, options));
    }

    [Fact]
    public void Costs_that_are_no_matrix() => Refused(
        "cost", "“cost” has rank 3; it must have rank 2",
        () => Sinkhorn.Solve(Tensor.Create(new double[4], [1, 2, 2]), s_half, s_half, 0.1));

    [Theory]
    [InlineData(double.NaN, "“x” is NaN at [1, 0]")]
    [InlineData(double.PositiveInfinity, "“x” is Infinity at [1, 0]")]
    [InlineData(1e200, "squared distances from “x” to “y” overflow")]
    public void Points_that_have_no_distance(double bad, string message)
    {
        double[] x = [0, 1, bad, 2];
        Transport Points() => Sinkhorn.Solve(
            new ReadOnlyTensorSpan<double>(x, [2, 2], []), new ReadOnlyTensorSpan<double>(new double[4], [2, 2], []),
            s_half, s_half, 0.1);
        Assert.Contains(message, Assert.Throws<ArgumentException>(Points).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sinkhorn_Newton_refuses_the_same()
    {
        Tensor<double> cost = Tensor.Create(new double[] { 0, 1, 1, 0 }, [2, 2]);
        Refused("a", "“a” is -1 at 0", () => SinkhornNewton.Solve(cost, [-1, 2], s_half, 0.1));
        Refused("b", "“a” has the sum 1, “b” 2", () => SinkhornNewton.Solve(cost, s_half, [1, 1], 0.1));
        Refused("cost", "“cost” is NaN at [0, 1]", () => SinkhornNewton.Solve(
            Tensor.Create([0, double.NaN, 1, 0], [2, 2]), s_half, s_half, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SinkhornNewton.Solve(cost, s_half, s_half, 0));
        var options = new SinkhornNewtonOptions { KeptForEach = 0 };
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => SinkhornNewton.Solve(cost, s_half, s_half, 0.1, options));
        Assert.Contains("“KeptForEach” is 0", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => SinkhornNewton.Solve(cost, s_half, s_half, 0.1, new SinkhornNewtonOptions { Shift = -1 }));
        Assert.Contains("“Shift” is -1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_divergence_refuses_the_same() => Refused(
        "b", "“a” has the sum 1, “b” 2", () => Sinkhorn.Divergence(
            new ReadOnlyTensorSpan<double>(new double[4], [2, 2], []),
            new ReadOnlyTensorSpan<double>(new double[4], [2, 2], []), s_half, [1, 1], 0.1));

    [Fact]
    public void Vectors_of_another_length()
    {
        Transport plan = Solve([0, 1, 1, 0]);
        Refused("v", "“v” has 3 elements; the plan has 2 columns", () => plan.Apply(new double[3]));
        Refused("u", "“u” has 1 elements; the plan has 2 rows", () => plan.ApplyTransposed(new double[1]));
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

    private static void Refused(string argument, string message, Func<object> call)
    {
        var exception = Assert.Throws<ArgumentException>(call);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(argument, exception.ParamName);
    }
}
