using System.Numerics.Tensors;
using Numerics.Rules;
using Numerics.Tests.Derivatives;
using static Numerics.Functions;

namespace Numerics.Tests.Rules;

/// <summary>A quadratic with a diagonal Hessian.</summary>
public static partial class DiagonalQuadratic
{
    [Objective]
    public static Scalar Value(Vec x, Vec curvature, Vec centre) => 0.5 * Sum(curvature * Square(x - centre));
}

/// <summary>A step with its own Hessian–vector product along random signs.</summary>
public static partial class WholeAdaHessian
{
    [UpdateRule]
    public static (Vec x, Vec m, Vec v) Step(
        Vec x, Vec m, Vec v, Vec curvature, Vec centre, [StepNumber] int t, ulong key = 7, double learningRate = 1, double epsilon = 1e-4) =>
        AdaHessian.Step(
            x, m, v,
            Gradient(p => DiagonalQuadratic.Value(p, curvature, centre) + Sum(Sin(p)), x),
            HessianVector(p => DiagonalQuadratic.Value(p, curvature, centre) + Sum(Sin(p)), x, Rademacher(key, t, x)),
            t, learningRate, epsilon: epsilon);
}

/// <summary>The invariants and the protocol of specs/adahessian.md, with generated Hessian–vector products.</summary>
public class AdaHessianTests
{
    private const int Seed = 2006;
    private const ulong Key = 719;

    /// <summary>Unit roundoff of a double.</summary>
    private const double Roundoff = 1.2e-16;

    /// <summary>Some forty roundings of the quotient and what it is made of, in each of at most four steps.</summary>
    private const double NewtonTolerance = 4 * 40 * Roundoff;

    /// <summary>What the specification allows with another frequency.</summary>
    private const double DelayedTolerance = 1e-12;

    /// <summary>By how much the protocol of the specification has f fall.</summary>
    private const double StatedFall = 1e-6;

    private readonly Random _random = new(Seed);

    /// <summary>Invariants 2 and 4: the diagonal is exact for all signs, and a first step of rate 1 reaches the minimum.</summary>
    [Fact]
    public void OnADiagonalHessianAStepIsNewtons()
    {
        (double[] curvature, double[] centre) = (Draw(33, () => Math.Pow(10, Uniform(-3, 3))), Draw(33, Normal));
        double[] x = Draw(33, Normal);
        (double[] g, double[] h, double[] m, double[] v) = (new double[33], new double[33], new double[33], new double[33]);
        double[] z = Rademacher(Key, 1, (Vec)x).ToArray();
        DiagonalQuadratic.ValueGradient(x, curvature, centre, g);
        DiagonalQuadratic.ValueHessianVector(x, curvature, centre, z, h);
        Assert.Equal(curvature, h.Zip(z, (a, b) => a * b));
        AdaHessian.Step(x, m, v, g, h, 1, learningRate: 1, epsilon: 0);
        Assert.All(x.Zip(centre), p => Assert.Equal(p.Second, p.First, NewtonTolerance * (1 + Math.Abs(p.Second))));
    }

    /// <summary>Invariant 3: the mean of 20000 estimates is within five of its deviations of the diagonal.</summary>
    [Fact]
    public void EstimatesOfTheDiagonalHaveNoBias()
    {
        const int d = 16, draws = 20_000;
        double[] a = Symmetric(d);
        (double[] x, double[] h, double[] sum) = (Draw(d, Normal), new double[d], new double[d]);
        for (int t = 1; t <= draws; t++)
        {
            double[] z = Rademacher(Key, t, (Vec)x).ToArray();
            FullQuadratic.ValueHessianVector(x, Stored(a), new double[d], z, h);
            TensorPrimitives.MultiplyAdd(z, h, sum, sum);
        }

        for (int i = 0; i < d; i++)
        {
            double variance = Enumerable.Range(0, d).Where(j => j != i).Sum(j => a[(i * d) + j] * a[(i * d) + j]);
            Assert.Equal(a[(i * d) + i], sum[i] / draws, 5 * Math.Sqrt(variance / draws));
        }
    }

    /// <summary>Invariant 5: without curvature it is the averaged gradient, at rate η/(1 + ε).</summary>
    [Fact]
    public void OfPowerZeroItIsMomentum()
    {
        (Vec x, Vec m, Vec g) = ((Vec)Draw(9, Normal), Vec.Zeros(9), (Vec)Draw(9, Normal));
        (Vec x1, Vec m1, _) = AdaHessian.Step(x, m, Vec.Zeros(9), g, (Vec)Draw(9, Normal), 1, 0.5, 0.9, epsilon: 0.25, hessianPower: 0);
        Vec expected = x - 0.5 / (1 - Math.Pow(0.9, 1)) * (m1 / 1.25);
        Assert.Equal(expected.ToArray(), x1.ToArray());
    }

    /// <summary>Invariant 6: fed with the gradient it is Adam, to the bit. Kernels contract products that a decay of 0 leaves, so the
    /// definitions are compared.</summary>
    [Fact]
    public void WithTheGradientForCurvatureItIsAdam()
    {
        Vec x = (Vec)Draw(65, Normal);
        (Vec m, Vec v) = (Vec.Zeros(65), Vec.Zeros(65));
        (Vec y, Vec n, Vec w) = (x, m, v);
        for (int t = 1; t <= 20; t++)
        {
            Vec g = (Vec)Draw(65, Normal);
            (x, m, v) = AdaHessian.Step(x, m, v, g, g, t, 0.01, epsilon: 1e-8);
            (y, n, w) = Adam.Step(y, n, w, g, t, 0.01);
            Assert.Equal(y.ToArray(), x.ToArray());
        }
    }

    /// <summary>Invariant 9: f → 2ᵏ·f leaves each bit, of a float's kernel too.</summary>
    [Fact]
    public void TheScaleOfTheFunctionDoesNotCount()
    {
        (float[] x, float[] m, float[] v) = (Singles(65), new float[65], new float[65]);
        (float[] y, float[] n, float[] w) = ([.. x], new float[65], new float[65]);
        for (int t = 1; t <= 20; t++)
        {
            (float[] g, float[] h) = (Singles(65), Singles(65));
            AdaHessian.Step(x, m, v, g, h, t, epsilon: 0);
            AdaHessian.Step(y, n, w, Array.ConvertAll(g, e => 8 * e), Array.ConvertAll(h, e => 8 * e), t, epsilon: 0);
            Assert.Equal(x, y);
        }
    }

    /// <summary>Invariant 11, and what is not finite.</summary>
    [Fact]
    public void WithoutCurvatureTheStepIsFiniteAndWhatIsNotFiniteIsLeftOut()
    {
        (double[] x, double[] m, double[] v) = ([1, 1], [0, 0], [0, 4]);
        AdaHessian.Step(x, m, v, [1.0, 0], [0.0, double.NaN], 1);
        Assert.Equal(1 - (0.15 * 1e4), x[0], 40 * Roundoff * 0.15 * 1e4);
        Assert.Equal([1, 0.0, 4], [x[1], v[0], v[1]]);
    }

    /// <summary>Invariant 10: with one curvature all along it does not count how often it is asked for, since what is counted are the
    /// products; in between they are not read.</summary>
    [Theory]
    [InlineData(3, 1)]
    [InlineData(5, 0.5)]
    public void ADelayedHessianOfOneCurvatureIsTheSame(int every, double power)
    {
        (double[] x, double[] h) = (Draw(33, Normal), Draw(33, Normal));
        (double[] m, double[] v, double[] none) = (new double[33], new double[33], Draw(33, () => double.NaN));
        (double[] y, double[] n, double[] w) = ([.. x], new double[33], new double[33]);
        for (int t = 1; t <= 20; t++)
        {
            double[] g = Draw(33, Normal);
            AdaHessian.Step(x, m, v, g, h, t, hessianPower: power);
            bool isFresh = t % every == 1;
            double[] before = [.. w];
            AdaHessian.Step(y, n, w, g, isFresh ? h : none, t, hessianPower: power, hessianEvery: every);
            Assert.Equal(isFresh, !before.SequenceEqual(w));
        }

        Assert.All(x.Zip(y), p => Assert.Equal(p.First, p.Second, DelayedTolerance * (1 + Math.Abs(p.First))));
    }

    /// <summary>The small protocol: an untuned rate brings f to a millionth in 400 steps, in the median of five.</summary>
    [Fact]
    public void TheProtocolIsReproduced()
    {
        double[] falls = [.. Enumerable.Range(0, 5).Select(_ => Fall(64)).Order()];
        Assert.InRange(falls[2], 0, StatedFall);
    }

    [Fact]
    public void TheOptimizerTakesTheProductAtEachStep()
    {
        (float[] x, float[] y) = ([1, -2, 3], [1, -2, 3]);
        (float[] m, float[] v) = (new float[3], new float[3]);
        using var optimizer = new AdaHessian.Optimizer(y, new AdaHessian.Options { LearningRate = 0.5 });
        for (int t = 1; t <= 3; t++)
        {
            (float[] g, float[] h) = (Singles(3), Singles(3));
            AdaHessian.Step(x, m, v, g, h, t, 0.5);
            optimizer.Step(g, h);
        }

        Assert.Equal(x, y);
    }

    /// <summary>The whole method in one kernel is its definition.</summary>
    [Fact]
    public void GradientAndProductMayBeTakenInTheKernel()
    {
        (double[] curvature, double[] centre, double[] x) = (Draw(65, () => Uniform(1.5, 4)), Draw(65, Normal), Draw(65, Normal));
        (double[] m, double[] v) = (new double[65], new double[65]);
        (Vec dx, Vec dm, Vec dv) = ((Vec)x, Vec.Zeros(65), Vec.Zeros(65));
        for (int t = 1; t <= 4; t++)
        {
            WholeAdaHessian.Step(x, m, v, curvature, centre, t);
            (dx, dm, dv) = WholeAdaHessian.Step(dx, dm, dv, (Vec)curvature, (Vec)centre, t);
            Assert.All(x.Zip(dx.ToArray()), p => Assert.Equal(p.Second, p.First, NewtonTolerance * (1 + Math.Abs(p.Second))));
        }
    }

    /// <summary>What is left of ½(x − c)ᵀA(x − c) after 400 steps: A = S·Q·diag(½ … 1½)·Qᵀ·S, S = diag(√h), h over six decades.</summary>
    private double Fall(int d)
    {
        double[] q = Orthogonal(d);
        double[] scale = Draw(d, () => Math.Sqrt(Math.Pow(10, Uniform(-3, 3))));
        double[] inner = Draw(d, () => Uniform(0.5, 1.5));
        double[] a = new double[d * d];
        for (int i = 0; i < d * d; i++)
        {
            (int r, int c) = (i / d, i % d);
            a[i] = scale[r] * scale[c] * Enumerable.Range(0, d).Sum(k => q[(r * d) + k] * inner[k] * q[(c * d) + k]);
        }

        (double[] centre, double[] x) = (Draw(d, Normal), new double[d]);
        (double[] m, double[] v, double[] g, double[] h) = (new double[d], new double[d], new double[d], new double[d]);
        double first = FullQuadratic.ValueGradient(x, Stored(a), centre, g);
        for (int t = 1; t <= 400; t++)
        {
            double[] z = Rademacher(Key, t, (Vec)x).ToArray();
            FullQuadratic.ValueGradient(x, Stored(a), centre, g);
            FullQuadratic.ValueHessianVector(x, Stored(a), centre, z, h);
            AdaHessian.Step(x, m, v, g, h, t, epsilon: 1e-8);
        }

        return FullQuadratic.ValueGradient(x, Stored(a), centre, g) / first;
    }

    /// <summary>The Q of I + 0.2·G/√d, by Gram and Schmidt, columns in rows.</summary>
    private double[] Orthogonal(int d)
    {
        double[][] rows = [.. Enumerable.Range(0, d).Select(i => Draw(d, () => 0.2 * Normal() / Math.Sqrt(d)))];
        for (int i = 0; i < d; i++)
        {
            rows[i][i] += 1;
            for (int k = 0; k < i; k++)
            {
                double along = TensorPrimitives.Dot<double>(rows[i], rows[k]);
                rows[i] = [.. rows[i].Select((e, j) => e - (along * rows[k][j]))];
            }

            double norm = TensorPrimitives.Norm<double>(rows[i]);
            rows[i] = Array.ConvertAll(rows[i], e => e / norm);
        }

        double[] q = new double[d * d];
        for (int i = 0; i < d * d; i++)
        {
            q[i] = rows[i % d][i / d];
        }

        return q;
    }

    private double[] Symmetric(int d)
    {
        double[] a = new double[d * d];
        for (int i = 0; i < d * d; i++)
        {
            (int r, int c) = (i / d, i % d);
            a[i] = c < r ? a[(c * d) + r] : Normal();
        }

        return a;
    }

    private double Uniform(double least, double most) => least + ((most - least) * _random.NextDouble());

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private static double[] Draw(int n, Func<double> one) => [.. Enumerable.Range(0, n).Select(_ => one())];

    private float[] Singles(int n) => Array.ConvertAll(Draw(n, Normal), e => (float)e);

    private static ReadOnlyTensorSpan<double> Stored(double[] a)
    {
        int d = (int)Math.Sqrt(a.Length);
        return new(a, [d, d], [d, 1]);
    }
}
