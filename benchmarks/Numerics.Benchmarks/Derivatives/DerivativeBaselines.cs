using System.Numerics.Tensors;
using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Matrices;

namespace Numerics.Benchmarks.Derivatives;

/// <summary>Shows that the baselines of derivatives compute their formulas: against the library's kernels in double, which tests hold to
/// differences of the definitions.</summary>
internal static unsafe class DerivativeBaselines
{
    /// <summary>Not a multiple of any unrolled loop, and more than a chunk.</summary>
    private const int Length = 200_003;

    private const int Rows = 211;
    private const int Columns = 67;

    /// <summary>By how much each differs at most, relative to the greatest element.</summary>
    internal static IEnumerable<(string Name, double Off)> Check(ThreadPair threads)
    {
        var byHand = new HandWrittenRosenbrock(1, 100);
        (float[] x, float[] v, float[] result) = (Filled.Of(Length, 0), Filled.Of(Length, 1), Filled.Of(Length, 2));
        double[] expected = new double[Length];
        double value = ExtendedRosenbrock.ValueGradient(Widen(x), expected);
        double found = GradientByHand(byHand, threads, x, result);
        yield return ("Rosenbrock hand-written, value", Math.Abs(found - value) / value);
        yield return ("Rosenbrock hand-written, gradient", Off(result, expected));
        ExtendedRosenbrock.ValueHessianVector(Widen(x), Widen(v), expected);
        ProductByHand(byHand, threads, x, v, result);
        yield return ("Rosenbrock hand-written, Hessian times vector", Off(result, expected));

        (float[] w, float[] a, float[] y) = (Filled.Of(Columns, 0), Filled.Of(Rows * Columns, 1), Filled.Of(Rows, 2));
        (float[] gradient, double[] wide) = (new float[Columns], new double[Columns]);
        double loss = LogisticRegression.LossGradient(
            Widen(w), new ReadOnlyTensorSpan<double>(Widen(a), [Rows, Columns], []), Widen(y), wide, 0.1);
        double primitives = new PrimitivesLogistic(Rows, Columns).LossGradient(w, a, y, gradient, 0.1);
        yield return ("logistic regression TensorPrimitives, value", Math.Abs(primitives - loss) / loss);
        yield return ("logistic regression TensorPrimitives, gradient", Off(gradient, wide));
    }

    private static double GradientByHand(HandWrittenRosenbrock byHand, ThreadPair threads, float[] x, float[] gradient)
    {
        fixed (float* from = x, to = gradient)
        {
            return byHand.ValueGradient(threads, from, to, x.Length);
        }
    }

    private static void ProductByHand(HandWrittenRosenbrock byHand, ThreadPair threads, float[] x, float[] v, float[] product)
    {
        fixed (float* from = x, along = v, to = product)
        {
            byHand.HessianVector(threads, from, along, to, x.Length);
        }
    }

    private static double[] Widen(float[] values) => Array.ConvertAll(values, e => (double)e);

    private static double Off(float[] values, double[] expected) =>
        values.Zip(expected, (a, b) => Math.Abs(a - b)).Max() / expected.Max(Math.Abs);
}
