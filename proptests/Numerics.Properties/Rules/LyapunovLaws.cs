using FsCheck.Xunit;
using Numerics.Rules;
using static Numerics.Functions;

namespace Numerics.Properties.Rules;

/// <summary>The paper's theorem in discrete time: the Lyapunov function H falls by at least what it says, at every
/// step of the implicit scheme, for every row.</summary>
/// <remarks>
/// f(x) = ½xᵀAx − bᵀx + Σ cos xᵢ, with L = λmax(A) + 1. D = ηλ(1−β₁) + (1−β₂), c = ηβ₁/D,
/// H(x, m) = f(x) + κ*(λx)/λ + c·(κ*(λx) + κ(m) − λ⟨m, x⟩);
/// H(x', m') − H(x, m) ≤ −η·(A₁Δ₁ + B·Δ₂) + (Lη²/2)·‖V‖², A₁ = 1 + λc, B = β₁(1−β₂)/((β₂−β₁)·D), V = ∇κ(m̃) − λx',
/// Δ₁ = ⟨V, m̃ − a⟩ with a ∈ ∂κ*(λx'), Δ₂ = ⟨∇κ(m̃) − ∇κ(m'), m̃ − m'⟩.
/// </remarks>
[Properties(Arbitrary = [typeof(Cases)], MaxTest = 4, Replay = "(20260305,1)")]
public class LyapunovLaws
{
    private const int Dimension = 12;
    private const int Steps = 200;

    /// <summary>The specification's, relative to |H|.</summary>
    private const double Slack = 1e-10;

    private static readonly (double Beta1, double Beta2, double Rate, double WeightDecay)[] Settings =
        [(0.9, 0.99, 1e-2, 1), (0.5, 0.9, 1e-1, 0.5), (0.95, 0.98, 3e-3, 2), (0, 0.9, 1e-2, 1)];

    [Property]
    public void H_falls_as_the_theorem_says(Case c)
    {
        var drawn = new Case(Dimension, c.Steps, c.Seed);
        Quadratic f = Quadratic.Draw(drawn, rows: 24, waves: true);
        Vec seed = drawn.Array(1);
        foreach (LionKappaRow row in LionKappaRow.All)
        {
            foreach ((double beta1, double beta2, double rate, double weightDecay) in Settings)
            {
                new Descent(row, f, beta1, beta2, rate, weightDecay).Check(row.Inside(seed) / weightDecay);
            }
        }
    }

    /// <summary>Phase plot (a): pushed outwards all the time, Lion still nears the box by exactly 1 − ηλ.</summary>
    [Property]
    public void Against_the_worst_gradient_the_box_is_neared_at_the_exact_rate(Case c)
    {
        Vec signs = c.Signs();
        (Vec x, Vec m) = (50 * signs, Vec.Zeros(c.Dimension));
        double distance = 49;
        for (int t = 0; t < 1000; t++)
        {
            (x, m) = LionKappaL1.Step(x, m, -signs, 0.01, 0.9, 0.99, 1);
            distance *= 0.99;
            Assert.Equal(1, LionKappaL1.Violation(x).Value / distance, 1e-9);
        }
    }

    /// <summary>One run of the implicit scheme.</summary>
    private sealed class Descent(
        LionKappaRow row, Quadratic f, double beta1, double beta2, double rate, double weightDecay)
    {
        private readonly double _d = rate * weightDecay * (1 - beta1) + (1 - beta2);

        private double C => rate * beta1 / _d;

        private double H(Vec x, Vec m)
        {
            Scalar conjugate = row.Conjugate(weightDecay * x);
            Scalar gap = conjugate + row.Potential(m) - weightDecay * Dot(m, x);
            return f.Value(x) + (conjugate / weightDecay + C * gap).Value;
        }

        public void Check(Vec x)
        {
            Vec m = Vec.Zeros(x.Length);
            for (int t = 0; t < Steps; t++)
            {
                Vec g = f.Gradient(x);
                Vec ahead = beta1 * m - (1 - beta1) * g;
                (Vec x1, Vec m1) = LionKappa.ImplicitStep(x, m, g, row.Gradient, rate, beta1, beta2, weightDecay);
                double change = H(x1, m1) - H(x, m);
                double most = Bound(x1, m1, ahead);
                Assert.True(
                    change - most <= Slack * (1 + Math.Abs(H(x, m))),
                    $"{row.Name}, β = ({beta1}, {beta2}), step {t}: H changes by {change}, at most {most}");
                (x, m) = (x1, m1);
            }
        }

        private double Bound(Vec x, Vec m, Vec ahead)
        {
            Vec v = row.Gradient(ahead) - weightDecay * x;
            Scalar first = Dot(v, ahead - row.ConjugateGradient(weightDecay * x));
            Scalar second = Dot(row.Gradient(ahead) - row.Gradient(m), ahead - m);
            double a = 1 + weightDecay * C;
            double b = beta1 * (1 - beta2) / ((beta2 - beta1) * _d);
            return (-rate * (a * first + b * second) + f.Lipschitz * rate * rate / 2 * Dot(v, v)).Value;
        }
    }
}
