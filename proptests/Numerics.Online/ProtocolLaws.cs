using Numerics.Rules;
using Numerics.Testing;

namespace Numerics.Online;

/// <summary>The specification's protocol A: losses that turn with period P, on the box [−1, 1]³, 10000
/// rounds.</summary>
public class ProtocolLaws
{
    private const int Rounds = 10_000;

    /// <summary>The listed values begin at t = 1, the environment at 0, and are rounded: a few rounds'
    /// losses.</summary>
    private const double Listed = 15;

    [Theory]
    [InlineData(20, -691, 183, -476)]
    [InlineData(100, -8529, -473, -190)]
    public void Without_noise_regret_is_the_listed(double period, double optimistic, double plain, double leader)
    {
        Assert.Equal(optimistic, Regret(period, 0, Optimism.LastGradient, follows: false), Listed);
        Assert.Equal(plain, Regret(period, 0, Optimism.None, follows: false), Listed);
        Assert.Equal(leader, Regret(period, 0, Optimism.LastGradient, follows: true), Listed);
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(0, 100)]
    [InlineData(0, 500)]
    [InlineData(0.1, 20)]
    [InlineData(0.1, 100)]
    [InlineData(0.1, 500)]
    public void Optimism_is_best_where_losses_drift(double noise, double period)
    {
        double optimistic = Regret(period, noise, Optimism.LastGradient, follows: false);
        Assert.True(optimistic < Regret(period, noise, Optimism.None, follows: false));
        Assert.True(optimistic < Regret(period, noise, Optimism.LastGradient, follows: true));
    }

    /// <summary>Σ⟨b, x⟩ + ‖Σ b‖₁.</summary>
    private static double Regret(double period, double noise, Optimism optimism, bool follows)
    {
        SeaEnvironment environment = SeaEnvironment.Drifting(3, 1, noise, period);
        StepSize steps = StepSize.Convex(2 * Math.Sqrt(3), environment.GradientBound(0));
        Round round = follows
            ? (x, s, h, g, ref v, r) => LeaderBox.Step(
                [0, 0, 0], s, h, g, x, ref v, -1, 1, r.Optimism, r.Number, r.NextScale, r.Offset, r.Growth)
            : (x, s, h, g, ref v, r) => OptimisticBox.Step(
                s, h, g, x, ref v, -1, 1, r.Optimism, r.Number, r.Scale, r.NextScale, r.Offset, r.Growth);
        double[] x = new double[3], secondary = new double[3], hint = new double[3], sum = new double[3],
            g = new double[3];
        (double variation, double loss) = (0, 0);
        for (int t = 1; t <= Rounds; t++)
        {
            environment.Next(x, g);
            loss += Arena.Dot(environment.Mean.ToArray(), x);
            for (int i = 0; i < 3; i++)
            {
                sum[i] += environment.Mean[i];
            }

            round(x, secondary, hint, g, ref variation, new MirrorRound(
                optimism, t, steps.Scale(t), steps.Scale(t + 1), steps.Offset, steps.Growth));
        }

        return loss + sum.Sum(Math.Abs);
    }
}
