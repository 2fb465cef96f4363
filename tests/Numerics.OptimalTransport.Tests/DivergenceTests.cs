using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.OptimalTransport.Tests;

/// <summary>The Sinkhorn divergence is one: not negative, symmetric, 0 for a cloud and itself, blind to
/// translations.</summary>
public class DivergenceTests
{
    private static readonly SinkhornOptions s_options = new() { Tolerance = 1e-10 };

    private static double Divergence(double[] x, double[] a, double[] y, double[] b, SinkhornOptions? options = null) =>
        Sinkhorn.Divergence(
            new ReadOnlyTensorSpan<double>(x, [x.Length / 2, 2], []),
            new ReadOnlyTensorSpan<double>(y, [y.Length / 2, 2], []),
            a, b, 0.05, options ?? s_options);

    [Fact]
    public void It_is_a_divergence()
    {
        double[] x = Problem.Cloud(30, 2, 0, 1);
        double[] y = Problem.Cloud(25, 2, 0.2, 2);
        (double[] a, double[] b) = (Problem.Distribution(30, new Random(3)), Problem.Distribution(25, new Random(4)));
        double divergence = Divergence(x, a, y, b);
        Assert.True(divergence > 0.01);
        Assert.Equal(divergence, Divergence(y, b, x, a), 1e-9);
        Assert.Equal(0, Divergence(x, a, x, a), 1e-9);
        double[] Moved(double[] z) => Array.ConvertAll(z, e => e + 2);
        Assert.Equal(divergence, Divergence(Moved(x), a, Moved(y), b), 1e-9);
    }

    [Fact]
    public void Unbalanced_it_compares_masses_too()
    {
        double[] x = Problem.Cloud(20, 2, 0, 1);
        double[] a = Problem.Distribution(20, new Random(3));
        SinkhornOptions options = s_options with { MarginalStrength = 1 };
        Assert.Equal(0, Divergence(x, a, x, a, options), 1e-9);
        Assert.True(Divergence(x, a, x, Array.ConvertAll(a, e => 2 * e), options) > 1e-3);
    }
}
