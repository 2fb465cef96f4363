using Numerics.Rules;

namespace Numerics.Tests.Rules;

/// <summary>Known answers of DiffGrad: the one-dimensional study of specs/diffgrad.md, on kernels.</summary>
public class DiffGradTests
{
    /// <summary>How near to its table's ends the specification asks a run to end, on each function.</summary>
    private const double StatedOfParabolas = 1e-3;
    private const double StatedOfWaves = 2e-3;
    private const double StatedOfLines = 0.05;

    /// <summary>Protocol A on F₁: Adam ends in the local minimum, DiffGrad in the global one.</summary>
    [Theory]
    [InlineData(false, 0.1, 0.2001)]
    [InlineData(true, 0.1, -0.3001)]
    [InlineData(false, 0.05, -0.300)]
    public void On_two_parabolas_it_ends_in_the_deeper(bool diffGrad, double rate, double expected) =>
        Assert.Equal(expected, End(diffGrad, rate, x => x <= 0 ? 2 * (x + 0.3) : 2 * (x - 0.2)), StatedOfParabolas);

    /// <summary>Protocol A on F₂, with its correct derivative.</summary>
    [Theory]
    [InlineData(false, 0.1, 0.000)]
    [InlineData(true, 0.1, -0.643)]
    [InlineData(false, 0.05, -0.643)]
    public void On_waves_it_ends_in_the_deepest(bool diffGrad, double rate, double expected) =>
        Assert.Equal(
            expected,
            End(diffGrad, rate, x => x <= -0.9 ? -40 : (3 * x * x) + Math.Sin(8 * x) + (8 * x * Math.Cos(8 * x))),
            StatedOfWaves);

    /// <summary>Protocol A on F₃: both end near 0.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void On_broken_lines_it_ends_near_zero(bool diffGrad) => Assert.Equal(0, End(diffGrad, 0.1, Broken), StatedOfLines);

    /// <summary>Invariant 10: a buffer that is filled anew is not the gradient that was.</summary>
    [Fact]
    public void The_last_gradient_is_kept_as_a_copy()
    {
        float[][] gradients = [[1, -2, 3], [2, -2, -50], [0.5f, 0, 7]];
        (float[] x, float[] m, float[] v, float[] p) = (new float[3], new float[3], new float[3], new float[3]);
        (float[] y, float[] n, float[] w, float[] q) = (new float[3], new float[3], new float[3], new float[3]);
        float[] buffer = new float[3];
        for (int t = 1; t <= 3; t++)
        {
            gradients[t - 1].CopyTo(buffer, 0);
            DiffGrad.Step(x, m, v, p, buffer, t);
            DiffGrad.Step(y, n, w, q, gradients[t - 1], t);
        }

        Assert.Equal(y, x);
    }

    /// <summary>Invariant 7: near half of Adam's step with small gradients, near the whole with great ones: the logistic function of a
    /// change d is within d/4 of a half, and within e⁻ᵈ of 1. Ten steps of a dozen roundings come to the point's own, of which the step
    /// is a difference.</summary>
    [Theory]
    [InlineData(1e-3, 0.5)]
    [InlineData(1e3, 1)]
    public void The_scale_of_gradients_counts(double scale, double expected)
    {
        const double Rounding = 10 * 12 * 1.2e-16 * 10;
        (double[] x, double[] m, double[] v, double[] p) = ([0.0], [0.0], [0.0], [0.0]);
        (double[] y, double[] n, double[] w) = ([0.0], [0.0], [0.0]);
        for (int t = 1; t <= 10; t++)
        {
            double[] g = [scale * Math.Cos(t)];
            double change = scale * Math.Abs(Math.Cos(t) - (t == 1 ? 0 : Math.Cos(t - 1)));
            (double before, double adamBefore) = (x[0], y[0]);
            DiffGrad.Step(x, m, v, p, g, t);
            Adam.Step(y, n, w, g, t);
            Assert.Equal(expected, (x[0] - before) / (y[0] - adamBefore), (scale < 1 ? change / 4 : Math.Exp(-change)) + Rounding);
        }
    }

    private static double End(bool diffGrad, double rate, Func<double, double> slope)
    {
        (double[] x, double[] m, double[] v, double[] p) = ([-1.0], [0.0], [0.0], [0.0]);
        for (int t = 1; t <= 299; t++)
        {
            double[] g = [slope(x[0])];
            if (diffGrad)
            {
                DiffGrad.Step(x, m, v, p, g, t, rate, beta1: 0.95);
            }
            else
            {
                Adam.Step(x, m, v, g, t, rate, beta1: 0.95);
            }
        }

        return x[0];
    }

    private static double Broken(double x) => x switch
    {
        <= -0.5 => 2 * x,
        <= -0.4 => 1,
        <= 0 => -7.0 / 8,
        <= 0.4 => 7.0 / 8,
        <= 0.5 => -1,
        _ => 2 * x,
    };
}
