using FsCheck.Xunit;
using Numerics.Rules;
using static Numerics.Functions;

namespace Numerics.Properties.Rules;

/// <summary>The specifications' laws of AdaBelief, DiffGrad and EXAdam that are no promises of theirs, on the definitions.</summary>
[Properties(Arbitrary = [typeof(Cases)], MaxTest = 40, Replay = "(20260302,1)")]
public class AdamFamilyLaws
{
    /// <summary>Forty roundings, relative.</summary>
    private const double Rounding = 40 * 1.2e-16;

    private const double Exponent = 4;

    private static int Beyond(Vec actual, Vec least, Vec most) => (int)CountTrue(!((actual >= least) & (actual <= most))).Value;

    private static void NearInProportion(Vec expected, Vec actual, double tolerance) =>
        Assert.Equal(0, CountTrue(!(Abs(expected - actual) <= tolerance * Abs(expected))).Value);

    /// <summary>AdaBelief, 1: g − m' = β₁(g − m), so that s' may be had from the moment before. Where g is near m, the difference of
    /// g and m' keeps fewer digits: two roundings of |g| + |m|.</summary>
    [Property]
    public void What_strays_from_the_new_moment_is_a_share_of_what_strays_from_the_old(Case c)
    {
        (Vec m, Vec s) = (Vec.Zeros(c.Dimension), Vec.Zeros(c.Dimension));
        int t = 0;
        foreach (Vec g in c.Arrays(Exponent))
        {
            Vec expected = 0.999 * s + 0.001 * 0.81 * Square(g - m) + 1e-16;
            Vec lost = 0.002 * 0.9 * Abs(g - m) * (4 * 1.2e-16 * (Abs(g) + Abs(m)));
            (_, m, s) = AdaBelief.Step(m, m, s, g, ++t);
            Assert.Equal(0, Beyond(s - expected, -(lost + Rounding * s), lost + Rounding * s));
        }
    }

    /// <summary>AdaBelief, 4: s is at least what ε has added up to.</summary>
    [Property]
    public void AdaBeliefs_variance_has_a_floor(Case c)
    {
        (Vec m, Vec s) = (Vec.Zeros(c.Dimension), Vec.Zeros(c.Dimension));
        int t = 0;
        foreach (Vec g in c.Arrays(Exponent))
        {
            (_, m, s) = AdaBelief.Step(m, m, s, g, ++t, epsilon: 1e-3);
            double floor = 1e-3 * (1 - Math.Pow(0.999, t)) / (1 - 0.999);
            Assert.Equal(0, CountTrue(s < (1 - (c.Steps * Rounding)) * floor).Value);
        }
    }

    /// <summary>AdaBelief, 9: once rectified steps divide, they are shorter than plain ones, by less and less.</summary>
    [Property(MaxTest = 5)]
    public void Rectified_steps_tend_to_plain_ones(Case c)
    {
        Vec zero = Vec.Zeros(c.Dimension);
        (Vec m, Vec s) = (zero, zero);
        double before = 0;
        for (int t = 1; t <= 3000; t++)
        {
            Vec g = Vec.Filled(c.Dimension, 2 + Math.Cos(t));
            Vec rectified = AdaBelief.Step(zero, m, s, g, t, epsilon: 1e-30, rectify: true).x;
            (Vec plain, m, s) = AdaBelief.Step(zero, m, s, g, t, epsilon: 1e-30);
            if (t > 5)
            {
                double share = rectified[0].Value / plain[0].Value;
                Assert.True(share > before && share < 1, $"step {t}: {before} then {share}");
                before = share;
            }
        }

        Assert.True(before > 0.85);
    }

    /// <summary>DiffGrad, 1 and 2: between a half of Adam's step and the whole, with its sign.</summary>
    [Property]
    public void DiffGrads_steps_are_between_half_of_Adams_and_Adams(Case c)
    {
        Vec zero = Vec.Zeros(c.Dimension);
        (Vec m, Vec v, Vec p) = (zero, zero, zero);
        int t = 0;
        foreach (Vec g in c.Arrays(Exponent))
        {
            Vec adam = Adam.Step(zero, m, v, g, ++t).x;
            (Vec x, m, v, p) = DiffGrad.Step(zero, m, v, p, g, t);
            Case.Same(g, p);
            Vec sign = Sign(adam);
            Assert.Equal(0, Beyond(sign * x, (0.5 - Rounding) * Abs(adam), (1 + Rounding) * Abs(adam)));
        }
    }

    /// <summary>DiffGrad, 3 and 6: half of Adam's step where the gradient repeats, Adam's where it changes by 40.</summary>
    [Property]
    public void DiffGrad_takes_half_a_step_where_a_gradient_repeats(Case c)
    {
        Vec zero = Vec.Zeros(c.Dimension);
        (Vec m, Vec v, Vec g) = (c.Array(1), Square(c.Array(1)), c.Array(1));
        Vec adam = Adam.Step(zero, m, v, g, 3).x;
        NearInProportion(0.5 * adam, DiffGrad.Step(zero, m, v, g, g, 3).x, Rounding);
        NearInProportion(adam, DiffGrad.Step(zero, m, v, g + 40, g, 3).x, Rounding);
        NearInProportion(adam, DiffGrad.Step(zero, m, v, g + 40, g, 3, signedChange: true).x, Rounding);
    }

    /// <summary>DiffGrad, 5: with gradients below δ the step is Adam's at half the rate, up to a factor 1 + δ: ξ ≤ ½ + |Δ|/4.</summary>
    [Property]
    public void DiffGrad_on_small_gradients_is_Adam_at_half_the_rate(Case c)
    {
        const double Delta = 1e-3;
        Vec zero = Vec.Zeros(c.Dimension);
        (Vec m, Vec v, Vec p) = (zero, zero, zero);
        int t = 0;
        foreach (Vec g in c.Arrays(0).Select(g => Clamp(g, -1, 1) * Delta))
        {
            Vec half = Abs(Adam.Step(zero, m, v, g, ++t, learningRate: 0.5e-3).x);
            (Vec x, m, v, p) = DiffGrad.Step(zero, m, v, p, g, t);
            Assert.Equal(0, Beyond(Abs(x), (1 - Rounding) * half, (1 + Delta + Rounding) * half));
        }
    }

    /// <summary>EXAdam, 6: without the gradient's part a step is at most 1 + β₂ᵗ of Adam's.</summary>
    [Property]
    public void EXAdams_corrections_at_most_double_Adams_step(Case c)
    {
        Vec zero = Vec.Zeros(c.Dimension);
        (Vec m, Vec v) = (zero, zero);
        int t = 0;
        foreach (Vec g in c.Arrays(Exponent))
        {
            Vec adam = Abs(Adam.Step(zero, m, v, g, ++t).x);
            Vec share = Ema(m, g);
            (Vec x, m, v) = EXAdam.Step(zero, m, v, g, t);

            // x is a multiple of m' + g, of which m' has the share m'/(m' + g); a sum that cancels keeps few digits.
            Vec ofMoment = Abs(x) * Abs(share / (m + g));
            Vec most = (1 + Math.Pow(0.999, t) + Rounding) * adam * (1 + 4 * 1.2e-16 * (Abs(m) + Abs(g)) / Abs(m + g));
            Assert.Equal(0, CountTrue(ofMoment > most).Value);
        }
    }

    /// <summary>EXAdam, 9: with all squares far above ε, the scale of the gradients hardly counts: each of d₁ and d₂ by at most ε/v and
    /// ε/m².</summary>
    [Property]
    public void EXAdam_hardly_sees_the_scale_of_great_gradients(Case c)
    {
        const double K = 1e4;
        Vec zero = Vec.Zeros(c.Dimension);
        (Vec m, Vec v, Vec m2, Vec v2) = (zero, zero, zero, zero);
        int t = 0;
        foreach (Vec g in c.Arrays(0).Select(g => (3 + Clamp(g, -2, 2)) * Math.Sqrt(K * 1e-8 * 1e3)))
        {
            Vec x = EXAdam.Step(zero, m, v, g, ++t).x;
            (_, m, v) = EXAdam.Step(zero, m, v, g, t);
            (Vec x2, m2, v2) = EXAdam.Step(zero, m2, v2, 8 * g, t);
            NearInProportion(x, x2, 2 / K);
        }
    }

    private static Vec Ema(Vec m, Vec g) => BuildingBlocks.Ema(m, g, 0.9);
}
