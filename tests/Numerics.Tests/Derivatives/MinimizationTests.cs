using Numerics.Minimization;

namespace Numerics.Tests.Derivatives;

/// <summary>L-BFGS and truncated Newton on generated derivatives.</summary>
public class MinimizationTests
{
    private const int Seed = 17;

    /// <summary>The norm of the gradient at the end.</summary>
    private const double Tolerance = 1E-8;

    /// <summary>Rosenbrock's Hessian at the minimum has no eigenvalue below 0.39 up to 20 variables, so a gradient below 1e-8 is no further
    /// than 3e-8 from the minimum.</summary>
    private const double Distance = 3E-8;

    private static readonly ValueGradient Function = (x, g) => Rosenbrock.ValueGradient(x, g);

    private static readonly HessianVector Hessian = (x, v, hv) => Rosenbrock.ValueHessianVector(x, v, hv);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void BothFindRosenbrocksMinimum(int n)
    {
        double[] start = [.. Enumerable.Range(0, n).Select(i => i % 2 == 0 ? -1.2 : 1)];
        AssertFound(new Lbfgs(Tolerance: Tolerance).Minimize(Function, start));
        AssertFound(new NewtonCg(Tolerance).Minimize(Function, Hessian, start));

        static void AssertFound(Outcome outcome)
        {
            Outcome.Converged found = Assert.IsType<Outcome.Converged>(outcome);
            Assert.All(found.Last.X, x => Assert.Equal(1, x, Distance));
        }
    }

    [Fact]
    public void NewtonSolvesAQuadraticWithinItsDimension()
    {
        double[] scale = [1, 4, 9];
        Outcome outcome = new NewtonCg(Tolerance).Minimize(
            (x, g) =>
            {
                double value = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    g[i] = scale[i] * x[i];
                    value += 0.5 * scale[i] * x[i] * x[i];
                }

                return value;
            },
            (x, v, hv) =>
            {
                for (int i = 0; i < v.Length; i++)
                {
                    hv[i] = scale[i] * v[i];
                }
            },
            [1, -1, 0.5]);
        Assert.IsType<Outcome.Converged>(outcome);
        Assert.InRange(outcome.Iterations, 1, 8);
    }

    /// <summary>Near the minimum a value of 10⁶ changes by less than its rounding: slopes alone say where to go. Curvatures are 1 to 1,000.</summary>
    [Theory]
    [InlineData(1E6)]
    [InlineData(-1E6)]
    public void AValueThatIsNotZeroDoesNotStall(double least)
    {
        const int Variables = 40;
        ValueGradient function = (x, g) =>
        {
            double value = least;
            for (int i = 0; i < x.Length; i++)
            {
                double curvature = Math.Pow(1000, i / (x.Length - 1.0));
                g[i] = curvature * Math.Sinh(x[i] - (i % 3));
                value += curvature * (Math.Cosh(x[i] - (i % 3)) - 1);
            }

            return value;
        };
        Outcome outcome = new Lbfgs(Tolerance: Tolerance).Minimize(function, new double[Variables]);
        Outcome.Converged found = Assert.IsType<Outcome.Converged>(outcome);
        Assert.All(Enumerable.Range(0, Variables), i => Assert.Equal(i % 3, found.Last.X[i], Tolerance));
        Assert.StartsWith(FormattableString.Invariant($"Converged {{ Last = f = {least:R}"), outcome.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void LengthsSatisfyTheStrongWolfeConditions()
    {
        var random = new Random(Seed);
        var search = new WolfeSearch();
        for (int trial = 0; trial < 200; trial++)
        {
            double[] x = [.. Enumerable.Range(0, 4).Select(_ => (4 * random.NextDouble()) - 2)];
            Point start = Point.At(Function, x);
            double[] direction = [.. start.Gradient.Select(g => -g * random.NextDouble())];
            Point? found = search.Find(Function, start, direction, Math.Pow(10, (6 * random.NextDouble()) - 5));
            Assert.NotNull(found);
            double slope = start.Slope(direction);
            int largest = Enumerable.Range(0, 4).MaxBy(i => Math.Abs(direction[i]));
            double length = (found.X[largest] - x[largest]) / direction[largest];
            double rounding = 1E-12 * (1 + Math.Abs(start.Value));
            Assert.True(found.Value <= start.Value + (search.SufficientDecrease * length * slope) + rounding, $"trial {trial}");
            Assert.True(Math.Abs(found.Slope(direction)) <= search.Curvature * Math.Abs(slope), $"trial {trial}");
        }
    }

    [Fact]
    public void OutcomesSayWhatHappened()
    {
        Assert.IsType<Outcome.OutOfIterations>(new Lbfgs(MostIterations: 2).Minimize(Function, [-1.2, 1]));
        Assert.IsType<Outcome.Diverged>(new Lbfgs().Minimize((_, _) => double.NaN, [1]));
        Assert.Throws<ArgumentException>(() => new WolfeSearch().Find(Function, Point.At(Function, [-1.2, 1]), [0, 0]));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    public void A_tolerance_that_is_none_is_refused(double tolerance)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs(Tolerance: tolerance).Minimize(Function, [-1.2, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs(Memory: 0).Minimize(Function, [-1.2, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new NewtonCg(Tolerance: tolerance).Minimize(Function, (_, _, _) => { }, [-1.2, 1]));
    }
}
