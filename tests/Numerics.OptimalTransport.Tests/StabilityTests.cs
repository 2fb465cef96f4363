using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.OptimalTransport.Tests;

/// <summary>Small ε, and starts from zero potentials that are far from a solution.</summary>
public class StabilityTests
{
    /// <summary>Sorted points on a line: the best plan is the identity, and ε-scaling finds it.</summary>
    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e-9)]
    public void Double_reaches_its_floor(double epsilon)
    {
        const int n = 40;
        double[] x = [.. Enumerable.Range(0, n).Select(i => (double)i / n)];
        double[] y = [.. x.Select(e => e + 0.3)];
        double[] weights = Problem.Numbers(n, () => 1.0 / n);
        Transport plan = Sinkhorn.Solve(
            new ReadOnlyTensorSpan<double>(x, [n, 1], []), new ReadOnlyTensorSpan<double>(y, [n, 1], []),
            weights, weights, epsilon,
            new SinkhornOptions { Tolerance = 1e-14 });
        Assert.True(plan.MarginalError <= plan.RoundingFloor, $"{plan.MarginalError} above {plan.RoundingFloor}");
        Assert.NotEqual(TransportOutcome.IterationLimit, plan.Outcome);
        Assert.All(plan.Potentials.Rows.ToArray(), f => Assert.True(double.IsFinite(f)));

        // The identity is optimal: everything moves by 0.3.
        Assert.Equal(0.09, plan.Cost, 1e-6);
    }

    [Fact]
    public void Disjoint_clouds_in_float_go_on_in_double_below_their_floor()
    {
        const int n = 150;
        float[] x = Problem.Narrow(Problem.Cloud(n, 2, 0, 1));
        float[] y = Problem.Narrow(Problem.Cloud(n, 2, 3, 2));
        float[] weights = Problem.Narrow(Problem.Numbers(n, () => 1.0 / n));
        Transport Solve(double tolerance, double scaling) => Sinkhorn.Solve(
            new ReadOnlyTensorSpan<float>(x, [n, 2], []), new ReadOnlyTensorSpan<float>(y, [n, 2], []),
            weights, weights, 1e-3,
            new SinkhornOptions { Tolerance = tolerance, Scaling = scaling });
        Transport coarse = Solve(2e-2, 0);
        Assert.Equal(TransportOutcome.Converged, coarse.Outcome);
        Transport fine = Solve(1e-6, 0.5);
        Assert.Equal(TransportOutcome.Converged, fine.Outcome);
        Assert.True(fine.MarginalError <= 1e-6);
        Assert.All(fine.History, h => Assert.True(double.IsFinite(h.DualValue) && double.IsFinite(h.MarginalError)));
    }

    /// <summary>Nothing overflows, however the scales differ.</summary>
    [Theory]
    [InlineData(1e6, 1e-3)]
    [InlineData(1e-6, 1e3)]
    [InlineData(1e30, 1e20)]
    public void No_start_overflows(double size, double epsilon)
    {
        Problem p = Problem.Draw(20, 20, 77);
        Problem scaled = p with { Cost = Array.ConvertAll(p.Cost, c => size * (c - 0.5)) };
        foreach (double strength in new[] { double.PositiveInfinity, size / 10 })
        {
            Transport plan = scaled.Solve(
                epsilon, new SinkhornOptions { Scaling = 0, MaximumIterations = 50, MarginalStrength = strength });
            Assert.All(plan.Potentials.Rows.ToArray(), f => Assert.True(double.IsFinite(f)));
            Assert.All(plan.Potentials.Columns.ToArray(), g => Assert.True(double.IsFinite(g)));
        }
    }
}
