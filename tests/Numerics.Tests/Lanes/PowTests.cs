using System.Numerics;
using Numerics.Runtime;
using static Numerics.Tests.Lanes.LaneValues;

namespace Numerics.Tests.Lanes;

/// <summary>Powers: special values are those of <see cref="Math.Pow"/>, errors within the documentation's, bits the same at every
/// width.</summary>
public sealed class PowTests
{
    private const int Seed = 1_009;
    private const int Points = 1 << 20;
    private const int WidthPoints = 1 << 14;

    /// <summary>The errors that the documentation admits, in ULP.</summary>
    private const double SingleLimit = 0.85;
    private const double DoubleLimit = 1.4;

    private delegate void Map<T>(T[] x, T[] y, T[] z);

    [Fact]
    public void Special_values_are_those_of_Math_Pow() => LaneTypes.All(default(SpecialValues));

    [Fact]
    public void Errors_of_float_stay_within_their_limit()
    {
        (float[] x, float[] y) = PowReference.Singles(Seed, Points);
        foreach (Map<float> map in new Map<float>[] { Apply<Float512<Fused>, float>, Apply<Float256<Separate>, float> })
        {
            float[] z = new float[Points];
            map(x, y, z);
            for (int i = 0; i < Points; i++)
            {
                double exact = Math.Pow(x[i], y[i]);
                double error = float.IsInfinity(z[i]) && Math.Abs(exact) > float.MaxValue
                    ? (double.IsNegative(exact) == float.IsNegative(z[i]) ? 0 : double.PositiveInfinity)
                    : UlpErrors.OfSingle(z[i], exact);
                Assert.True(error <= SingleLimit, $"Pow({x[i]:R}, {y[i]:R}) = {z[i]:R}: {error} ULP, seed {Seed}");
            }
        }
    }

    [Fact]
    public void Errors_of_double_stay_within_their_limit()
    {
        (double[] x, double[] y) = PowReference.Doubles(Seed, Points);
        double[] fused = new double[Points];
        double[] separate = new double[Points];
        Apply<Double512<Fused>, double>(x, y, fused);
        Apply<Double256<Separate>, double>(x, y, separate);
        Parallel.For(0, Points, i =>
        {
            int shift = UlpErrors.ShiftOf(fused[i]);
            DoubleDouble exact = PowReference.Exact(x[i], y[i], shift);
            double error = Math.Max(
                UlpErrors.OfDouble(fused[i], exact, shift),
                UlpErrors.OfDouble(separate[i], exact, shift));
            Assert.True(error <= DoubleLimit, $"Pow({x[i]:R}, {y[i]:R}) = {fused[i]:R}: {error} ULP, seed {Seed}");
        });
    }

    [Fact]
    public void Every_width_has_the_same_bits()
    {
        Widths<Fused>();
        Widths<Separate>();
    }

    private static void Widths<C>()
        where C : struct, IContraction
    {
        (float[] x, float[] y) = PowReference.Singles(Seed, WidthPoints);
        Equal(x, y, Apply<Float1<C>, float>,
            Apply<Float128<C>, float>, Apply<Float256<C>, float>, Apply<Float512<C>, float>, Apply<FloatGroup256<C>, float>);
        (double[] a, double[] b) = PowReference.Doubles(Seed, WidthPoints);
        Equal(a, b, Apply<Double1<C>, double>,
            Apply<Double128<C>, double>, Apply<Double256<C>, double>, Apply<Double512<C>, double>,
            Apply<DoubleGroup512<C>, double>);
    }

    private static void Equal<T>(T[] x, T[] y, Map<T> single, params Map<T>[] widths)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] expected = new T[x.Length];
        single(x, y, expected);
        foreach (Map<T> width in widths)
        {
            T[] actual = new T[x.Length];
            width(x, y, actual);
            for (int i = 0; i < x.Length; i++)
            {
                Same(expected[i], actual[i], $"{width.Method} at {x[i]}, {y[i]}, seed {Seed}");
            }
        }
    }

    private static unsafe void Apply<V, T>(T[] x, T[] y, T[] z)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        fixed (T* first = x, second = y, result = z)
        {
            for (int i = 0; i < x.Length; i += V.Count)
            {
                V power = Elementary.Pow<V, T>(V.Load(new Pointer<T>(first), i), V.Load(new Pointer<T>(second), i));
                V.Store(power, new Pointer<T>(result), i);
            }
        }
    }

    private readonly struct SpecialValues : ILanesVisitor
    {
        public void Visit<V, T>()
            where V : struct, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T two = T.One + T.One;
            T[] values = [.. Special<T>(), T.CreateChecked(3), T.CreateChecked(-3), T.CreateChecked(-7.5), T.CreateChecked(0.5),
                T.CreateChecked(8388607), T.CreateChecked(16777216), T.CreateChecked(-8388607)];
            foreach (T x in values)
            {
                foreach (T y in values)
                {
                    T expected = T.CreateSaturating(Math.Pow(double.CreateChecked(x), double.CreateChecked(y)));
                    T actual = Lanes<V, T>(Elementary.Pow<V, T>(V.Broadcast(x), V.Broadcast(y)))[^1];
                    bool special = !T.IsFinite(expected) || T.IsZero(expected) || T.Abs(expected) == T.One || y == T.One || y == two;
                    string what = $"{typeof(V)} Pow({x}, {y})";
                    if (special)
                    {
                        Same(expected, actual, what);
                    }
                    else
                    {
                        Assert.True(T.Abs(actual - expected) <= T.BitIncrement(T.Abs(expected)) - T.Abs(expected), what);
                    }
                }
            }
        }
    }
}
