using Numerics.Rules;
using Numerics.Testing;

namespace Numerics.Online;

/// <summary>What optimistic mirror descent is the same as, and what it does not notice.</summary>
public class InvariantLaws
{
    /// <summary>Roundings of double that add up over the rounds of a test.</summary>
    private const double Rounding = 1e-12;
    private const int Rounds = 200;
    private const int Length = 6;

    public static TheoryData<string> Arenas => [.. Arena.All.Select(a => a.Name)];

    /// <summary>2. Without hints it is mirror descent: x' = x̂' to the bit, and x̂' = Π(x − ηg) by another
    /// formula.</summary>
    [Theory]
    [MemberData(nameof(Arenas))]
    public void Without_hints_it_is_gradient_descent(string name)
    {
        Arena arena = Arena.Named(name);
        (double[] x, double[] secondary, double[] hint) = (
            arena.Start(Length), arena.Start(Length), new double[Length]);
        double variation = 0;
        foreach (double[] g in Gradients(1))
        {
            double[] expected = Projection(name, [.. x.Zip(g, (a, b) => a - (0.1 * b))]);
            arena.Step(x, secondary, hint, g, ref variation, Numbers(Optimism.None, 0.1));
            Near(expected, x);
            Near(secondary, x);
            Assert.All(hint, h => Assert.Equal(0, h));
        }
    }

    /// <summary>3. A hint that is the gradient to come: xₜ = x̂ₜ₊₁, and Σ⟨g, x − u⟩ ≤ D²/(2η).</summary>
    [Theory]
    [MemberData(nameof(Arenas))]
    public void With_an_oracle_s_hint_regret_is_bounded_for_ever(string name)
    {
        const double Rate = 0.1;
        Arena arena = Arena.Named(name);
        (double[] x, double[] secondary, double[] hint) = (
            arena.Start(Length), arena.Start(Length), new double[Length]);
        (double variation, double loss) = (0, 0);
        var sum = new double[Length];
        foreach (double[] g in Gradients(2))
        {
            Play(name, secondary, g, x, Rate);
            g.CopyTo(hint, 0);
            loss += Arena.Dot(g, x);
            double[] played = [.. x];
            for (int i = 0; i < Length; i++)
            {
                sum[i] += g[i];
            }

            arena.Step(x, secondary, hint, g, ref variation, Numbers(Optimism.LastGradient, Rate));
            Near(secondary, played);
        }

        Assert.Equal(0, variation);
        double diameter = arena.Diameter(Length);
        Assert.InRange(loss - Arena.Dot(sum, arena.Least(sum)), double.NegativeInfinity,
            diameter * diameter / (2 * Rate));
    }

    /// <summary>4. On the whole space with a constant step, mirror descent, follow-the-regularized-leader and x' = x −
    /// η(2g − g₋) are one.</summary>
    [Fact]
    public void On_the_whole_space_three_forms_are_one()
    {
        double[] x = new double[Length], secondary = new double[Length], hint = new double[Length];
        double[] led = new double[Length], sum = new double[Length], ledHint = new double[Length],
            single = new double[Length];
        double[] last = new double[Length];
        (double v, double w) = (0, 0);
        foreach (double[] g in Gradients(3))
        {
            OptimisticGradientDescent.Step(secondary, hint, g, x, ref v, Optimism.LastGradient, 1, 0.1, 0.1);
            LeaderWhole.Step(new double[Length], sum, ledHint, g, led, ref w, Optimism.LastGradient, 1, 0.1);
            for (int i = 0; i < Length; i++)
            {
                single[i] -= 0.1 * ((2 * g[i]) - last[i]);
            }

            g.CopyTo(last, 0);
            Near(single, x);
            Near(led, x);
        }

        Assert.Equal(1, w / v, Rounding);
    }

    /// <summary>On a ball, a box and the simplex the two forms differ, except while nothing has been
    /// projected.</summary>
    [Fact]
    public void Inside_a_box_both_forms_are_one()
    {
        double[] x = new double[Length], secondary = new double[Length], hint = new double[Length];
        double[] led = new double[Length], sum = new double[Length], ledHint = new double[Length];
        (double v, double w) = (0, 0);
        foreach (double[] g in Gradients(4))
        {
            OptimisticBox.Step(secondary, hint, g, x, ref v, -1e3, 1e3, Optimism.RunningMean, 3, 0.1, 0.1);
            LeaderBox.Step(new double[Length], sum, ledHint, g, led, ref w, -1e3, 1e3, Optimism.RunningMean, 3, 0.1);
            Near(led, x);
        }
    }

    /// <summary>Multiplicative weights: x̂' ∝ x̂·exp(−ηg), xₜ ∝ x̂·exp(−ηM), as the two-step form has it; and a
    /// constant added to all losses changes nothing.</summary>
    [Theory]
    [InlineData(Optimism.None)]
    [InlineData(Optimism.LastGradient)]
    [InlineData(Optimism.RunningMean)]
    public void Entropy_is_multiplicative_weights(Optimism optimism)
    {
        const double Rate = 0.3;
        double[] x = new double[Length], losses = new double[Length], hint = new double[Length];
        double[] shifted = new double[Length], shiftedLosses = new double[Length], shiftedHint = new double[Length];
        double[] secondary = [.. Enumerable.Repeat(1.0 / Length, Length)], mean = new double[Length];
        (double v, double w, int t) = (0, 0, 0);
        foreach (double[] g in Gradients(5))
        {
            t++;
            OptimisticEntropy.Step(losses, hint, g, x, ref v, optimism, t, Rate);
            OptimisticEntropy.Step(shiftedLosses, shiftedHint, [.. g.Select(e => e + 2)], shifted, ref w, optimism, t,
                Rate);
            secondary = Weighted(secondary, g, Rate);
            mean = [.. mean.Zip(g, (m, e) => m + ((e - m) / t))];
            double[] expected = optimism switch
            {
                Optimism.None => secondary,
                Optimism.LastGradient => Weighted(secondary, g, Rate),
                _ => Weighted(secondary, mean, Rate),
            };
            Near(expected, x);
            Near(shifted, x);
            Assert.Equal(1, x.Sum(), Length * Rounding);
        }
    }

    /// <summary>With steps that fall the entropy follows the leader: x' ∝ exp(−η'·(Σg + M')), η' with this round's
    /// deviation.</summary>
    [Fact]
    public void Entropy_follows_the_leader_where_steps_fall()
    {
        double[] x = new double[Length], losses = new double[Length], hint = new double[Length],
            sum = new double[Length];
        (double v, double expectedV, int t) = (0, 0, 0);
        foreach (double[] g in Gradients(8))
        {
            t++;
            expectedV += Math.Pow(g.Zip(hint, (a, b) => Math.Abs(a - b)).Max(), 2);
            OptimisticEntropy.Step(losses, hint, g, x, ref v, Optimism.LastGradient, t, 3, 0.25, 1);
            sum = [.. sum.Zip(g, (a, b) => a + b)];
            double[] uniform = [.. Enumerable.Repeat(1.0, Length)];
            Near(Weighted(uniform, [.. sum.Zip(g, (a, b) => a + b)], 3 / Math.Sqrt(0.25 + expectedV)), x);
            Assert.Equal(1, v / expectedV, Rounding);
        }
    }

    /// <summary>5. Constant losses: v is 0 from the second round, so the step stays, x goes to the least point, and
    /// regret stays below (5/2)·D·√(δ + ‖g‖²) + D·G for all rounds.</summary>
    [Theory]
    [MemberData(nameof(Arenas))]
    public void Constant_losses_are_learnt_once(string name)
    {
        Arena arena = Arena.Named(name);
        double diameter = arena.Diameter(Length);
        foreach (double delta in new[] { 1e-3, 1.0 })
        {
            SeaEnvironment constant = SeaEnvironment.Stochastic(Length, 3, noise: 0);
            Match match = Match.Play(arena, constant, StepSize.Convex(diameter, 1, delta: delta), 2000);
            Assert.All(match.Deviations.Skip(1), d => Assert.Equal(0, d));
            Assert.All(match.Rates.Skip(1), r => Assert.Equal(match.Rates[1], r));
            double[] least = arena.Least(match.Sum);
            Assert.InRange(Arena.SquaredDistance(least, match.Points[^1]), 0, 1e-6);
            Assert.InRange(match.Regret(least), double.NegativeInfinity,
                (2.5 * diameter * Math.Sqrt(delta + 1)) + diameter);
            Assert.Equal(0, constant.Drift);
            Assert.Equal(0, constant.Noise);
        }
    }

    /// <summary>6. Coordinates in another order give the points in that order; 8. gradients and constants times c, a
    /// power of two, the same points to the bit.</summary>
    [Theory]
    [MemberData(nameof(Arenas))]
    public void Order_and_scale_are_not_noticed(string name)
    {
        Arena arena = Arena.Named(name);
        double[][] states = [arena.Start(Length), arena.Start(Length), new double[Length]];
        double[][] turned = [arena.Start(Length), arena.Start(Length), new double[Length]];
        double[][] scaled = [arena.Start(Length), arena.Start(Length), new double[Length]];
        (double v, double w, double u) = (0, 0, 0);
        StepSize steps = StepSize.Convex(2, 1, delta: 1), scaledSteps = StepSize.Convex(2, 4, delta: 16);
        int t = 0;
        foreach (double[] g in Gradients(6))
        {
            t++;
            double before = steps.Rate(t, v);
            arena.Step(states[0], states[1], states[2], g, ref v, Numbers(steps, t));
            arena.Step(turned[0], turned[1], turned[2], [.. g.Reverse()], ref w, Numbers(steps, t));
            arena.Step(scaled[0], scaled[1], scaled[2], [.. g.Select(e => 4 * e)], ref u, Numbers(scaledSteps, t));
            Near([.. turned[0].Reverse()], states[0]);
            Assert.Equal(states[0], scaled[0]);
            Assert.True(steps.Rate(t + 1, v) <= before);
        }
    }

    /// <summary>6. A ball turned by a rotation gives points turned by it.</summary>
    [Fact]
    public void A_ball_has_no_directions()
    {
        Arena ball = Arena.Named("Ball");
        double[][] states = [new double[Length], new double[Length], new double[Length]];
        double[][] turned = [new double[Length], new double[Length], new double[Length]];
        (double v, double w) = (0, 0);
        foreach (double[] g in Gradients(7))
        {
            ball.Step(states[0], states[1], states[2], g, ref v, Numbers(Optimism.LastGradient, 0.2));
            ball.Step(turned[0], turned[1], turned[2], Turned(g), ref w, Numbers(Optimism.LastGradient, 0.2));
            Near(turned[0], Turned(states[0]));
        }
    }

    private static double[] Turned(double[] x)
    {
        double[] y = [.. x];
        (double c, double s) = (Math.Cos(0.7), Math.Sin(0.7));
        for (int i = 0; i + 1 < y.Length; i++)
        {
            (y[i], y[i + 1]) = ((c * y[i]) - (s * y[i + 1]), (s * y[i]) + (c * y[i + 1]));
        }

        return y;
    }

    private static double[] Weighted(double[] x, double[] g, double rate)
    {
        double[] weights = [.. x.Zip(g, (a, b) => a * Math.Exp(-rate * b))];
        double sum = weights.Sum();
        return [.. weights.Select(e => e / sum)];
    }

    /// <summary>The spec's other way to the simplex: by sorting.</summary>
    private static double[] Projection(string name, double[] y)
    {
        if (name == "Ball")
        {
            double norm = Arena.Norm(y);
            return [.. y.Select(e => e * Math.Min(1, Arena.Radius / norm))];
        }

        if (name == "Box")
        {
            return [.. y.Select(e => Math.Clamp(e, Arena.Lower, Arena.Upper))];
        }

        double[] sorted = [.. y.OrderDescending()];
        (double sum, double theta) = (0, 0);
        for (int k = 0; k < sorted.Length; k++)
        {
            sum += sorted[k];
            theta = sorted[k] - ((sum - 1) / (k + 1)) > 0 ? (sum - 1) / (k + 1) : theta;
        }

        return [.. y.Select(e => Math.Max(e - theta, 0))];
    }

    private static void Play(string name, double[] secondary, double[] hint, double[] x, double rate)
    {
        switch (name)
        {
            case "Ball":
                OptimisticBall.Play(secondary, hint, x, Arena.Radius, rate);
                break;
            case "Box":
                OptimisticBox.Play(secondary, hint, x, Arena.Lower, Arena.Upper, rate);
                break;
            default:
                OptimisticSimplex.Play(secondary, hint, x, rate);
                break;
        }
    }

    private static MirrorRound Numbers(Optimism optimism, double rate) => new(optimism, 1, rate, rate, 1, 0);

    private static MirrorRound Numbers(StepSize steps, int t) =>
        new(Optimism.LastGradient, t, steps.Scale(t), steps.Scale(t + 1), steps.Offset, steps.Growth);

    private static IEnumerable<double[]> Gradients(int seed)
    {
        var random = new Random(seed);
        for (int t = 0; t < Rounds; t++)
        {
            yield return [.. Enumerable.Range(0, Length).Select(_ => (2 * random.NextDouble()) - 1)];
        }
    }

    private static void Near(double[] expected, double[] actual) =>
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, Rounding * (1 + Math.Abs(p.First))));
}
