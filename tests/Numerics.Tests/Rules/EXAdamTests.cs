using Numerics.Rules;

namespace Numerics.Tests.Rules;

/// <summary>Known answers of EXAdam: the steps that specs/exadam.md states, on kernels.</summary>
public class EXAdamTests
{
    /// <summary>The specification states its steps ± 0.001.</summary>
    private const double Stated = 1e-3;

    /// <summary>Its tolerances of the first step: relative with gradients of 1, where ε is left out of the formula, and absolute with
    /// small ones.</summary>
    private const double StatedOfFirst = 1e-4;
    private const double StatedOfSmall = 0.02;
    private const double StatedOfTiny = 1e-2;

    /// <summary>Unit roundoff of a double.</summary>
    private const double Roundoff = 1.2e-16;

    /// <summary>Invariant 4, with and without the growing step.</summary>
    [Fact]
    public void Steps_under_a_constant_gradient_are_those_stated()
    {
        (int T, double Step, double Growing)[] expected =
        [
            (1, 15.952, 11.057), (2, 9.301, 8.333), (5, 5.445, 6.765), (10, 4.345, 6.715), (50, 3.903, 9.024), (100, 3.810, 10.111),
            (1000, 2.735, 10.397), (5000, 2.013, 9.272), (20000, 2.000, 10.597),
        ];
        (double[] x, double[] m, double[] v, double[] y, double[] n, double[] w) = ([0.0], [0.0], [0.0], [0.0], [0.0], [0.0]);
        for (int t = 1; t <= 20000; t++)
        {
            (x[0], y[0]) = (0, 0);
            EXAdam.Step(x, m, v, [1.0], t, learningRate: 1);
            EXAdam.Step(y, n, w, [1.0], t, learningRate: 1, growingStep: true);
            Assert.All(expected.Where(e => e.T == t), e =>
            {
                Assert.Equal(e.Step, -x[0], Stated);
                Assert.Equal(e.Growing, -y[0], Stated);
            });
        }
    }

    /// <summary>Invariants 2 and 3 and the case that tells d₁ of v from d₁ of m: v = 1e-9 is below ε where m² = 1e-8 is ε.</summary>
    [Theory]
    [InlineData(1, 15.9525, 15.9525 * StatedOfFirst)]
    [InlineData(1e-3, 9.96, StatedOfSmall)]
    [InlineData(1e-5, 10.99, StatedOfTiny)]
    public void The_first_step_depends_on_the_gradients_size(double size, double expected, double tolerance)
    {
        (double[] x, double[] m, double[] v) = ([0.0], [0.0], [0.0]);
        EXAdam.Step(x, m, v, [size], 1, learningRate: 1);
        Assert.Equal(-expected, x[0], tolerance);
    }

    /// <summary>Invariant 5: in the long run the step is Adam's and η·g/(√v + ε). Every correction is a power of β₁ or β₂ away from none,
    /// and those are 0.9⁴⁰⁰ = 5·10⁻¹⁹: what is left are a few dozen roundings.</summary>
    [Fact]
    public void In_the_long_run_it_is_Adam_and_the_gradient()
    {
        (double m, double v, int t) = (0.3, 2.0, 400);
        (double[] x, double[] moment, double[] square, double[] y, double[] n, double[] w) = ([0.0], [m], [v], [0.0], [m], [v]);
        EXAdam.Step(x, moment, square, [-0.7], t, learningRate: 1, beta2: 0.9);
        Adam.Step(y, n, w, [-0.7], t, learningRate: 1, beta2: 0.9);
        double expected = y[0] + (0.7 / (Math.Sqrt(w[0]) + 1e-8));
        Assert.Equal(expected, x[0], 40 * Roundoff * Math.Abs(expected));
    }

    /// <summary>Invariants 7 and 12: nothing moves without a gradient but the decay.</summary>
    [Fact]
    public void Without_a_gradient_only_decay_moves()
    {
        (double[] x, double[] m, double[] v) = ([2.0], [0.0], [0.0]);
        for (int t = 1; t <= 50; t++)
        {
            EXAdam.Step(x, m, v, [0.0], t, learningRate: 0.1, weightDecay: 0.5);
        }


        // Fifty products of a rounded factor.
        double expected = 2 * Math.Pow(0.95, 50);
        Assert.Equal(expected, x[0], 100 * Roundoff * expected);
        Assert.Equal([0.0, 0.0], [m[0], v[0]]);
    }
}
