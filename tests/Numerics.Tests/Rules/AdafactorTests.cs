using System.Numerics.Tensors;
using Numerics.Rules;

namespace Numerics.Tests.Rules;

/// <summary>Adafactor against <see cref="MatrixByHand"/>: its definition, its kernels, and its optimizer.</summary>
public class AdafactorTests
{
    /// <summary>The specification's: some hundred roundings of numbers of size 1.</summary>
    private const double Tolerance = 1e-12;

    /// <summary>The same roundings in float, ten steps of them.</summary>
    private const double SingleTolerance = 1e-5;

    private const int Steps = 10;
    private const double Epsilon1 = 1.1920928955078125e-7;

    [Theory]
    [InlineData(3, 4, 1e-2, -0.8, 1e-3, 1, 0)]
    [InlineData(5, 2, 0.5, -0.5, 1e-1, 0.25, 0.1)]
    [InlineData(1, 33, 0.1, -0.8, 1e-3, 1, 0.01)]
    [InlineData(40, 1, 0.1, 0, 10, 100, 0)]
    public void Ten_steps_agree(
        int n, int m, double rate, double decay, double epsilon2, double clip, double weightDecay)
    {
        double[,] x = Draw(n, m, 1, 1);
        double[] rows = new double[n], columns = new double[m];
        (Mat X, Col R, Row K) defined = (new Mat(x), Col.Zeros(n), Row.Zeros(m));
        Tensor<double> kernel = Tensor.Create(defined.X.ToArray(), [n, m]);
        Tensor<float> single = Tensor.Create(defined.X.ToSingleArray(), [n, m]);
        double[] kernelRows = new double[n], kernelColumns = new double[m];
        using var optimizer = new Adafactor.Optimizer(single, new()
        {
            LearningRate = rate,
            Beta2Decay = decay,
            Epsilon2 = epsilon2,
            ClippingThreshold = clip,
            WeightDecay = weightDecay,
        });
        for (int t = 1; t <= Steps; t++)
        {
            var g = new Mat(Draw(n, m, t + 1, Math.Cos(t)));
            double[] flat = g.ToArray();
            defined = Adafactor.Step(
                defined.X, defined.R, defined.K, g, t, rate, decay, Epsilon1, epsilon2, clip, weightDecay);
            Adafactor.Step(
                kernel.AsTensorSpan(), kernelRows, kernelColumns, Tensor.Create(flat, [n, m]).AsReadOnlyTensorSpan(), t,
                rate, decay, Epsilon1, epsilon2, clip, weightDecay);
            optimizer.Step(g.ToSingleArray());
            MatrixByHand.Adafactor(
                x, rows, columns, Unflat(flat, n, m), t, rate, decay, Epsilon1, epsilon2, clip, weightDecay);
            Near(x.Cast<double>(), defined.X.ToArray(), Tolerance);
            Near(x.Cast<double>(), kernel.ToArray(), Tolerance);
            Near(rows, kernelRows, Tolerance);
            Near(columns, kernelColumns, Tolerance);
            Near(x.Cast<double>(), single.ToArray().Select(v => (double)v), SingleTolerance);
        }

        Near(rows, optimizer.State<float>(0, "r").ToArray().Select(v => (double)v), SingleTolerance);
        Near(columns, optimizer.State<float>(0, "k").ToArray().Select(v => (double)v), SingleTolerance);
    }

    /// <summary>The first step of a gradient of rank one knows g² exactly, so it goes along its signs.</summary>
    [Fact]
    public void A_gradient_of_rank_one_gives_its_signs()
    {
        Mat x = Mat.Filled(3, 2, 2), g = Functions.Outer(new Col([1.0, -2, 3]), new Row([0.5, -4]));
        (Mat next, _, _) = Adafactor.Step(x, Col.Zeros(3), Row.Zeros(2), g, 1);

        // RMS(x) = 2, ρ = 0.01.
        Near(Functions.Sign(g).ToArray().Select(s => 2 - (0.02 * s)), next.ToArray(), Tolerance);
    }

    [Fact]
    public void Vectors_agree_with_the_formula()
    {
        double[] x = [1, -2, 0.5], by = [1, -2, 0.5], v = new double[3], variance = new double[3];
        for (int t = 1; t <= Steps; t++)
        {
            double[] g = [0.1 * Math.Cos(t), -0.2 * Math.Cos(t), 0.3 * Math.Cos(t)];
            AdafactorVector.Step(x, v, g, t, 0.1, -0.8, 0, 1e-3, 0.5, 0.1);
            for (int i = 0; i < 3; i++)
            {
                variance[i] += Math.Pow(t, -0.8) * ((g[i] * g[i]) - variance[i]);
            }

            double[] u = [.. g.Select((value, i) => value / Math.Sqrt(variance[i]))];
            double size = Rms(by), step = size * Math.Min(0.1, 1 / Math.Sqrt(t)) / Math.Max(1, Rms(u) / 0.5);
            by = [.. by.Select((value, i) => ((1 - 0.01) * value) - (step * u[i]))];
            Near(by, x, Tolerance);
        }
    }

    /// <summary>A zero gradient moves nothing, and its state stays finite.</summary>
    [Fact]
    public void Nothing_moves_without_a_gradient()
    {
        (Mat x, Col r, Row k) = Adafactor.Step(Mat.Filled(2, 2, 3), Col.Zeros(2), Row.Zeros(2), Mat.Zeros(2, 2), 1);
        Assert.Equal([3.0, 3, 3, 3], x.ToArray());
        Assert.Equal([0.0, 0], r.ToArray());
        Assert.Equal([0.0, 0], k.ToArray());
    }

    private static double Rms(double[] x) => Math.Sqrt(x.Sum(v => v * v) / x.Length);

    private static void Near(IEnumerable<double> expected, IEnumerable<double> found, double tolerance)
    {
        Assert.Equal(expected.Count(), found.Count());
        Assert.All(
            expected.Zip(found), p => Assert.Equal(p.First, p.Second, tolerance * Math.Max(1, Math.Abs(p.First))));
    }

    private static double[,] Draw(int rows, int columns, int seed, double scale)
    {
        var random = new Random(seed);
        var x = new double[rows, columns];
        for (int i = 0; i < x.Length; i++)
        {
            x[i / columns, i % columns] = scale * (float)((2 * random.NextDouble()) - 1);
        }

        return x;
    }

    private static double[,] Unflat(double[] values, int rows, int columns)
    {
        var x = new double[rows, columns];
        Buffer.BlockCopy(values, 0, x, 0, values.Length * sizeof(double));
        return x;
    }
}
