using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.OptimalTransport.Tests;

/// <summary>Many problems in one call are the problems one by one, to the bit.</summary>
public class BatchTests
{
    private const int Problems = 37;
    private const int Rows = 12;
    private const int Columns = 9;
    private const double Epsilon = 0.02;

    public static TheoryData<SinkhornOptions> Options() =>
    [
        new SinkhornOptions(),
        new SinkhornOptions { Tolerance = 1e-10, Scaling = 0, Relaxation = 1.5 },
        new SinkhornOptions { MarginalStrength = 1, Tolerance = 1e-9 },
        new SinkhornOptions { MaximumIterations = 7 },
    ];

    private static Problem[] Draw() => [.. Enumerable.Range(0, Problems).Select(p => Problem.Draw(Rows, Columns, 100 + p))];

    private static Tensor<double> Costs(Problem[] problems) =>
        Tensor.Create(problems.SelectMany(p => p.Cost).ToArray(), [problems.Length, Rows, Columns]);

    [Theory]
    [MemberData(nameof(Options))]
    public void Stored_costs(SinkhornOptions options)
    {
        Problem[] problems = Draw();
        (double[] a, double[] b) = (problems.SelectMany(p => p.A).ToArray(), problems.SelectMany(p => p.B).ToArray());
        IReadOnlyList<Transport> plans = Sinkhorn.SolveBatch(Costs(problems), a, b, Epsilon, options);
        Assert.Equal(Problems, plans.Count);
        for (int p = 0; p < Problems; p++)
        {
            AssertSame(problems[p].Solve(Epsilon, options), plans[p]);
        }

        Assert.True(plans.Select(p => p.Iterations).Distinct().Count() > 1 || options.MaximumIterations == 7);
    }

    [Fact]
    public void Stored_costs_in_single_precision_some_of_which_go_on_in_double()
    {
        Problem[] problems = Draw();
        var options = new SinkhornOptions { Tolerance = 1e-7 };
        float[] Flat(Func<Problem, double[]> part) => Problem.Narrow([.. problems.SelectMany(part)]);
        IReadOnlyList<Transport> plans = Sinkhorn.SolveBatch(
            Tensor.Create(Flat(p => p.Cost), [Problems, Rows, Columns]), Flat(p => p.A), Flat(p => p.B), Epsilon, options);
        for (int p = 0; p < Problems; p++)
        {
            Tensor<float> cost = Tensor.Create(Problem.Narrow(problems[p].Cost), [Rows, Columns]);
            AssertSame(
                Sinkhorn.Solve(cost, Problem.Narrow(problems[p].A), Problem.Narrow(problems[p].B), Epsilon, options),
                plans[p]);
        }
    }

    [Fact]
    public void Points()
    {
        double[] x = Problem.Cloud(Problems * Rows, 2, 0, 1);
        double[] y = Problem.Cloud(Problems * Columns, 2, 0.2, 2);
        double[] a = Problem.Numbers(Problems * Rows, () => 1.0 / Rows);
        double[] b = Problem.Numbers(Problems * Columns, () => 1.0 / Columns);
        IReadOnlyList<Transport> plans = Sinkhorn.SolveBatch(
            new ReadOnlyTensorSpan<double>(x, [Problems, Rows, 2], []),
            new ReadOnlyTensorSpan<double>(y, [Problems, Columns, 2], []), a, b, Epsilon);
        for (int p = 0; p < Problems; p++)
        {
            Transport alone = Sinkhorn.Solve(
                new ReadOnlyTensorSpan<double>(x.AsSpan(p * Rows * 2, Rows * 2), [Rows, 2], []),
                new ReadOnlyTensorSpan<double>(y.AsSpan(p * Columns * 2, Columns * 2), [Columns, 2], []),
                a.AsSpan(p * Rows, Rows), b.AsSpan(p * Columns, Columns), Epsilon);
            AssertSame(alone, plans[p]);
        }
    }

    /// <summary>A problem without a plan does not keep the others from theirs.</summary>
    [Fact]
    public void Each_has_an_outcome_of_its_own()
    {
        Problem[] problems = Draw();
        problems[3] = problems[3] with { Cost = [.. Enumerable.Repeat(double.PositiveInfinity, Rows * Columns)] };
        (double[] a, double[] b) = (problems.SelectMany(p => p.A).ToArray(), problems.SelectMany(p => p.B).ToArray());
        IReadOnlyList<Transport> plans = Sinkhorn.SolveBatch(Costs(problems), a, b, Epsilon);
        Assert.All(
            Enumerable.Range(0, Problems),
            p => Assert.Equal(p == 3 ? TransportOutcome.Infeasible : TransportOutcome.Converged, plans[p].Outcome));
    }

    [Fact]
    public void No_problems_have_no_plans() =>
        Assert.Empty(Sinkhorn.SolveBatch(Tensor.Create<double>([], [0, Rows, Columns]), [], [], Epsilon));

    [Fact]
    public void What_cannot_be_solved_is_refused_with_the_problem()
    {
        Problem[] problems = Draw();
        double[] a = [.. problems.SelectMany(p => p.A)];
        double[] b = [.. problems.SelectMany(p => p.B)];
        a[(5 * Rows) + 2] = -1;
        Refused("a", "“a” of problem 5 is -1 at 2", () => Sinkhorn.SolveBatch(Costs(problems), a, b, Epsilon));
        a[(5 * Rows) + 2] = problems[5].A[2];
        Refused("b", "“b” has 3 weights; 37 problems have 9 each", () => Sinkhorn.SolveBatch(
            Costs(problems), a, [1, 2, 3], Epsilon));
        problems[8].Cost[10] = double.NaN;
        Refused("cost", "“cost” of problem 8 is NaN at [1, 1]", () => Sinkhorn.SolveBatch(Costs(problems), a, b, Epsilon));
        Refused("cost", "“cost” has rank 2; it must have rank 3", () => Sinkhorn.SolveBatch(
            problems[0].CostMatrix, a, b, Epsilon));
    }

    private static void Refused(string argument, string message, Func<object> call)
    {
        var exception = Assert.Throws<ArgumentException>(call);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(argument, exception.ParamName);
    }

    private static void AssertSame(Transport expected, Transport actual)
    {
        Assert.Equal(expected.Outcome, actual.Outcome);
        Assert.Equal(expected.History, actual.History);
        Assert.Equal(expected.Potentials.Rows.ToArray(), actual.Potentials.Rows.ToArray());
        Assert.Equal(expected.Potentials.Columns.ToArray(), actual.Potentials.Columns.ToArray());
        Assert.Equal(expected.Cost, actual.Cost);
        Assert.Equal(expected.MarginalError, actual.MarginalError);
        double[] v = Problem.Numbers(Columns, () => 0.5);
        Assert.Equal(expected.Apply(v), actual.Apply(v));
        Assert.Equal(expected.ToMatrix().ToArray(), actual.ToMatrix().ToArray());
    }
}
