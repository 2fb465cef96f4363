using FsCheck.Xunit;
using Numerics.Rules;
using static Numerics.Functions;

namespace Numerics.Properties.Rules;

/// <summary>The specification's laws of the catalogue that are no promises of its rules, on the definitions.</summary>
[Properties(Arbitrary = [typeof(Cases)], MaxTest = 40, Replay = "(20260302,1)")]
public class CatalogueLaws
{
    /// <summary>Twenty roundings, relative.</summary>
    private const double Rounding = 5e-15;

    private const double Exponent = 4;

    /// <summary>Adadelta's Δ and a take 12 roundings of 2⁻⁵³ a step, in each of two runs; gradients about 3 hardly cancel.</summary>
    private const double AdadeltaRounding = 2 * 12 * 1.2e-16;

    /// <summary>Under a constant gradient a late step of NAdam is η(1 + μₜ₊₁ − μₜ), and μₜ₊₁ − μₜ ≤ ½·β₁·ψ·ln(1/0.96); ε adds at
    /// most ε/0.1.</summary>
    private const double NAdamDrift = (0.5 * 0.9 * 4e-3 * 0.0409) + (1e-8 / 0.1);

    private static void NearInProportion(Vec expected, Vec actual, double tolerance) =>
        Assert.Equal(0, CountTrue(!(Abs(expected - actual) <= tolerance * Abs(expected))).Value);

    /// <summary>1. Adam's first step is η·g/(|g| + ε).</summary>
    [Property]
    public void Adam_starts_with_the_sign(Case c)
    {
        Vec g = c.Array(Exponent);
        Vec zero = Vec.Zeros(c.Dimension);
        Vec x = Adam.Step(zero, zero, zero, g, 1, learningRate: 0.1, epsilon: 1e-3).x;
        NearInProportion(-0.1 * g / (Abs(g) + 1e-3), x, Rounding);
    }

    /// <summary>1. Adam without β₁ is RMSprop with a debiased mean square.</summary>
    [Property]
    public void Adam_without_first_moment_is_RMSprop(Case c)
    {
        Vec zero = Vec.Zeros(c.Dimension);
        (Vec m, Vec v, Vec square) = (zero, zero, zero);
        int t = 0;
        foreach (Vec g in c.Arrays(Exponent))
        {
            (Vec x, m, v) = Adam.Step(zero, m, v, g, ++t, 0.1, beta1: 0, beta2: 0.9, epsilon: 0.01);
            square = RmsProp.Step(zero, square, zero, zero, g, alpha: 0.9).v;
            Case.Same(square, v);
            NearInProportion(-0.1 * g / (Sqrt(square / (1 - Math.Pow(0.9, t))) + 0.01), x, Rounding);
        }
    }

    /// <summary>Decay that is decoupled does not reach the moments.</summary>
    [Property]
    public void AdamWs_decay_does_not_reach_the_moments(Case c)
    {
        (Vec x, Vec m, Vec v, Vec g) = (c.Array(1), c.Array(1), Abs(c.Array(1)) + 1, c.Array(1));
        (Vec x1, Vec m1, Vec v1) = AdamW.Step(x, m, v, g, 3, 0.1, weightDecay: 0.5);
        (Vec x2, Vec m2, Vec v2) = AdamW.Step(x, m, v, g, 3, 0.1, weightDecay: 0);
        Case.Same(m2, m1);
        Case.Same(v2, v1);
        Case.Near(-0.05 * x, x1 - x2, Rounding * 1e3);
    }

    /// <summary>1. AMSGrad's denominator never falls, so that no step is longer than Adam's.</summary>
    [Property]
    public void AmsGrad_never_steps_further_than_Adam(Case c)
    {
        Vec zero = Vec.Zeros(c.Dimension);
        (Vec m, Vec v, Vec w) = (zero, zero, zero);
        int t = 0;
        foreach (Vec g in c.Arrays(Exponent))
        {
            Vec adam = Adam.Step(zero, m, v, g, ++t).x;
            Vec before = w;
            (Vec x, m, v, w) = AmsGrad.Step(zero, m, v, w, g, t);
            Assert.Equal(0, CountTrue(w < before).Value);
            Assert.Equal(0, CountTrue(Abs(x) > (1 + Rounding) * Abs(adam)).Value);
        }
    }

    /// <summary>2. The first step takes the whole gradient, whatever the dampening, and does not read b.</summary>
    [Property]
    public void Sgds_first_step_is_not_dampened(Case c)
    {
        (Vec x, Vec g) = (c.Array(1), c.Array(1));
        (Vec x1, Vec b1) = Sgd.Step(x, Vec.Filled(c.Dimension, double.NaN), g, 1, 0.1, 0.9, 0.7);
        Case.Same(x - 0.1 * g, x1);
        Case.Same(g, b1);
    }

    /// <summary>2. Nesterov with vanishing momentum is plain descent.</summary>
    [Property]
    public void Nesterov_without_momentum_is_plain(Case c)
    {
        (Vec x, Vec b, Vec g) = (c.Array(1), c.Array(1), c.Array(1));
        Vec plain = Sgd.Step(x, b, g, 2, 0.1).x;
        Case.Near(plain, Sgd.Step(x, b, g, 2, 0.1, momentum: 1e-12, nesterov: true).x, 1e-10);
        Assert.Same(b, Sgd.Step(x, b, g, 2, 0.1).b);
    }

    /// <summary>2. A constant gradient fills b up to g·(1−τ)/(1−μ).</summary>
    [Property]
    public void Momentum_has_a_limit(Case c)
    {
        Vec g = c.Array(1);
        (Vec x, Vec b) = (Vec.Zeros(c.Dimension), Vec.Zeros(c.Dimension));
        for (int t = 1; t <= 400; t++)
        {
            (x, b) = Sgd.Step(x, b, g, t, 0.1, 0.8, 0.3);
        }

        NearInProportion(0.7 / 0.2 * g, b, 1e-13);
    }

    /// <summary>3. Adagrad's squared steps sum to at most η²·(log(a/a₁) + 1).</summary>
    [Property]
    public void Adagrads_steps_sum_to_a_logarithm(Case c)
    {
        Vec zero = Vec.Zeros(c.Dimension);
        (Vec a, Vec first, Vec squares) = (zero, zero, zero);
        int t = 0;
        foreach (Vec g in c.Arrays(Exponent).Select(g => Select(Equal(g, 0), 1, g)))
        {
            (Vec x, a) = Adagrad.Step(zero, a, g, ++t, learningRate: 0.1, epsilon: 0);
            first = t == 1 ? a : first;
            squares += Square(x);
        }

        Assert.Equal(0, CountTrue(squares > (1 + 1e-12) * 0.01 * (Log(a / first) + 1)).Value);
    }

    /// <summary>3. Constant gradients bring v − a² to zero, up to rounding: below, the root would be NaN.</summary>
    [Property]
    public void Centred_RMSprop_stays_finite(Case c)
    {
        Vec g = c.Array(Exponent);
        Vec zero = Vec.Zeros(c.Dimension);
        (Vec x, Vec v, Vec b, Vec a) = (zero, zero, zero, zero);
        for (int t = 0; t < 200; t++)
        {
            (x, v, b, a) = RmsProp.Step(x, v, b, a, g, alpha: 0.7, centered: true);
        }

        Assert.Equal(c.Dimension, CountTrue(Abs(x) < double.PositiveInfinity).Value);
        Assert.Equal(0, CountTrue(v - Square(a) < -1e-6 * v).Value);
    }

    /// <summary>4. Adadelta does not see the scale of the gradients. The ratio of roots grows from √ε, whence no exact
    /// law.</summary>
    [Property]
    public void Adadelta_does_not_see_the_scale(Case c)
    {
        Vec[] gradients = [.. c.Arrays(0).Select(g => g + 3)];
        Vec Run(double scale)
        {
            Vec zero = Vec.Zeros(c.Dimension);
            (Vec x, Vec v, Vec a) = (zero, zero, zero);
            foreach (Vec g in gradients)
            {
                (x, v, a) = Adadelta.Step(x, v, a, scale * g, epsilon: 1e-30);
            }

            return x;
        }

        Vec one = Run(1);
        NearInProportion(one, Run(1e-3), gradients.Length * AdadeltaRounding);
        NearInProportion(one, Run(1e5), gradients.Length * AdadeltaRounding);
    }

    /// <summary>5. Under a constant gradient NAdam's steps tend to the rate.</summary>
    [Property(MaxTest = 5)]
    public void NAdam_tends_to_steps_of_the_rate(Case c)
    {
        Vec g = c.Signs() * (Abs(c.Array(2)) + 0.1);
        Vec zero = Vec.Zeros(c.Dimension);
        (Vec x, Vec m, Vec v, double product) = (zero, zero, zero, 1);
        for (int t = 1; t <= 1000; t++)
        {
            (x, m, v, product) = NAdam.Step(zero, m, v, product, g, t);
        }

        NearInProportion(-2e-3 * Sign(g), x, NAdamDrift);
    }

    /// <summary>5. RAdam's first five steps are debiased momentum, and its correction grows to 1.</summary>
    [Property(MaxTest = 5)]
    public void RAdam_begins_unscaled_and_ends_as_Adam(Case c)
    {
        Vec g = c.Signs() * (Abs(c.Array(1)) + 0.1);
        Vec zero = Vec.Zeros(c.Dimension);
        (Vec m, Vec v) = (zero, zero);
        double before = 0;
        for (int t = 1; t <= 3000; t++)
        {
            (Vec x, m, v) = RAdam.Step(zero, m, v, g, t);
            double correction = Math.Abs(x[0].Value) / 1e-3;
            if (t <= 5)
            {
                NearInProportion(-1e-3 * g, x, Rounding);
            }
            else
            {
                Assert.True(correction >= before && correction <= 1 + 1e-12, $"step {t}: {before} then {correction}");
                before = correction;
            }
        }

        Assert.True(before > 0.85);
    }

    /// <summary>6. LAMB moves each tensor by η of its norm, whatever the gradient's scale.</summary>
    [Property]
    public void Lamb_moves_by_a_share_of_the_norm(Case c)
    {
        (Vec x, Vec zero) = (c.Array(2) + 1, Vec.Zeros(c.Dimension));
        (Vec m, Vec v, Vec m2, Vec v2) = (zero, zero, zero, zero);
        int t = 0;
        foreach (Vec g in c.Arrays(1).Select(g => g + 0.5))
        {
            (Vec x1, m, v) = Lamb.Step(x, m, v, g, ++t, 0.01, epsilon: 0);
            (Vec x2, m2, v2) = Lamb.Step(x, m2, v2, 1000 * g, t, 0.01, epsilon: 0);
            Assert.Equal(0.01, (Norm(x1 - x) / Norm(x)).Value, 1e-12);
            Case.Near(x1, x2, 1e-12 * Norm(x).Value);
            x = x1;
        }
    }

    /// <summary>LARS without momentum moves each tensor by ηκ of its norm, up to the decay's part of the
    /// gradient.</summary>
    [Property]
    public void Lars_moves_by_a_share_of_the_norm(Case c)
    {
        (Vec x, Vec g) = (c.Array(2) + 1, c.Array(2) + 1);
        Vec moved = Lars.Step(x, Vec.Zeros(c.Dimension), g, 0.5, momentum: 0, trustCoefficient: 0.01).x - x;
        Assert.Equal(0.005, (Norm(moved) / Norm(x)).Value, 1e-12);
        Case.Near(-(0.005 * (Norm(x) / Norm(g))) * g, moved, 1e-12 * Norm(x).Value);
    }

    /// <summary>A NaN in one element of the gradient stays there in elementwise rules, and is seen.</summary>
    [Property]
    public void NaN_stays_in_its_element(Case c)
    {
        Vec x = c.Array(1);
        Vec[] gradients = c.Arrays(1);
        Vec spoiled = new([double.NaN, .. gradients[0].ToArray().Skip(1)]);
        Assert.All(CatalogueRule.All.Where(r => r.IsElementwise), rule =>
        {
            double[] clean = rule.Run(x, gradients)[0].ToArray();
            double[] actual = rule.Run(x, [spoiled, .. gradients.Skip(1)])[0].ToArray();
            Assert.True(double.IsNaN(actual[0]), rule.Name);
            Assert.Equal(clean[1..], actual[1..]);
        });
    }
}
