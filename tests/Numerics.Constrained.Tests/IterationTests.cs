using Numerics.Minimization;
using Numerics.TestProblems;

namespace Numerics.Tests.WithConstraints;

/// <summary>The exact mode on the 68 problems: iterations of the specification's table, and optima.</summary>
public class IterationTests
{
    /// <summary>The specification's, of optimum values at tolerance 1e-8, relative to 1 + |f*|.</summary>
    private const double OfOptimum = 1E-6;

    /// <summary>The table's count is 108, ours 51; a start that is 1e-14 off gives another still: the path is chaotic.</summary>
    private const string Chaotic = "BT7";

    /// <summary>The table has no count: without the gate the method does not arrive either.</summary>
    private static readonly string[] Jammed = ["BT8", "BYRDSPHR", "HATFLDF", "POWELLSQ"];

    public static TheoryData<string> Regular => [.. ConstrainedProblems.All.Where(p => !p.HasGate).Select(p => p.Name)];

    public static TheoryData<string> Gated => [.. ConstrainedProblems.All
        .Where(p => p.HasGate && p.Name != Chaotic && !Jammed.Contains(p.Name)).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Regular))]
    public void Iterations_are_those_of_the_table(string name)
    {
        TestProblem p = ConstrainedProblems.Of(name);
        ConstrainedOutcome outcome = Constrained.Minimize(p.Problem, [.. p.Start]);
        Assert.IsType<ConstrainedOutcome.Converged>(outcome);
        Assert.InRange(outcome.Iterations, p.Iterations!.Value - 1, p.Iterations.Value + 1);
    }

    [Theory]
    [MemberData(nameof(Regular))]
    public void Optima_are_reached(string name) => AssertReaches(name, new() { Tolerance = 1E-8 });

    /// <summary>With the gate they stop; the table's count without it is that to 1e-8.</summary>
    [Theory]
    [MemberData(nameof(Gated))]
    public void Gated_problems_stop_and_are_solved_without_the_gate(string name)
    {
        TestProblem p = ConstrainedProblems.Of(name);
        ConstrainedOutcome stopped = Constrained.Minimize(p.Problem, [.. p.Start]);
        Assert.True(stopped is ConstrainedOutcome.SingularJacobian or ConstrainedOutcome.StationaryInfeasible, stopped.ToString());
        ConstrainedOutcome outcome = AssertReaches(name, new() { Tolerance = 1E-8, SingularBelow = 0 });
        Assert.InRange(outcome.Iterations, p.Iterations!.Value - 1, p.Iterations.Value + 1);
    }

    [Fact]
    public void A_chaotic_path_ends_at_the_optimum() => AssertReaches(Chaotic, new() { Tolerance = 1E-8, SingularBelow = 0 });

    [Theory]
    [InlineData("HS28")]
    [InlineData("HS39")]
    [InlineData("HS40")]
    [InlineData("HS77")]
    [InlineData("HS78")]
    [InlineData("HS79")]
    [InlineData("BT5")]
    [InlineData("BT11")]
    [InlineData("LUKVLE1")]
    public void Minimal_residuals_reach_the_same_optima(string name)
    {
        ConstrainedOutcome outcome = AssertReaches(name, new() { Tolerance = 1E-8, Solver = new MinresKktSolver() });
        Assert.All(outcome.Trace, s => Assert.True(s.InnerSteps > 0));
    }

    /// <summary>‖J·∇L‖² for ‖∇L‖² in the merit function: the same optima.</summary>
    [Theory]
    [InlineData("HS28")]
    [InlineData("HS40")]
    [InlineData("HS77")]
    [InlineData("HS78")]
    [InlineData("HS100LNP")]
    [InlineData("BT11")]
    public void The_other_merit_function_reaches_the_same_optima(string name) =>
        AssertReaches(name, new() { Tolerance = 1E-8, IsJacobianWeighted = true });

    /// <summary>BT2's targets lie below rounding: the solver stops there and does not use up its steps, and the trace says so.</summary>
    [Fact]
    public void Targets_below_rounding_are_not_sought()
    {
        ConstrainedOutcome outcome = AssertReaches("BT2", new() { Tolerance = 1E-8, Solver = new MinresKktSolver() });
        Assert.Contains(outcome.Trace, s => !s.IsCertified);
        Assert.All(outcome.Trace, s => Assert.InRange(s.InnerSteps, 1, 200));
    }

    [Fact]
    public void Control_of_a_stationary_equation_takes_one_step()
    {
        double[] ones = [.. Enumerable.Repeat(1.0, 18)];
        ConstrainedOutcome outcome = Constrained.Minimize(
            Control.Problem, ones, new() { Tolerance = 1E-8, Multipliers = [.. Enumerable.Repeat(1.0, 9)] });
        Assert.IsType<ConstrainedOutcome.Converged>(outcome);
        Assert.Single(outcome.Trace);
        Assert.Equal(9.64444205181, outcome.Solution.Value, 1E-9);
        Assert.Equal(-0.76438008973, outcome.Solution.X[4], 1E-9);
        Assert.Equal(-3.233274600, outcome.Solution.X[13], 1E-8);
    }

    /// <summary>Published points have five digits.</summary>
    [Theory]
    [MemberData(nameof(Regular))]
    public void Published_points_are_near_the_optimum(string name)
    {
        TestProblem p = ConstrainedProblems.Of(name);
        if (p.Solution.Count == 0 || p.Problem.ConstraintCount == p.Problem.VariableCount)
        {
            return;
        }

        ConstrainedPoint at = ConstrainedPoint.At(p.Problem, [.. p.Solution], new double[p.Problem.ConstraintCount]);
        Assert.InRange(at.Violation, 0, 1E-3);
        Assert.InRange(Math.Abs(at.Value - p.Optimum), 0, 1E-3 * (1 + Math.Abs(p.Optimum)));
        ConstrainedOutcome polished = Constrained.Minimize(p.Problem, [.. p.Solution], new() { Tolerance = 1E-10 });
        Assert.IsType<ConstrainedOutcome.Converged>(polished);
    }

    [Fact]
    public void Other_ways_to_end_have_the_last_point()
    {
        TestProblem gated = ConstrainedProblems.Of("HS61");
        var singular = Assert.IsType<ConstrainedOutcome.SingularJacobian>(Constrained.Minimize(gated.Problem, [.. gated.Start]));
        Assert.Equal([0, 1], singular.Rows.ToArray());
        Assert.Equal(gated.Start, singular.Solution.X.ToArray());
        TestProblem stationary = ConstrainedProblems.Of("S316");
        Assert.IsType<ConstrainedOutcome.StationaryInfeasible>(Constrained.Minimize(stationary.Problem, [.. stationary.Start]));
        ConstrainedOutcome limited = Constrained.Minimize(
            ConstrainedProblems.Of("BT1").Problem, [0.08, 0.06], new() { MostIterations = 3 });
        Assert.Equal(3, Assert.IsType<ConstrainedOutcome.OutOfIterations>(limited).Trace.Length);
        Assert.IsType<ConstrainedOutcome.Unbounded>(Constrained.Minimize(Falling.Problem, [1.0, 0], new() { LeastValue = -20 }));

        // The merit function holds η₂/2·‖∇L‖², which rises faster than the objective falls.
        Assert.IsType<ConstrainedOutcome.Stalled>(Constrained.Minimize(Plunging.Problem, [1.0, 0], new() { LeastValue = -1E6 }));
        Assert.Equal(-1, limited.Match(_ => 1, _ => -1));
    }

    [Fact]
    public void A_start_outside_the_domain_is_named()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => Constrained.Minimize(Logarithm.Problem, [-1.0, 0]));
        Assert.Contains("(-1, 0), the objective is not a finite number", e.Message, StringComparison.Ordinal);
        Assert.Equal("x", Assert.Throws<ArgumentException>(() => Constrained.Minimize(Logarithm.Problem, [1.0, 0, 0])).ParamName);
    }

    /// <summary>Trial points outside the domain are steps that are too long.</summary>
    [Fact]
    public void A_step_out_of_the_domain_is_shortened() => Assert.IsType<ConstrainedOutcome.Converged>(
        Constrained.Minimize(Logarithm.Problem, [0.01, 2.9], new() { Tolerance = 1E-8 }));

    private static ConstrainedOutcome AssertReaches(string name, AugmentedLagrangian method)
    {
        TestProblem p = ConstrainedProblems.Of(name);
        ConstrainedOutcome outcome = Constrained.Minimize(p.Problem, [.. p.Start], method);
        Assert.True(outcome is ConstrainedOutcome.Converged, $"{name}: {outcome.GetType().Name} after {outcome.Iterations}");
        Assert.InRange(outcome.Solution.KktResidual, 0, method.Tolerance);
        Assert.InRange(Math.Abs(outcome.Solution.Value - p.Optimum), 0, OfOptimum * (1 + Math.Abs(p.Optimum)));
        return outcome;
    }
}
