using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.OptimalTransport.Tests;

/// <summary>What theory says of the solution and of the way to it.</summary>
public class SolveTests
{
    private const double Rounding = 1.0 / (1L << 53);

    /// <summary>Of sums of a thousand terms of size 1.</summary>
    private const double Sums = 1000 * Rounding;

    private static readonly SinkhornOptions s_exact = new() { Tolerance = 1e-13, Scaling = 0 };

    [Theory]
    [InlineData(30, 40)]
    [InlineData(1, 7)]
    [InlineData(50, 3)]
    public void The_plan_has_the_marginals(int rows, int columns)
    {
        Problem p = Problem.Draw(rows, columns, 11);
        Transport plan = p.Solve(0.05, s_exact with { Tolerance = 1e-11 });
        Assert.Equal(TransportOutcome.Converged, plan.Outcome);
        double[] ones = [.. Enumerable.Repeat(1.0, Math.Max(rows, columns))];
        double error = Distance(plan.Apply(ones.AsSpan(0, columns)), p.A)
            + Distance(plan.ApplyTransposed(ones.AsSpan(0, rows)), p.B);
        Assert.True(error <= 1e-11 + plan.RoundingFloor, $"{error}");
        Assert.Equal(1, plan.Mass, Sums);
    }

    [Fact]
    public void The_dual_value_never_falls()
    {
        Transport plan = Problem.Draw(40, 30, 3).Solve(0.02, s_exact);
        for (int i = 1; i < plan.Iterations; i++)
        {
            Assert.True(
                plan.History[i].DualValue >= plan.History[i - 1].DualValue - Sums,
                $"{plan.History[i].DualValue} after {plan.History[i - 1].DualValue} at {i}");
        }

        // The marginal error of Sinkhorn's own steps never grows.
        Assert.All(
            plan.History.Zip(plan.History.Skip(1)),
            h => Assert.True(h.Second.MarginalError <= h.First.MarginalError + plan.RoundingFloor));
    }

    [Fact]
    public void At_the_solution_the_dual_value_is_the_primal()
    {
        Problem p = Problem.Draw(20, 25, 5);
        const double epsilon = 0.05;
        Transport plan = p.Solve(epsilon, s_exact with { Tolerance = 1e-12 });
        double entropy = 0;
        double[] entries = Entries(plan);
        for (int k = 0; k < entries.Length; k++)
        {
            double product = p.A[k / 25] * p.B[k % 25];
            entropy += entries[k] > 0 ? (entries[k] * Math.Log(entries[k] / product)) - entries[k] + product : product;
        }

        Assert.Equal(plan.Cost + (epsilon * entropy), plan.DualValue, 1e-11);
    }

    [Fact]
    public void Permuted_points_have_permuted_potentials()
    {
        Problem p = Problem.Draw(17, 17, 9);
        int[] order = [.. Enumerable.Range(0, 17).Select(i => (5 * i) % 17)];
        Problem permuted = p with
        {
            A = [.. order.Select(i => p.A[i])],
            Cost = [.. order.SelectMany(i => p.Cost.AsSpan(i * 17, 17).ToArray())],
        };
        (Transport plan, Transport other) = (p.Solve(0.1, s_exact), permuted.Solve(0.1, s_exact));
        AssertNear([.. order.Select(i => plan.Potentials.Rows.Span[i])], other.Potentials.Rows.Span, 1e-11);
        AssertNear(plan.Potentials.Columns.Span, other.Potentials.Columns.Span, 1e-11);
    }

    [Fact]
    public void Costs_that_are_shifted_shift_the_potentials()
    {
        Problem p = Problem.Draw(12, 15, 21);
        double[] u = Problem.Numbers(12, new Random(1).NextDouble);
        double[] v = Problem.Numbers(15, new Random(2).NextDouble);
        Problem shifted = p with { Cost = [.. p.Cost.Select((c, k) => c + u[k / 15] + v[k % 15])] };
        (Transport plan, Transport other) = (p.Solve(0.1, s_exact), shifted.Solve(0.1, s_exact));
        AssertNear(Entries(plan), Entries(other), 1e-11);
        double constant = other.Potentials.Rows.Span[0] - plan.Potentials.Rows.Span[0] - u[0];
        for (int i = 0; i < 12; i++)
        {
            Assert.Equal(plan.Potentials.Rows.Span[i] + u[i] + constant, other.Potentials.Rows.Span[i], 1e-11);
        }
    }

    [Fact]
    public void A_great_epsilon_gives_the_product_measure()
    {
        Problem p = Problem.Draw(8, 9, 2);
        Transport plan = p.Solve(1e8, s_exact);
        AssertNear([.. p.A.SelectMany(a => p.B.Select(b => a * b))], Entries(plan), 1e-8);
    }

    /// <summary>⟨C, P⟩ is at most ε log(min(n, m)) above the exact optimum: P's entropy relative to a⊗b is at most
    /// that.</summary>
    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-3)]
    [InlineData(1e-4)]
    public void A_small_epsilon_comes_near_the_exact_optimum(double epsilon)
    {
        Problem p = Quantised(Problem.Draw(15, 20, 31));
        double exact = MinimumCostFlow.Solve(p);
        Transport plan = p.Solve(epsilon, new SinkhornOptions { Tolerance = 1e-8, MaximumIterations = 1_000_000 });
        Assert.Equal(TransportOutcome.Converged, plan.Outcome);
        double slack = 1e-8;
        Assert.InRange(plan.Cost, exact - slack, exact + (epsilon * Math.Log(15)) + slack);
    }

    [Fact]
    public void A_symmetric_problem_has_a_symmetric_plan()
    {
        double[] x = Problem.Cloud(20, 3, 0, 4);
        double[] a = Problem.Distribution(20, new Random(6));
        var points = new ReadOnlyTensorSpan<double>(x, [20, 3], []);
        Transport plan = Sinkhorn.Solve(points, points, a, a, 0.1, s_exact);
        double[] entries = Entries(plan);
        for (int i = 0; i < 20; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Assert.Equal(entries[(20 * i) + j], entries[(20 * j) + i], 1e-12);
            }
        }
    }

    [Fact]
    public void Points_and_their_stored_distances_are_one_problem()
    {
        double[] x = Problem.Cloud(33, 2, 0, 1);
        double[] y = Problem.Cloud(21, 2, 0.5, 2);
        (double[] a, double[] b) = (Problem.Distribution(33, new Random(3)), Problem.Distribution(21, new Random(4)));
        Mat cost = Functions.SquaredDistance(new Points(33, 2, x), new Points(21, 2, y));
        Transport plan = Sinkhorn.Solve(
            new ReadOnlyTensorSpan<double>(x, [33, 2], []), new ReadOnlyTensorSpan<double>(y, [21, 2], []),
            a, b, 0.05, s_exact);
        Transport stored = Sinkhorn.Solve(Tensor.Create(cost.AsSpan().ToArray(), [33, 21]), a, b, 0.05, s_exact);
        AssertNear(Entries(stored), Entries(plan), 1e-12);
        Assert.Equal(stored.Cost, plan.Cost, 1e-12);
    }

    [Fact]
    public void Over_relaxation_needs_fewer_iterations_to_the_same_plan()
    {
        Problem p = Problem.Draw(30, 30, 8);
        SinkhornOptions options = s_exact with { Tolerance = 1e-10 };
        Transport plan = p.Solve(0.01, options);
        Transport relaxed = p.Solve(0.01, options with { Relaxation = 1.6 });
        Assert.Equal(TransportOutcome.Converged, relaxed.Outcome);
        Assert.True(2 * relaxed.Iterations < plan.Iterations, $"{relaxed.Iterations} of {plan.Iterations}");
        AssertNear(Entries(plan), Entries(relaxed), 1e-8);
    }

    [Fact]
    public void Points_without_weight_take_no_part()
    {
        Problem p = Problem.Draw(10, 12, 14);
        double[] a = [.. p.A, 0];
        double[] b = [0, .. p.B];
        double[] cost = new double[11 * 13];
        Array.Fill(cost, 0.5);
        for (int i = 0; i < 10; i++)
        {
            p.Cost.AsSpan(12 * i, 12).CopyTo(cost.AsSpan((13 * i) + 1));
        }

        Transport plan = new Problem(11, 13, cost, a, b).Solve(0.05, s_exact);
        double[] entries = Entries(plan);
        double[] expected = Entries(p.Solve(0.05, s_exact));
        for (int i = 0; i < 11; i++)
        {
            for (int j = 0; j < 13; j++)
            {
                Assert.Equal(i < 10 && j > 0 ? expected[(12 * i) + j - 1] : 0, entries[(13 * i) + j], 1e-12);
            }
        }

        Assert.All(plan.Potentials.Rows.ToArray(), f => Assert.True(double.IsFinite(f)));
    }

    [Fact]
    public void A_finite_marginal_strength_keeps_less_mass_and_a_great_one_all()
    {
        Problem p = Problem.Draw(20, 24, 16);
        Transport balanced = p.Solve(0.05, s_exact);
        double mass = 1;
        foreach (double strength in new[] { 1e8, 10, 1, 0.1 })
        {
            Transport plan = p.Solve(0.05, s_exact with { MarginalStrength = strength, Tolerance = 1e-10 });
            Assert.Equal(TransportOutcome.Converged, plan.Outcome);
            Assert.True(plan.Mass <= mass + 1e-9, $"{plan.Mass} at {strength}");
            mass = plan.Mass;
            if (strength == 1e8)
            {
                AssertNear(Entries(balanced), Entries(plan), 1e-5);
            }
        }

        Assert.True(mass < 0.99);
    }

    private static Problem Quantised(Problem p) => p with
    {
        Cost = Array.ConvertAll(p.Cost, c => Math.Round(c, 6)),
        A = Shares(p.A),
        B = Shares(p.B),
    };

    /// <summary>Weights in whole parts, the last one the rest.</summary>
    private static double[] Shares(double[] weights)
    {
        long[] parts = [.. weights.Select(w => (long)Math.Round(w * MinimumCostFlow.Units))];
        parts[^1] += MinimumCostFlow.Units - parts.Sum();
        return [.. parts.Select(w => (double)w / MinimumCostFlow.Units)];
    }

    private static double[] Entries(Transport plan)
    {
        Tensor<double> matrix = plan.ToMatrix();
        var entries = new double[matrix.FlattenedLength];
        matrix.FlattenTo(entries);
        return entries;
    }

    private static double Distance(double[] x, double[] y) => x.Zip(y, (a, b) => Math.Abs(a - b)).Sum();

    private static void AssertNear(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}
