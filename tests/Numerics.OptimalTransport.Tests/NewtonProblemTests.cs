using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.OptimalTransport.Tests;

/// <summary>Sinkhorn–Newton–Sparse on all kinds of problems: pictures, clouds, points without weight.</summary>
public class NewtonProblemTests
{
    private const double SecondOrder = 1.01;

    private const double Epsilon = 1.0 / 1200;

    /// <summary>Pixels of a line of the pictures.</summary>
    private const int Side = 28;

    /// <summary>Two pictures of 28×28 pixels, squared distances: at most 100 iterations to 1e-10, where Sinkhorn's algorithm needs
    /// 1000 at least.</summary>
    [Fact]
    public void Pictures_at_squared_distances_need_a_hundred_iterations()
    {
        Problem p = Pictures(2);
        Transport newton = SinkhornNewton.Solve(
            p.CostMatrix, p.A, p.B, Epsilon, new SinkhornNewtonOptions { Tolerance = 1e-10 });
        Assert.Equal(TransportOutcome.Converged, newton.Outcome);
        Assert.InRange(newton.Iterations, 21, 100);
        Transport sinkhorn = p.Solve(
            Epsilon, new SinkhornOptions { Tolerance = 1e-10, Scaling = 0, MaximumIterations = 1000 });
        Assert.Equal(TransportOutcome.IterationLimit, sinkhorn.Outcome);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    public void Points_and_their_stored_distances_are_one_problem(int dimension)
    {
        const int n = 60;
        const int m = 45;
        (double[] x, double[] y) = (Problem.Cloud(n, dimension, 0, 1), Problem.Cloud(m, dimension, 0.1, 2));
        (double[] a, double[] b) = (Problem.Distribution(n, new Random(3)), Problem.Distribution(m, new Random(4)));
        Mat cost = Functions.SquaredDistance(new Points(n, dimension, x), new Points(m, dimension, y));
        var options = new SinkhornNewtonOptions { Tolerance = 1e-12 };
        Transport points = SinkhornNewton.Solve(
            new ReadOnlyTensorSpan<double>(x, [n, dimension], []), new ReadOnlyTensorSpan<double>(y, [m, dimension], []),
            a, b, 5e-3, options);
        Transport stored = SinkhornNewton.Solve(
            Tensor.Create(cost.AsSpan().ToArray(), [n, m]), a, b, 5e-3, options);
        Assert.Equal(TransportOutcome.Converged, points.Outcome);
        Assert.True(points.Iterations > 20);
        AssertOnePlan(stored, points);
    }

    [Fact]
    public void Points_without_weight_take_no_part()
    {
        Problem p = Problem.Draw(30, 25, 14);
        double[] cost = [.. Enumerable.Range(0, 31).SelectMany(
            i => (double[])[0.5, .. i < 30 ? p.Cost[(25 * i)..(25 * (i + 1))] : new double[25]])];
        var options = new SinkhornNewtonOptions { Tolerance = 1e-13, KeptForEach = 15, MostForEach = 25 };
        Transport plan = SinkhornNewton.Solve(
            Tensor.Create(cost, [31, 26]), [.. p.A, 0], [0, .. p.B], 5e-3, options);
        Assert.Equal(TransportOutcome.Converged, plan.Outcome);
        Assert.True(plan.Iterations > 20);
        Transport expected = SinkhornNewton.Solve(p.CostMatrix, p.A, p.B, 5e-3, options);
        Tensor<double> entries = plan.ToMatrix();
        Tensor<double> without = expected.ToMatrix();
        for (int i = 0; i < 31; i++)
        {
            for (int j = 0; j < 26; j++)
            {
                Assert.Equal(i < 30 && j > 0 ? without[i, j - 1] : 0, entries[i, j], 1e-11);
            }
        }
    }

    [Fact]
    public void Forbidden_pairs_carry_nothing_and_forbidden_rows_have_no_plan()
    {
        Problem p = Problem.Assignment(20, 3);
        double[] cost = [.. p.Cost];
        cost[0] = cost[25] = double.PositiveInfinity;
        Transport plan = SinkhornNewton.Solve(Tensor.Create(cost, [20, 20]), p.A, p.B, 5e-3);
        Assert.Equal(TransportOutcome.Converged, plan.Outcome);
        Assert.Equal(0, plan.ToMatrix()[0, 0]);
        Assert.Equal(0, plan.ToMatrix()[1, 5]);
        Assert.True(double.IsFinite(plan.Cost));

        Array.Fill(cost, double.PositiveInfinity, 40, 20);
        Transport none = SinkhornNewton.Solve(Tensor.Create(cost, [20, 20]), p.A, p.B, 5e-3);
        Assert.Equal(TransportOutcome.Infeasible, none.Outcome);
    }

    /// <summary>Invariant 6: both solvers have one plan, n = 50, ε = 1/100.</summary>
    [Fact]
    public void Both_solvers_have_one_plan()
    {
        Problem p = Problem.Assignment(50, 8);
        Transport newton = SinkhornNewton.Solve(p.CostMatrix, p.A, p.B, 1e-2);
        AssertOnePlan(p.Solve(1e-2, new SinkhornOptions { Tolerance = 1e-12 }), newton);
    }

    /// <summary>Plans exp((f + g − C)/ε) whose marginals differ by d: P' − P ≈ P·(u + v), and (u, v) solves H·(u, v) = d with the
    /// Hessian H of the dual. ΣPᵢⱼ²(uᵢ + vⱼ)² ≤ max P·dᵀH⁺d and with H scaled by the marginals to
    /// eigenvalues 1 ± σₖ, dᵀH⁺d ≤ ‖d‖²/(w·(1 − σ₂)), w the least marginal; ‖d‖ is at most the sum of both
    /// marginal errors and of u·max|C|/ε, the roundings of exponents, a tenth of the floor. Exponents that differ by less than
    /// 1e-2 make what is of second order less than a hundredth.</summary>
    private static void AssertOnePlan(Transport expected, Transport actual)
    {
        (Tensor<double> p, Tensor<double> q) = (expected.ToMatrix(), actual.ToMatrix());
        double roundings = (expected.RoundingFloor + actual.RoundingFloor) / 10;
        double differ = expected.MarginalError + actual.MarginalError + roundings;
        (double least, double gap) = Conditioning(p);
        double bound = SecondOrder * Math.Sqrt(Tensor.Max<double>(p) / (least * gap)) * differ;
        double apart = Tensor.Distance<double>(p, q);
        Assert.True(apart <= bound, $"{apart} apart, where {bound} is allowed");
    }

    /// <summary>The least marginal w, and 1 − σ₂: σ₂² is the greatest eigenvalue of R^−½·P·S⁻¹·Pᵀ·R^−½ beside its 1, R and S the marginals,
    /// by as many multiplications as bring it within a percent where σ₂ is not within 1e-3 of σ₃.</summary>
    private static (double Least, double Gap) Conditioning(Tensor<double> p)
    {
        const int multiplications = 3000;
        (int n, int m) = ((int)p.Lengths[0], (int)p.Lengths[1]);
        double[] rows = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, m).Sum(j => p[i, j]))];
        double[] columns = [.. Enumerable.Range(0, m).Select(j => Enumerable.Range(0, n).Sum(i => p[i, j]))];
        double[] x = [.. Enumerable.Range(0, n).Select(i => Math.Sin(i + 1))];
        double square = 0;
        for (int k = 0; k < multiplications; k++)
        {
            double along = Enumerable.Range(0, n).Sum(i => x[i] * Math.Sqrt(rows[i])) / rows.Sum();
            x = [.. x.Select((e, i) => (e - (along * Math.Sqrt(rows[i]))) / Math.Sqrt(rows[i]))];
            double[] y = [.. Enumerable.Range(0, m).Select(j => Enumerable.Range(0, n).Sum(i => p[i, j] * x[i]) / columns[j])];
            x = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, m).Sum(j => p[i, j] * y[j]) / Math.Sqrt(rows[i]))];
            square = Math.Sqrt(x.Sum(e => e * e));
            x = [.. x.Select(e => e / square)];
        }

        return (Math.Min(rows.Min(), columns.Min()), 1 - Math.Sqrt(square));
    }

    private static Problem Pictures(int power)
    {
        var random = new Random(1);
        double[] cost = new double[Side * Side * Side * Side];
        for (int k = 0; k < cost.Length; k++)
        {
            (int i, int j) = (k / (Side * Side), k % (Side * Side));
            (double dx, double dy) = ((i % Side) - (j % Side), (i / Side) - (j / Side));
            cost[k] = power == 1
                ? (Math.Abs(dx) + Math.Abs(dy)) / (2 * (Side - 1))
                : ((dx * dx) + (dy * dy)) / (2 * (Side - 1) * (Side - 1));
        }

        return new Problem(Side * Side, Side * Side, cost, Picture(random), Picture(random));
    }

    /// <summary>Three blurred blobs on a floor of 1e-2, of sum 1.</summary>
    private static double[] Picture(Random random)
    {
        var blobs = Enumerable.Range(0, 3)
            .Select(_ => (X: Side * random.NextDouble(), Y: Side * random.NextDouble(), Width: 2 + (3 * random.NextDouble())))
            .ToArray();
        double[] light = [.. Enumerable.Range(0, Side * Side).Select(k => 1e-2 + blobs.Sum(b => Math.Exp(
            -(Math.Pow((k % Side) - b.X, 2) + Math.Pow((k / Side) - b.Y, 2)) / (2 * b.Width * b.Width))))];
        double sum = light.Sum();
        return Array.ConvertAll(light, e => e / sum);
    }
}
