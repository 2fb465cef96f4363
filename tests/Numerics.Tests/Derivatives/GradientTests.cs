using System.Numerics.Tensors;

namespace Numerics.Tests.Derivatives;

/// <summary>Generated gradients and Hessian–vector products against differences of the definitions, and by laws that hold for all.</summary>
public class GradientTests
{
    private const int Seed = 6;

    /// <summary>Both sides of a law are sums of at most 64 terms of a few dozen roundings each: below 2000 roundings of 1e-16.</summary>
    private const double LawTolerance = 1E-12;

    /// <summary>More than two steps of <see cref="Differences"/>, of 6.4e-4, along directions below 1.</summary>
    private const double Reach = 0.002;

    private static readonly double[] Kinks = [0, 0.1, 0.3];

    public static TheoryData<string> Names => [.. GradientCase.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientIsThatOfTheDefinition(string name)
    {
        foreach ((GradientCase c, double[] x, double[] v) in Draws(name))
        {
            double[] gradient = new double[x.Length];
            double value = c.Gradient(x, gradient);
            (double along, double error) = Differences.Along(c.Value, x, v);
            double product = Dot(gradient, v);
            Assert.True(Math.Abs(product - along) <= error, $"{name}, n = {x.Length}: {product} is {along} ± {error}");
            Assert.Equal(c.Value(x), value, LawTolerance * (1 + Math.Abs(value)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void HessianVectorIsTheChangeOfTheGradient(string name)
    {
        foreach ((GradientCase c, double[] x, double[] v) in Draws(name))
        {
            double[] u = Draw(new Random(Seed + 1), x.Length);
            double[] product = new double[x.Length];
            c.Hessian(x, v, product);
            (double along, double error) = Differences.Along(p => Dot(Gradient(c, p), u), x, v);
            Assert.True(Math.Abs(Dot(product, u) - along) <= error, $"{name}, n = {x.Length}: {Dot(product, u)} is {along} ± {error}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void HessianIsSymmetricAndLinear(string name)
    {
        foreach ((GradientCase c, double[] x, double[] v) in Draws(name))
        {
            double[] u = Draw(new Random(Seed + 2), x.Length);
            (double[] hu, double[] hv, double[] sum) = (new double[x.Length], new double[x.Length], new double[x.Length]);
            c.Hessian(x, u, hu);
            c.Hessian(x, v, hv);
            c.Hessian(x, [.. u.Select((e, i) => (2 * e) + v[i])], sum);
            double scale = 1 + hu.Concat(hv).Sum(Math.Abs);
            Assert.Equal(Dot(u, hv), Dot(v, hu), LawTolerance * scale);
            Assert.All(Enumerable.Range(0, x.Length), i => Assert.Equal((2 * hu[i]) + hv[i], sum[i], LawTolerance * scale));
        }
    }

    /// <summary>Each term of the product has one factor of v: a power of two comes out of all of them, to the bit.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void HessianIsHomogeneous(string name)
    {
        foreach ((GradientCase c, double[] x, double[] v) in Draws(name))
        {
            (double[] hv, double[] scaled) = (new double[x.Length], new double[x.Length]);
            c.Hessian(x, v, hv);
            c.Hessian(x, Array.ConvertAll(v, e => -4 * e), scaled);
            Assert.Equal(Array.ConvertAll(hv, e => (-4 * e) + 0.0), Array.ConvertAll(scaled, e => e + 0.0));
        }
    }

    /// <summary>Euler: x·∇f = k·f where f(cx) = cᵏ·f(x). The stencil's degree is 2, that of the two arrays together 3.</summary>
    [Fact]
    public void OfAHomogeneousFunctionTheGradientKnowsTheValue()
    {
        var random = new Random(Seed);
        (double[] x, double[] w, double[] y) = (Draw(random, 33), Draw(random, 33), Draw(random, 33));
        (double[] byX, double[] byY) = (new double[33], new double[33]);
        double value = GradientCase.All["Laplace"].Gradient(x, byX);
        Assert.Equal(2 * value, Dot(x, byX), LawTolerance * value);
        double three = Functionals.TwoGradient(x, w, y, byX, byY);
        double scale = x.Select((e, i) => Math.Abs(e * w[i] * y[i] * y[i])).Sum();
        Assert.Equal(3 * three, Dot(x, byX) + Dot(y, byY), LawTolerance * scale);
    }

    /// <summary>Whole numbers below 2⁵³, and their halves, are exact all along.</summary>
    [Fact]
    public void OfAQuadraticTheHessianIsItsMatrix()
    {
        double[] a = [4, 1, -2, 1, 3, 5, -2, 5, 7];
        (double[] v, double[] gradient, double[] product) = ([2, -3, 4], new double[3], new double[3]);
        ReadOnlyTensorSpan<double> matrix = new(a, [3, 3], [3, 1]);
        FullQuadratic.ValueHessianVector([1, 2, 3], matrix, [5, 7, -2], v, product);
        Assert.Equal([-3, 13, 9], product);
        Assert.Equal(24.5, FullQuadratic.ValueGradient([1, 2, 3], matrix, [0, 1, 1], gradient));
        Assert.Equal([1, 14, 17], gradient);
    }

    [Fact]
    public void SubgradientsAreThoseThatTheTableStates()
    {
        double[] gradient = new double[2];
        Functionals.KinksGradient([0.0, 0.1], gradient);

        // At 0: |x| 0, Max(0, 0.1) 0, the tie of Min(x, 2x) ½ + ½·2, the square 0. At 0.1: 1, the tie of Max ½, Min 1, 2·0.1.
        Assert.All(gradient.Zip([1.5, 2.7]), p => Assert.Equal(p.Second, p.First, LawTolerance));
    }

    [Fact]
    public void SeveralVariablesHaveGradientsInTheirOrder()
    {
        (double[] x, double[] w, double[] y) = ([1, 2, 3], [0.5, -1, 2], [2, 3, -1]);
        (double[] byX, double[] byY) = (new double[3], new double[3]);
        double value = Functionals.TwoGradient(x, w, y, byX, byY);
        Assert.Equal(-10, value);
        Assert.Equal([2, -9, 2], byX);
        Assert.Equal([2, -12, -12], byY);
    }

    [Fact]
    public void MatricesAsVariables()
    {
        double[] logits = [0.3, -1, 2, 0.1, 0, -0.4];
        double[] targets = [1, 0, 0, 0, 0, 1];
        double[] direction = [1, -2, 0.5, 3, 1, 0.25];
        double[] gradient = new double[6];
        CrossEntropy.ValueGradient(Stored(logits), Stored(targets), new TensorSpan<double>(gradient, [2, 3], [3, 1]));
        (double along, double error) = Differences.Along(
            z => CrossEntropy.Value(new Mat(2, 3, z), new Mat(2, 3, targets)).Value, logits, direction);
        Assert.InRange(Dot(gradient, direction), along - error, along + error);

        static ReadOnlyTensorSpan<double> Stored(double[] values) => new(values, [2, 3], [3, 1]);
    }

    [Fact]
    public void ProductsOfMatricesByBothFactors()
    {
        (double[] left, double[] right, double[] data) = ([1, 2, -1, 0.5], [0.3, 1, -2, 0.7], [1, 0, 2, -1]);
        (double[] byLeft, double[] byRight, double[] direction) = (new double[4], new double[4], [0.3, -1, 2, 0.7]);
        Factorisation.ValueGradient(Stored(left), Stored(right), Stored(data), Written(byLeft), Written(byRight));
        (double along, double error) = Differences.Along(l => Value(l, right), left, direction);
        Assert.InRange(Dot(byLeft, direction), along - error, along + error);
        (along, error) = Differences.Along(r => Value(left, r), right, direction);
        Assert.InRange(Dot(byRight, direction), along - error, along + error);

        double Value(double[] l, double[] r) => Factorisation.Value(new Mat(2, 2, l), new Mat(2, 2, r), new Mat(2, 2, data)).Value;
        static ReadOnlyTensorSpan<double> Stored(double[] values) => new(values, [2, 2], [2, 1]);
        static TensorSpan<double> Written(double[] values) => new(values, [2, 2], [2, 1]);
    }

    [Fact]
    public void VariablesSeenTurned()
    {
        (double[] weights, double[] bias) = ([0.3, -1, 2, 0.1, 0, -0.4], [0.5, -0.25]);
        (double[] pixels, double[] labels) = ([1, 0.2, -1, 0.4, 2, 0.3], [1, 0, 0, 1]);
        (double[] byWeights, double[] byBias, double[] hWeights, double[] hBias) = (new double[6], new double[2], new double[6], new double[2]);
        (double[] dw, double[] db) = ([1, -2, 0.5, 3, 1, 0.25], [0.7, 1]);
        Gradient(weights, bias, byWeights, byBias);
        (double along, double error) = Differences.Along(
            w => Turned.Value(new Mat(2, 3, w), new Row(bias), new Mat(2, 3, pixels), new Mat(2, 2, labels)).Value, weights, dw);
        Assert.InRange(Dot(byWeights, dw), along - error, along + error);
        (along, error) = Differences.Along(
            b => Turned.Value(new Mat(2, 3, weights), new Row(b), new Mat(2, 3, pixels), new Mat(2, 2, labels)).Value, bias, db);
        Assert.InRange(Dot(byBias, db), along - error, along + error);
        Turned.ValueHessianVector(
            Wide(weights), bias, Wide(pixels), new(labels, [2, 2], [2, 1]), Wide(dw), db, new(hWeights, [2, 3], [3, 1]), hBias);
        (along, error) = Differences.Along(
            w =>
            {
                (double[] g, double[] b) = (new double[6], new double[2]);
                Gradient(w[..6], w[6..], g, b);
                return Dot(g, dw) + Dot(b, db);
            },
            [.. weights, .. bias],
            [.. dw, .. db]);
        Assert.InRange(Dot(hWeights, dw) + Dot(hBias, db), along - error, along + error);

        void Gradient(double[] w, double[] b, double[] g, double[] gb) => Turned.ValueGradient(
            Wide(w), b, Wide(pixels), new(labels, [2, 2], [2, 1]), new(g, [2, 3], [3, 1]), gb);
        static ReadOnlyTensorSpan<double> Wide(double[] values) => new(values, [2, 3], [3, 1]);
    }

    [Fact]
    public void WrongLengthsAndOverlapsAreRefused()
    {
        double[] x = [1, 2, 3];
        Assert.Throws<ArgumentException>(() => Rosenbrock.ValueGradient(x, new double[2]));
        Assert.Throws<ArgumentException>(() => Rosenbrock.ValueGradient(x, x));
        Assert.Throws<ArgumentException>(() => Functionals.UnaryGradient(x, new double[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rosenbrock.ValueGradient(Array.Empty<double>(), []));
    }

    [Fact]
    public void MatricesAndLinesAreReadInOnePass()
    {
        foreach (Plans.ProgramPlan plan in Logistic.LossGradientRule.Instance.Plans.Concat(Logistic.LossHessianVectorRule.Instance.Plans))
        {
            Assert.Single(plan.Items.OfType<Plans.ProgramRows>());
        }

        Assert.Single(Rosenbrock.ValueGradientRule.Instance.Plans[0].Items.OfType<Plans.ProgramLine>());
        Assert.Single(Rosenbrock.ValueHessianVectorRule.Instance.Plans[0].Items.OfType<Plans.ProgramLine>());
    }

    private static IEnumerable<(GradientCase Case, double[] X, double[] V)> Draws(string name)
    {
        var random = new Random(Seed);
        foreach (int n in new[] { 3, 5, 16, 17, 33, 64 })
        {
            GradientCase c = GradientCase.All[name];
            int length = Math.Max(n, c.Least);
            yield return (c, Draw(random, length), Draw(random, length));
        }
    }

    /// <summary>Numbers in (−1, 1) that are no nearer to a kink of the functions than the differences reach.</summary>
    private static double[] Draw(Random random, int n) => [.. Enumerable.Range(0, n).Select(_ => DrawOne(random))];

    private static double DrawOne(Random random)
    {
        double drawn = (2 * random.NextDouble()) - 1;
        return Kinks.Any(k => Math.Abs(drawn - k) < Reach) ? DrawOne(random) : drawn;
    }

    private static double[] Gradient(GradientCase c, double[] x)
    {
        double[] gradient = new double[x.Length];
        c.Gradient(x, gradient);
        return gradient;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
