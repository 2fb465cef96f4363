using FsCheck.Xunit;
using Numerics.Rules;
using static Numerics.Functions;

namespace Numerics.Properties.Rules;

/// <summary>The specification's laws of Lion-κ, on the definitions of all rows.</summary>
[Properties(Arbitrary = [typeof(Cases)], MaxTest = 40, Replay = "(20260304,1)")]
public class LionKappaLaws
{
    /// <summary>The specification's slack, relative to the terms of each sum.</summary>
    private const double Slack = 1e-12;

    private const double Exponent = 3;

    private static readonly string[] SetRows =
        [nameof(LionKappaL1), nameof(LionKappaLp), nameof(LionKappaL2), nameof(LionKappaLInf)];

    /// <summary>1. κ(z) ≥ κ(x) + ⟨∇κ(x), z − x⟩.</summary>
    [Property]
    public void The_direction_is_a_subgradient(Case c)
    {
        (Vec x, Vec z) = (c.Array(Exponent), c.Array(Exponent));
        Assert.All(LionKappaRow.All, row =>
        {
            (double kx, double kz) = (row.Potential(x).Value, row.Potential(z).Value);
            Vec terms = row.Gradient(x) * (z - x);
            double scale = Math.Abs(kx) + Math.Abs(kz) + Norm1(terms).Value;
            Assert.True(kz >= kx + Sum(terms).Value - Slack * scale, row.Name);
        });
    }

    /// <summary>2. κ(x) + κ*(∇κ(x)) = ⟨x, ∇κ(x)⟩.</summary>
    [Property]
    public void Fenchel_and_Young_agree_at_the_direction(Case c)
    {
        Vec x = c.Array(Exponent);
        Assert.All(LionKappaRow.All, row =>
        {
            Vec y = row.Gradient(x);
            double gap = (row.Potential(x) + row.Conjugate(y) - Dot(x, y)).Value;
            double scale = 1 + Math.Abs(row.Potential(x).Value) + Norm1(x * y).Value;
            Assert.True(Math.Abs(gap) <= Slack * scale, $"{row.Name}: {gap}");
        });
    }

    /// <summary>2. κ(x) + κ*(y) ≥ ⟨x, y⟩ elsewhere in the domain.</summary>
    [Property]
    public void Fenchel_and_Young_bound_everywhere(Case c)
    {
        (Vec x, Vec z, double s) = (c.Array(Exponent), c.Array(Exponent), c.Uniform(0, 1));
        Assert.All(LionKappaRow.All, row =>
        {
            Vec y = (row.MomentumSign < 0 ? 1 : s) * row.Gradient(z);
            double gap = (row.Potential(x) + row.Conjugate(y) - Dot(x, y)).Value;
            double scale = 1 + Math.Abs(row.Potential(x).Value) + Norm1(x * y).Value;
            Assert.True(gap >= -Slack * scale, $"{row.Name}: {gap}");
        });
    }

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

    /// <summary>3. The direction satisfies the constraint.</summary>
    [Property]
    public void The_direction_lies_in_the_set(Case c)
    {
        Vec x = c.Array(Exponent);
        Assert.All(
            LionKappaRow.All.Where(r => r.Violation is not null),
            row => Assert.True(row.Violation!(row.Gradient(x)).Value <= Slack, row.Name));
    }

    /// <summary>3. Norms do not see the scale of what they are given.</summary>
    [Property]
    public void Norms_do_not_see_the_scale(Case c)
    {
        Vec x = c.Array(Exponent);
        Assert.All(SetRows.Select(LionKappaRow.Named), row => Case.Near(row.Gradient(x), row.Gradient(1024 * x), 0));
        Assert.All(SetRows.Select(LionKappaRow.Named), row => Case.Near(row.Gradient(x), row.Gradient(1e5 * x), Slack));
    }

    /// <summary>4. Row 1 is Lion to the bit.</summary>
    [Property]
    public void The_first_row_is_Lion(Case c)
    {
        (Vec x, Vec m) = (c.Array(1), Vec.Zeros(c.Dimension));
        foreach (Vec g in c.Arrays(Exponent))
        {
            (Vec X, Vec M) expected = Lion.Step(x, m, g, 0.01, 0.9, 0.99, 0.1);
            (x, m) = LionKappaL1.Step(x, m, g, 0.01, 0.9, 0.99, 0.1);
            Case.Same(expected.X, x);
            Case.Same(expected.M, m);
        }
    }

    /// <summary>4. The other separable rows become the sign in their limits, and p = 2 the Euclidean row.</summary>
    [Property]
    public void Limits_are_known_rows(Case c)
    {
        Vec x = c.Array(Exponent);
        Vec even = c.Signs() * (1 + 9 * Abs(Tanh(c.Array(0))));
        Case.Same(Sign(x), LionKappaTruncated.Subgradient(x, 0));
        Case.Same(x, LionKappaSoftThreshold.Subgradient(x, 0));
        Case.Near(Sign(x), LionKappaHuber.Subgradient(x, 1e-20), Slack);
        Case.Near(Sign(x), LionKappaRelativistic.Subgradient(x, 1e-20), Slack);
        Case.Near(Sign(x), LionKappaEntropy.Subgradient(x, 1e30), Slack);
        Case.Near(Sign(x), LionKappaSoftsign.Subgradient(x, 1e-30), Slack);

        // |xᵢ|/‖x‖ₚ ≥ 1/(10d), and 1 − r^(p−1) ≤ (p − 1)·ln(1/r).
        double almostOne = 1e-6 * Math.Log(10 * c.Dimension);
        Case.Near(Sign(even), LionKappaLp.Subgradient(even, 1 + 1e-6), almostOne + Slack);
        Case.Near(LionKappaL2.Subgradient(x), LionKappaLp.Subgradient(x, 2), Slack);
    }

    /// <summary>2b: ties share the weight.</summary>
    [Fact]
    public void The_greatest_coordinates_share_the_weight()
    {
        Assert.Equal([0.5, 0, -0.5], LionKappaLInf.Subgradient(new Vec([2.0, 1, -2])).ToArray());
        Assert.Equal([0, 0], LionKappaLInf.Subgradient(Vec.Zeros(2)).ToArray());
    }

    /// <summary>5 and 6. The distance to the set shrinks by 1 − ηλ, and implicitly by 1/(1 + ηλ), against any
    /// gradients; so inside stays inside.</summary>
    [Property]
    public void The_set_is_approached_at_the_stated_rate(Case c)
    {
        double weightDecay = c.Uniform(0.1, 3);
        double rate = c.Uniform(0.001, 1) / weightDecay;
        Vec start = c.Array(1);
        Vec[] gradients = [.. c.Arrays(Exponent).Select((g, t) => t % 3 == 0 ? -1e3 * Sign(start) : g)];
        foreach (LionKappaRow row in LionKappaRow.All.Where(r => r.Violation is not null))
        {
            foreach (Vec from in new[] { 10 * start, row.Inside(start) })
            {
                Approaches(row, from / weightDecay, gradients, 1 - rate * weightDecay, weightDecay,
                    (x, m, g) => row.Step(x, m, g, rate, 0.9, 0.99, weightDecay));
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

    /// <summary>10. Coordinates may be reordered (but for the reference of the last row), and mirrored for even
    /// κ.</summary>
    [Property]
    public void Order_and_sign_of_coordinates_do_not_matter(Case c)
    {
        Vec x = c.Array(Exponent);
        int[] order = c.Permutation();
        Vec signs = c.Signs();
        Assert.All(LionKappaRow.All.Where(r => r.MomentumSign > 0), row => Case.Near(
            Case.Permute(signs * row.Gradient(x), order), row.Gradient(Case.Permute(signs * x, order)),
            Slack * NormInf(x).Value + Slack));
    }

    /// <summary>10. The Euclidean rows turn with their arguments, the sign does not.</summary>
    [Property]
    public void Euclidean_rows_turn_with_their_arguments(Case c)
    {
        (Vec x, Vec axis) = (c.Array(1) + 0.1, c.Array(0) + 0.1);
        Vec Reflect(Vec v) => v - 2 * (Dot(axis, v) / Dot(axis, axis)) * axis;
        Case.Near(Reflect(LionKappaL2.Subgradient(x)), LionKappaL2.Subgradient(Reflect(x)), Slack);
        Case.Near(Reflect(x), LionKappaQuadratic.Subgradient(Reflect(x)), 0);
        Vec fixedAxis = new([.. Enumerable.Range(0, c.Dimension).Select(i => i == 0 ? 1.0 : 0.5)]);
        Vec Turn(Vec v) => v - 2 * (Dot(fixedAxis, v) / Dot(fixedAxis, fixedAxis)) * fixedAxis;
        if (c.Dimension > 1)
        {
            Assert.True(NormInf(Turn(Sign(x)) - Sign(Turn(x))).Value > 0.1);
        }
    }

    /// <summary>A NaN is never hidden by a direction.</summary>
    [Fact]
    public void NaN_is_not_hidden()
    {
        Vec bad = new([1, double.NaN, -2]);
        Assert.All(LionKappaRow.All, row => Assert.True(double.IsNaN(row.Gradient(bad)[1]), row.Name));
        Assert.All(
            LionKappaRow.All, row => Assert.False(double.IsFinite(row.Residual(bad, bad, 0.1).Value), row.Name));
    }
}
