using FsCheck.Xunit;
using Numerics.Rules;
using static Numerics.Functions;

namespace Numerics.Properties.Rules;

/// <summary>The specification's laws of Lion-κ that are no promises of its rules, on the definitions of all rows.</summary>
[Properties(Arbitrary = [typeof(Cases)], MaxTest = 40, Replay = "(20260304,1)")]
public class LionKappaLaws
{
    /// <summary>The specification's slack, relative to the terms of each sum.</summary>
    private const double Slack = 1e-12;

    private const double Exponent = 3;

    /// <summary>Outside its set a conjugate is infinite.</summary>
    [Property]
    public void Outside_the_set_the_conjugate_is_infinite(Case c)
    {
        Vec x = c.Array(Exponent) + 1;
        Assert.All(LionKappaRow.All.Where(r => r.Violation is not null), row =>
        {
            Vec y = 1.001 * c.Dimension * row.Gradient(1e9 * x) + 0.01 * Sign(x);
            Assert.True(row.Violation!(y).Value > 0, row.Name);
            Assert.Equal(double.PositiveInfinity, row.Conjugate(y).Value);
        });
    }

    /// <summary>4. The other separable rows become the sign in their limits.</summary>
    [Property]
    public void Limits_are_known_rows(Case c)
    {
        Vec x = c.Array(Exponent);
        Vec even = c.Signs() * (1 + 9 * Abs(Tanh(c.Array(0))));
        Case.Near(Sign(x), LionKappaHuber.Subgradient(x, 1e-20), Slack);
        Case.Near(Sign(x), LionKappaRelativistic.Subgradient(x, 1e-20), Slack);
        Case.Near(Sign(x), LionKappaEntropy.Subgradient(x, 1e30), Slack);
        Case.Near(Sign(x), LionKappaSoftsign.Subgradient(x, 1e-30), Slack);

        // |xᵢ|/‖x‖ₚ ≥ 1/(10d), and 1 − r^(p−1) ≤ (p − 1)·ln(1/r).
        double almostOne = 1e-6 * Math.Log(10 * c.Dimension);
        Case.Near(Sign(even), LionKappaLp.Subgradient(even, 1 + 1e-6), almostOne + Slack);
    }

    /// <summary>2b: ties share the weight.</summary>
    [Fact]
    public void The_greatest_coordinates_share_the_weight()
    {
        Assert.Equal([0.5, 0, -0.5], LionKappaLInf.Subgradient(new Vec([2.0, 1, -2])).ToArray());
        Assert.Equal([0, 0], LionKappaLInf.Subgradient(Vec.Zeros(2)).ToArray());
    }

    /// <summary>5 and 6. Implicitly the distance to the set shrinks by 1/(1 + ηλ), against any gradients; so inside stays
    /// inside. The explicit rules promise 1 − ηλ.</summary>
    [Property(MaxTest = 40)]
    public void The_implicit_step_approaches_the_set_at_the_stated_rate(Case c)
    {
        double weightDecay = c.Uniform(0.1, 3);
        double rate = c.Uniform(0.001, 1) / weightDecay;
        Vec start = c.Array(1);
        Vec[] gradients = [.. c.Arrays(Exponent).Select((g, t) => t % 3 == 0 ? -1e3 * Sign(start) : g)];
        foreach (LionKappaRow row in LionKappaRow.All.Where(r => r.Violation is not null))
        {
            foreach (Vec from in new[] { 10 * start, row.Inside(start) })
            {
                Approaches(row, from / weightDecay, gradients, 1 / (1 + rate * weightDecay), weightDecay,
                    (x, m, g) => LionKappa.ImplicitStep(x, m, g, row.Gradient, rate, 0.9, 0.99, weightDecay));
            }
        }
    }

    private static void Approaches(
        LionKappaRow row, Vec x, Vec[] gradients, double factor, double weightDecay,
        Func<Vec, Vec, Vec, (Vec, Vec)> step)
    {
        Vec m = Vec.Zeros(x.Length);
        foreach (Vec g in gradients)
        {
            double before = row.Violation!(weightDecay * x).Value;
            (x, m) = step(x, m, g);
            double after = row.Violation(weightDecay * x).Value;
            double scale = 1 + Norm1(weightDecay * x).Value;
            Assert.True(after <= factor * before + Slack * scale, $"{row.Name}: {before} then {after}");
        }
    }

    /// <summary>9. The explicit step of rate η is the implicit one of rate η/(1 − ηλ).</summary>
    [Property]
    public void Explicit_and_implicit_steps_are_the_same_with_other_rates(Case c)
    {
        const double Rate = 0.05, WeightDecay = 0.7;
        Vec start = c.Array(1);
        Vec[] gradients = c.Arrays(Exponent);
        Assert.All(LionKappaRow.All, row =>
        {
            (Vec x, Vec m) = (start, Vec.Zeros(c.Dimension));
            (Vec y, Vec n) = (x, m);
            double largest = NormInf(start).Value;
            foreach (Vec g in gradients)
            {
                (x, m) = row.Step(x, m, g, Rate, 0.9, 0.99, WeightDecay);
                (y, n) = LionKappa.ImplicitStep(
                    y, n, g, row.Gradient, Rate / (1 - Rate * WeightDecay), 0.9, 0.99, WeightDecay);
                largest = Math.Max(largest, NormInf(x).Value);
                Case.Near(row.MomentumSign * m, -n, 0);
                Case.Near(x, y, Slack * largest);
            }
        });
    }

    /// <summary>The paper's sign and Lion's are the same for even κ, to the bit.</summary>
    [Property]
    public void Both_signs_of_the_momentum_agree_for_even_potentials(Case c)
    {
        (Vec x, Vec m, Vec g) = (c.Array(1), c.Array(Exponent), c.Array(Exponent));
        Assert.All(LionKappaRow.All.Where(r => r.MomentumSign > 0), row =>
        {
            (Vec x1, Vec m1) = LionKappa.Step(x, m, g, row.Gradient, 0.1, 0.9, 0.99, 0.5);
            (Vec x2, Vec m2) = LionKappa.DualStep(x, -m, g, row.Gradient, 0.1, 0.9, 0.99, 0.5);
            Case.Same(x1, x2);
            Case.Same(m1, -m2);
        });
    }

    /// <summary>A NaN is never hidden by a direction.</summary>
    [Fact]
    public void NaN_is_not_hidden()
    {
        Vec bad = new([1, double.NaN, -2]);
        Assert.All(LionKappaRow.All, row => Assert.True(double.IsNaN(row.Gradient(bad)[1].Value), row.Name));
        Assert.All(
            LionKappaRow.All, row => Assert.False(double.IsFinite(row.Residual(bad, bad, 0.1).Value), row.Name));
    }
}
