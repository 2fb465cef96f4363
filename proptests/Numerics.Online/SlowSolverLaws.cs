using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.Online;

/// <summary>Per-step optimality of the rules that <see cref="StepLaws"/> and <see cref="NewtonLaws"/> leave: no slow solver, which
/// knows nothing of closed forms, finds a better point.</summary>
public class SlowSolverLaws
{
    /// <summary>Values of the problem agree to some dozens of roundings of double, relative to their terms.</summary>
    private const double Rounding = 1e-12;
    private const int Length = 4;
    private const double Rate = 0.3;

    /// <summary>Whole space and orthant: by thirds in each coordinate.</summary>
    [Theory]
    [InlineData("Whole")]
    [InlineData("Orthant")]
    public void Separable_sets(string name)
    {
        double least = name == "Orthant" ? 0 : double.NegativeInfinity;
        double[] x = new double[Length], secondary = new double[Length], hint = new double[Length];
        double variation = 0;
        foreach (double[] g in Gradients(1))
        {
            double[] before = [.. secondary];
            if (name == "Whole")
            {
                OptimisticGradientDescent.Step(secondary, hint, g, x, ref variation, Optimism.LastGradient, 1, Rate, Rate);
            }
            else
            {
                OptimisticOrthant.Step(secondary, hint, g, x, ref variation, Optimism.LastGradient, 1, Rate, Rate);
            }

            for (int i = 0; i < Length; i++)
            {
                Solves(g[i], before[i], Rate, least, double.PositiveInfinity, secondary[i]);
                Solves(g[i], secondary[i], Rate, least, double.PositiveInfinity, x[i]);
            }
        }
    }

    /// <summary>AdaGrad: a step for each coordinate, on a box.</summary>
    [Fact]
    public void Diagonal_metrics()
    {
        double[] x = new double[Length], secondary = new double[Length], hint = new double[Length],
            variations = new double[Length];
        foreach (double[] g in Gradients(2))
        {
            (double[] before, double[] variationsBefore) = ([.. secondary], [.. variations]);
            OptimisticAdaGrad.Step(secondary, hint, variations, g, x, -1, 0.5, Optimism.LastGradient, 1, 0.7, 0.25);
            for (int i = 0; i < Length; i++)
            {
                Solves(g[i], before[i], 0.7 / Math.Sqrt(0.25 + variationsBefore[i]), -1, 0.5, secondary[i]);
                Solves(g[i], secondary[i], 0.7 / Math.Sqrt(0.25 + variations[i]), -1, 0.5, x[i]);
            }
        }
    }

    /// <summary>The entropy: mass goes from one coordinate to another, by thirds, until no pair gains.</summary>
    [Fact]
    public void Entropy()
    {
        double[] x = new double[Length], losses = new double[Length], hint = new double[Length];
        double[] secondary = [.. Enumerable.Repeat(1.0 / Length, Length)];
        double variation = 0;
        foreach (double[] g in Gradients(3).Take(10))
        {
            OptimisticEntropy.Step(losses, hint, g, x, ref variation, Optimism.LastGradient, 1, Rate);
            double[] next = SlowEntropy(g, secondary);
            Assert.Equal(Value(g, secondary, Weighted(secondary, g)), Value(g, secondary, next), Rounding * 100);
            secondary = Weighted(secondary, g);
            double fast = Value(g, secondary, x), slow = Value(g, secondary, SlowEntropy(g, secondary));
            Assert.True(fast <= slow + (Rounding * (1 + Math.Abs(slow))), $"{fast} against {slow}");
            Assert.Equal(slow, fast, Rounding * 100);
        }
    }

    /// <summary>A quadratic: plain gradient descent on ⟨v, x⟩ + (x − x̂)ᵀH(x − x̂)/(2η), H = A⁻¹.</summary>
    [Fact]
    public void Quadratics()
    {
        double[] a = [4, 1, 1, 1.25], h = [1.25 / 4, -1.0 / 4, -1.0 / 4, 4.0 / 4];
        double[] x = new double[2], secondary = new double[2], hint = new double[2];
        double variation = 0;
        foreach (double[] g in Gradients(4).Select(e => e[..2]))
        {
            double[] before = [.. secondary];
            OptimisticQuadratic.Step(
                secondary, hint, g, new ReadOnlyTensorSpan<double>(a, [2, 2]), x, ref variation, Optimism.LastGradient, 1,
                Rate, Rate);
            foreach ((double[] from, double[] to) in new[] { (before, secondary), (secondary, x) })
            {
                double[] y = [.. from];
                for (int k = 0; k < 2000; k++)
                {
                    double[] d = [y[0] - from[0], y[1] - from[1]];
                    y[0] -= 0.2 * (g[0] + (((h[0] * d[0]) + (h[1] * d[1])) / Rate));
                    y[1] -= 0.2 * (g[1] + (((h[2] * d[0]) + (h[3] * d[1])) / Rate));
                }

                Assert.Equal(y[0], to[0], 1e-10);
                Assert.Equal(y[1], to[1], 1e-10);
            }
        }
    }

    /// <summary>x is no worse than what thirds find for min v·x + (x − x̂)²/(2η) between the bounds.</summary>
    private static void Solves(double v, double from, double rate, double lower, double upper, double x)
    {
        double reach = (rate * Math.Abs(v)) + Math.Abs(from) + 1;
        (double left, double right) = (Math.Max(lower, from - reach), Math.Min(upper, from + reach));
        double ValueAt(double y) => (v * y) + ((y - from) * (y - from) / (2 * rate));
        double slow = Thirds(ValueAt, left, right);
        double size = (Math.Abs(v) * reach) + (reach * reach / rate);
        Assert.InRange(x, lower, upper);
        Assert.True(ValueAt(x) <= ValueAt(slow) + (Rounding * size), $"{x} against {slow}");
        Assert.Equal(slow, x, 1e-6 * reach);
    }

    private static double Thirds(Func<double, double> value, double left, double right)
    {
        for (int k = 0; k < 200; k++)
        {
            (double a, double b) = (left + ((right - left) / 3), right - ((right - left) / 3));
            (left, right) = value(a) < value(b) ? (left, b) : (a, right);
        }

        return (left + right) / 2;
    }

    private static double[] SlowEntropy(double[] v, double[] from)
    {
        double[] x = [.. Enumerable.Repeat(1.0 / Length, Length)];
        for (int sweep = 0; sweep < 60; sweep++)
        {
            for (int i = 0; i < Length; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    double both = x[i] + x[j];
                    double Share(double y) => Term(v[i], from[i], y) + Term(v[j], from[j], both - y);
                    x[i] = Thirds(Share, 0, both);
                    x[j] = both - x[i];
                }
            }
        }

        return x;
    }

    private static double Value(double[] v, double[] from, double[] x) =>
        Enumerable.Range(0, x.Length).Sum(i => Term(v[i], from[i], x[i]));

    private static double Term(double v, double from, double x) =>
        (v * x) + (x <= 0 ? 0 : x * Math.Log(x / from) / Rate);

    private static double[] Weighted(double[] x, double[] g)
    {
        double[] weights = [.. x.Zip(g, (a, b) => a * Math.Exp(-Rate * b))];
        return [.. weights.Select(e => e / weights.Sum())];
    }

    private static IEnumerable<double[]> Gradients(int seed)
    {
        var random = new Random(seed);
        for (int t = 0; t < 40; t++)
        {
            double size = Math.Pow(10, (t % 3) - 1);
            yield return [.. Enumerable.Range(0, Length).Select(_ => size * ((2 * random.NextDouble()) - 1))];
        }
    }
}
