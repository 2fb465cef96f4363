using System.Numerics.Tensors;
using Numerics.Minimization;
using Numerics.TestProblems;

namespace Numerics.Tests.WithConstraints;

/// <summary>Problems through products: the bounds that stand for eigenvalues, the solver, and the same optima.</summary>
public class LargeProblemTests
{
    private const double OfOptimum = 1E-6;

    /// <summary>Rounding of systems with J·Jᵀ whose condition is some 1e4.</summary>
    private const double OfFactors = 1E-10;

    private const int Seeds = 40;

    /// <summary>BT1's and ORTHREGB's Hessians are repaired by ‖H‖₂, which is less than
    /// ‖H‖ of Frobenius, or not at all where no direction shows the need: fewer steps; BT12 takes 3 for 5.</summary>
    private static readonly string[] Otherwise = ["BT1", "BT12", "ORTHREGB"];

    public static TheoryData<string> Regular => [.. ConstrainedProblems.All.Where(p => !p.HasGate).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Regular))]
    public void Products_take_the_steps_of_matrices(string name)
    {
        TestProblem p = ConstrainedProblems.Of(name);
        ConstrainedOutcome outcome = Constrained.Minimize(ProductProblem.Of(p.Problem), [.. p.Start]);
        Assert.IsType<ConstrainedOutcome.Converged>(outcome);
        int most = p.Iterations!.Value + 1;
        Assert.InRange(outcome.Iterations, Otherwise.Contains(name) ? 1 : most - 2, most);
        ConstrainedOutcome exact = Constrained.Minimize(ProductProblem.Of(p.Problem), [.. p.Start], new() { Tolerance = 1E-8 });
        Assert.IsType<ConstrainedOutcome.Converged>(exact);
        Assert.InRange(Math.Abs(exact.Solution.Value - p.Optimum), 0, OfOptimum * (1 + Math.Abs(p.Optimum)));
    }

    [Fact]
    public void Control_has_the_published_optimum_with_and_without_a_pattern()
    {
        foreach (bool hasPattern in new[] { true, false })
        {
            ConstrainedOutcome outcome = Solve(3, isNonlinear: false, hasPattern, 1E-8);
            Assert.Single(outcome.Trace);
            Assert.True(outcome.Trace[0].IsCertified);
            Assert.Equal(9.64444205181, outcome.Solution.Value, 1E-9);
            Assert.Equal(-0.76438008973, outcome.Solution.X[4], 1E-9);
            Assert.Equal(-3.233274600, outcome.Solution.X[13], 1E-8);
        }
    }

    /// <summary>SciPy's trust-constr gives these values at side 30, to its tolerance.</summary>
    [Theory]
    [InlineData(false, 1040.730235)]
    [InlineData(true, 1060.622422)]
    public void Control_of_thousands_of_variables_is_solved(bool isNonlinear, double expected)
    {
        ConstrainedOutcome outcome = Solve(30, isNonlinear, hasPattern: true, 1E-6);
        Assert.Equal(expected, outcome.Solution.Value, 2E-6);
        Assert.InRange(outcome.Iterations, 1, 8);
    }

    [Fact]
    public void Entries_of_large_problems_are_seen_through_products()
    {
        IConstrainedProblem problem = PoissonControl.Entries(20);
        ConstrainedOutcome outcome = Constrained.Minimize(problem, Ones(problem.VariableCount), new() { Tolerance = 1E-6 });
        Assert.IsType<ConstrainedOutcome.Converged>(outcome);
        Assert.Equal(470.816753, outcome.Solution.Value, 2E-6);
    }

    /// <summary>K·z = b by projected gradients is that of the factorization, and the bounds are above what they bound.</summary>
    [Fact]
    public void Steps_and_bounds_are_those_of_matrices()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            HandProblem problem = HandProblem.Random(seed, 12, 4, curvature: 8);
            double[] x = [.. Enumerable.Range(0, 12).Select(i => Math.Cos(i + seed))];
            var dense = new KktPoint(problem, ConstrainedPoint.At(problem, x, [1, -1, 0.5, 0]));
            IProductProblem products = ProductProblem.Of(problem);
            var large = new LargePoint(products, ConstrainedPoint.At(products, x, [1, -1, 0.5, 0]), new NormalEquations(products));
            double hessian = new SymmetricEigen(dense.Hessian).Values.Max(Math.Abs);
            double jacobian = Math.Sqrt(new SymmetricEigen(dense.Jacobian.Gram()).Values.Max());
            Assert.InRange(large.HessianNorm, hessian * (1 - OfFactors), hessian * 1.5);
            Assert.InRange(large.JacobianNorm, jacobian * (1 - OfFactors), jacobian * 1.5);
            Assert.InRange(large.LeastJacobianEigenvalue, dense.LeastJacobianEigenvalue / 1.5, dense.LeastJacobianEigenvalue * (1 + OfFactors));
            Assert.InRange(
                new SymmetricEigen(dense.Whole(0)).Values.Max(Math.Abs), 0, large.SystemNorm(0));
            foreach (LocalModel local in new LocalModel[] { dense, large })
            {
                KktSystem system = local.System(0);
                KktSolution solution = new ProjectedKktSolver().Continue(system, KktSolution.Zero(system), 0);
                KktSystem exact = dense.System(0);
                double[] expected = [.. new ExactKktSolver().Continue(exact, KktSolution.Zero(exact), 0).Z];
                Assert.True(
                    TensorPrimitives.Distance<double>(expected, solution.Z.AsSpan()) <= OfFactors * TensorPrimitives.Norm<double>(expected),
                    $"seed {seed}");
                Assert.True(solution.LeastCurvature >= dense.LeastCurvature * (1 - OfFactors));
            }
        }
    }

    /// <summary>Lanczos' bounds on spectra whose ends are dense, where Ritz values lag.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(200)]
    [InlineData(5000)]
    public void Bounds_of_norms_are_above_them(int size)
    {
        double[] spectrum = [.. Enumerable.Range(0, size).Select(i => 1 - Math.Cos(Math.PI * i / (size - 1.0)))];
        Lanczos definite = Lanczos.Of(size, (v, w) => TensorPrimitives.Multiply(v, spectrum, w));
        Assert.InRange(definite.DefiniteBound, 2 - OfFactors, 2.6);
        double[] shifted = [.. spectrum.Select(s => s - 1.5)];
        Assert.InRange(Lanczos.Of(size, (v, w) => TensorPrimitives.Multiply(v, shifted, w)).NormBound, 1.5 - OfFactors, 2.4);
    }

    [Fact]
    public void Sparse_factors_solve_with_the_Gram_matrix()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            (int m, int n) = (1 + random.Next(120), 200);
            List<int> starts = [0], columns = [];
            for (int i = 0; i < m; i++)
            {
                columns.AddRange(Enumerable.Range(0, n).Where(j => j == i || random.Next(100) < 2));
                starts.Add(columns.Count);
            }

            var pattern = new SparsePattern(n, [.. starts], [.. columns]);
            double[] entries = [.. columns.Select(_ => 0.5 + random.NextDouble())];
            double[] expected = [.. Enumerable.Range(0, m).Select(_ => random.NextDouble() - 0.5)];
            double[] right = Evaluated.Times(pattern, entries, Evaluated.TransposeTimes(pattern, entries, expected));
            var factors = new GramFactors(pattern);
            double[] actual = new double[m];
            factors.Factor(entries);
            factors.Solve(right, actual);
            double condition = 1E4;
            Assert.True(TensorPrimitives.Distance<double>(expected, actual) <= 1E-13 * condition * condition, $"seed {seed}");
            Assert.False(factors.IsSingular);
        }
    }

    [Fact]
    public void Nested_dissection_is_an_order_that_fills_little()
    {
        PatternedProblem problem = PoissonControl.Products(40, isNonlinear: false);
        var factors = new GramFactors(problem.JacobianPattern!);

        // A band would have 2·40 entries in each of 1,600 columns.
        Assert.InRange(factors.EntryCount, 1600, 1600 * 60);
    }

    /// <summary>Negative curvature in the null space is seen, and the Hessian repaired.</summary>
    [Fact]
    public void Negative_curvature_is_repaired()
    {
        HandProblem problem = HandProblem.Random(5, 12, 4, curvature: -0.5, bend: 0.1);
        IProductProblem products = ProductProblem.Of(problem);
        AugmentedLagrangianState state = new AugmentedLagrangian().Start(products, new double[12]);
        var taken = (AugmentedLagrangianStep.Taken)new AugmentedLagrangian { SingularBelow = 0 }.Step(products, state);
        Assert.True(taken.Record.LeastCurvature < 0);
        Assert.True(taken.Record.Repair > 0.1);
        Assert.True(taken.Record.Slope < 0);
        Assert.True(taken.Record.NextMerit < taken.Record.Merit);
    }

    [Fact]
    public void A_singular_Jacobian_is_told_with_its_rows()
    {
        double[][] linear = [[1, 2, 0, 1], [0, 1, 0, 0], [2, 4, 0, 2]];
        double[][] zero = [.. Enumerable.Range(0, 4).Select(_ => new double[4])];
        double[][] one = [.. Enumerable.Range(0, 4).Select(i => Enumerable.Range(0, 4).Select(j => i == j ? 1.0 : 0).ToArray())];
        var problem = new HandProblem(one, new double[4], new double[4], [zero, zero, zero], linear, [1, 0, 5]);
        foreach (IProductProblem products in new[] { ProductProblem.Of(problem), new ProductsAlone(ProductProblem.Of(problem)) })
        {
            var singular = Assert.IsType<ConstrainedOutcome.SingularJacobian>(Constrained.Minimize(products, new double[4]));
            Assert.Equal([0, 2], singular.Rows.ToArray());
        }
    }

    /// <summary>Without a pattern, a dependence among many rows is seen too, and independent rows are not taken for dependent ones,
    /// though the condition of J·Jᵀ is some 1e8.</summary>
    [Fact]
    public void A_dependence_among_many_products_is_told()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            const int N = 60, M = 40;
            var random = new Random(seed);
            double[][] linear = [.. Enumerable.Range(0, M).Select(i =>
                Enumerable.Range(0, N).Select(_ => Math.Pow(10, -4.0 * i / M) * (random.NextDouble() - 0.5)).ToArray())];
            Assert.IsNotType<ConstrainedOutcome.SingularJacobian>(Constrained.Minimize(Plane(), new double[N], Ungated));
            (int a, int b, int c) = (3, 7, 11);
            linear[c] = [.. linear[a].Zip(linear[b], (p, q) => p + (2 * q))];
            var singular = Assert.IsType<ConstrainedOutcome.SingularJacobian>(Constrained.Minimize(Plane(), new double[N], Ungated));
            Assert.Equal([a, b, c], singular.Rows.ToArray());
            Assert.Equal(0, singular.LeastEigenvalue);

            ProductProblem Plane() => new(
                N, M,
                (x, gradient, values) =>
                {
                    x.CopyTo(gradient);
                    for (int i = 0; i < M; i++)
                    {
                        values[i] = TensorPrimitives.Dot(linear[i], x) - 1;
                    }

                    return TensorPrimitives.SumOfSquares(x) / 2;
                },
                (_, v, jv) =>
                {
                    for (int i = 0; i < M; i++)
                    {
                        jv[i] = TensorPrimitives.Dot(linear[i], v);
                    }
                },
                (_, u, jtu) =>
                {
                    jtu.Clear();
                    for (int i = 0; i < M; i++)
                    {
                        TensorPrimitives.MultiplyAdd(linear[i], u[i], jtu, jtu);
                    }
                },
                (_, _, v, hv) => v.CopyTo(hv));
        }
    }

    [Fact]
    public void What_needs_the_matrix_is_refused()
    {
        PatternedProblem problem = PoissonControl.Products(3, isNonlinear: false);
        Assert.Throws<NotSupportedException>(
            () => Constrained.Minimize(problem, Ones(18), new() { Solver = new ExactKktSolver() }));
        Assert.Throws<ArgumentException>("pattern", () => new ProductProblem(
            18, 9, (_, _, _) => 0, (_, _, _) => { }, (_, _, _) => { }, (_, _, _, _) => { }, SparsePattern.Full(2, 2)));
        Assert.Throws<ArgumentException>("x", () => Constrained.Minimize(problem, Ones(17)));
        ArgumentException e = Assert.Throws<ArgumentException>(
            () => Constrained.Minimize(problem, [double.NaN, .. Ones(17)]));
        Assert.Contains("not a finite number", e.Message, StringComparison.Ordinal);
    }

    /// <summary>The gate is open to all but what is singular to rounding.</summary>
    private static AugmentedLagrangian Ungated => new() { SingularBelow = 1E-13, MostIterations = 3 };

    private static ConstrainedOutcome Solve(int side, bool isNonlinear, bool hasPattern, double tolerance)
    {
        PatternedProblem problem = PoissonControl.Products(side, isNonlinear, hasPattern);
        ConstrainedOutcome outcome = Constrained.Minimize(
            problem, Ones(problem.VariableCount), new() { Tolerance = tolerance, Multipliers = Ones(problem.ConstraintCount) });
        Assert.IsType<ConstrainedOutcome.Converged>(outcome);
        return outcome;
    }

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];
}
