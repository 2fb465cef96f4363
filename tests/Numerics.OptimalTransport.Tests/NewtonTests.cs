using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.OptimalTransport.Tests;

/// <summary>Sinkhorn–Newton–Sparse on the method's own problem: random assignment.</summary>
public class NewtonTests
{
    private const int Size = 500;
    private const double Epsilon = 1.0 / 1200;
    private const double Tolerance = 1e-13;
    private const int Scaling = 20;

    private static SinkhornNewtonOptions Options(int kept) => new()
    {
        Tolerance = Tolerance,
        ScalingIterations = Scaling,
        KeptForEach = kept,
        MostForEach = kept,
        NewtonSteps = 30,
    };

    private static Transport Solve(Problem p, double epsilon, SinkhornNewtonOptions options) =>
        SinkhornNewton.Solve(p.CostMatrix, p.A, p.B, epsilon, options);

    /// <summary>The headline: 1e-13 in at most 12 steps with 8n entries; every step ascends.</summary>
    [Fact]
    public void Eight_entries_for_each_point_reach_machine_precision_in_twelve_steps()
    {
        Transport plan = Solve(Problem.Assignment(Size, 1), Epsilon, Options(8));
        Assert.Equal(TransportOutcome.Converged, plan.Outcome);
        Assert.InRange(plan.Iterations - Scaling, 1, 12);
        Assert.All(
            plan.History.Zip(plan.History.Skip(1)),
            h => Assert.True(h.Second.DualValue >= h.First.DualValue - 1e-12));
    }

    /// <summary>With all entries the tail is quadratic: the order log e₍ᵢ₊₁₎/log eᵢ of the last steps before
    /// rounding is near 2.</summary>
    [Fact]
    public void All_entries_give_a_superlinear_tail()
    {
        Transport plan = Solve(Problem.Assignment(60, 2), 1e-2, Options(60));
        double[] errors = [.. plan.History.Skip(Scaling - 1).Select(h => h.MarginalError).Where(e => e > 1e-11)];
        double order = Math.Log(errors[^1] / errors[^2]) / Math.Log(errors[^2] / errors[^3]);
        Assert.True(order > 1.5, $"order {order} of {string.Join(' ', errors)}");
    }

    [Fact]
    public void Sinkhorn_has_the_same_potentials_up_to_a_constant()
    {
        Problem p = Problem.Draw(50, 40, 12);
        const double epsilon = 1e-2;
        Transport newton = Solve(p, epsilon, Options(20));
        Transport sinkhorn = p.Solve(epsilon, new SinkhornOptions { Tolerance = 1e-12, Scaling = 0 });
        double constant = newton.Potentials.Rows.Span[0] - sinkhorn.Potentials.Rows.Span[0];
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(newton.Potentials.Rows.Span[i] - constant, sinkhorn.Potentials.Rows.Span[i], 1e-9);
        }

        for (int j = 0; j < 40; j++)
        {
            Assert.Equal(newton.Potentials.Columns.Span[j] + constant, sinkhorn.Potentials.Columns.Span[j], 1e-9);
        }
    }

    /// <summary>Gradient and Hessian of the spec's first invariant: along a random direction, D by
    /// differences.</summary>
    [Fact]
    public void With_all_entries_the_direction_solves_the_newton_system()
    {
        const int n = 6;
        const double epsilon = 0.2;
        Problem p = Problem.Draw(n, n, 5);
        double[] f = new double[n];
        double[] g = new double[n];
        double[] zeros = new double[n];
        double[] entries = new double[n * n];
        double[] logA = Array.ConvertAll(p.A, Math.Log);
        double[] logB = Array.ConvertAll(p.B, Math.Log);
        double Dual(double[] df, double[] dg, double t, double[] into) => NewtonStep.Trial(
            f, g, df, dg, p.CostMatrix.AsReadOnlyTensorSpan(), p.A, p.B, logA, logB,
            new double[n], new double[n], new TensorSpan<double>(into, [n, n], []), t, epsilon).Item2;
        Dual(zeros, zeros, 0, entries);
        double[] df = new double[n];
        double[] dg = new double[n];
        (double slope, _) = NewtonStep.Direction(
            new ReadOnlyTensorSpan<double>(entries, [n, n], []), p.A, p.B, df, dg, n * n, epsilon, 1e-14, 100);

        // Along the Newton direction D has the slope s and the curvature −s.
        const double h = 1e-4;
        double below = Dual(df, dg, -h, entries);
        double at = Dual(df, dg, 0, entries);
        double above = Dual(df, dg, h, entries);
        Assert.Equal(slope, (above - below) / (2 * h), 1e-6 * slope);
        Assert.Equal(-slope, (above - (2 * at) + below) / (h * h), 1e-4 * slope);
    }
}
