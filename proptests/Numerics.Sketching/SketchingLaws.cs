using System.Numerics.Tensors;
using Numerics.LinearSolvers;
using Numerics.Rules;
using static Numerics.SketchingProofs.SketchingSystems;

namespace Numerics.SketchingProofs;

/// <summary>Sketch-and-project: what its theorems say, on matrices with known singular values.</summary>
public class SketchingLaws
{
    public static TheoryData<string> Methods => [.. Consistent.Keys];

    private static Dictionary<string, Sketch> Consistent { get; } = new()
    {
        ["Kaczmarz"] = Sketch.Kaczmarz(),
        ["averaged"] = Sketch.AveragedKaczmarz(),
        ["uniform"] = Sketch.Kaczmarz(isWeighted: false),
        ["extended"] = Sketch.ExtendedKaczmarz(),
        ["Gaussian"] = Sketch.Gaussian(),
        ["block"] = Sketch.BlockKaczmarz(5),
        ["block Gaussian"] = Sketch.BlockGaussian(5),
        ["count"] = Sketch.CountSketch(5),
        ["least squares"] = Sketch.LeastSquaresCoordinate(),
    };

    /// <summary>Every method finds the solution of a consistent system, and the same one with the same key.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void Consistent_systems_are_solved(string name)
    {
        (double[] a, double[] solution, double[] b) = SystemOf(1, noise: 0);
        var outcome = Assert.IsType<SketchingOutcome.Solved>(
            LinearSolvers.Sketching.Solve(Dense(a), b, Consistent[name], new() { Tolerance = 1e-10 }));
        Assert.True(Distance(outcome.X, solution) <= 1e-8 * Norm(solution));
        SketchingOutcome again = LinearSolvers.Sketching.Solve(Dense(a), b, Consistent[name], new() { Tolerance = 1e-10 });
        Assert.Equal(outcome.X, again.X);
    }

    [Fact]
    public void Positive_definite_systems_are_solved()
    {
        (double[] a, double[] solution, _) = SystemOf(2, noise: 0);
        var gram = new double[Columns * Columns];
        for (int i = 0; i < Columns; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = Enumerable.Range(0, Rows).Sum(k => a[(k * Columns) + i] * a[(k * Columns) + j]);
                (gram[(i * Columns) + j], gram[(j * Columns) + i]) = (sum, sum);
            }
        }

        double[] b = Times(gram, solution, Columns, Columns);
        foreach (Sketch sketch in new[] { Sketch.CoordinateDescent(), Sketch.GaussianCoordinate() })
        {
            var outcome = Assert.IsType<SketchingOutcome.Solved>(LinearSolvers.Sketching.Solve(
                new ReadOnlyTensorSpan<double>(gram, [Columns, Columns]), b, sketch, new() { Tolerance = 1e-10 }));
            Assert.True(Distance(outcome.X, solution) <= 1e-7 * Norm(solution));
        }
    }

    /// <summary>The mean of ‖x − x*‖² over 2000 runs is below ρᵏ·‖x₀ − x*‖², ρ = 1 − σmin²/‖A‖F²: a true rate is rejected with
    /// probability 1e-6 (4.75 standard errors).</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(60)]
    public void Kaczmarz_contracts_as_its_theorem_says(int steps)
    {
        const int Runs = 2000;
        (double[] a, double[] solution, double[] b) = SystemOf(4, noise: 0);
        double[] squares = Squares(a), cumulative = Cumulative(squares);
        double[] errors = [.. Enumerable.Range(1, Runs).Select(key =>
        {
            var x = new double[Columns];
            Kaczmarz.WeightedSweep(x, Dense(a), b, squares, cumulative, (ulong)key, 0, steps, 6);
            return Math.Pow(Distance(x, solution), 2);
        })];
        double mean = errors.Average();
        double spread = Math.Sqrt(errors.Sum(e => (e - mean) * (e - mean)) / (Runs - 1) / Runs);
        double rate = 1 - (Scales.Min() * Scales.Min() / Scales.Sum(s => s * s));
        double bound = Math.Pow(rate, steps) * Math.Pow(Norm(solution), 2);
        Assert.True(mean - (4.75 * spread) <= bound, $"{mean} with {spread} against {bound}");
        Assert.True(4.75 * spread < 0.1 * bound, "the test has no power");
    }

    /// <summary>Each step solves the drawn equations, and ‖x' − x*‖² = ‖x − x*‖² − ‖x' − x‖²: it is a projection.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Steps_are_projections(int size)
    {
        (double[] a, double[] solution, double[] b) = SystemOf(5, noise: 0);
        double[] rows = [.. a[..(size * Columns)], .. a[..Columns]], right = [.. b[..size], b[0]];
        var random = new Random(6);
        for (int trial = 0; trial < 20; trial++)
        {
            double[] x = [.. Enumerable.Range(0, Columns).Select(_ => random.NextDouble() - 0.5)], before = [.. x];
            BlockProjection.Step(x, new ReadOnlyTensorSpan<double>(rows, [size + 1, Columns]), right, (4 * size) + 36);
            double[] reached = Times(rows, x, size + 1, Columns);
            Assert.All(reached.Zip(right), p => Assert.Equal(p.Second, p.First, Rounding));
            double moved = Math.Pow(Distance(x, before), 2);
            double expected = Math.Pow(Distance(before, solution), 2) - moved;
            Assert.Equal(expected, Math.Pow(Distance(x, solution), 2), Rounding);
            if (size == 1)
            {
                double[] single = [.. before];
                Kaczmarz.Sweep(
                    single, new ReadOnlyTensorSpan<double>(a.AsSpan(0, Columns), [1, Columns]), b.AsSpan(0, 1), Squares(a).AsSpan(0, 1), 1, 0, 1);
                Assert.True(Distance(single, x) <= Rounding);
            }
        }
    }

    /// <summary>Inconsistent: Kaczmarz stalls within √(‖r‖²/σmin²) of the least-squares solution in the mean; extended Kaczmarz and
    /// coordinate descent of least squares reach it.</summary>
    [Fact]
    public void Inconsistent_systems_stall_or_are_extended()
    {
        (double[] a, double[] solution, double[] b) = SystemOf(7, noise: 0.1);
        double[] residual = [.. Times(a, solution, Rows, Columns).Zip(b, (p, q) => p - q)];
        double ball = 0;
        const int Runs = 50;
        for (int key = 1; key <= Runs; key++)
        {
            var stalled = Assert.IsType<SketchingOutcome.Stalled>(
                LinearSolvers.Sketching.Solve(Dense(a), b, Sketch.Kaczmarz(), new() { Key = (ulong)key }));
            ball += Math.Pow(Distance(stalled.X, solution), 2) / Runs;
        }

        Assert.InRange(ball, 1e-12, Math.Pow(Norm(residual) / Scales.Min(), 2));
        foreach (Sketch sketch in new[] { Sketch.ExtendedKaczmarz(), Sketch.LeastSquaresCoordinate() })
        {
            var outcome = Assert.IsType<SketchingOutcome.Solved>(
                LinearSolvers.Sketching.Solve(Dense(a), b, sketch, new() { Tolerance = 1e-9 }));
            Assert.True(Distance(outcome.X, solution) <= OfSolution * Norm(solution));
        }
    }

    /// <summary>The mean of the tail goes to the least-squares solution though points stay in their ball: its mean square error after k
    /// steps falls like 1/k, here from 4,000 steps to 64,000 by 16 in the mean; half of that is asked for.</summary>
    [Fact]
    public void Means_of_tails_leave_the_ball()
    {
        (double[] a, double[] solution, double[] b) = SystemOf(10, noise: 0.3);
        CsrMatrix<double> sparse = Sparse(a, Rows);
        double last = Error(Sketch.Kaczmarz(), 64_000), early = Error(Sketch.AveragedKaczmarz(), 4_000);
        double late = Error(Sketch.AveragedKaczmarz(), 64_000);
        Assert.True(late <= early / 8, $"{late} after {early}");
        Assert.True(late <= last / 100, $"{late} beside {last}");

        double Error(Sketch sketch, int steps) => Enumerable.Range(1, 20).Average(key =>
        {
            var options = new SketchingOptions { Key = (ulong)key, MaximumSteps = steps, RunsAnyway = true, Tolerance = 1e-12 };
            double[] x = LinearSolvers.Sketching.Solve(Dense(a), b, sketch, options).X;
            Assert.True(Distance(x, LinearSolvers.Sketching.Solve(sparse, b, sketch, options).X) <= Rounding * Norm(x));
            return Math.Pow(Distance(x, solution), 2);
        });
    }

    /// <summary>Where theory needs more steps than allowed, that is said, and nothing is run.</summary>
    [Fact]
    public void What_would_take_too_long_is_said()
    {
        (double[] a, _, _) = SystemOf(8, noise: 0);
        a = [.. a.Select((e, i) => i % Columns == 0 ? e * 1e-6 : e)];
        double[] b = Times(a, [.. Enumerable.Repeat(1e3, Columns)], Rows, Columns);
        var outcome = Assert.IsType<SketchingOutcome.TooSlow>(LinearSolvers.Sketching.Solve(Dense(a), b, Sketch.Kaczmarz()));
        Assert.True(outcome.PredictedSteps > 1e10, $"{outcome.PredictedSteps}");
        Assert.Equal(0, outcome.Steps);
        Assert.IsType<SketchingOutcome.OutOfSteps>(LinearSolvers.Sketching.Solve(
            Dense(a), b, Sketch.Kaczmarz(), new() { MaximumSteps = 100, RunsAnyway = true }));
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        (double[] a, _, double[] b) = SystemOf(9, noise: 0);
        double[] spoilt = [.. a], wrong = [.. b];
        (spoilt[3], wrong[2]) = (double.NaN, double.PositiveInfinity);
        Sketch sketch = Sketch.Kaczmarz();
        Assert.Throws<ArgumentException>("b", () => LinearSolvers.Sketching.Solve(Dense(a), b.AsSpan(1), sketch));
        Assert.Throws<ArgumentException>("b", () => LinearSolvers.Sketching.Solve(Dense(a), wrong, sketch));
        Assert.Throws<ArgumentException>("matrix", () => LinearSolvers.Sketching.Solve(Dense(spoilt), b, sketch));
        Assert.Throws<ArgumentException>("matrix", () => LinearSolvers.Sketching.Solve(Dense(new double[a.Length]), b, sketch));
        Assert.Throws<ArgumentException>("matrix", () => LinearSolvers.Sketching.Solve(Dense(a), b, Sketch.CoordinateDescent()));
        Assert.Throws<ArgumentOutOfRangeException>(
            "Tolerance", () => LinearSolvers.Sketching.Solve(Dense(a), b, sketch, new() { Tolerance = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            "MaximumSteps", () => LinearSolvers.Sketching.Solve(Dense(a), b, sketch, new() { MaximumSteps = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>("size", () => Sketch.BlockKaczmarz(0));
        double[] holed = [.. a];
        Array.Clear(holed, 0, Columns);
        double[] right = Times(holed, [.. Enumerable.Repeat(1.0, Columns)], Rows, Columns);
        foreach (bool isWeighted in new[] { true, false })
        {
            Assert.IsType<SketchingOutcome.Solved>(
                LinearSolvers.Sketching.Solve(Dense(holed), right, Sketch.Kaczmarz(isWeighted)));
        }
    }
}
