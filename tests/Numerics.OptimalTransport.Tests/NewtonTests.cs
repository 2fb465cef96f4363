using Numerics.Rules;

namespace Numerics.OptimalTransport.Tests;

/// <summary>Sinkhorn–Newton–Sparse on the method's own problem: random assignment.</summary>
public class NewtonTests
{
    private const int Size = 500;
    private const double Epsilon = 1.0 / 1200;
    private const double Tolerance = 1e-13;
    private const int Scaling = 20;

    private static SinkhornNewtonOptions Options(int kept) => new()
    {
        Tolerance = Tolerance,
        ScalingIterations = Scaling,
        KeptForEach = kept,
        MostForEach = kept,
        NewtonSteps = 30,
    };

    private static Transport Solve(Problem p, double epsilon, SinkhornNewtonOptions options) =>
        SinkhornNewton.Solve(p.CostMatrix, p.A, p.B, epsilon, options);

    /// <summary>The headline: 1e-13 in at most 12 steps with 8n entries; every step ascends.</summary>
    [Fact]
    public void Eight_entries_for_each_point_reach_machine_precision_in_twelve_steps()
    {
        Transport plan = Solve(Problem.Assignment(Size, 1), Epsilon, Options(8));
        Assert.Equal(TransportOutcome.Converged, plan.Outcome);
        Assert.InRange(plan.Iterations - Scaling, 1, 12);
        Assert.All(
            plan.History.Zip(plan.History.Skip(1)),
            h => Assert.True(h.Second.DualValue >= h.First.DualValue - 1e-12));
    }

    /// <summary>One step does not reach it.</summary>
    [Fact]
    public void Too_few_steps_are_told()
    {
        var options = new SinkhornNewtonOptions { Tolerance = Tolerance, ScalingIterations = 1, NewtonSteps = 1 };
        Assert.Equal(TransportOutcome.IterationLimit, Solve(Problem.Assignment(60, 2), 1e-2, options).Outcome);
    }

    /// <summary>With all entries the tail is quadratic: the order log e₍ᵢ₊₁₎/log eᵢ of the last steps before
    /// rounding is near 2.</summary>
    [Fact]
    public void All_entries_give_a_superlinear_tail()
    {
        Transport plan = Solve(Problem.Assignment(60, 2), 1e-2, Options(60));
        double[] errors = [.. plan.History.Skip(Scaling - 1).Select(h => h.MarginalError).Where(e => e > 1e-11)];
        double order = Math.Log(errors[^1] / errors[^2]) / Math.Log(errors[^2] / errors[^3]);
        Assert.True(order > 1.5, $"order {order} of {string.Join(' ', errors)}");
    }

    /// <summary>With 8n entries the tail is superlinear all the same: the factor of a step falls from step to step, the last
    /// one before rounding to a tenth of the first. With 2n it is linear: one factor throughout, and seventy steps or
    /// so.</summary>
    [Fact]
    public void The_tail_is_superlinear_with_eight_entries_and_linear_with_two()
    {
        Problem p = Problem.Assignment(Size, 1);
        double[] fast = Factors(Solve(p, Epsilon, Options(8)));
        Assert.True(10 * fast[^1] < fast[0], string.Join(' ', fast));
        Transport slow = Solve(p, Epsilon, Options(2));
        double[] factors = Factors(slow)[^10..];
        Assert.Equal(30, slow.Iterations - Scaling);
        Assert.All(factors, f => Assert.InRange(f, 0.3, 0.95));
    }

    [Fact]
    public void Four_entries_need_more_steps_than_eight()
    {
        Problem p = Problem.Assignment(Size, 1);
        (Transport four, Transport eight) = (Solve(p, Epsilon, Options(4)), Solve(p, Epsilon, Options(8)));
        Assert.Equal(TransportOutcome.Converged, four.Outcome);
        Assert.True(four.Iterations > eight.Iterations, $"{four.Iterations} and {eight.Iterations}");
    }

    /// <summary>The error after a Newton step over that before, as long as it is not rounding.</summary>
    private static double[] Factors(Transport plan)
    {
        double[] errors = [.. plan.History.Skip(Scaling - 1).Select(h => h.MarginalError).TakeWhile(e => e > Tolerance)];
        return [.. errors.Zip(errors.Skip(1), (before, after) => after / before)];
    }

    /// <summary>The safe variant keeps the headline: its shift falls with the gradient, faster than that.</summary>
    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e-2)]
    public void The_safe_variant_reaches_machine_precision_in_twelve_steps(double shift)
    {
        Problem p = Problem.Assignment(Size, 1);
        Transport plan = Solve(p, Epsilon, Options(8) with { Shift = shift });
        Assert.Equal(TransportOutcome.Converged, plan.Outcome);
        Assert.InRange(plan.Iterations - Scaling, 1, 12);
        double[] factors = Factors(plan);
        Assert.True(10 * factors[^1] < factors[0], string.Join(' ', factors));
        Assert.NotEqual(Solve(p, Epsilon, Options(8) with { Shift = 0 }).History, plan.History);
    }

    /// <summary>A shift that is far too great is found out in a few steps: each whole step lowers it.</summary>
    [Fact]
    public void A_great_shift_falls()
    {
        Transport plan = Solve(Problem.Assignment(Size, 1), Epsilon, Options(8) with { Shift = 1e3 });
        Assert.Equal(TransportOutcome.Converged, plan.Outcome);
        Assert.All(
            plan.History.Zip(plan.History.Skip(1)),
            h => Assert.True(h.Second.DualValue >= h.First.DualValue - 1e-12));
    }

    /// <summary>Clusters of points that are joined by entries near rounding: the system is solved all the same, however many
    /// rounds that takes.</summary>
    [Theory]
    [InlineData(40, 2e-3)]
    [InlineData(100, 1e-3)]
    public void Clusters_that_hardly_touch_are_solved(int n, double epsilon)
    {
        for (int seed = 1; seed <= 10; seed++)
        {
            Transport plan = Solve(
                Problem.Assignment(n, seed), epsilon, new SinkhornNewtonOptions { Tolerance = 1e-10, NewtonSteps = 40 });
            Assert.True(plan.Outcome == TransportOutcome.Converged, $"seed {seed}: {plan.MarginalError}");
        }
    }

    /// <summary>At a very small ε the direction without a shift is so long that the line search finds no gain in it; with one every
    /// problem is solved.</summary>
    [Fact]
    public void The_shift_solves_what_plain_steps_do_not()
    {
        var options = new SinkhornNewtonOptions { Tolerance = 1e-10, NewtonSteps = 60 };
        int plain = 0;
        for (int seed = 1; seed <= 10; seed++)
        {
            Problem p = Problem.Assignment(40, seed);
            Transport plan = Solve(p, 5e-4, options);
            Assert.True(plan.Outcome == TransportOutcome.Converged, $"seed {seed}: {plan.MarginalError}");
            plain += Solve(p, 5e-4, options with { Shift = 0 }).Outcome == TransportOutcome.Converged ? 1 : 0;
        }

        Assert.True(plain <= 6, $"{plain} of 10 without a shift");
    }

    [Fact]
    public void Sinkhorn_has_the_same_potentials_up_to_a_constant()
    {
        Problem p = Problem.Draw(50, 40, 12);
        const double epsilon = 1e-2;
        Transport newton = Solve(p, epsilon, Options(20));
        Transport sinkhorn = p.Solve(epsilon, new SinkhornOptions { Tolerance = 1e-12, Scaling = 0 });
        double constant = newton.Potentials.Rows.Span[0] - sinkhorn.Potentials.Rows.Span[0];
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(newton.Potentials.Rows.Span[i] - constant, sinkhorn.Potentials.Rows.Span[i], 1e-9);
        }

        for (int j = 0; j < 40; j++)
        {
            Assert.Equal(newton.Potentials.Columns.Span[j] + constant, sinkhorn.Potentials.Columns.Span[j], 1e-9);
        }
    }
}
