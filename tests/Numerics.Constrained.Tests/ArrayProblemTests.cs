using System.Numerics.Tensors;
using Numerics.LinearSolvers;
using Numerics.Minimization;

namespace Numerics.Tests.WithConstraints;

/// <summary>Problems over arrays as the generator emits them: the products, and what is solved with them.</summary>
public class ArrayProblemTests
{
    /// <summary>A value is off by at most the multipliers times the KKT residual that is left.</summary>
    private const double MostMultiplier = 10;

    /// <summary>Of optimum values at a KKT residual of 1e-8.</summary>
    private const double OfOptimum = MostMultiplier * 1E-8;

    /// <summary>Of two orders of a few hundred roundings of numbers below 10.</summary>
    private const double OfSums = 1E-12;

    /// <summary>What a product with a Hessian of such numbers makes of a rounding.</summary>
    private const double OfCurvature = 100;

    /// <summary>‖c‖ is at most the KKT residual.</summary>
    private const double OfEquations = 1E-10;

    private const int Rows = 200;
    private const int Columns = 20;

    public static TheoryData<string> Solvers => ["exact", "Gaussian", "Kaczmarz"];

    [Theory]
    [InlineData(2)]
    [InlineData(30)]
    public void Shifted_views_are_a_problem(int n)
    {
        Chain.ConstrainedProblem problem = Chain.Problem(n, n - 1);
        double[] x = Wave(n, 1), v = Wave(n, 2), u = Wave(n - 1, 3), gradient = new double[n], c = new double[n - 1];
        (double[] actual, double[] expected) = (new double[n], new double[n]);
        Assert.Equal(Chain.ObjectiveGradient(x, expected), problem.Evaluate(x, gradient, c));
        Assert.Equal(expected, gradient);
        Chain.Constraints(x, expected.AsSpan(1));
        Assert.Equal(expected[1..], c);
        problem.JacobianVector(x, v, c);
        Chain.ConstraintsJacobianVector(x, v, expected.AsSpan(1));
        Assert.Equal(expected[1..], c);
        problem.JacobianTransposeVector(x, u, actual);
        Chain.ConstraintsJacobianTransposeVector(x, u, expected);
        Assert.Equal(expected, actual);
        problem.LagrangianHessianVector(x, u, v, actual);
        Chain.LagrangianHessianVector(x, u, v, expected);
        Assert.Equal(expected, actual);
    }

    /// <summary>Through products, with and without a pattern, and as dense matrices of products: the same minimum.</summary>
    [Fact]
    public void A_chain_is_solved_with_and_without_matrices()
    {
        const int N = 30;
        var patterned = new Chain.ConstrainedProblem(N, N - 1, a: 2, jacobianPattern: SparsePattern.Diagonals(N - 1, N, 0, 1));
        var plain = new Chain.ConstrainedProblem(N, N - 1, a: 2);
        double[] start = [.. Enumerable.Repeat(0.4, N)];
        AugmentedLagrangian method = new() { Tolerance = 1E-8 };
        ConstrainedOutcome[] outcomes =
        [
            Constrained.Minimize(patterned, start, method), Constrained.Minimize(plain, start, method),
            Constrained.Minimize(ProductProblem.Matrices(patterned), start, method with { Solver = new ExactKktSolver() }),
            Constrained.Minimize(ProductProblem.Matrices(plain), start, method with { Solver = new ExactKktSolver() }),
        ];
        Assert.All(outcomes, o => Assert.IsType<ConstrainedOutcome.Converged>(o));
        Assert.All(outcomes, o => Assert.Equal(outcomes[0].Solution.Value, o.Solution.Value, OfOptimum));
    }

    [Fact]
    public void Constraints_without_an_objective_are_equations()
    {
        double[] goal = [1, -2, 0.5];
        var problem = new Bends.ConstrainedProblem(3, 3, goal, rate: 0.5, pull: 2);
        ConstrainedOutcome outcome = Constrained.Minimize(problem, [0.0, 0, 0], new() { Tolerance = OfEquations });
        Assert.IsType<ConstrainedOutcome.Converged>(outcome);
        Assert.Equal(0, outcome.Solution.Value);
        Assert.All(
            outcome.Solution.X.Zip(goal), e => Assert.Equal(e.Second, (0.5 * Math.Sin(e.First)) + (2 * e.First), OfEquations));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Constrained.Minimize(new Bends.ConstrainedProblem(3, 3, goal, 0.5, pull: -1), [0.0, 0, 0]));
        Assert.Throws<ArgumentException>(() => Constrained.Minimize(new Bends.ConstrainedProblem(3, 2, goal, 0.5), [0.0, 0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bends.ConstrainedProblem(0, 3, goal, 0.5));
    }

    /// <summary>The specification's protocol: 200×20 normal data, labels sign(X·w + 0.5ε), ten linear constraints and the norm,
    /// λ₀ = 1, repair below 1e-2: 8 steps by each solver.</summary>
    [Theory]
    [MemberData(nameof(Solvers))]
    public void Logistic_regression_takes_the_published_steps(string solver)
    {
        IKktSolver named = solver switch
        {
            "Gaussian" => new SketchingKktSolver(Sketch.Gaussian()),
            "Kaczmarz" => new SketchingKktSolver(Sketch.Kaczmarz(isWeighted: false)),
            _ => new ExactKktSolver(),
        };
        ConstrainedOutcome outcome = Constrained.Minimize(ProductProblem.Matrices(LogisticProblem(1)), Ones(Columns), new()
        {
            Multipliers = Ones(11),
            RepairBelow = 1E-2,
            Solver = named,
        });
        Assert.IsType<ConstrainedOutcome.Converged>(outcome);
        Assert.InRange(outcome.Iterations, 7, 9);
        double left = new AugmentedLagrangian().Tolerance;
        Assert.Equal(1, TensorPrimitives.Norm(outcome.Solution.X.AsSpan()), left);
        Assert.Equal(ThroughProducts(1).Solution.Value, outcome.Solution.Value, MostMultiplier * left);
    }

    /// <summary>A rule that differentiates f and c itself is what the method computes of their products.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    public void A_merit_function_of_one_s_own_is_the_method_s(int n)
    {
        IConstrainedProblem problem = ProductProblem.Matrices(Chain.Problem(n, n - 1));
        double[] x = Wave(n, 1), multipliers = Wave(n - 1, 3), slope = new double[n], multipliersSlope = new double[n - 1];
        ConstrainedPoint point = ConstrainedPoint.At(problem, x, multipliers);
        var merit = new Merit(new DenseModel(problem), new KktPoint(problem, point), isJacobianWeighted: false);
        Assert.Equal(merit.Value(point, 3, 0.25), ChainMerit.Value(x, multipliers, 3, 0.25), OfSums * n);
        ChainMerit.Slopes(x, multipliers, slope, multipliersSlope, 3, 0.25);
        Assert.All(
            merit.Gradient(3, 0.25).Zip(slope.Concat(multipliersSlope)), e => Assert.Equal(e.First, e.Second, OfSums * n * OfCurvature));
    }

    private static ConstrainedOutcome ThroughProducts(int seed) => Constrained.Minimize(
        LogisticProblem(seed), Ones(Columns), new() { Tolerance = 1E-8, Multipliers = Ones(11) });

    private static Regression.ConstrainedProblem LogisticProblem(int seed)
    {
        var random = new Random(seed);
        double[] truth = Normal(Columns), a = Normal(Rows * Columns), noise = Normal(Rows), feasible = Normal(Columns);
        double[] labels = [.. Enumerable.Range(0, Rows).Select(i =>
            TensorPrimitives.Dot<double>(a.AsSpan(i * Columns, Columns), truth) + (0.5 * noise[i]) > 0 ? 1.0 : -1)];

        // The constraints' right side is that of a point of norm 1, so that there are such points.
        TensorPrimitives.Divide(feasible, TensorPrimitives.Norm<double>(feasible), feasible);
        double[] b = [.. Normal(10 * Columns), .. new double[Columns]];
        double[] c = [.. Enumerable.Range(0, 10).Select(i => TensorPrimitives.Dot<double>(b.AsSpan(i * Columns, Columns), feasible)), 1];
        return new(
            Columns, 11, Tensor.Create(a, [Rows, Columns]), labels, Tensor.Create(b, [11, Columns]),
            (double[])[.. new double[10], 1], c);

        double[] Normal(int count) => [.. Enumerable.Range(0, count).Select(_ =>
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
    }

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];

    private static double[] Wave(int n, double phase) => [.. Enumerable.Range(0, n).Select(i => Math.Sin((1.3 * i) + phase))];
}
