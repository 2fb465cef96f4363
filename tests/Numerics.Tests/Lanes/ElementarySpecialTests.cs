using System.Numerics;
using Numerics.Runtime;
using static Numerics.Tests.Lanes.LaneValues;

namespace Numerics.Tests.Lanes;

/// <summary>Special values of elementary functions, and equality of their bits at every width.</summary>
public sealed class ElementarySpecialTests
{
    private const int Seed = 97;
    private const int Points = 1 << 14;
    private const double Infinity = double.PositiveInfinity;

    [Fact]
    public void Exp_at_special_values() =>
        Check<ExpFunction>((0, 1), (-0.0, 1), (Infinity, Infinity), (-Infinity, 0), (1e30, Infinity), (-1e30, 0));

    [Fact]
    public void Expm1_at_special_values() => Check<Expm1Function>(
        (0, 0), (-0.0, -0.0), (Infinity, Infinity), (-Infinity, -1), (1e30, Infinity), (-1e30, -1), (1e-40, 1e-40), (-1e-40, -1e-40));

    [Fact]
    public void Log_at_special_values() => Check<LogFunction>(
        (0, -Infinity), (-0.0, -Infinity), (1, 0), (Infinity, Infinity), (-1, double.NaN), (-1e-40, double.NaN),
        (-Infinity, double.NaN));

    [Fact]
    public void Log1p_at_special_values() => Check<Log1pFunction>(
        (0, 0), (-0.0, -0.0), (Infinity, Infinity), (-1, -Infinity), (-2, double.NaN), (-Infinity, double.NaN),
        (1e-40, 1e-40), (-1e-40, -1e-40));

    [Fact]
    public void Tanh_at_special_values() => Check<TanhFunction>(
        (0, 0), (-0.0, -0.0), (Infinity, 1), (-Infinity, -1), (1e30, 1), (-50, -1), (1e-40, 1e-40), (-1e-40, -1e-40));

    [Fact]
    public void Sigmoid_at_special_values() => Check<SigmoidFunction>(
        (0, 0.5), (-0.0, 0.5), (Infinity, 1), (-Infinity, 0), (1e30, 1), (-1e30, 0));

    [Fact]
    public void Softplus_at_special_values() => Check<SoftplusFunction>(
        (Infinity, Infinity), (-Infinity, 0), (1e30, 1e30), (-1e30, 0), (0, Math.Log(2)), (-0.0, Math.Log(2)));

    [Fact]
    public void Sin_at_special_values() => Check<SinFunction>(
        (0, 0), (-0.0, -0.0), (Infinity, double.NaN), (-Infinity, double.NaN), (1e30, double.NaN), (1e-40, 1e-40), (-1e-40, -1e-40));

    [Fact]
    public void Cos_at_special_values() => Check<CosFunction>(
        (0, 1), (-0.0, 1), (Infinity, double.NaN), (-Infinity, double.NaN), (-1e30, double.NaN), (1e-40, 1));

    [Fact]
    public void Atan_at_special_values() => Check<AtanFunction>(
        (0, 0), (-0.0, -0.0), (Infinity, Math.PI / 2), (-Infinity, -Math.PI / 2), (1e30, Math.PI / 2), (1, Math.PI / 4),
        (1e-40, 1e-40), (-1e-40, -1e-40));

    [Fact]
    public void Sign_keeps_zeros_and_NaN() => LaneTypes.All(default(Signs));

    [Fact]
    public void Reciprocal_square_root_is_rounded_twice() => LaneTypes.All(default(ReciprocalSquareRoots));

    [Fact]
    public void Every_width_has_the_same_bits()
    {
        SameBitsOf<ExpFunction>();
        SameBitsOf<Expm1Function>();
        SameBitsOf<LogFunction>();
        SameBitsOf<Log1pFunction>();
        SameBitsOf<TanhFunction>();
        SameBitsOf<SigmoidFunction>();
        SameBitsOf<SoftplusFunction>();
        SameBitsOf<SinFunction>();
        SameBitsOf<CosFunction>();
        SameBitsOf<AtanFunction>();
    }

    private static void Check<F>(params (double X, double Y)[] table)
        where F : struct, IElementaryFunction
    {
        foreach ((double x, double y) in table)
        {
            LaneTypes.All(new Value<F>(x, y));
        }

        LaneTypes.All(new Value<F>(double.NaN, double.NaN));
    }

    private static void SameBitsOf<F>()
        where F : struct, IElementaryFunction
    {
        Widths<F, Fused>();
        Widths<F, Separate>();
    }

    private static void Widths<F, C>()
        where F : struct, IElementaryFunction
        where C : struct, IContraction
    {
        float[] x = new float[Points];
        new Random(Seed).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(x.AsSpan()));
        Equal(x, LaneMap.Of<F, Float1<C>, float>, LaneMap.Of<F, Float128<C>, float>);
        Equal(x, LaneMap.Of<F, Float1<C>, float>, LaneMap.Of<F, Float256<C>, float>);
        Equal(x, LaneMap.Of<F, Float1<C>, float>, LaneMap.Of<F, Float512<C>, float>);
        Equal(x, LaneMap.Of<F, Float1<C>, float>, LaneMap.Of<F, FloatGroup1<C>, float>);
        Equal(x, LaneMap.Of<F, Float1<C>, float>, LaneMap.Of<F, FloatGroup128<C>, float>);
        double[] w = ElementarySamples.Doubles(Seed, Points);
        Equal(w, LaneMap.Of<F, Double1<C>, double>, LaneMap.Of<F, Double128<C>, double>);
        Equal(w, LaneMap.Of<F, Double1<C>, double>, LaneMap.Of<F, Double256<C>, double>);
        Equal(w, LaneMap.Of<F, Double1<C>, double>, LaneMap.Of<F, Double512<C>, double>);
        Equal(w, LaneMap.Of<F, Double1<C>, double>, LaneMap.Of<F, DoubleGroup256<C>, double>);
    }

    private delegate void Map<T>(ReadOnlySpan<T> x, Span<T> y);

    private static void Equal<T>(T[] x, Map<T> first, Map<T> second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] expected = new T[x.Length];
        T[] actual = new T[x.Length];
        first(x, expected);
        second(x, actual);
        for (int i = 0; i < x.Length; i++)
        {
            Same(expected[i], actual[i], $"{second.Method} at {x[i]}, seed {Seed}");
        }
    }

    /// <summary>A value that both types show exactly, or as the nearest of their own.</summary>
    private readonly struct Value<F>(double x, double y) : ILanesVisitor
        where F : struct, IElementaryFunction
    {
        public void Visit<V, T>()
            where V : struct, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach (T lane in Lanes<V, T>(F.Apply<V, T>(V.Broadcast(T.CreateSaturating(x)))))
            {
                Same(T.CreateSaturating(y), lane, $"{typeof(F).Name} of {typeof(V)} at {x}");
            }
        }
    }

    private readonly struct Signs : ILanesVisitor
    {
        public void Visit<V, T>()
            where V : struct, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach (T x in Special<T>())
            {
                T expected = T.IsNaN(x) || x == T.Zero ? x : T.CopySign(T.One, x);
                Same(expected, Lanes<V, T>(Elementary.Sign<V, T>(V.Broadcast(x)))[^1], $"{typeof(V)} sign of {x}");
            }
        }
    }

    private readonly struct ReciprocalSquareRoots : ILanesVisitor
    {
        public void Visit<V, T>()
            where V : struct, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach (T x in Special<T>())
            {
                T actual = Lanes<V, T>(Elementary.ReciprocalSqrt<V, T>(V.Broadcast(x)))[^1];
                Same(T.One / T.Sqrt(x), actual, $"{typeof(V)} reciprocal square root of {x}");
            }
        }
    }
}
