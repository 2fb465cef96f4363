using Numerics.Rules;

namespace Numerics.OptimalTransport.Tests;

/// <summary>The sparsity theorem: for η = 1/ε ≥ (1 + log nm)/Δ, Δ the gap between the best and the second-best vertex, the plan
/// after t iterations is within 2e·nm·e^(−ηΔ) + √q/√t of a matrix with the best vertex's entries alone.</summary>
/// <remarks>The first term is Weed's (COLT 2018, Theorem 5) for plans of mass 1, whose entropies differ by at most log nm; with
/// n = m it is below the method's 6n²e^(−ηΔ), since 2e &lt; 6. The second is derived at
/// <see cref="Iterations_leave_a_root_of_the_dual_gap"/>.</remarks>
public class SparsityTests
{
    private const double Rounding = 1.0 / (1L << 53);
    private const double Tolerance = 1e-13;

    /// <summary>Above this η the fixed tolerance would need millions of iterations.</summary>
    private const double GreatestEta = 2500;

    private static readonly SinkhornOptions s_solved = new() { Tolerance = Tolerance, MaximumIterations = 2_000_000 };

    public static TheoryData<int, int, int> Shapes()
    {
        var shapes = new TheoryData<int, int, int>();
        foreach ((int rows, int columns) in ((int, int)[])[(2, 2), (2, 5), (5, 2), (3, 3), (3, 4), (4, 3)])
        {
            for (int seed = 0; seed < 6; seed++)
            {
                shapes.Add(rows, columns, seed);
            }
        }

        return shapes;
    }

    /// <summary>‖P − P*‖₁ ≤ 2e·nm·e^(−ηΔ) at the solution, with any weights, from the least η that the theorem allows.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_solved_plan_is_near_the_best_vertex(int rows, int columns, int seed)
    {
        Problem p = Problem.Draw(rows, columns, 100 + seed);
        Vertex[] vertices = [.. TransportVertices.Of(p).OrderBy(v => v.Cost)];
        double gap = vertices[1].Cost - vertices[0].Cost;
        double least = (1 + Math.Log(rows * columns)) / gap;
        foreach (double eta in new[] { least, 1.5 * least, 2 * least, 3 * least }.Where(eta => eta < GreatestEta))
        {
            Transport plan = p.Solve(1 / eta, s_solved);
            double apart = Distance(plan, vertices[0].Plan);
            double bound = (2 * Math.E * rows * columns * Math.Exp(-eta * gap)) + Unsolved(plan, eta);
            Assert.True(apart <= bound, $"{apart} apart at η = {eta}, where {bound} is allowed");
            Assert.True(Outside(plan, vertices[0].Entries) <= bound);
        }
    }

    /// <summary>Where the second-best vertex is one cycle through all points, the theorem's exponent is the true one: the plan is
    /// circulant, with rows proportional to e^(−ηC), so that ‖P − P*‖₁ = 2(1 − nP₁₁) is at least e^(−ηΔ).</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(9)]
    public void The_exponent_is_the_true_one_on_a_cycle(int n)
    {
        double gap = 1.0 / (4 * n);
        double[] cost = [.. Enumerable.Range(0, n * n).Select(k => (((k % n) - (k / n) + n) % n) switch
        {
            0 => 0,
            1 => gap,
            _ => 1.0,
        })];
        double[] weights = Problem.Numbers(n, () => 1.0 / n);
        var p = new Problem(n, n, cost, weights, weights);
        double[] best = [.. Enumerable.Range(0, n * n).Select(k => k / n == k % n ? 1.0 / n : 0)];
        foreach (double multiple in new[] { 1.0, 2, 4 })
        {
            double eta = multiple * (1 + (2 * Math.Log(n))) / gap;
            Transport plan = p.Solve(1 / eta, s_solved);
            double apart = Distance(plan, best);
            double bound = 2 * Math.E * n * n * Math.Exp(-eta * gap);
            Assert.InRange(apart, Math.Exp(-eta * gap), bound);

            // Exponents of at most 2η have five roundings each.
            double others = (n - 2) * Math.Exp(-eta);
            double expected = 2 * (Math.Exp(-eta * gap) + others) / (1 + Math.Exp(-eta * gap) + others);
            Assert.Equal(expected, apart, (10 * eta * Rounding) + Unsolved(plan, eta));
        }
    }

    /// <summary>The other term, √q/√t. With P of the potentials after t iterations and P° the solution, D° − D = ε·KL(P° | P) exactly
    /// (both have mass 1), so ‖P − P°‖₁ ≤ √(2η(D° − D)) by Pinsker. D is concave and rows are exact, so D° − D ≤
    /// ⟨b − Pᵀ1, g° − g⟩ ≤ K·E with E = ‖b − Pᵀ1‖₁ and K = max C − min C, since g and g°, soft minima of C's columns, vary by
    /// K at most. An update of g gains ε·KL(b | Pᵀ1) ≥ ε·E²/2: 1/(D° − D) grows by 1/(2ηK²) each time, so D° − D ≤
    /// 2ηK²/t and √q = 2ηK.</summary>
    [Theory]
    [InlineData(2, 2, 1)]
    [InlineData(3, 3, 0)]
    [InlineData(3, 3, 3)]
    [InlineData(3, 4, 0)]
    [InlineData(3, 4, 3)]
    [InlineData(4, 3, 3)]
    public void Iterations_leave_a_root_of_the_dual_gap(int rows, int columns, int seed)
    {
        Problem p = Problem.Draw(rows, columns, 100 + seed);
        Vertex[] vertices = [.. TransportVertices.Of(p).OrderBy(v => v.Cost)];
        double gap = vertices[1].Cost - vertices[0].Cost;
        double eta = 3 * (1 + Math.Log(rows * columns)) / gap;
        Transport solved = p.Solve(1 / eta, s_solved);
        double limit = (2 * Math.E * rows * columns * Math.Exp(-eta * gap)) + Unsolved(solved, eta);
        double range = p.Cost.Max() - p.Cost.Min();
        bool isEverFar = false;
        foreach (int t in new[] { 1, 2, 4, 8, 32, 128, 512, 2048, 8192 })
        {
            Transport plan = p.Solve(
                1 / eta, new SinkhornOptions { Scaling = 0, MaximumIterations = t, Tolerance = 0 });

            // The plan's potentials have had t updates of f, and as many of g, which do not lower D.
            double dual = plan.History[^1].DualValue;
            double missing = Math.Max(0, solved.DualValue - dual) + (solved.RoundingFloor / eta);
            Assert.True(missing <= (2 * eta * range * range / t) + (solved.RoundingFloor / eta));
            double apart = Distance(plan, solved);
            Assert.True(apart <= Math.Sqrt(2 * eta * missing), $"{apart} for {missing} after {t}");
            double outside = Outside(plan, vertices[0].Entries);
            Assert.True(outside <= limit + Math.Min(Math.Sqrt(2 * eta * missing), 2 * eta * range / Math.Sqrt(t)));
            isEverFar |= outside > limit;
        }

        Assert.True(isEverFar, "no iteration needed the second term");
    }

    /// <summary>How far a plan is from the solution, by its marginal error E: √(2ηKE) as derived above, K ≤ 1.</summary>
    private static double Unsolved(Transport plan, double eta) =>
        Math.Sqrt(2 * eta * (plan.MarginalError + plan.RoundingFloor));

    private static double Outside(Transport plan, int[] entries)
    {
        double[] all = plan.ToMatrix().ToArray();
        return all.Where((_, k) => !entries.Contains(k)).Sum();
    }

    private static double Distance(Transport plan, Transport other) => Distance(plan, other.ToMatrix().ToArray());

    private static double Distance(Transport plan, double[] other) =>
        plan.ToMatrix().ToArray().Zip(other, (x, y) => Math.Abs(x - y)).Sum();
}
