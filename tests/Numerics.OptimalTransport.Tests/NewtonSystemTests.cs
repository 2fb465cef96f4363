using Numerics.Rules;

namespace Numerics.OptimalTransport.Tests;

/// <summary>Gradient, Hessian and its sparse form, n = m = 6, ε = 1/5, at random potentials.</summary>
public class NewtonSystemTests
{
    private const int N = 6;
    private const double Epsilon = 0.2;
    private const double Rounding = 1.0 / (1L << 53);

    /// <summary>Central differences with step h are off by h²·D‴/6 and by the rounding of D over h: with D‴ ≤ 1/ε² = 25
    /// and h = 1e-5 that is 4e-10 and 2e-11.</summary>
    private const double Step = 1e-5;
    private const double OfDifferences = 1e-9;

    private readonly Problem _problem = Problem.Draw(N, N, 5);
    private readonly NewtonSystem _system;
    private readonly double[] _f = Problem.Numbers(N, new Random(6).NextDouble);
    private readonly double[] _g = Problem.Numbers(N, new Random(7).NextDouble);

    public NewtonSystemTests()
    {
        _f = Array.ConvertAll(_f, x => 0.3 * x);
        _g = Array.ConvertAll(_g, x => 0.3 * x);
        _system = new NewtonSystem(_problem, Epsilon);
    }

    /// <summary>Invariant 1, first half.</summary>
    [Fact]
    public void The_gradient_matches_differences_of_the_dual_value()
    {
        _system.GoTo(_f, _g);
        double[] gradient = _system.Gradient;
        for (int k = 0; k < 2 * N; k++)
        {
            double difference = _system.Moved(_f, _g, k, Step) - _system.Moved(_f, _g, k, -Step);
            Assert.Equal(difference / (2 * Step), gradient[k], OfDifferences);
        }
    }

    /// <summary>Invariant 1, second half: the Hessian, and that it maps (1; −1) to zero.</summary>
    [Fact]
    public void The_matrix_of_all_entries_matches_differences_of_the_gradient()
    {
        _system.GoTo(_f, _g);
        double[,] matrix = _system.Matrix(N * N);
        for (int k = 0; k < 2 * N; k++)
        {
            _system.Moved(_f, _g, k, Step);
            double[] above = _system.Gradient;
            _system.Moved(_f, _g, k, -Step);
            double[] below = _system.Gradient;
            for (int i = 0; i < 2 * N; i++)
            {
                Assert.Equal((below[i] - above[i]) / (2 * Step), matrix[i, k], OfDifferences / Epsilon);
            }
        }

        double[] null1 = [.. Enumerable.Range(0, 2 * N).Select(k => k < N ? 1.0 : -1)];
        double[] product = NewtonSystem.Product(matrix, null1);

        // A row's entries and its diagonal are two sums of the same n terms.
        Assert.All(Enumerable.Range(0, 2 * N), i => Assert.Equal(0, product[i], 2 * N * Rounding * matrix[i, i]));
    }

    /// <summary>Invariant 3: both halves of the gradient have the sum 1 − ΣP.</summary>
    [Fact]
    public void The_gradients_halves_have_one_sum()
    {
        _system.GoTo(_f, _g);
        double[] gradient = _system.Gradient;
        const double allowed = 8 * N * Rounding;
        Assert.Equal(1 - _system.Mass, gradient.Take(N).Sum(), allowed * _system.Mass);
        Assert.Equal(1 - _system.Mass, gradient.Skip(N).Sum(), allowed * _system.Mass);
    }

    /// <summary>Invariant 4: symmetric, diagonally dominant, positive semidefinite at any threshold; and the direction
    /// solves just this system, with the gradient's part along (1; −1) taken out.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(N, 0)]
    [InlineData(2 * N, 0)]
    [InlineData((N * N) - 1, 0)]
    [InlineData(N * N, 0)]
    [InlineData(2 * N, 0.5)]
    [InlineData(N * N, 1e-3)]
    [InlineData(N * N, 20)]
    public void The_direction_solves_the_sparse_system(int kept, double shift)
    {
        _system.GoTo(_f, _g);
        double[,] matrix = _system.Matrix(kept, shift);
        var random = new Random(kept);
        for (int i = 0; i < 2 * N; i++)
        {
            double others = 0;
            for (int j = 0; j < 2 * N; j++)
            {
                Assert.Equal(matrix[i, j], matrix[j, i]);
                others += i == j ? 0 : matrix[i, j];
            }

            Assert.True(matrix[i, i] >= others * (1 - (N * Rounding)));
            double[] z = Problem.Numbers(2 * N, () => random.NextDouble() - 0.5);
            double least = shift * NewtonSystem.Dot(z, z);
            Assert.True(NewtonSystem.Dot(z, NewtonSystem.Product(matrix, z)) >= least - (2 * N * matrix[0, 0] * Rounding));
        }

        (double[] direction, double slope, long rounds, long entries) = _system.Direction(kept, N * N, shift);
        Assert.Equal(kept, entries);
        Assert.InRange(rounds, 1, 4 * N);
        double[] gradient = _system.Gradient;
        double[] product = NewtonSystem.Product(matrix, direction);
        double size = gradient.Sum(Math.Abs);
        for (int i = 0; i < 2 * N; i++)
        {
            Assert.Equal(gradient[i], product[i], 1e-11 * size);
        }

        Assert.Equal(NewtonSystem.Dot(gradient, direction), slope, 1e-11 * size);
        Assert.True(slope > 0);
    }

    /// <summary>Entries that equal the k-th are all kept; where there is no room for them, the count says so.</summary>
    [Fact]
    public void Equal_entries_are_counted_beyond_the_room()
    {
        var equal = new Problem(4, 4, new double[16], Problem.Numbers(4, () => 0.25), Problem.Numbers(4, () => 0.25));
        var system = new NewtonSystem(equal, 1);
        system.GoTo([0.1, 0.1, 0.1, 0.1], new double[4]);
        Assert.Equal(16, system.Direction(3, 6).Entries);
        (double[] all, _, _, long entries) = system.Direction(3, 16);
        Assert.Equal(16, entries);

        // P = e^0.1/16 everywhere: the step to the product measure is that of one unknown, f + g.
        Assert.Equal(Math.Exp(-0.1) - 1, all[0] + all[4], 1e-13);
    }

    /// <summary>Invariant 5: (f + t, g − t) is the same plan, the same gradient and the same dual value.</summary>
    [Fact]
    public void Shifted_potentials_are_one_plan()
    {
        double dual = _system.GoTo(_f, _g);
        (double[] sent, double[] received) = ([.. _system.Sent], [.. _system.Received]);
        const double t = 0.75;
        double shifted = _system.GoTo(Array.ConvertAll(_f, x => x + t), Array.ConvertAll(_g, x => x - t));

        // Exponents of at most 2(1 + t)/ε are off by their roundings.
        double allowed = 8 * Rounding * (1 + t) / Epsilon;
        Assert.Equal(dual, shifted, allowed * Math.Max(1, _system.Mass));
        Assert.All(sent.Zip(_system.Sent), p => Assert.Equal(p.First, p.Second, allowed * p.First));
        Assert.All(received.Zip(_system.Received), p => Assert.Equal(p.First, p.Second, allowed * p.First));
    }

    /// <summary>Invariant 6: at the solution the step is 0.</summary>
    [Fact]
    public void At_the_solution_the_step_is_nothing()
    {
        Transport plan = _problem.Solve(Epsilon, new SinkhornOptions { Tolerance = 1e-15, Scaling = 0 });
        _system.GoTo(plan.Potentials.Rows.ToArray(), plan.Potentials.Columns.ToArray());
        (double[] direction, _, _, _) = _system.Direction(N * N, N * N);

        // M's least eigenvalue beside 0 is at least min P/ε: a gradient of so many roundings moves no further.
        double least = _system.Plan().Min() / Epsilon;
        double gradient = 16 * N * Rounding / Epsilon;
        Assert.All(direction, x => Assert.Equal(0, x, gradient / least));
    }

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
        Problem p = Problem.Draw(rows, columns, (50 * rows) + columns);
        (double[] f, double[] g) = (new double[rows], Problem.Numbers(columns, () => 0.1));
        (double[] df, double[] dg) = (Problem.Numbers(rows, () => 0.2), Problem.Numbers(columns, () => -0.1));
        (double[] f1, double[] g1) = (new double[rows], new double[columns]);
        (double[] sent, double[] received) = (new double[rows], new double[columns]);
        (double[] logA, double[] logB) = (Array.ConvertAll(p.A, Math.Log), Array.ConvertAll(p.B, Math.Log));
        (double error, double dual, double mass) = NewtonStep.Trial(
            f, g, df, dg, p.CostMatrix.AsReadOnlyTensorSpan(), p.A, p.B, logA, logB,
            f1, g1, sent, received, 0.5, Epsilon);
        var expected = NewtonStep.Trial(
            new Col(f), new Row(g), new Col(df), new Row(dg), new Mat(rows, columns, p.Cost), new Col(p.A),
            new Row(p.B), new Col(logA), new Row(logB), 0.5, Epsilon);

        // Exponents of at most 1.3/ε have five roundings and the exponential as many; sums of positive terms keep that.
        const double allowed = Rounding * ((5 * 1.3 / Epsilon) + 16);
        Assert.All(expected.sent.AsSpan().ToArray().Zip(sent), x => Assert.Equal(x.First, x.Second, allowed));
        Assert.All(expected.received.AsSpan().ToArray().Zip(received), x => Assert.Equal(x.First, x.Second, allowed));
        Assert.Equal(expected.mass.Value, mass, allowed * Math.Max(1, mass));
        Assert.Equal(expected.error.Value, error, 2 * allowed * Math.Max(1, mass));
        Assert.Equal(expected.dual.Value, dual, allowed * Math.Max(1, mass));
    }
}
