using FsCheck.Xunit;
using Numerics.Rules;
using static Numerics.Functions;

namespace Numerics.Properties.Rules;

/// <summary>The specification's laws of Lion that are no promises of the rule, on its definition.</summary>
[Properties(Arbitrary = [typeof(Cases)], MaxTest = 60, Replay = "(20260301,1)")]
public class LionLaws
{
    /// <summary>A dozen roundings of numbers of the size given.</summary>
    private const double Rounding = 3e-15;

    private const double Exponent = 6;

    private static (Vec X, Vec M) Run(
        Vec x, IEnumerable<Vec> gradients, double rate, double beta1, double beta2, double weightDecay)
    {
        Vec m = Vec.Zeros(x.Length);
        foreach (Vec g in gradients)
        {
            (x, m) = Lion.Step(x, m, g, rate, beta1, beta2, weightDecay);
        }

        return (x, m);
    }

    /// <summary>1. Without decay each coordinate moves by the rate, or stands still where c is 0.</summary>
    [Property]
    public void Every_step_has_the_length_of_the_rate(Case c)
    {
        const double Rate = 0.01;
        (Vec x, Vec m) = (c.Array(1), Vec.Zeros(c.Dimension));
        foreach (Vec g in c.Arrays(Exponent))
        {
            Vec direction = 0.9 * m + (1 - 0.9) * g;
            (Vec x1, Vec m1) = Lion.Step(x, m, g, Rate);
            for (int i = 0; i < c.Dimension; i++)
            {
                double ulp = Math.BitIncrement(Math.Abs(x[i].Value)) - Math.Abs(x[i].Value);
                Assert.Equal(direction[i].Value == 0 ? 0 : Rate, Math.Abs(x1[i].Value - x[i].Value), ulp + Rounding * Rate);
            }

            (x, m) = (x1, m1);
        }
    }

    /// <summary>3. β₁ = 0 is sign descent.</summary>
    [Property]
    public void Without_memory_it_is_sign_descent(Case c)
    {
        Vec start = c.Array(1);
        Vec[] gradients = c.Arrays(Exponent);
        Vec x = start;
        foreach (Vec g in gradients)
        {
            x -= 0.01 * (Sign(g) + 0.1 * x);
        }

        Case.Same(x, Run(start, gradients, 0.01, 0, 0.99, 0.1).X);
    }

    /// <summary>3. β₁ = β₂ steps by the sign of the momentum that it leaves behind.</summary>
    [Property]
    public void With_equal_memories_it_is_signum(Case c)
    {
        Vec x = Vec.Zeros(c.Dimension);
        Vec m = x;
        foreach (Vec g in c.Arrays(Exponent))
        {
            (Vec x1, m) = Lion.Step(x, m, g, 1, 0.95, 0.95);
            Case.Same(-Sign(m), x1 - x);
            x = Vec.Zeros(c.Dimension);
        }
    }

    /// <summary>7. A constant gradient leads along a known line, or towards a corner of the box.</summary>
    [Property]
    public void A_constant_gradient_has_a_closed_form(Case c)
    {
        Vec x = c.Array(0);
        Vec g = c.Array(Exponent);
        IEnumerable<Vec> constant = Enumerable.Repeat(g, c.Steps);
        double tolerance = c.Steps * Rounding;
        Case.Near(x - c.Steps * 0.01 * Sign(g), Run(x, constant, 0.01, 0.9, 0.99, 0).X, tolerance * 4);
        Vec corner = -Sign(g) / 0.5;
        Case.Near(
            corner + Math.Pow(1 - 0.01 * 0.5, c.Steps) * (x - corner),
            Run(x, constant, 0.01, 0.9, 0.99, 0.5).X,
            tolerance * 4);
    }

    /// <summary>8. The momentum is the geometric mean of the gradients.</summary>
    [Property]
    public void The_momentum_has_a_closed_form(Case c)
    {
        Vec[] gradients = c.Arrays(Exponent);
        Vec sum = Vec.Zeros(c.Dimension);
        Vec size = sum;
        for (int s = 1; s <= c.Steps; s++)
        {
            Vec term = (1 - 0.99) * Math.Pow(0.99, c.Steps - s) * gradients[s - 1];
            (sum, size) = (sum + term, size + Abs(term));
        }

        Vec m = Run(Vec.Zeros(c.Dimension), gradients, 0.01, 0.9, 0.99, 0).M;
        Assert.Equal(0, CountTrue(Abs(m - sum) > c.Steps * Rounding * size).Value);
    }

    /// <summary>9. Without gradient and momentum there is only decay.</summary>
    [Property]
    public void A_zero_gradient_decays(Case c)
    {
        Vec x = c.Array(Exponent);
        Vec zero = Vec.Zeros(c.Dimension);
        (Vec x1, Vec m1) = Lion.Step(x, zero, zero, 0.1, weightDecay: 0.5);
        Assert.Equal(0, CountTrue(Abs(x1 - (1 - 0.05) * x) > Rounding * Abs(x)).Value);
        Case.Same(zero, m1);
        Case.Same(x, Lion.Step(x, zero, zero).x);
    }

    /// <summary>10. The sign sees the old momentum: the other order would step the other way.</summary>
    [Fact]
    public void The_sign_sees_the_old_momentum()
    {
        (Vec x, Vec m) = Lion.Step(new Vec([0.0]), new Vec([1.0]), new Vec([-8.9]), 1, 0.9, 0.99, 0);
        Assert.Equal(-1, x[0]);
        Assert.Equal(0.901, m[0].Value, Rounding);
    }

    /// <summary>A NaN stays in its element and is not hidden by the sign.</summary>
    [Fact]
    public void NaN_is_not_hidden()
    {
        (Vec x, Vec m) = Lion.Step(Vec.Zeros(2), Vec.Zeros(2), new Vec([double.NaN, 1]));
        Assert.Equal([double.NaN, -1e-4], x.ToArray());
        Assert.True(double.IsNaN(m[0].Value) && !double.IsNaN(m[1].Value));
    }
}
