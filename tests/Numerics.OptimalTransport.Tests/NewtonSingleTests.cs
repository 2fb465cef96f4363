using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.OptimalTransport.Tests;

/// <summary>Sinkhorn–Newton–Sparse in <c>float</c>: its kernels, the floor that steps in <c>float</c> end at, and the solver,
/// which goes below it.</summary>
public class NewtonSingleTests
{
    private const double Single = 1.0 / (1 << 24);
    private const double Epsilon = 0.2;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(1, 1)]
    [InlineData(40, 33)]
    [InlineData(300, 17)]
    [InlineData(17, 4097)]
    public void The_trials_kernel_equals_the_definition(int rows, int columns)
    {
        Problem p = Rounded(Problem.Draw(rows, columns, (50 * rows) + columns));
        var system = new NewtonSystemInSingle(p, Epsilon);
        Array.Fill(system.G, 0.125f);
        Array.Fill(system.Df, 0.25f);
        Array.Fill(system.Dg, -0.125f);
        (double error, double dual, double mass) = system.Trial(0.5);
        var expected = NewtonStep.Trial(
            new Col(new double[rows]), new Row(Problem.Numbers(columns, () => 0.125)),
            new Col(Problem.Numbers(rows, () => 0.25)), new Row(Problem.Numbers(columns, () => -0.125)),
            new Mat(rows, columns, p.Cost), new Col(p.A), new Row(p.B),
            new Col(Problem.Widen(system.LogA)), new Row(Problem.Widen(system.LogB)), 0.5, Epsilon);

        // Exponents of at most 1.3/ε and logarithms of at most 9 have five roundings and the exponential as many; sums of
        // positive terms keep that.
        const double allowed = Single * ((5 * ((1.3 / Epsilon) + 18)) + 5);
        Assert.All(expected.sent.AsSpan().ToArray().Zip(system.Sent), x => Assert.Equal(x.First, x.Second, allowed * x.First));
        Assert.All(
            expected.received.AsSpan().ToArray().Zip(system.Received),
            x => Assert.Equal(x.First, x.Second, allowed * x.First));
        Assert.Equal(expected.mass.Value, mass, allowed * mass);
        Assert.Equal(expected.error.Value, error, 2 * (allowed + Single) * (1 + mass));
        Assert.Equal(expected.dual.Value, dual, (allowed + (2 * Single)) * (1 + mass));
    }

    /// <summary>Conjugate gradients in <c>float</c>: the residual that they update and the true one part by at most
    /// k·c·u·‖M‖·max‖zᵢ‖ in k iterations (Greenbaum, SIAM J. Matrix Anal. Appl. 1997), c the roundings of an element of Mz and
    /// of an update, and ‖zᵢ‖ grows to ‖z‖; and M's entries are off as P's are.</summary>
    [Theory]
    [InlineData(6, 6)]
    [InlineData(6, 36)]
    [InlineData(20, 60)]
    [InlineData(20, 400)]
    public void The_direction_solves_the_sparse_system(int n, int kept)
    {
        Problem p = Rounded(Problem.Draw(n, n, n));
        var random = new Random(kept);
        var system = new NewtonSystemInSingle(p, Epsilon);
        system.Go(Problem.Numbers(n, () => 0.3 * random.NextDouble()), Problem.Numbers(n, () => 0.3 * random.NextDouble()));
        double[,] matrix = system.InDouble().Matrix(kept);
        (double slope, long rounds, long entries) = system.Direction(kept, n * n);
        Assert.Equal(kept, entries);
        double[] z = Problem.Widen([.. system.Df, .. system.Dg]);
        double[] gradient = system.Gradient;
        double[] product = NewtonSystem.Product(matrix, z);
        double norm = Enumerable.Range(0, 2 * n).Max(i => Enumerable.Range(0, 2 * n).Sum(j => matrix[i, j]));
        double size = Math.Sqrt(NewtonSystem.Dot(z, z));
        double roundings = (rounds * 8) + (5 * ((2 / Epsilon) + 10)) + 5;
        double allowed = roundings * Single * norm * size;
        Assert.All(Enumerable.Range(0, 2 * n), i => Assert.Equal(gradient[i], product[i], allowed));
        Assert.True(slope > 0);
        Assert.Equal(NewtonSystem.Dot(gradient, z), slope, allowed * size);

        // What is allowed is no more than a hundredth of what is solved for.
        Assert.True(allowed < 1e-2 * Math.Sqrt(NewtonSystem.Dot(gradient, gradient)), $"{allowed}");
    }

    /// <summary>Steps in <c>float</c> alone end at the floor that is stated, 10·u·max C/ε.</summary>
    [Theory]
    [InlineData(60, 1e-2, 8)]
    [InlineData(60, 1e-2, 60)]
    [InlineData(200, 5e-3, 8)]
    public void Steps_in_single_precision_reach_the_floor(int n, double epsilon, int keptForEach)
    {
        Problem p = Rounded(Problem.Assignment(n, 2));
        Transport start = p.Solve(epsilon, new SinkhornOptions { Scaling = 0, MaximumIterations = 20, Tolerance = 0 });
        var system = new NewtonSystemInSingle(p, epsilon);
        system.Go(start.Potentials.Rows.ToArray(), start.Potentials.Columns.ToArray());
        double floor = SinkhornFloor(p, epsilon);
        double before = system.Error;
        Assert.True(before > 10 * floor, $"{before} at the start, the floor is {floor}");
        int steps = 0;
        for (; steps < 30 && system.Error > floor; steps++)
        {
            system.Direction(keptForEach * n, n * n);
            Assert.True(system.Search(), $"no step lowers {system.Error}, the floor is {floor}");
        }

        // In double the same potentials have no greater error than the floor either: what is measured is not rounding alone.
        NewtonSystem exact = system.InDouble();
        Assert.InRange(exact.Error, 0, 2 * floor);
        Assert.InRange(system.Error, 0, floor);
    }

    /// <summary>The solver works in <c>double</c>: a cost or points in <c>float</c> are solved as the same numbers in double, far
    /// below the floor of <c>float</c>.</summary>
    [Fact]
    public void The_solver_goes_below_the_floor_of_single_precision()
    {
        Problem p = Rounded(Problem.Assignment(64, 3));
        (float[] cost, float[] weights) = (Problem.Narrow(p.Cost), Problem.Narrow(p.A));
        const double epsilon = 5e-3;
        Transport plan = SinkhornNewton.Solve(Tensor.Create(cost, [64, 64]), weights, weights, epsilon);
        Transport wide = SinkhornNewton.Solve(p.CostMatrix, p.A, p.B, epsilon);
        Assert.Equal(TransportOutcome.Converged, plan.Outcome);
        Assert.True(plan.MarginalError <= 1e-12 && plan.Iterations > 20);
        Assert.True(plan.MarginalError < 1e-6 * SinkhornFloor(p, epsilon));
        AssertSame(wide, plan);
    }

    [Fact]
    public void Points_in_single_precision_are_the_same_points_in_double()
    {
        (float[] x, float[] y) = (Problem.Narrow(Problem.Cloud(40, 2, 0, 1)), Problem.Narrow(Problem.Cloud(32, 2, 0.1, 2)));
        float[] a = Array.ConvertAll(new float[40], _ => 1f / 32);
        float[] b = Array.ConvertAll(new float[32], _ => 40f / 32 / 32);
        Transport plan = SinkhornNewton.Solve(
            new ReadOnlyTensorSpan<float>(x, [40, 2], []), new ReadOnlyTensorSpan<float>(y, [32, 2], []), a, b, 1e-2);
        Transport wide = SinkhornNewton.Solve(
            new ReadOnlyTensorSpan<double>(Problem.Widen(x), [40, 2], []),
            new ReadOnlyTensorSpan<double>(Problem.Widen(y), [32, 2], []), Problem.Widen(a), Problem.Widen(b), 1e-2);
        Assert.Equal(TransportOutcome.Converged, plan.Outcome);
        AssertSame(wide, plan);
    }

    private static double SinkhornFloor(Problem p, double epsilon) => 10 * Single * p.Cost.Max() / epsilon;

    private static void AssertSame(Transport expected, Transport actual)
    {
        Assert.Equal(expected.History, actual.History);
        Assert.Equal(expected.Potentials.Rows.ToArray(), actual.Potentials.Rows.ToArray());
        Assert.Equal(expected.Potentials.Columns.ToArray(), actual.Potentials.Columns.ToArray());
        Assert.Equal(expected.Cost, actual.Cost);
    }

    /// <summary>The problem of the numbers that <c>float</c> has.</summary>
    private static Problem Rounded(Problem p) => p with
    {
        Cost = Problem.Widen(Problem.Narrow(p.Cost)),
        A = Problem.Widen(Problem.Narrow(p.A)),
        B = Problem.Widen(Problem.Narrow(p.B)),
    };
}
