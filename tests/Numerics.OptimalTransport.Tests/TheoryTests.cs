using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.OptimalTransport.Tests;

/// <summary>What theory promises: half-steps, roundings to exact marginals, sparsity, rates.</summary>
public class TheoryTests
{
    private const double Rounding = 1.0 / (1L << 53);

    private static readonly SinkhornOptions s_solved = new() { Tolerance = 1e-8, MaximumIterations = 1_000_000 };

    /// <summary>Invariant 2: after the update of f the plan's rows are a, after that of g its columns are b.</summary>
    [Fact]
    public void A_half_step_maximises_exactly()
    {
        Problem p = Problem.Draw(25, 35, 4);
        const double epsilon = 0.05;
        double[] f = new double[25];
        double[] g = Problem.Numbers(35, () => 0);
        double[] next = new double[35];
        (double[] logA, double[] logB) = (Array.ConvertAll(p.A, Math.Log), Array.ConvertAll(p.B, Math.Log));
        ReadOnlyTensorSpan<double> cost = p.CostMatrix.AsReadOnlyTensorSpan();
        for (int t = 0; t < 5; t++)
        {
            SinkhornIteration.Step(f, g, cost, p.A, p.B, logB, next, epsilon);
            double[] sent = new double[25];
            double[] received = new double[35];
            TransportRules.Apply(f, g, cost, logA, logB, Problem.Numbers(35, () => 1), sent, epsilon);
            TransportRules.ApplyTransposed(f, next, cost, logA, logB, Problem.Numbers(25, () => 1), received, epsilon);

            // Exponents of at most 2/ε + 5 have five roundings each.
            const double allowed = 5 * Rounding * ((2 / epsilon) + 5);
            Assert.True(allowed < 1e-13);
            Assert.All(sent.Zip(p.A), s => Assert.Equal(s.Second, s.First, allowed));
            Assert.All(received.Zip(p.B), s => Assert.Equal(s.Second, s.First, allowed));
            (g, next) = (next, g);
        }
    }

    /// <summary>Invariant 10: a plan after three iterations, rounded: its marginals are the weights, and it is no further away
    /// than twice the marginal error.</summary>
    [Theory]
    [InlineData(20, 30, 3)]
    [InlineData(30, 20, 1)]
    [InlineData(17, 17, 500)]
    public void A_rounded_plan_has_the_marginals_and_is_near(int rows, int columns, int iterations)
    {
        Problem p = Problem.Draw(rows, columns, 8);
        Transport plan = p.Solve(
            0.01, new SinkhornOptions { Scaling = 0, MaximumIterations = iterations, Tolerance = 0 });
        Tensor<double> entries = plan.ToMatrix();
        Tensor<double> rounded = plan.ToCoupling();
        double distance = 0;
        double error = 0;
        for (int i = 0; i < rows; i++)
        {
            (double sum, double before) = (0, 0);
            for (int j = 0; j < columns; j++)
            {
                Assert.True(rounded[i, j] >= 0);
                sum += rounded[i, j];
                before += entries[i, j];
                distance += Math.Abs(rounded[i, j] - entries[i, j]);
            }

            error += Math.Abs(before - p.A[i]);
            Assert.Equal(p.A[i], sum, 1e-15);
        }

        for (int j = 0; j < columns; j++)
        {
            error += Math.Abs(Enumerable.Range(0, rows).Sum(i => entries[i, j]) - p.B[j]);
            Assert.Equal(p.B[j], Enumerable.Range(0, rows).Sum(i => rounded[i, j]), 1e-15);
        }

        Assert.True(distance <= (2 * error) + (4 * rows * columns * Rounding), $"{distance} for {error}");
    }

    [Fact]
    public void An_unbalanced_plan_is_not_rounded() => Assert.Throws<InvalidOperationException>(
        () => Problem.Draw(5, 6, 1).Solve(0.1, new SinkhornOptions { MarginalStrength = 1 }).ToCoupling());

    /// <summary>The theorem's other term: after t iterations √q/√t more, q twice the dual value that was to be gained, over
    /// ε (Pinsker on the sum of all iterations' gains).</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Fewer_iterations_leave_a_plan_that_is_less_sparse_by_a_root(int seed)
    {
        const int n = 7;
        Problem p = Problem.Assignment(n, seed);
        double[] values = [.. Permutations(n).Select(o => o.Select((j, i) => p.Cost[(i * n) + j]).Sum() / n).Order()];
        double gap = values[1] - values[0];
        double eta = 2 * (1 + (2 * Math.Log(n))) / gap;
        double best = p.Solve(1 / eta, s_solved).DualValue;
        foreach (int t in new[] { 1, 4, 16, 64, 256, 1024, 4096 })
        {
            Transport plan = p.Solve(
                1 / eta, new SinkhornOptions { Scaling = 0, MaximumIterations = t, Tolerance = 0 });
            double q = 2 * eta * (best - plan.History[0].DualValue);
            double allowed = (6 * n * n * Math.Exp(-eta * gap)) + (Math.Sqrt(q) / Math.Sqrt(t));
            Assert.True(Outside(plan, n) <= allowed, $"{Outside(plan, n)} above {allowed} after {t}");

            // The marginal error's own bound: Σ|Pᵀ1 − b| ≤ √(q/t).
            Assert.True(t == 1 || plan.MarginalError <= Math.Sqrt(q / (t - 1)) + plan.RoundingFloor);
        }
    }

    /// <summary>What lies outside of so many greatest entries.</summary>
    private static double Outside(Transport plan, int greatest) =>
        plan.ToMatrix().ToArray().OrderDescending().Skip(greatest).Sum();

    private static IEnumerable<int[]> Permutations(int n) => n == 0
        ? [[]]
        : Permutations(n - 1).SelectMany(o => Enumerable.Range(0, n).Select(at => (int[])[.. o[..at], n - 1, .. o[at..]]));
}
