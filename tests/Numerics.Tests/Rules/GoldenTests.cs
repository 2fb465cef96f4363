using Numerics.Rules;

namespace Numerics.Tests.Rules;

/// <summary>Ten steps of each rule from θ₀ = (1, −2, 0.5) with gᵗ = (0.1, −0.2, 0.3)·cos t against
/// <see cref="ByHand"/>, with every feature on and off.</summary>
public class GoldenTests
{
    /// <summary>The specification's: some hundred roundings of numbers of size 1.</summary>
    private const double Tolerance = 1e-12;

    private const int Steps = 10;

    private static readonly double[] Start = [1, -2, 0.5];

    private static readonly double[] Slope = [0.1, -0.2, 0.3];

    private delegate Vec[] Rule(Vec[] x, Vec g, int t);

    private static double[] Gradient(int t) => [.. Slope.Select(s => s * Math.Cos(t))];

    private static void Agrees(Rule rule, int states, IReadOnlyList<double[]> expected)
    {
        Vec[] arrays = [new Vec(Start), .. Enumerable.Repeat(Vec.Zeros(Start.Length), states)];
        for (int t = 1; t <= Steps; t++)
        {
            arrays = rule(arrays, new Vec(Gradient(t)), t);
            for (int i = 0; i < Start.Length; i++)
            {
                Assert.Equal(expected[t - 1][i], arrays[0][i].Value, Tolerance);
            }
        }
    }

    private static void Agrees(Rule rule, int states, Func<double, Func<int, double>, IEnumerable<double>> byHand)
    {
        double[][] coordinates =
            [.. Start.Select((x, i) => byHand(x, t => Gradient(t)[i]).Take(Steps).ToArray())];
        Agrees(rule, states, [.. Enumerable.Range(0, Steps).Select(t => coordinates.Select(c => c[t]).ToArray())]);
    }

    [Theory]
    [InlineData(0, 0, 0, false)]
    [InlineData(0, 0, 0.1, false)]
    [InlineData(0.9, 0, 0, false)]
    [InlineData(0.9, 0.3, 0.05, false)]
    [InlineData(0.8, 0, 0.05, true)]
    public void Sgd_agrees(double momentum, double dampening, double weightDecay, bool nesterov) => Agrees(
        (a, g, t) =>
        {
            (Vec x, Vec b) = Sgd.Step(a[0], a[1], g, t, 0.1, momentum, dampening, weightDecay, nesterov);
            return [x, b];
        },
        1,
        (x, g) => ByHand.Sgd(x, g, 0.1, momentum, dampening, weightDecay, nesterov));

    [Theory]
    [InlineData(1e-3, 0.9, 0.999, 1e-8, 0)]
    [InlineData(0.1, 0.8, 0.95, 1e-2, 0.1)]
    public void Adam_agrees(double rate, double beta1, double beta2, double epsilon, double weightDecay) => Agrees(
        (a, g, t) =>
        {
            (Vec x, Vec m, Vec v) = Adam.Step(a[0], a[1], a[2], g, t, rate, beta1, beta2, epsilon, weightDecay);
            return [x, m, v];
        },
        2,
        (x, g) => ByHand.Adam(x, g, rate, beta1, beta2, epsilon, weightDecay, 0, false));

    [Theory]
    [InlineData(1e-3, 0.9, 0.999, 1e-8, 1e-2)]
    [InlineData(0.1, 0.8, 0.95, 1e-2, 0.3)]
    public void AdamW_agrees(double rate, double beta1, double beta2, double epsilon, double weightDecay) => Agrees(
        (a, g, t) =>
        {
            (Vec x, Vec m, Vec v) = AdamW.Step(a[0], a[1], a[2], g, t, rate, beta1, beta2, epsilon, weightDecay);
            return [x, m, v];
        },
        2,
        (x, g) => ByHand.Adam(x, g, rate, beta1, beta2, epsilon, 0, weightDecay, false));

    [Theory]
    [InlineData(1e-3, 0.9, 0.999, 1e-8, 0)]
    [InlineData(0.1, 0.8, 0.5, 1e-2, 0.1)]
    public void AmsGrad_agrees(double rate, double beta1, double beta2, double epsilon, double weightDecay) => Agrees(
        (a, g, t) =>
        {
            (Vec x, Vec m, Vec v, Vec w) =
                AmsGrad.Step(a[0], a[1], a[2], a[3], g, t, rate, beta1, beta2, epsilon, weightDecay);
            return [x, m, v, w];
        },
        3,
        (x, g) => ByHand.Adam(x, g, rate, beta1, beta2, epsilon, weightDecay, 0, true));

    [Theory]
    [InlineData(2e-3, 0.9, 0, 4e-3, false)]
    [InlineData(0.05, 0.8, 0.1, 0.5, false)]
    [InlineData(0.05, 0.8, 0.1, 0.5, true)]
    public void NAdam_agrees(double rate, double beta1, double weightDecay, double momentumDecay, bool decoupled)
    {
        double product = 1;
        Agrees(
            (a, g, t) =>
            {
                (Vec x, Vec m, Vec v, product) = NAdam.Step(
                    a[0], a[1], a[2], product, g, t, rate, beta1, 0.99, 1e-3, weightDecay, momentumDecay, decoupled);
                return [x, m, v];
            },
            2,
            (x, g) => ByHand.NAdam(
                x, g, rate, beta1, 0.99, 1e-3,
                decoupled ? 0 : weightDecay, decoupled ? weightDecay : 0, momentumDecay));
    }

    [Theory]
    [InlineData(1e-3, 0.999, 0, false)]
    [InlineData(0.05, 0.95, 0.1, false)]
    [InlineData(0.05, 0.95, 0.1, true)]
    public void RAdam_agrees(double rate, double beta2, double weightDecay, bool decoupled) => Agrees(
        (a, g, t) =>
        {
            (Vec x, Vec m, Vec v) =
                RAdam.Step(a[0], a[1], a[2], g, t, rate, 0.9, beta2, 1e-3, weightDecay, decoupled);
            return [x, m, v];
        },
        2,
        (x, g) => ByHand.RAdam(
            x, g, rate, 0.9, beta2, 1e-3, decoupled ? 0 : weightDecay, decoupled ? weightDecay : 0));

    [Theory]
    [InlineData(2e-3, 0.999, 1e-8, 0)]
    [InlineData(0.1, 0.5, 1e-2, 0.1)]
    public void Adamax_agrees(double rate, double beta2, double epsilon, double weightDecay) => Agrees(
        (a, g, t) =>
        {
            (Vec x, Vec m, Vec u) = Adamax.Step(a[0], a[1], a[2], g, t, rate, 0.9, beta2, epsilon, weightDecay);
            return [x, m, u];
        },
        2,
        (x, g) => ByHand.Adamax(x, g, rate, 0.9, beta2, epsilon, weightDecay));

    [Theory]
    [InlineData(1e-3, 0.999, 1e-16, 0, false)]
    [InlineData(0.05, 0.95, 1e-3, 0.1, false)]
    [InlineData(0.05, 0.95, 1e-3, 0.1, true)]
    public void AdaBelief_agrees(double rate, double beta2, double epsilon, double weightDecay, bool rectify) => Agrees(
        (a, g, t) =>
        {
            (Vec x, Vec m, Vec s) = AdaBelief.Step(a[0], a[1], a[2], g, t, rate, 0.9, beta2, epsilon, weightDecay, rectify);
            return [x, m, s];
        },
        2,
        (x, g) => ByHand.AdaBelief(x, g, rate, 0.9, beta2, epsilon, weightDecay, rectify));

    [Theory]
    [InlineData(1e-3, 1e-8, 0, false, false)]
    [InlineData(0.05, 1e-2, 0.1, false, true)]
    [InlineData(0.05, 1e-2, 0.1, true, false)]
    public void DiffGrad_agrees(double rate, double epsilon, double weightDecay, bool coupled, bool signed) => Agrees(
        (a, g, t) =>
        {
            (Vec x, Vec m, Vec v, Vec p) =
                DiffGrad.Step(a[0], a[1], a[2], a[3], g, t, rate, 0.9, 0.95, epsilon, weightDecay, coupled, signed);
            return [x, m, v, p];
        },
        3,
        (x, g) => ByHand.DiffGrad(
            x, g, rate, 0.9, 0.95, epsilon, coupled ? weightDecay : 0, coupled ? 0 : weightDecay, signed));

    [Theory]
    [InlineData(1e-3, 0.999, 1e-8, 0, false)]
    [InlineData(0.05, 0.95, 1e-2, 0.1, false)]
    [InlineData(0.05, 0.95, 1e-2, 0.1, true)]
    public void EXAdam_agrees(double rate, double beta2, double epsilon, double weightDecay, bool growing) => Agrees(
        (a, g, t) =>
        {
            (Vec x, Vec m, Vec v) = EXAdam.Step(a[0], a[1], a[2], g, t, rate, 0.9, beta2, epsilon, weightDecay, growing);
            return [x, m, v];
        },
        2,
        (x, g) => ByHand.EXAdam(x, g, rate, 0.9, beta2, epsilon, weightDecay, growing));

    [Theory]
    [InlineData(0.15, 1e-4, 0, 1)]
    [InlineData(0.5, 1e-2, 0.1, 0.5)]
    [InlineData(0.5, 1e-2, 0.1, 0)]
    public void AdaHessian_agrees(double rate, double epsilon, double weightDecay, double power) => Agrees(
        (a, g, t) =>
        {
            (Vec x, Vec m, Vec v) =
                AdaHessian.Step(a[0], a[1], a[2], g, 1 + (g * g), t, rate, 0.9, 0.95, epsilon, weightDecay, power);
            return [x, m, v];
        },
        2,
        (x, g) => ByHand.AdaHessian(x, g, rate, 0.9, 0.95, epsilon, weightDecay, power));

    [Theory]
    [InlineData(1e-2, 0, 0, 0, 1e-10)]
    [InlineData(0.1, 0.3, 0.1, 0.2, 1e-2)]
    public void Adagrad_agrees(double rate, double decay, double weightDecay, double initial, double epsilon) => Agrees(
        (a, g, t) =>
        {
            (Vec x, Vec sum) = Adagrad.Step(a[0], a[1], g, t, rate, decay, weightDecay, initial, epsilon);
            return [x, sum];
        },
        1,
        (x, g) => ByHand.Adagrad(x, g, rate, decay, weightDecay, initial, epsilon));

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0.1, 0, true)]
    [InlineData(0, 0.9, false)]
    [InlineData(0.1, 0.8, true)]
    public void RmsProp_agrees(double weightDecay, double momentum, bool centered) => Agrees(
        (a, g, _) =>
        {
            (Vec x, Vec v, Vec b, Vec mean) =
                RmsProp.Step(a[0], a[1], a[2], a[3], g, 1e-2, 0.9, 1e-3, weightDecay, momentum, centered);
            return [x, v, b, mean];
        },
        3,
        (x, g) => ByHand.RmsProp(x, g, 1e-2, 0.9, 1e-3, weightDecay, momentum, centered));

    [Theory]
    [InlineData(1, 0.9, 1e-6, 0)]
    [InlineData(0.5, 0.7, 1e-3, 0.1)]
    public void Adadelta_agrees(double rate, double rho, double epsilon, double weightDecay) => Agrees(
        (a, g, _) =>
        {
            (Vec x, Vec v, Vec s) = Adadelta.Step(a[0], a[1], a[2], g, rate, rho, epsilon, weightDecay);
            return [x, v, s];
        },
        2,
        (x, g) => ByHand.Adadelta(x, g, rate, rho, epsilon, weightDecay));

    [Theory]
    [InlineData(1e-4, 0.9, 0.99, 0)]
    [InlineData(0.1, 0.5, 0.8, 0.3)]
    public void Lion_agrees(double rate, double beta1, double beta2, double weightDecay) => Agrees(
        (a, g, _) =>
        {
            (Vec x, Vec m) = Lion.Step(a[0], a[1], g, rate, beta1, beta2, weightDecay);
            return [x, m];
        },
        1,
        (x, g) => ByHand.Lion(x, g, rate, beta1, beta2, weightDecay));

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void Lamb_agrees(double weightDecay) => Agrees(
        (a, g, t) =>
        {
            (Vec x, Vec m, Vec v) = Lamb.Step(a[0], a[1], a[2], g, t, 0.1, 0.9, 0.99, 1e-3, weightDecay);
            return [x, m, v];
        },
        2,
        [.. ByHand.Lamb(Start, Gradient, 0.1, 0.9, 0.99, 1e-3, weightDecay).Take(Steps)]);

    [Theory]
    [InlineData(0.9, 0, 1e-3)]
    [InlineData(0.8, 0.1, 0.05)]
    public void Lars_agrees(double momentum, double weightDecay, double trust) => Agrees(
        (a, g, _) =>
        {
            (Vec x, Vec b) = Lars.Step(a[0], a[1], g, 0.5, momentum, weightDecay, trust);
            return [x, b];
        },
        1,
        [.. ByHand.Lars(Start, Gradient, 0.5, momentum, weightDecay, trust).Take(Steps)]);
}
