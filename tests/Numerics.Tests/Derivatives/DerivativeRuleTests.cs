using System.Numerics.Tensors;

namespace Numerics.Tests.Derivatives;

/// <summary>Derivatives inside rules: kernels against definitions by automatic differentiation, and those against differences.</summary>
public class DerivativeRuleTests
{
    private const int Seed = 61;
    private const int Rows = 4;

    /// <summary>A result is a sum of at most 200 terms of some forty roundings each way: below 2¹⁴ of 2⁻⁵³, of the greatest element.</summary>
    private const double DoubleTolerance = 16384 * 1.1102230246251565E-16;

    /// <summary>The same in float, whose sums are in double: a term's forty roundings of 2⁻²⁴, and twice as many of what it is made of.</summary>
    private const double FloatTolerance = 128 * 5.9604644775390625E-08;

    private static readonly int[] Lengths = [2, 3, 7, 16, 33, 200];

    [Fact]
    public void MeritGradient() => Lines(
        (x, v) => [Merit.Step((Vec)x, new Vec(v.AsSpan(1)))],
        (x, v, o) => Merit.Step(x, v.AsSpan(1), o[0]),
        (x, v, o) => Merit.Step(x, v.AsSpan(1), o[0]));

    [Fact]
    public void MeritGradientIsThatOfTheMeritFunction()
    {
        foreach ((double[] x, double[] v) in Draws())
        {
            Vec multipliers = new(v.AsSpan(1));
            double[] gradient = Merit.Step((Vec)x, multipliers, 3, 0.5).ToArray();
            (double along, double error) = Differences.Along(z => Merit.Function((Vec)z, multipliers, 3, 0.5).Value, x, v);
            Assert.InRange(Dot(gradient, v), along - (16 * error), along + (16 * error));
        }
    }

    [Fact]
    public void OfElements() => Lines(
        (x, v) => [.. Both(DerivativeVecs.Elementwise((Vec)x, (Vec)v))],
        (x, v, o) => DerivativeVecs.Elementwise(x, v, o[0], o[1]),
        (x, v, o) => DerivativeVecs.Elementwise(x, v, o[0], o[1]));

    [Fact]
    public void OfReductions() => Lines(
        (x, v) =>
        {
            (Scalar value, Vec gradient, Vec product) = DerivativeVecs.Reduced((Vec)x, (Vec)v);
            return [gradient, product, Vec.Filled(1, value.Value)];
        },
        (x, v, o) => o[2][0] = DerivativeVecs.Reduced(x, v, o[0], o[1]),
        (x, v, o) => o[2][0] = (float)DerivativeVecs.Reduced(x, v, o[0], o[1]));

    [Fact]
    public void WhatIsCapturedIsConstant() => Lines(
        (x, v) => [DerivativeVecs.Captured((Vec)x, (Vec)v)],
        (x, v, o) => DerivativeVecs.Captured(x, v, o[0]),
        (x, v, o) => DerivativeVecs.Captured(x, v, o[0]));

    [Fact]
    public void OfArraysByArrays() => Lines(
        (x, v) => [.. Both(DerivativeVecs.Jacobians((Vec)x, (Vec)v))],
        (x, v, o) => DerivativeVecs.Jacobians(x, v, o[0], o[1]),
        (x, v, o) => DerivativeVecs.Jacobians(x, v, o[0], o[1]));

    [Fact]
    public void InsideALoop() => Lines(
        (x, v) => [DerivativeVecs.Descent((Vec)x, (Vec)v)],
        (x, v, o) => DerivativeVecs.Descent(x, v, o[0]),
        (x, v, o) => DerivativeVecs.Descent(x, v, o[0]));

    [Fact]
    public void ByANumber() => Lines(
        (x, v) => [Vec.Filled(1, DerivativeVecs.Slope((Vec)x, (Vec)v, 0.3).Value)],
        (x, v, o) => o[0][0] = DerivativeVecs.Slope(x, v, 0.3),
        (x, v, o) => o[0][0] = (float)DerivativeVecs.Slope(x, v, 0.3));

    [Fact]
    public void OfARegression() => Lines(
        (x, v) => [.. Both(DerivativeMats.Regression(Matrix(x.Length), new Row(x), Labels, new Row(v)))],
        (x, v, o) => DerivativeMats.Regression(Stored<double>(x.Length), x, Labels.ToArray(), v, o[0], o[1]),
        (x, v, o) => DerivativeMats.Regression(Stored<float>(x.Length), x, Labels.ToSingleArray(), v, o[0], o[1]));

    [Fact]
    public void ByMatrices() => Lines(
        (x, v) => [.. Both(DerivativeMats.ByMatrix(Matrix(x.Length), new Row(x), Matrix(x.Length) * new Row(v)))],
        (x, v, o) => DerivativeMats.ByMatrix(Stored<double>(x.Length), x, Scaled(v), Written(o[0]), Written(o[1])),
        (x, v, o) => DerivativeMats.ByMatrix(Stored<float>(x.Length), x, Scaled(v), Written(o[0]), Written(o[1])));

    [Fact]
    public void OfMatricesByMatrices() => Lines(
        (x, v) => [.. Both(DerivativeMats.SoftMaxes(Matrix(x.Length) * new Row(x), Matrix(x.Length) * new Row(v)))],
        (x, v, o) => DerivativeMats.SoftMaxes(Scaled(x), Scaled(v), Written(o[0]), Written(o[1])),
        (x, v, o) => DerivativeMats.SoftMaxes(Scaled(x), Scaled(v), Written(o[0]), Written(o[1])));

    [Fact]
    public void OfPartsOfMatrices() => Lines(
        (x, v) => [.. Both(DerivativeMats.Parts(Matrix(x.Length), Matrix(x.Length) * new Row(v), new Row(x), Labels))],
        (x, v, o) => DerivativeMats.Parts(
            Stored<double>(x.Length), Scaled(v), x, Labels.ToArray(), o[0].AsSpan(0, Rows), o[1]),
        (x, v, o) => DerivativeMats.Parts(
            Stored<float>(x.Length), Scaled(v), x, Labels.ToSingleArray(), o[0].AsSpan(0, Rows), o[1]));

    [Fact]
    public void ObjectivesThatDifferentiate()
    {
        foreach ((double[] x, double[] v) in Draws())
        {
            (double[] gradient, double[] product) = (new double[x.Length], new double[x.Length]);
            Vec at = (Vec)x;
            Near(
                [Functions.Gradient(GradientNorm.Value, at), Functions.HessianVector(GradientNorm.Value, at, (Vec)v)],
                Run(),
                8 * DoubleTolerance);

            double[][] Run()
            {
                GradientNorm.ValueGradient(x, gradient);
                GradientNorm.ValueHessianVector(x, v, product);
                return [gradient, product];
            }
        }
    }

    [Fact]
    public void WhatIsSharedIsComputedOnce()
    {
        // Values, gradient and product want two sums over the arrays and their squares' changes before the last pass.
        Assert.Equal(2, DerivativeVecs.ReducedRule.Instance.Plans[0].Passes.Count);
        Assert.Single(DerivativeVecs.ElementwiseRule.Instance.Plans[0].Passes);
        Assert.Single(DerivativeMats.RegressionRule.Instance.Plans[0].Items.OfType<Plans.ProgramRows>());
    }

    private static void Lines(
        Func<double[], double[], Vec[]> definition,
        Action<double[], double[], double[][]> wide,
        Action<float[], float[], float[][]> single)
    {
        foreach ((double[] x, double[] v) in Draws())
        {
            // Numbers that both types have.
            (float[] fx, float[] fv) = (Array.ConvertAll(x, e => (float)e), Array.ConvertAll(v, e => (float)e));
            (double[] dx, double[] dv) = (Array.ConvertAll(fx, e => (double)e), Array.ConvertAll(fv, e => (double)e));
            Vec[] expected = definition(dx, dv);
            double[][] outputs = [.. expected.Select(e => new double[e.Length])];
            float[][] singles = [.. expected.Select(e => new float[e.Length])];
            wide(dx, dv, outputs);
            single(fx, fv, singles);
            Near(expected, outputs, DoubleTolerance);
            Near(expected, [.. singles.Select(s => Array.ConvertAll(s, e => (double)e))], FloatTolerance);
        }
    }

    private static void Near(Vec[] expected, double[][] actual, double tolerance)
    {
        foreach ((Vec e, double[] a) in expected.Zip(actual))
        {
            double scale = 1 + e.ToArray().Max(Math.Abs);
            for (int i = 0; i < a.Length; i++)
            {
                Assert.True(
                    Math.Abs(e[i].Value - a[i]) <= tolerance * scale, $"Element {i} of {a.Length} is {a[i]:R}, by the definition {e[i]:R}, seed {Seed}.");
            }
        }
    }

    private static IEnumerable<(double[] X, double[] V)> Draws()
    {
        var random = new Random(Seed);
        double[] Draw(int n) => [.. Enumerable.Range(0, n).Select(_ => (2 * random.NextDouble()) - 1)];
        return Lengths.Select(n => (Draw(n), Draw(n)));
    }

    private static Col Labels => new([1.0, -1, -1, 1]);

    private static double[] Values(int columns) => [.. Enumerable.Range(0, Rows * columns).Select(i => (double)(float)Math.Sin(1.7 * i))];

    private static Mat Matrix(int columns) => new(Rows, columns, Values(columns));

    private static ReadOnlyTensorSpan<T> Stored<T>(int columns)
        where T : unmanaged, System.Numerics.INumber<T> => Shown(Array.ConvertAll(Values(columns), T.CreateChecked));

    /// <summary>The matrix's columns multiplied by the elements of a line.</summary>
    private static ReadOnlyTensorSpan<double> Scaled(double[] line) => Shown((Matrix(line.Length) * new Row(line)).ToArray());

    private static ReadOnlyTensorSpan<float> Scaled(float[] line) => Shown((Matrix(line.Length) * new Row(line)).ToSingleArray());

    private static ReadOnlyTensorSpan<T> Shown<T>(T[] values) => new(values, [Rows, values.Length / Rows], [values.Length / Rows, 1]);

    private static TensorSpan<T> Written<T>(T[] values) => new(values, [Rows, values.Length / Rows], [values.Length / Rows, 1]);

    private static Vec[] Both((Vec A, Vec B) pair) => [pair.A, pair.B];

    private static Vec[] Both<A, B, MA, MB>((Shaped<A, MA> A, Shaped<B, MB> B) pair)
        where A : Shaped<A, MA>
        where B : Shaped<B, MB>
        where MA : ShapedMask<A, MA>
        where MB : ShapedMask<B, MB> => [(Vec)pair.A.ToArray(), (Vec)pair.B.ToArray()];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
