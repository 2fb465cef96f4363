using Numerics.Minimization;
using Numerics.TestProblems;
using Numerics.Tests.Derivatives;

namespace Numerics.Tests.WithConstraints;

/// <summary>The derivatives of the 68 problems against differences of what is written, and their patterns.</summary>
public class ProblemDerivativeTests
{
    private const int Seed = 7;
    private const int Points = 5;

    /// <summary>How far from the start points are drawn, relative to the start's size.</summary>
    private const double Spread = 0.1;

    /// <summary>The largest intermediate sums of these problems exceed their value by no more than that, so the error of the
    /// differences, which is stated for the value, grows by it.</summary>
    private const double Cancellation = 1000;

    public static TheoryData<string> Names => [.. ConstrainedProblems.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_those_of_the_definition_to_the_bit(string name)
    {
        foreach ((TestProblem p, double[] x, double[] multipliers) in Draws(name))
        {
            Evaluated at = Evaluated.At(p.Problem, x, multipliers);
            Assert.Equal(p.Objective((Vec)x).Value, at.Value);
            Assert.Equal(p.Constraints((Vec)x).ToArray(), at.Constraints);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_and_Jacobian_are_those_of_the_definition(string name)
    {
        foreach ((TestProblem p, double[] x, double[] multipliers) in Draws(name))
        {
            Evaluated at = Evaluated.At(p.Problem, x, multipliers);
            double[] v = Draw(new Random(Seed + 1), x.Length);
            AssertIs(name + " gradient", e => p.Objective((Vec)e).Value, Evaluated.Dot(at.Gradient, v), x, v);
            double[] along = Evaluated.Times(p.Problem.JacobianPattern, at.Jacobian, v);
            for (int i = 0; i < along.Length; i++)
            {
                AssertIs($"{name} constraint {i}", e => p.Constraints((Vec)e)[i].Value, along[i], x, v);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Hessian_is_the_change_of_the_Lagrangian_gradient(string name)
    {
        foreach ((TestProblem p, double[] x, double[] multipliers) in Draws(name))
        {
            Evaluated at = Evaluated.At(p.Problem, x, multipliers);
            double[] v = Draw(new Random(Seed + 2), x.Length);
            double[] u = Draw(new Random(Seed + 3), x.Length);
            double[] hv = Evaluated.Times(p.Problem.HessianPattern, at.Hessian, v, isSymmetric: true);
            AssertIs(name + " Hessian", e => Evaluated.Dot(LagrangianGradient(p.Problem, e, multipliers), u), Evaluated.Dot(hv, u), x, v);
        }
    }

    /// <summary>An entry that is 0 at every point has no place in a pattern.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Patterns_have_no_entry_that_is_always_zero(string name)
    {
        List<Evaluated> all = [.. Draws(name).Select(d => Evaluated.At(d.Problem.Problem, d.X, d.Multipliers))];
        Assert.All(Enumerable.Range(0, all[0].Jacobian.Length), k => Assert.Contains(all, e => e.Jacobian[k] != 0));
        Assert.All(Enumerable.Range(0, all[0].Hessian.Length), k => Assert.Contains(all, e => e.Hessian[k] != 0));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parts_are_those_of_the_whole_to_the_bit(string name)
    {
        foreach ((TestProblem p, double[] x, double[] multipliers) in Draws(name))
        {
            Evaluated all = Evaluated.At(p.Problem, x, multipliers);
            (double[] gradient, double[] constraints) = (new double[x.Length], new double[multipliers.Length]);
            double[] jacobian = new double[all.Jacobian.Length];
            double[] hessian = new double[all.Hessian.Length];
            Assert.Equal(all.Value, p.Problem.Evaluate(x, gradient, constraints, jacobian));
            p.Problem.LagrangianHessian(x, multipliers, hessian);
            Assert.Equal(all.Gradient, gradient);
            Assert.Equal(all.Constraints, constraints);
            Assert.Equal(all.Jacobian, jacobian);
            Assert.Equal(all.Hessian, hessian);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_allocated(string name)
    {
        TestProblem p = ConstrainedProblems.Of(name);
        (double[] x, double[] multipliers) = ([.. p.Start], new double[p.Problem.ConstraintCount]);
        double[] gradient = new double[x.Length];
        double[] constraints = new double[multipliers.Length];
        double[] jacobian = new double[p.Problem.JacobianPattern.EntryCount];
        double[] hessian = new double[p.Problem.HessianPattern.EntryCount];
        p.Problem.Evaluate(x, multipliers, gradient, constraints, jacobian, hessian);
        long before = GC.GetAllocatedBytesForCurrentThread();
        p.Problem.Evaluate(x, multipliers, gradient, constraints, jacobian, hessian);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Tables mix these up.</summary>
    [Fact]
    public void Problems_that_are_alike_are_not_the_same()
    {
        Vec x = (Vec)new[] { 1.5, 1.25, 0.75, 2, 0.5 };
        Assert.NotEqual(Constraints("BT6"), Constraints("HS77"));
        Assert.NotEqual(Constraints("BT11"), Constraints("HS79"));
        Assert.Same(ConstrainedProblems.Of("HS39").Problem, ConstrainedProblems.Of("BT9").Problem);

        double[] Constraints(string name) => ConstrainedProblems.Of(name).Constraints(x).ToArray();
    }

    [Theory]
    [InlineData("HS6", 4.84, new[] { -4.4 })]
    [InlineData("HS40", -0.4096, new[] { 0.152, -0.288, -0.16 })]
    [InlineData("HS78", -6, new[] { 2.25, -2, -3.625 })]
    [InlineData("HS100LNP", 714, new double[] { 13, 4 })]
    public void Problems_at_their_starts_are_as_published(string name, double value, double[] constraints)
    {
        TestProblem p = ConstrainedProblems.Of(name);
        Evaluated at = Evaluated.At(p.Problem, [.. p.Start], new double[constraints.Length]);
        Assert.Equal(value, at.Value, 1E-12);
        Assert.All(constraints.Zip(at.Constraints), c => Assert.Equal(c.First, c.Second, 1E-12));
    }

    private static void AssertIs(string what, Func<double[], double> f, double slope, double[] x, double[] v)
    {
        (double along, double error) = Differences.Along(f, x, v);
        double bound = error * (error < 1E-9 * (1 + Math.Abs(along)) ? Cancellation : 1);
        Assert.True(Math.Abs(slope - along) <= bound, $"{what}: {slope} is {along} ± {bound}");
    }

    private static double[] LagrangianGradient(IConstrainedProblem problem, double[] x, double[] multipliers)
    {
        Evaluated at = Evaluated.At(problem, x, multipliers);
        return [.. at.Gradient.Zip(Evaluated.TransposeTimes(problem.JacobianPattern, at.Jacobian, multipliers), (g, j) => g + j)];
    }

    private static IEnumerable<(TestProblem Problem, double[] X, double[] Multipliers)> Draws(string name)
    {
        TestProblem problem = ConstrainedProblems.Of(name);
        var random = new Random(Seed);
        for (int k = 0; k < Points; k++)
        {
            double[] d = Draw(random, problem.Start.Count);
            double[] x = [.. problem.Start.Select((e, i) => e + (Spread * (1 + Math.Abs(e)) * d[i]))];
            yield return (problem, x, Draw(random, problem.Problem.ConstraintCount));
        }
    }

    private static double[] Draw(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
}
