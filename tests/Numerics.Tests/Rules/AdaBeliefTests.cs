using Numerics.Rules;

namespace Numerics.Tests.Rules;

/// <summary>Known answers of AdaBelief: closed forms of specs/adabelief.md, on kernels and definition.</summary>
public class AdaBeliefTests
{
    /// <summary>The specification's steps are rounded to three digits after the point.</summary>
    private const double Stated = 0.5e-3;

    /// <summary>Unit roundoff of a double.</summary>
    private const double Roundoff = 1.2e-16;

    /// <summary>Invariants 2 and 3: under a constant gradient steps grow from η/β₁.</summary>
    [Fact]
    public void Under_a_constant_gradient_steps_grow()
    {
        (int T, double Step)[] expected =
            [(1, 1.111), (2, 1.168), (5, 1.342), (10, 1.635), (20, 2.188), (50, 3.460), (100, 4.955)];
        (double[] x, double[] m, double[] s) = ([0.0], [0.0], [0.0]);
        for (int t = 1; t <= 100; t++)
        {
            double before = x[0];
            AdaBelief.Step(x, m, s, [1.0], t, learningRate: 1);
            double step = before - x[0];
            Assert.All(expected.Where(e => e.T == t), e => Assert.Equal(e.Step, step, Stated));
            double power = Math.Pow(0.999, t);
            double closed = 0.001 * 0.81 * (power - Math.Pow(0.81, t)) / (0.999 - 0.81) + (1e-16 * (1 - power) / 0.001);

            // Eight roundings a step; and m, near 1, is known to a few roundings of 1, which g − m keeps.
            Assert.Equal(closed, s[0], (8 * t * Roundoff * closed) + (0.001 * 4 * t * Roundoff));
        }
    }

    /// <summary>Invariant 6: a gradient that alternates is damped by (1 + β₁)/(2β₁) less than Adam damps it.</summary>
    [Fact]
    public void An_alternating_gradient_is_damped_as_computed()
    {
        (double[] x, double[] m, double[] s, double[] y, double[] n, double[] v) = ([0.0], [0.0], [0.0], [0.0], [0.0], [0.0]);
        double ratio = 0;
        for (int t = 1; t <= 6000; t++)
        {
            (double before, double adamBefore) = (x[0], y[0]);
            double[] g = [t % 2 == 0 ? -1 : 1];
            AdaBelief.Step(x, m, s, g, t, epsilon: 1e-30);
            Adam.Step(y, n, v, g, t, epsilon: 1e-30);
            ratio = Math.Abs(x[0] - before) / Math.Abs(y[0] - adamBefore);
        }

        // (g − m)² is off its limit by at most 2.1·(1 − β₁)/(1 + β₁)·β₁ᵏ in round k, of which s holds (1 − β₂)·β₂⁶⁰⁰⁰⁻ᵏ at the end; its
        // limit is (1.8/1.9)². Roundings of the averages in 6,000 rounds do not add up: each forgets by β₂.
        double stray = Enumerable.Range(1, 6000).Sum(k => 0.001 * Math.Pow(0.999, 6000 - k) * 2.1 * (0.1 / 1.9) * Math.Pow(0.9, k));
        double rounding = 8 * 1000 * Roundoff;
        Assert.Equal(1.9 / 1.8, ratio, (1.9 / 1.8 * stray / Math.Pow(1.8 / 1.9, 2)) + rounding);
    }

    /// <summary>Invariant 8: without a first moment nothing strays, and s is what ε adds up to.</summary>
    [Fact]
    public void Without_a_first_moment_it_is_descent()
    {
        (double[] x, double[] m, double[] s) = ([0.0, 0], [0.0, 0], [0.0, 0]);
        AdaBelief.Step(x, m, s, [1.0, -3], 1, learningRate: 1e-3, beta1: 0, epsilon: 0.01);
        double step = 1e-3 / (Math.Sqrt(0.01 / 0.001) + 0.01);
        Assert.Equal([0.01, 0.01], s);
        Assert.Equal(-step, x[0], 8 * Roundoff * step);
        Assert.Equal(3 * step, x[1], 8 * Roundoff * 3 * step);
    }

    /// <summary>Invariant 11: decay alone shrinks by 1 − ηλ a step.</summary>
    [Fact]
    public void Decay_alone_shrinks()
    {
        (double[] x, double[] m, double[] s) = ([2.0], [0.0], [0.0]);
        for (int t = 1; t <= 50; t++)
        {
            AdaBelief.Step(x, m, s, [0.0], t, learningRate: 0.1, weightDecay: 0.5);
        }


        // Fifty products of a rounded factor.
        double expected = 2 * Math.Pow(0.95, 50);
        Assert.Equal(expected, x[0], 100 * Roundoff * expected);
    }

    /// <summary>With β₂ = 0.999 the first five rectified steps do not divide.</summary>
    [Fact]
    public void Rectified_it_begins_as_descent()
    {
        (double[] x, double[] m, double[] s) = ([0.0], [0.0], [0.0]);
        for (int t = 1; t <= 6; t++)
        {
            double before = x[0];
            AdaBelief.Step(x, m, s, [0.25], t, learningRate: 1, rectify: true);

            // The bias of m' and its correction are rounded; the point is at most 2.
            Assert.True(t <= 5 == Math.Abs(before - x[0] - 0.25) < 8 * 2 * Roundoff, $"step {t} is {before - x[0]}");
        }
    }

    /// <summary>Protocol B, on |x| from 5: at most half of Adam's steps.</summary>
    [Fact]
    public void On_a_slope_it_needs_half_of_Adams_steps()
    {
        int Until(Action<double[], double[], double[], double[], int> step)
        {
            (double[] x, double[] m, double[] v) = ([5.0], [0.0], [0.0]);
            int t = 0;
            while (Math.Abs(x[0]) >= 0.1)
            {
                step(x, m, v, [Math.Sign(x[0])], ++t);
            }

            return t;
        }

        int belief = Until((x, m, s, g, t) => AdaBelief.Step(x, m, s, g, t, 0.01));
        int adam = Until((x, m, v, g, t) => Adam.Step(x, m, v, g, t, 0.01));
        Assert.InRange(belief, 1, adam / 2);
    }
}
