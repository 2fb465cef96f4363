using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.OptimalTransport.Tests;

/// <summary>Iterations on a stored plan, whose factors are absorbed, beside those in the log domain and the plain
/// kernel.</summary>
public class StoredPlanTests
{
    private static readonly SinkhornOptions s_exact = new() { Tolerance = 1e-13, Scaling = 0 };

    /// <summary>Invariant 7: all kernels have one plan at ε = 1/50.</summary>
    [Fact]
    public void Plain_absorbed_and_logarithmic_kernels_have_one_plan()
    {
        const double epsilon = 1.0 / 50;
        Problem p = Problem.Draw(40, 30, 7);
        double[] plain = Plain(p, epsilon, 3000);
        AssertNear(plain, p.Solve(epsilon, s_exact), 1e-10);
        AssertNear(plain, p.Solve(epsilon, s_exact with { StoresPlan = true }), 1e-10);
        AssertNear(plain, SinkhornNewton.Solve(p.CostMatrix, p.A, p.B, epsilon), 1e-10);
    }

    /// <summary>Invariant 7: at ε = 1e-5 of the costs, where a plain kernel is all zeros, potentials stay finite.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Small_epsilons_stay_finite(bool storesPlan)
    {
        Problem p = Problem.Draw(40, 30, 7);
        Transport plan = p.Solve(
            1e-5, new SinkhornOptions { Scaling = 0, MaximumIterations = 500, StoresPlan = storesPlan });
        Assert.All(plan.Potentials.Rows.ToArray(), f => Assert.True(double.IsFinite(f)));
        Assert.All(plan.Potentials.Columns.ToArray(), g => Assert.True(double.IsFinite(g)));
        Assert.All(plan.History, h => Assert.True(double.IsFinite(h.MarginalError) && double.IsFinite(h.DualValue)));
    }

    /// <summary>The same iterations: one error and one dual value at each, to rounding, and ascent.</summary>
    [Fact]
    public void Iterations_are_those_of_the_log_domain()
    {
        Problem p = Problem.Draw(40, 30, 7);
        const double epsilon = 0.01;
        SinkhornOptions options = s_exact with { Tolerance = 1e-9 };
        Transport plan = p.Solve(epsilon, options);
        Transport stored = p.Solve(epsilon, options with { StoresPlan = true });
        Assert.Equal(TransportOutcome.Converged, stored.Outcome);
        Assert.InRange(stored.Iterations, plan.Iterations, plan.Iterations + 2);
        for (int i = 0; i < plan.Iterations; i++)
        {
            Assert.Equal(plan.History[i].MarginalError, stored.History[i].MarginalError, plan.RoundingFloor);
            Assert.Equal(plan.History[i].DualValue, stored.History[i].DualValue, plan.RoundingFloor);
        }

        Assert.All(
            stored.History.Zip(stored.History.Skip(1)),
            h => Assert.True(h.Second.DualValue >= h.First.DualValue - stored.RoundingFloor));
    }

    /// <summary>Clouds three apart at ε = 1e-2: factors are absorbed many times on the way from zeros.</summary>
    [Fact]
    public void Factors_are_absorbed_on_disjoint_clouds_in_single_precision()
    {
        const int n = 60;
        float[] x = Problem.Narrow(Problem.Cloud(n, 2, 0, 1));
        float[] y = Problem.Narrow(Problem.Cloud(n, 2, 3, 2));
        float[] weights = Problem.Narrow(Problem.Numbers(n, () => 1.0 / n));
        Transport Solve(bool storesPlan) => Sinkhorn.Solve(
            new ReadOnlyTensorSpan<float>(x, [n, 2], []), new ReadOnlyTensorSpan<float>(y, [n, 2], []),
            weights, weights, 1e-2, new SinkhornOptions { Tolerance = 5e-3, Scaling = 0, StoresPlan = storesPlan });
        (Transport plan, Transport stored) = (Solve(false), Solve(true));
        Assert.Equal(TransportOutcome.Converged, stored.Outcome);

        // Both are within the tolerance of the solution's marginals.
        Assert.Equal(plan.Cost, stored.Cost, 5e-3 * 25);
        Assert.Equal(plan.DualValue, stored.DualValue, 5e-3 * 25);
    }

    [Fact]
    public void Points_without_weight_take_no_part()
    {
        Problem p = Problem.Draw(10, 12, 14);
        double[] cost = [.. p.Cost, .. new double[12]];
        Transport plan = Sinkhorn.Solve(
            Tensor.Create(cost, [11, 12]), [.. p.A, 0], p.B, 0.05, s_exact with { StoresPlan = true });
        Assert.Equal(TransportOutcome.Converged, plan.Outcome);
        double[] entries = plan.ToMatrix().ToArray();
        AssertNear(entries[..120], p.Solve(0.05, s_exact), 1e-12);
        Assert.All(entries[120..], e => Assert.Equal(0, e));
    }

    /// <summary>u ← a/(Kv), v ← b/(Kᵀu) with K = exp(−C/ε), by plain loops.</summary>
    private static double[] Plain(Problem p, double epsilon, int iterations)
    {
        double[] kernel = Array.ConvertAll(p.Cost, c => Math.Exp(-c / epsilon));
        double[] u = new double[p.Rows];
        double[] v = Problem.Numbers(p.Columns, () => 1);
        for (int t = 0; t < iterations; t++)
        {
            for (int i = 0; i < p.Rows; i++)
            {
                u[i] = p.A[i] / Enumerable.Range(0, p.Columns).Sum(j => kernel[(i * p.Columns) + j] * v[j]);
            }

            for (int j = 0; j < p.Columns; j++)
            {
                v[j] = p.B[j] / Enumerable.Range(0, p.Rows).Sum(i => kernel[(i * p.Columns) + j] * u[i]);
            }
        }

        return [.. kernel.Select((k, at) => u[at / p.Columns] * k * v[at % p.Columns])];
    }

    private static void AssertNear(double[] expected, Transport plan, double tolerance)
    {
        double[] entries = plan.ToMatrix().ToArray();
        Assert.Equal(expected.Length, entries.Length);
        for (int k = 0; k < entries.Length; k++)
        {
            Assert.Equal(expected[k], entries[k], tolerance);
        }
    }
}
