using Numerics.Rules;
using Numerics.Testing;

namespace Numerics.Online;

/// <summary>Regret stays below the bound of each theorem, for every gradient sequence: on every environment, with
/// random parameters.</summary>
public class RegretLaws
{
    /// <summary>Sums of at most 600 terms in double, relative to the bound's size.</summary>
    private const double Rounding = 1e-9;
    private const int Seeds = 6;

    public static TheoryData<string, int> Cases()
    {
        var data = new TheoryData<string, int>();
        foreach (Arena arena in Arena.All)
        {
            for (int seed = 1; seed <= Seeds; seed++)
            {
                data.Add(arena.Name, seed);
            }
        }

        return data;
    }

    /// <summary>P1: Σ⟨g, x − u⟩ ≤ (5/2)·D·√(δ + V̄) + D·G − (√δ/(4D))·Σ‖x − x₋‖².</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Convex_steps_keep_their_bound(string name, int seed)
    {
        Arena arena = Arena.Named(name);
        foreach (SeaEnvironment environment in Environments(seed, curvature: 0))
        {
            var random = new Random(seed);
            double delta = Math.Pow(10, (5 * random.NextDouble()) - 3);
            double diameter = arena.Diameter(environment.Dimension);
            double g = environment.GradientBound(arena.Diameter(environment.Dimension));
            Optimism optimism = (Optimism)random.Next(3);
            Match match = Match.Play(arena, environment, StepSize.Convex(diameter, g, delta: delta), 600, optimism);
            double bound = (2.5 * diameter * Math.Sqrt(delta + match.Variation)) + (diameter * g)
                - (Math.Sqrt(delta) / (4 * diameter) * match.Moves);
            Assert.All(Comparators(arena, match, random), u => Below(match.Regret(u), bound, environment));
        }
    }

    /// <summary>P2: Σ[⟨g, x − u⟩ − (λ/2)‖x − u‖²] ≤ λD²/4 + Σ (4/(λt))·vₜ − Σ (λ(t−1)/8)·‖xₜ − xₜ₋₁‖².</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Strongly_convex_steps_keep_their_bound(string name, int seed)
    {
        Arena arena = Arena.Named(name);
        var random = new Random(seed);
        double lambda = Math.Pow(10, random.NextDouble() - 1);
        foreach (SeaEnvironment environment in Environments(seed, lambda))
        {
            double diameter = arena.Diameter(environment.Dimension);
            Match match = Match.Play(arena, environment, StepSize.StronglyConvex(lambda), 600);
            double bound = (lambda * diameter * diameter / 4) + match.Deviations.Select(
                (v, i) => 4 * v / (lambda * (i + 1))).Sum()
                - match.Points.Zip(match.Points.Skip(1), Arena.SquaredDistance).Select(
                    (m, i) => lambda * (i + 1) / 8 * m).Sum();
            Assert.All(Comparators(arena, match, random), u => Below(
                match.Regret(u) - match.Points.Sum(x => lambda / 2 * Arena.SquaredDistance(x, u)), bound, environment));
        }
    }

    /// <summary>Every environment is checked against G, which the theorems need, and V̄ is the sum of the
    /// deviations.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Environments_keep_their_constants(string name, int seed)
    {
        Arena arena = Arena.Named(name);
        foreach (SeaEnvironment environment in Environments(seed, curvature: 0.5))
        {
            double g = environment.GradientBound(arena.Diameter(environment.Dimension));
            Match match = Match.Play(arena, environment, StepSize.Convex(arena.Diameter(environment.Dimension), g),
                600);
            Assert.All(match.Gradients, e => Assert.True(Arena.Norm(e) <= g * (1 + Rounding), environment.Name));
            Assert.Equal(1, match.Deviations.Sum() / match.Variation, Rounding);
        }
    }

    /// <summary>The entropy: Σ⟨g, x − u⟩ ≤ (ln n)/η_T + Σ (ηₜ/2)·‖gₜ − Mₜ‖∞² for steps that fall with V̄, which is at
    /// most 2·√(ln n)·√(4G² + V̄); ln n/η + η·V̄ − (1/4η)·Σ‖x − x₋‖₁² for a constant one.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Entropy_steps_keep_their_bounds(int seed)
    {
        foreach (SeaEnvironment environment in Environments(seed, curvature: 0))
        {
            int n = environment.Dimension + 1;
            var random = new Random(seed);
            double g = environment.GradientBound(1);
            double rate = Math.Pow(10, random.NextDouble() - 1.5);
            Match constant = Hedge(SeaEnvironment.All(n, seed)[seed % 7], StepSize.Constant(rate), random);
            double moves = constant.Points.Zip(
                constant.Points.Skip(1), (a, b) => Math.Pow(a.Zip(b, (p, q) => Math.Abs(p - q)).Sum(), 2)).Sum();
            Below(constant.Regret(Arena.Vertex(constant.Sum)),
                (Math.Log(n) / rate) + (rate * constant.Variation) - (moves / (4 * rate)), environment);

            SeaEnvironment fresh = SeaEnvironment.All(n, seed).Single(e => e.Name == environment.Name);
            Match falling = Hedge(fresh, StepSize.Entropy(n, fresh.GradientBound(1)), random);
            double bound = (Math.Log(n) / falling.Rates[^1]) + falling.Rates.Zip(
                falling.Deviations, (e, v) => e * v / 2).Sum();
            Below(falling.Regret(Arena.Vertex(falling.Sum)), bound, fresh);
            double closed = 2 * Math.Sqrt(Math.Log(n)) * Math.Sqrt(
                (4 * fresh.GradientBound(1) * fresh.GradientBound(1)) + falling.Variation);
            Assert.True(bound <= closed * (1 + Rounding), $"{bound} exceeds {closed}");
        }
    }

    /// <summary>E1, for averages over seeds: 5√10·D²L + (7/2)·D·G + 5√2·D·√σ² + 5·D·√Σ², with σ² and Σ²
    /// measured.</summary>
    [Fact]
    public void Expected_regret_follows_noise_and_drift()
    {
        const double Curvature = 0.1;
        Arena ball = Arena.Named("Ball");
        double diameter = ball.Diameter(3);
        for (int kind = 0; kind < 7; kind++)
        {
            double regret = 0, noise = 0, drift = 0, g = 0;
            const int Runs = 20;
            string name = "";
            for (int seed = 1; seed <= Runs; seed++)
            {
                SeaEnvironment environment = SeaEnvironment.All(3, seed)[kind].WithCurvature(Curvature);
                (name, g) = (environment.Name, environment.GradientBound(Arena.Radius));
                Match match = Match.Play(ball, environment, StepSize.Convex(diameter, g, Curvature), 400);
                regret += match.Regret(ball.Least(match.Sum)) / Runs;
                noise += environment.Noise / Runs;
                drift += environment.Drift / Runs;
            }

            double bound = (5 * Math.Sqrt(10) * diameter * diameter * Curvature) + (3.5 * diameter * g)
                + (5 * Math.Sqrt(2 * noise) * diameter) + (5 * diameter * Math.Sqrt(drift));
            Assert.True(regret <= bound, $"{name}: {regret} exceeds {bound}");
        }
    }

    private static Match Hedge(SeaEnvironment environment, StepSize steps, Random random) => Match.Play(
        (x, s, h, g, ref v, r) => OptimisticEntropy.Step(
            s, h, g, x, ref v, r.Optimism, r.Number, r.NextScale, r.Offset, r.Growth),
        [.. Enumerable.Repeat(1.0 / environment.Dimension, environment.Dimension)], new double[environment.Dimension],
        environment, steps, 600, (Optimism)random.Next(3),
        (g, m) => Math.Pow(g.Zip(m, (a, b) => Math.Abs(a - b)).Max(), 2));

    private static IEnumerable<SeaEnvironment> Environments(int seed, double curvature) =>
        SeaEnvironment.All(1 + (seed % 5), seed).Select(e => e.WithCurvature(curvature));

    /// <summary>The best in hindsight, and five random points of the set: of mixtures of its extreme points.</summary>
    private static IEnumerable<double[]> Comparators(Arena arena, Match match, Random random)
    {
        yield return arena.Least(match.Sum);
        for (int i = 0; i < 5; i++)
        {
            double[] a = arena.Least([.. match.Sum.Select(_ => random.NextDouble() - 0.5)]);
            double[] b = arena.Least([.. match.Sum.Select(_ => random.NextDouble() - 0.5)]);
            double share = random.NextDouble();
            yield return [.. a.Zip(b, (p, q) => (share * p) + ((1 - share) * q))];
        }
    }

    private static void Below(double regret, double bound, SeaEnvironment environment) => Assert.True(
        regret <= bound + (Rounding * (Math.Abs(bound) + 1)),
            $"{environment.Name}, seed {environment.Seed}: {regret} exceeds {bound}");
}
