using System.Numerics.Tensors;
using Numerics.Minimization;
using Numerics.TestProblems;

namespace Numerics.Tests.WithConstraints;

/// <summary>The invariants of specs/exact-augmented-lagrangian.md that do not concern sketches, by its numbers.</summary>
public class AugmentedLagrangianInvariants
{
    private const int Seeds = 60;

    /// <summary>The specification's: of central differences with step 1e-5, whose truncation is h² and rounding ε/h, both 1e-10.</summary>
    private const double OfDifferences = 1E-6;

    /// <summary>The specification's: sums of some hundred products of numbers that cancel to a thousandth.</summary>
    private const double OfIdentities = 1E-10;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Invariant_1_merit_gradient_is_that_of_the_merit(bool isWeighted)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            (HandProblem problem, ConstrainedPoint point, double eta1, double eta2) = Draw(seed);
            var merit = new Merit(new DenseModel(problem), new KktPoint(problem, point), isWeighted);
            double[] gradient = merit.Gradient(eta1, eta2);
            double scale = TensorPrimitives.Norm<double>(gradient);
            for (int i = 0; i < gradient.Length; i++)
            {
                double[] unit = new double[gradient.Length];
                unit[i] = 1;
                double difference = (merit.Value(point.Along(problem, unit, 1E-5), eta1, eta2)
                    - merit.Value(point.Along(problem, unit, -1E-5), eta1, eta2)) / 2E-5;
                Assert.Equal(difference, gradient[i], OfDifferences * (1 + scale));
            }
        }
    }

    [Fact]
    public void Invariant_2_slope_along_an_exact_step()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            (HandProblem problem, ConstrainedPoint point, double eta1, double eta2) = Draw(seed);
            var at = new KktPoint(problem, point);
            double repair = seed % 2 == 0 ? 0 : 3;
            KktSystem system = at.System(repair);
            ReadOnlySpan<double> z = new ExactKktSolver().Continue(system, KktSolution.Zero(system), 0).Z.AsSpan();
            int n = problem.VariableCount;
            double[] g = [.. point.LagrangianGradient];
            double[] c = [.. point.Constraints];
            double[] dx = z[..n].ToArray();
            double expected = Evaluated.Dot(g, dx) + Evaluated.Dot(c, z[n..].ToArray()) - (eta1 * Evaluated.Dot(c, c))
                - (eta2 * Evaluated.Dot(g, g)) - (eta2 * repair * Evaluated.Dot(g, dx));
            double size = 1 + TensorPrimitives.Norm(z) * TensorPrimitives.Norm<double>(new Merit(new DenseModel(problem), at, false).Gradient(eta1, eta2));
            Assert.Equal(expected, new Merit(new DenseModel(problem), at, false).Slope(z, eta1, eta2), OfIdentities * size);
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1.0)]
    [InlineData(10.0)]
    public void Invariant_3_the_bound_holds_where_curvature_is_enough(double scale)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            HandProblem problem = HandProblem.Random(seed, 4 + (seed % 4), 1 + (seed % 3), scale, curvature: 4 * scale);
            AugmentedLagrangianState state = new AugmentedLagrangian().Start(problem, new double[problem.VariableCount]);
            var method = new AugmentedLagrangian { IsSafe = true, SingularBelow = 1E-12 };
            var taken = (AugmentedLagrangianStep.Taken)method.Step(problem, state);
            KktSystem system = new KktPoint(problem, state.Point).System(taken.Record.Repair);
            double least = new SymmetricEigen(system.Whole()).Values.Min(Math.Abs);
            Assert.InRange(1 / least, 0, taken.Record.InverseBound);
        }
    }

    [Fact]
    public void Invariant_4_parameters_settle_and_5_steps_descend()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            HandProblem problem = HandProblem.Random(seed, 5, 2, curvature: 3, bend: 0.3);
            AssertDescends(Minimize(problem, new double[5], new() { Tolerance = 1E-8, MostIterations = 100 }), $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("HS40")]
    [InlineData("HS78")]
    [InlineData("BT1")]
    [InlineData("BT2")]
    [InlineData("HS39")]
    [InlineData("LUKVLE3")]
    public void Invariants_4_and_5_on_problems(string name)
    {
        TestProblem p = ConstrainedProblems.Of(name);
        AssertDescends(Minimize(p.Problem, [.. p.Start], new() { Tolerance = 1E-8 }), name);
    }

    /// <summary>∇M is the matrix [1 + η₂H, η₁Jᵀ; η₂J, 1] times (∇ₓL; c): singular where 1/η₂ is an eigenvalue of η₁JᵀJ − H, and only there.</summary>
    [Fact]
    public void Invariant_8_stationary_points_are_KKT_points()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            (HandProblem problem, ConstrainedPoint point, double eta1, double eta2) = Draw(seed);
            var at = new KktPoint(problem, point);
            int n = problem.VariableCount;
            DenseMatrix matrix = at.Hessian.Clone();
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    matrix[i, j] = -matrix[i, j];
                    for (int k = 0; k < problem.ConstraintCount; k++)
                    {
                        matrix[i, j] += eta1 * at.Jacobian[k, i] * at.Jacobian[k, j];
                    }
                }
            }

            var eigen = new SymmetricEigen(matrix);
            int greatest = Array.IndexOf(eigen.Values, eigen.Values.Max());
            double[] g = eigen.Vectors.Row(greatest).ToArray();
            double critical = 1 / eigen.Values[greatest];
            Assert.Equal(0, StationaryNorm(critical), OfIdentities * (1 + Math.Abs(eigen.Values[greatest])));
            Assert.True(StationaryNorm(critical * 0.9) > 0.01, $"seed {seed}");

            // The least that ∇M can be for this ∇ₓL and the c that makes ∇_λM vanish.
            double StationaryNorm(double weight)
            {
                double[] c = [.. at.Jacobian.Times(g).Select(e => -weight * e)];
                ConstrainedPoint moved = point with { LagrangianGradient = [.. g], Constraints = [.. c] };
                return TensorPrimitives.Norm<double>(new Merit(new DenseModel(problem), at.With(moved), false).Gradient(eta1, weight));
            }
        }
    }

    [Theory]
    [InlineData("HS28")]
    [InlineData("HS48")]
    [InlineData("HS51")]
    [InlineData("HS52")]
    [InlineData("GENHS28")]
    [InlineData("BT3")]
    public void Invariant_9_quadratic_problems_take_one_full_step_from_anywhere(string name)
    {
        TestProblem p = ConstrainedProblems.Of(name);
        for (int seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            ConstrainedOutcome outcome = Minimize(
                p.Problem, [.. p.Start.Select(_ => 10 * ((2 * random.NextDouble()) - 1))], new() { Tolerance = 1E-8 });
            Assert.IsType<ConstrainedOutcome.Converged>(outcome);
            Assert.Equal(1, Assert.Single(outcome.Trace).Length);
        }
    }

    [Fact]
    public void Invariant_10_order_and_signs_do_not_matter()
    {
        HandProblem problem = HandProblem.Random(3, 5, 2, curvature: 3, bend: 0.3);
        var method = new AugmentedLagrangian { Tolerance = 1E-8 };
        ConstrainedOutcome as1 = Minimize(problem, new double[5], method);
        int[] order = [3, 0, 4, 2, 1];
        ConstrainedOutcome as2 = Minimize(problem.Reordered(order, [1, 0]), new double[5], method);
        ConstrainedOutcome as3 = Minimize(problem.Flipped(1), new double[5], method);
        Assert.Equal(as1.Iterations, as2.Iterations);
        Assert.Equal(as1.Iterations, as3.Iterations);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(as1.Solution.X[order[i]], as2.Solution.X[i], OfIdentities);
            Assert.Equal(as1.Solution.X[i], as3.Solution.X[i], OfIdentities);
        }

        Assert.Equal(as1.Solution.Multipliers[1], as2.Solution.Multipliers[0], OfIdentities);
        Assert.Equal(as1.Solution.Multipliers[1], -as3.Solution.Multipliers[1], OfIdentities);
    }

    private static void AssertDescends(ConstrainedOutcome outcome, string what)
    {
        Assert.IsType<ConstrainedOutcome.Converged>(outcome);
        double rounding = 1E-14;
        for (int k = 0; k < outcome.Trace.Length; k++)
        {
            StepRecord s = outcome.Trace[k];
            Assert.True(s.Slope < 0, what);
            Assert.True(s.NextMerit <= s.Merit + (0.1 * s.Length * s.Slope) + (rounding * Math.Abs(s.Merit)), what);
            Assert.True(k == 0 || (s.Eta1 >= outcome.Trace[k - 1].Eta1 && s.Eta2 <= outcome.Trace[k - 1].Eta2), what);
            Assert.True(k == 0 || s.Accuracy <= outcome.Trace[k - 1].Accuracy, what);
        }
    }

    private static ConstrainedOutcome Minimize(IConstrainedProblem problem, double[] x, AugmentedLagrangian method) =>
        Constrained.Minimize(problem, x, method);

    private static (HandProblem Problem, ConstrainedPoint Point, double Eta1, double Eta2) Draw(int seed)
    {
        var random = new Random(seed);
        HandProblem problem = HandProblem.Random(seed, 5, 2);
        double[] x = [.. Enumerable.Range(0, 5).Select(_ => (2 * random.NextDouble()) - 1)];
        double[] multipliers = [random.NextDouble() + 0.5, -random.NextDouble() - 0.5];
        return (problem, ConstrainedPoint.At(problem, x, multipliers), 5 * random.NextDouble(), 0.1 + random.NextDouble());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    public void A_tolerance_that_is_none_is_refused(double tolerance) => Assert.Throws<ArgumentOutOfRangeException>(
        () => Minimize(HandProblem.Random(1, 5, 2), new double[5], new() { Tolerance = tolerance }));
}
