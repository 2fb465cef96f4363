using System.Numerics.Tensors;
using Numerics.LinearSolvers;
using Numerics.Minimization;
using Numerics.Rules;
using Numerics.Runtime;
using Numerics.TestProblems;

namespace Numerics.Tests.WithConstraints;

/// <summary>Sketches as inner solvers: invariants 6 and 7 of specs/exact-augmented-lagrangian.md, its totals, and honest limits.</summary>
public class SketchingSolverTests
{
    /// <summary>The specification's, relative: a projection's step is known to 1e-14 of its gradient, times K's condition.</summary>
    private const double OfProjection = 1E-10;

    /// <summary>The KKT residual to which the control problem is solved, and how near the published optimum it must come.</summary>
    private const double OfControl = 1E-9;

    /// <summary>The KKT residual of HS78, and what multipliers below 10 make of it in the value.</summary>
    private const double Coarse = 1E-6;
    private const double OfCoarse = 10 * Coarse;

    private const int Seeds = 20;

    public static TheoryData<string> Sketches => [.. Named.Keys];

    private static Dictionary<string, Sketch> Named => new()
    {
        ["Gaussian"] = Sketch.Gaussian(),
        ["Kaczmarz"] = Sketch.Kaczmarz(isWeighted: false),
        ["weighted Kaczmarz"] = Sketch.Kaczmarz(),
        ["averaged Kaczmarz"] = Sketch.AveragedKaczmarz(),
        ["block Gaussian"] = Sketch.BlockGaussian(3),
        ["block Kaczmarz"] = Sketch.BlockKaczmarz(3),
        ["count sketch"] = Sketch.CountSketch(3),
        ["least-squares coordinate"] = Sketch.LeastSquaresCoordinate(),
        ["extended Kaczmarz"] = Sketch.ExtendedKaczmarz(),
    };

    [Theory]
    [MemberData(nameof(Sketches))]
    public void Each_sketch_takes_the_exact_modes_steps(string sketch)
    {
        foreach (string name in new[] { "HS28", "HS40", "HS78", "HS42" })
        {
            TestProblem p = ConstrainedProblems.Of(name);
            ConstrainedOutcome outcome = Constrained.Minimize(
                p.Problem, [.. p.Start], new() { Solver = new SketchingKktSolver(Named[sketch]) });
            ConstrainedOutcome exact = Constrained.Minimize(p.Problem, [.. p.Start], new() { Solver = new ExactKktSolver() });
            Assert.IsType<ConstrainedOutcome.Converged>(outcome);
            Assert.All(outcome.Trace, s => Assert.True(s.IsCertified));
            Assert.InRange(outcome.Iterations, p.Iterations!.Value - 1, p.Iterations.Value + 1);
            Assert.Equal(exact.Solution.Value, outcome.Solution.Value, 1E-6);
        }
    }

    /// <summary>The published totals, Gaussian and uniform Kaczmarz, within a factor of 3; blocks of half the size need 5 times fewer.</summary>
    [Theory]
    [InlineData("HS40", 5e3, 7e3)]
    [InlineData("HS78", 8e3, 1e4)]
    [InlineData("HS28", 2.5e3, 1.2e4)]
    public void Totals_are_the_published_ones(string name, double gaussian, double kaczmarz)
    {
        TestProblem p = ConstrainedProblems.Of(name);
        long actual = Total(Sketch.Gaussian());
        Assert.InRange(actual, gaussian / 3, gaussian * 3);
        Assert.InRange(Total(Sketch.Kaczmarz(isWeighted: false)), kaczmarz / 3, kaczmarz * 3);
        int half = (p.Problem.VariableCount + p.Problem.ConstraintCount) / 2;
        Assert.InRange(Total(Sketch.BlockGaussian(half)), 1, actual / 5);

        long Total(Sketch sketch) => Constrained.Minimize(
            p.Problem, [.. p.Start], new() { Solver = new SketchingKktSolver(sketch) }).Trace.Sum(s => (long)s.InnerSteps);
    }

    /// <summary>½·10⁶ steps of Kaczmarz, as published: the Laplacian's condition.</summary>
    [Fact]
    public void Control_by_Kaczmarz_reaches_the_optimum()
    {
        double[] ones = [.. Enumerable.Repeat(1.0, 18)];
        ConstrainedOutcome outcome = Constrained.Minimize(Control.Problem, ones, new()
        {
            Multipliers = [.. Enumerable.Repeat(1.0, 9)],
            Solver = new SketchingKktSolver(Sketch.Kaczmarz(isWeighted: false)),
        });
        Assert.IsType<ConstrainedOutcome.Converged>(outcome);
        Assert.InRange(outcome.Trace.Sum(s => s.InnerSteps), 5e4, 5e6);
        Assert.Equal(9.64444205181, outcome.Solution.Value, 1E-6);
    }

    /// <summary>As published: within four steps to 1e-4, of up to 10⁶ Gaussian steps each, which do not solve their systems, or ½·10⁶ of
    /// Kaczmarz, which do. Going on to 1e-9 shows the optimum.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Control_by_sketches_reaches_the_published_optimum(bool isGaussian)
    {
        ConstrainedOutcome outcome = Constrained.Minimize(Control.Problem, Ones(18), new()
        {
            Tolerance = OfControl,
            Multipliers = Ones(9),
            Solver = new SketchingKktSolver(isGaussian ? Sketch.Gaussian() : Sketch.Kaczmarz(isWeighted: false)),
        });
        Assert.IsType<ConstrainedOutcome.Converged>(outcome);
        Assert.InRange(outcome.Trace.Count(s => s.KktResidual > 1E-4), 1, 4);
        Assert.Equal(9.64444205181, outcome.Solution.Value, OfControl);
        Assert.Equal(-0.76438008973, outcome.Solution.X[4], OfControl);
    }

    /// <summary>Sparse KKT matrices, and products alone, in place of a dense matrix: the same steps and optimum.</summary>
    [Theory]
    [InlineData("Kaczmarz", true)]
    [InlineData("block Kaczmarz", true)]
    [InlineData("count sketch", true)]
    [InlineData("extended Kaczmarz", true)]
    [InlineData("least-squares coordinate", true)]
    [InlineData("Gaussian", true)]
    [InlineData("Gaussian", false)]
    [InlineData("block Gaussian", false)]
    [InlineData("count sketch", false)]
    public void Sketches_see_sparse_matrices_and_products(string sketch, bool hasEntries)
    {
        TestProblem p = ConstrainedProblems.Of("HS78");
        IProductProblem products = ProductProblem.Of(p.Problem);
        AugmentedLagrangian method = new() { MostDense = 0, Tolerance = Coarse, Solver = new SketchingKktSolver(Named[sketch]) };
        ConstrainedOutcome outcome = hasEntries
            ? Constrained.Minimize(p.Problem, [.. p.Start], method)
            : Constrained.Minimize(new ProductsAlone(products), [.. p.Start], method);
        Assert.IsType<ConstrainedOutcome.Converged>(outcome);
        Assert.All(outcome.Trace, s => Assert.True(s.IsCertified));
        Assert.InRange(outcome.Iterations, p.Iterations!.Value - 1, p.Iterations.Value + 1);
        Assert.Equal(p.Optimum, outcome.Solution.Value, OfCoarse);
    }

    /// <summary>The sparse KKT matrix, repaired where its Hessian stores no diagonal element too, is the one whose products the system has.</summary>
    [Theory]
    [InlineData(0.0)]
    [InlineData(2.0)]
    public void Sparse_matrices_are_those_of_the_products(double repair)
    {
        IProductProblem products = ProductProblem.Of(Hs40.Problem);
        ConstrainedPoint point = ConstrainedPoint.At(products, [0.5, -2, 3, 0.25], [2, -1, 4]);
        KktSystem system = new LargePoint(products, point, new NormalEquations(products)).System(repair);
        LinearOperand operand = system.Operand();
        Assert.True(operand.IsSparse);
        for (int j = 0; j < system.Size; j++)
        {
            double[] unit = new double[system.Size], expected = new double[system.Size], actual = new double[system.Size];
            unit[j] = 1;
            system.Multiply(unit, expected);
            operand.Forward(actual, unit, 0);
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Rows_of_products_are_refused() => Assert.Throws<NotSupportedException>(() => Constrained.Minimize(
        PoissonControl.Products(3, isNonlinear: false), Ones(18), new() { Solver = new SketchingKktSolver(Sketch.Kaczmarz()) }));

    [Fact]
    public void Steps_beyond_reason_are_said_and_not_taken()
    {
        double[] ones = [.. Enumerable.Repeat(1.0, 18)];
        AugmentedLagrangian With(double most, int steps) => new()
        {
            Solver = new SketchingKktSolver(Sketch.Gaussian()) { MostPredictedSteps = most, MostSteps = steps },
        };
        var slow = Assert.IsType<ConstrainedOutcome.InnerTooSlow>(Constrained.Minimize(Control.Problem, ones, With(1e3, 100)));
        Assert.True(slow.PredictedSteps > 1e3);
        Assert.Empty(slow.Trace);
        Assert.Equal(ones, slow.Solution.X.ToArray());
        ConstrainedOutcome limited = Constrained.Minimize(Control.Problem, ones, With(1e12, 100) with { MostIterations = 1 });
        Assert.DoesNotContain(limited.Trace, s => s.IsCertified);
    }

    [Fact]
    public void Sketches_of_definite_matrices_are_refused()
    {
        Assert.Throws<ArgumentException>("sketch", () => new SketchingKktSolver(Sketch.CoordinateDescent()));
        Assert.Throws<ArgumentException>("sketch", () => new SketchingKktSolver(Sketch.GaussianCoordinate()));
    }

    [Fact]
    public void Invariant_6_steps_solve_the_sketched_system_and_never_err_more()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            (DenseMatrix k, double[] solution, double[] b) = Draw(seed);
            int n = b.Length;
            for (int size = 1; size <= n; size++)
            {
                double[] sketch = [.. Enumerable.Range(0, size * n).Select(i => Draws.NormalAt<double>((ulong)seed, size, i))];
                (double[] rows, double[] right) = (new double[size * n], new double[size]);
                for (int s = 0; s < size; s++)
                {
                    k.TransposeTimes(sketch.AsSpan(s * n, n)).CopyTo(rows, s * n);
                    right[s] = TensorPrimitives.Dot<double>(sketch.AsSpan(s * n, n), b);
                }

                double[] z = new double[n];
                BlockProjection.Step(z, new ReadOnlyTensorSpan<double>(rows, [size, n]), right, (4 * size) + 32);
                double before = TensorPrimitives.Norm<double>(solution);
                double after = TensorPrimitives.Distance<double>(z, solution);
                Assert.True(after <= before * (1 + OfProjection), $"seed {seed}, {size}");
                double scale = k.Norm * before * TensorPrimitives.Norm<double>(sketch);
                for (int s = 0; s < size; s++)
                {
                    Assert.Equal(right[s], TensorPrimitives.Dot<double>(rows.AsSpan(s * n, n), z), OfProjection * scale);
                }

                // A square sketch's condition, squared in the projection's own equations, is some 1e4: z* to its share of the digits.
                Assert.True(size < n || after <= 1E-5 * before, $"seed {seed}: {after / before}");
            }
        }
    }

    [Fact]
    public void Invariant_7_Kaczmarz_makes_one_residual_zero()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            (DenseMatrix k, double[] solution, double[] b) = Draw(seed);
            double[] z = new double[b.Length];
            for (int step = 0; step < 50; step++)
            {
                int i = (int)Draws.RandomIndexAt<double>((ulong)seed, step, b.Length, 0);
                double before = TensorPrimitives.Distance<double>(z, solution);
                Kaczmarz.Sweep(
                    z, new ReadOnlyTensorSpan<double>(k.Row(i), [1, b.Length]), b.AsSpan(i, 1),
                    [TensorPrimitives.SumOfSquares<double>(k.Row(i))], 1, step, 1);
                Assert.Equal(b[i], TensorPrimitives.Dot<double>(k.Row(i), z), OfProjection * k.Norm);
                Assert.True(TensorPrimitives.Distance<double>(z, solution) <= before * (1 + OfProjection));
            }
        }
    }

    /// <summary>Each step as bad as θδ‖b‖ says, without the margin ‖K‖Ψ: with θ = 1 and δ = ½ the logarithm of the KKT residual falls by
    /// ln 2 a step, with θ = 2⁻ᵏ by more each time.</summary>
    [Fact]
    public void Forcing_makes_convergence_superlinear()
    {
        TestProblem p = ConstrainedProblems.Of("HS78");
        ConstrainedOutcome near = Constrained.Minimize(p.Problem, [.. p.Start], new() { Tolerance = 1E-2 });
        StepRecord last = near.Trace[^1];
        var solver = new SolverAtTarget(last.Accuracy * last.KktResidual / last.InnerTarget);
        double[] forced = Drops((k, _) => Math.Pow(0.5, k)), linear = Drops((_, _) => 1);
        Assert.All(forced.Zip(forced.Skip(1)), d => Assert.True(d.Second > d.First + 0.3, string.Join(", ", forced)));
        Assert.All(linear, d => Assert.InRange(d, 0, 1.2));

        double[] Drops(Func<int, double, double> forcing)
        {
            ConstrainedOutcome outcome = Constrained.Minimize(p.Problem, near.Solution.X.AsSpan(), new()
            {
                Tolerance = 1E-10,
                Multipliers = near.Solution.Multipliers,
                Accuracy = 0.5,
                LeastAccuracy = 0.5,
                Forcing = forcing,
                Solver = solver,
            });
            Assert.IsType<ConstrainedOutcome.Converged>(outcome);
            double[] residuals = [.. outcome.Trace.Select(s => s.KktResidual), outcome.Solution.KktResidual];
            Assert.True(residuals.Length > 4, string.Join(", ", residuals));
            return [.. residuals.Zip(residuals.Skip(1), (a, b) => Math.Log(a / b))];
        }
    }

    private static (DenseMatrix K, double[] Solution, double[] B) Draw(int seed)
    {
        HandProblem problem = HandProblem.Random(seed, 5, 2, curvature: 3);
        ConstrainedPoint point = ConstrainedPoint.At(problem, [0.5, -1, 0.25, 1, -0.5], [1, -1]);
        KktSystem system = new KktPoint(problem, point).System(0);
        double[] solution = [.. new ExactKktSolver().Continue(system, KktSolution.Zero(system), 0).Z];
        return (system.Whole(), solution, system.Right.ToArray());
    }

    /// <summary>The exact solution, moved until its residual is so many times the target.</summary>
    private sealed class SolverAtTarget(double times) : IKktSolver
    {
        public KktSolution Continue(KktSystem system, KktSolution from, double target)
        {
            double[] right = system.Right.ToArray();
            right[0] += times * target;
            double[] z = SymmetricFactors.TryFactor(system.Whole())!.Solve(right);
            double[] residual = new double[right.Length];
            system.Residual(z, residual);
            return new KktSolution([.. z], TensorPrimitives.Norm<double>(residual), 1);
        }
    }

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];
}
