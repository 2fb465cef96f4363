using System.Numerics.Tensors;
using Numerics.Minimization;
using Numerics.TestProblems;

namespace Numerics.Tests.WithConstraints;

/// <summary>The sparse factors of K as an inner solver: the exact mode's steps, without its matrices.</summary>
public class SparseFactorTests
{
    private const int Seeds = 40;

    /// <summary>Lanczos' process sees all of a space of 8 dimensions; what is left is the rounding of K⁻¹, of condition below 1e4, and the
    /// 1e-8 that the factors' diagonal is moved by.</summary>
    private const double OfCurvature = 1E-4;

    /// <summary>What stops the two modes is rounding of the same size: the iterates differ by that times the condition of K, here some
    /// 1e6.</summary>
    private const double OfIterates = 1E-9;

    /// <summary>Each refinement leaves 1e-8 of the error times the condition of K, here below 1e4: a fourth of the sixteen digits goes with each of
    /// four, and two more come to rounding.</summary>
    private const int MostRefinements = 6;

    /// <summary>What minimization stops at.</summary>
    private const double Tolerance = 1E-6;

    public static TheoryData<string> Regular => [.. ConstrainedProblems.All.Where(p => !p.HasGate).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Regular))]
    public void The_exact_modes_steps_are_taken(string name)
    {
        TestProblem p = ConstrainedProblems.Of(name);
        ConstrainedOutcome outcome = Constrained.Minimize(p.Problem, [.. p.Start], new() { Solver = new SparseKktSolver() });
        Assert.IsType<ConstrainedOutcome.Converged>(outcome);
        Assert.InRange(outcome.Iterations, p.Iterations!.Value - 1, p.Iterations.Value + 1);
    }

    /// <summary>Without dense matrices: SciPy's trust-constr gives these values, to its tolerance.</summary>
    [Theory]
    [InlineData(20, 470.816753)]
    [InlineData(30, 1040.730235)]
    public void Problems_of_thousands_are_solved(int side, double expected)
    {
        IConstrainedProblem problem = PoissonControl.Entries(side);
        double[] ones = [.. Enumerable.Repeat(1.0, problem.VariableCount)];
        ConstrainedOutcome outcome = Constrained.Minimize(
            problem, ones, new() { Tolerance = Tolerance, Solver = new SparseKktSolver(), MostDense = 0 });
        Assert.IsType<ConstrainedOutcome.Converged>(outcome);
        Assert.Equal(expected, outcome.Solution.Value, 2 * Tolerance);
        Assert.Equal(1, outcome.Iterations);
        Assert.InRange(outcome.Trace[0].InnerSteps, 1, 10);
        ConstrainedOutcome other = Constrained.Minimize(problem, ones, new() { Tolerance = Tolerance, MostDense = 0 });
        double[] x = [.. outcome.Solution.X], projected = [.. other.Solution.X];
        Assert.InRange(TensorPrimitives.Distance<double>(x, projected) / TensorPrimitives.Norm<double>(x), 0, Tolerance);
    }

    [Fact]
    public void Solutions_and_curvatures_are_those_of_matrices()
    {
        int negative = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            HandProblem problem = HandProblem.Random(seed, 12, 4, curvature: seed % 2 == 0 ? 8 : -0.5);
            double[] x = [.. Enumerable.Range(0, 12).Select(i => Math.Cos(i + seed))];
            var dense = new KktPoint(problem, ConstrainedPoint.At(problem, x, [1, -1, 0.5, 0]));
            IProductProblem products = ProductProblem.Of(problem);
            var large = new LargePoint(products, ConstrainedPoint.At(products, x, [1, -1, 0.5, 0]), new NormalEquations(products));
            KktSystem system = large.System(0), exact = dense.System(0);
            KktSolution solution = new SparseKktSolver().Continue(system, KktSolution.Zero(system), 0);
            double[] expected = [.. new ExactKktSolver().Continue(exact, KktSolution.Zero(exact), 0).Z];
            Assert.True(
                TensorPrimitives.Distance<double>(expected, solution.Z.AsSpan()) <= OfIterates * TensorPrimitives.Norm<double>(expected),
                $"seed {seed}");
            Assert.True(solution.Residual <= system.RoundingLevel(solution.Z.AsSpan()), $"seed {seed}: {solution.Residual}");
            Assert.Equal(dense.LeastCurvature < 0, solution.LeastCurvature < 0);
            negative += dense.LeastCurvature < 0 ? 1 : 0;
            if (dense.LeastCurvature > 0)
            {
                Assert.Equal(1, solution.LeastCurvature / dense.LeastCurvature, OfCurvature);
            }
        }

        Assert.InRange(negative, Seeds / 4, 3 * Seeds / 4);
    }

    /// <summary>The factors are those of the repaired matrix, also for the second system of a problem, which keeps the first one's order:
    /// a few refinements reach rounding.</summary>
    [Fact]
    public void Repaired_systems_are_solved_by_their_own_factors()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            HandProblem problem = HandProblem.Random(seed, 12, 4, curvature: -4);
            IProductProblem products = ProductProblem.Of(problem);
            double[] x = [.. Enumerable.Range(0, 12).Select(i => Math.Cos(i + seed))];
            var large = new LargePoint(products, ConstrainedPoint.At(products, x, [1, -1, 0.5, 0]), new NormalEquations(products));
            Assert.True(new SparseKktSolver().Continue(large.System(0), KktSolution.Zero(large.System(0)), 0).LeastCurvature < 0);
            KktSystem system = large.System(20);
            Assert.Equal(4, system.Factors().NegativePivots);
            KktSolution solution = new SparseKktSolver().Continue(system, KktSolution.Zero(system), 0);
            Assert.True(solution.Residual <= system.RoundingLevel(solution.Z.AsSpan()), $"seed {seed}: {solution.Residual}");
            Assert.InRange(solution.Steps, 1, MostRefinements);
        }
    }

    /// <summary>Of a constraint that is there twice the pivot of the second is what the diagonal is moved by: down, as for each constraint.</summary>
    [Fact]
    public void A_constraint_that_is_there_twice_is_told()
    {
        HandProblem problem = HandProblem.Random(seed: 3, 12, 4, curvature: 8, bend: 0);
        problem.Linear[2] = problem.Linear[0];
        problem.B[2] = problem.B[0];
        IProductProblem products = ProductProblem.Of(problem);
        var large = new LargePoint(products, ConstrainedPoint.At(products, new double[12], new double[4]), new NormalEquations(products));
        Assert.Equal(4, large.System(0).Factors().NegativePivots);
        var singular = Assert.IsType<ConstrainedOutcome.SingularJacobian>(Constrained.Minimize(
            problem, new double[12], new() { Solver = new SparseKktSolver(), MostDense = 0 }));
        Assert.Contains(singular.Rows, row => row is 0 or 2);
    }

    /// <summary>A system of condition 1e12, whose residual refinement against factors of moved pivots does not bring down far.</summary>
    [Fact]
    public void Where_refinement_ends_another_solver_goes_on()
    {
        double[][] hessian = [.. Enumerable.Range(0, 6).Select(i => Enumerable.Range(0, 6).Select(j => i == j ? Math.Pow(10, -2.0 * i) : 0).ToArray())];
        double[][] zero = [.. Enumerable.Range(0, 6).Select(_ => new double[6])];
        var problem = new HandProblem(hessian, [1, 1, 1, 1, 1, 1], new double[6], [zero], [[1, 0, 0, 0, 0, 0]], [1]);
        IProductProblem products = ProductProblem.Of(problem);
        var large = new LargePoint(products, ConstrainedPoint.At(products, new double[6], [0]), new NormalEquations(products));
        KktSystem system = large.System(0);
        KktSolution solution = new SparseKktSolver().Continue(system, KktSolution.Zero(system), 1E-12);
        Assert.InRange(solution.Residual, 0, Math.Max(1E-12, system.RoundingLevel(solution.Z.AsSpan())));
    }

    [Fact]
    public void Products_alone_are_refused()
    {
        var error = Assert.Throws<NotSupportedException>(() => Constrained.Minimize(
            PoissonControl.Products(4, isNonlinear: false), new double[32], new() { Solver = new SparseKktSolver() }));
        Assert.Contains("ProjectedKktSolver", error.Message, StringComparison.Ordinal);
    }
}
