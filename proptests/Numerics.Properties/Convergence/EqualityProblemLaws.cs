using Numerics.Testing;

namespace Numerics.Properties.Convergence;

/// <summary>The collection of constrained problems is typed as it was published.</summary>
public class EqualityProblemLaws
{
    /// <summary>Solutions and values are listed to five digits.</summary>
    private const double Listed = 1e-3;

    public static TheoryData<string> Names() => [.. EqualityProblems.All.Select(p => p.Name)];

    [Theory]
    [InlineData("HS6", 4.84, new[] { -4.4 })]
    [InlineData("HS40", -0.4096, new[] { 0.152, -0.288, -0.16 })]
    [InlineData("HS78", -6, new[] { 2.25, -2, -3.625 })]
    [InlineData("HS100LNP", 714, new[] { 13.0, 4 })]
    public void Values_at_the_start_are_the_published_ones(string name, double value, double[] constraints)
    {
        EqualityProblem problem = EqualityProblems.Named(name);
        Assert.Equal(value, problem.Value(problem.Start), 1e-12);
        Assert.All(problem.Constraints(problem.Start).Zip(constraints), c => Assert.Equal(c.Second, c.First, 1e-12));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_listed_solution_has_the_listed_value(string name)
    {
        EqualityProblem problem = EqualityProblems.Named(name);
        double[] x = problem.Solution.ToArray();
        Assert.All(problem.Constraints(x), c => Assert.Equal(0, c, Listed));
        Assert.Equal(problem.Minimum, problem.Value(x), Listed * (1 + Math.Abs(problem.Minimum)));
    }

    /// <summary>∇f + Jᵀλ = 0 for some λ: the part of ∇f outside the span of the constraints' gradients is
    /// nothing.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_listed_solution_is_stationary(string name)
    {
        EqualityProblem problem = EqualityProblems.Named(name);
        double[] x = problem.Solution.ToArray();
        double[] rest = problem.Gradient(x);
        double size = 1 + Math.Sqrt(Dot(rest, rest));
        foreach (double[] normal in Orthonormal(problem.Jacobian(x)))
        {
            double along = Dot(normal, rest);
            rest = [.. rest.Zip(normal, (r, n) => r - along * n)];
        }

        Assert.Equal(0, Math.Sqrt(Dot(rest, rest)) / size, Listed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_are_those_of_differences(string name)
    {
        EqualityProblem problem = EqualityProblems.Named(name);
        double[] x = problem.Start.ToArray();
        double h = Math.Cbrt(Math.ScaleB(1, -53));
        double[][] rows = [problem.Gradient(x), .. problem.Jacobian(x)];
        for (int i = 0; i < x.Length; i++)
        {
            double[] up = [.. x], down = [.. x];
            up[i] += h;
            down[i] -= h;
            double[] above = [problem.Value(up), .. problem.Constraints(up)];
            double[] below = [problem.Value(down), .. problem.Constraints(down)];
            for (int row = 0; row < rows.Length; row++)
            {
                double slope = (above[row] - below[row]) / (up[i] - down[i]);
                Assert.Equal(slope, rows[row][i], 1e-6 * (1 + Math.Abs(slope) + Math.Abs(above[row])));
            }
        }
    }

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    /// <summary>An orthonormal basis of the rows' span; rows that add nothing are left out.</summary>
    private static List<double[]> Orthonormal(double[][] rows)
    {
        var basis = new List<double[]>();
        foreach (double[] row in rows)
        {
            double[] rest = row;
            foreach (double[] normal in basis)
            {
                double along = Dot(normal, rest);
                rest = [.. rest.Zip(normal, (r, n) => r - along * n)];
            }

            double length = Math.Sqrt(Dot(rest, rest));
            if (length > Listed)
            {
                basis.Add([.. rest.Select(r => r / length)]);
            }
        }

        return basis;
    }
}
