using System.Globalization;
using Numerics.Runtime;
using Xunit.Abstractions;

namespace Numerics.Tests.Lanes;

/// <summary>The errors of elementary functions of one argument stay within what their documentation says, in both classes.</summary>
/// <remarks>With the environment variable NUMERICS_EXHAUSTIVE=1 all 2³² floats are tried (a quarter of an hour on two cores),
/// otherwise every 4093rd pattern of bits, which visits each exponent of each sign some two thousand times.</remarks>
public sealed class ElementaryErrorTests(ITestOutputHelper output)
{
    private const int Seed = 4_711;
    private const uint Stride = 4093;
    private const int Doubles = 1 << 20;
    private const int Block = 1 << 16;

    private static readonly bool Exhaustive = Environment.GetEnvironmentVariable("NUMERICS_EXHAUSTIVE") == "1";

    [Fact]
    public void Exp_of_float() => AtSingles<ExpFunction>();

    [Fact]
    public void Expm1_of_float() => AtSingles<Expm1Function>();

    [Fact]
    public void Log_of_float() => AtSingles<LogFunction>();

    [Fact]
    public void Log1p_of_float() => AtSingles<Log1pFunction>();

    [Fact]
    public void Tanh_of_float() => AtSingles<TanhFunction>();

    [Fact]
    public void Sigmoid_of_float() => AtSingles<SigmoidFunction>();

    [Fact]
    public void Softplus_of_float() => AtSingles<SoftplusFunction>();

    [Fact]
    public void Sin_of_float() => AtSingles<SinFunction>();

    [Fact]
    public void Cos_of_float() => AtSingles<CosFunction>();

    [Fact]
    public void Atan_of_float() => AtSingles<AtanFunction>();

    [Fact]
    public void Exp_of_double() => AtDoubles<ExpFunction>();

    [Fact]
    public void Expm1_of_double() => AtDoubles<Expm1Function>();

    [Fact]
    public void Log_of_double() => AtDoubles<LogFunction>();

    [Fact]
    public void Log1p_of_double() => AtDoubles<Log1pFunction>();

    [Fact]
    public void Tanh_of_double() => AtDoubles<TanhFunction>();

    [Fact]
    public void Sigmoid_of_double() => AtDoubles<SigmoidFunction>();

    [Fact]
    public void Softplus_of_double() => AtDoubles<SoftplusFunction>();

    [Fact]
    public void Sin_of_double() => AtDoubles<SinFunction>();

    [Fact]
    public void Cos_of_double() => AtDoubles<CosFunction>();

    [Fact]
    public void Atan_of_double() => AtDoubles<AtanFunction>();

    private void AtSingles<F>()
        where F : struct, IElementaryFunction
    {
        uint stride = Exhaustive ? 1 : Stride;
        long points = (1L << 32) / stride;
        var worst = new Worst();
        Parallel.For(0, (points + Block - 1) / Block, block =>
        {
            float[] x = new float[Block];
            for (int i = 0; i < Block; i++)
            {
                x[i] = BitConverter.UInt32BitsToSingle((uint)(((block * Block) + i) * stride));
            }

            double[] exact = Array.ConvertAll(x, v => F.AtSingle(v));
            worst.Join(SinglesOf<F, Float512<Fused>>(x, exact));
            worst.Join(SinglesOf<F, Float256<Separate>>(x, exact));
        });
        Report<F>(worst, F.SingleLimit, $"{points} floats");
    }

    private static Worst SinglesOf<F, V>(float[] x, double[] exact)
        where F : struct, IElementaryFunction
        where V : struct, ILanes<V, float>
    {
        float[] y = new float[x.Length];
        LaneMap.Of<F, V, float>(x, y);
        var worst = new Worst();
        for (int i = 0; i < x.Length; i++)
        {
            double error = UlpErrors.OfSingle(y[i], exact[i]);
            if (error > worst.Error)
            {
                worst.Add(error, x[i]);
            }
        }

        return worst;
    }

    private void AtDoubles<F>()
        where F : struct, IElementaryFunction
    {
        double[] x = ElementarySamples.Doubles(Seed, Doubles);
        double[] fused = new double[x.Length];
        double[] separate = new double[x.Length];
        LaneMap.Of<F, Double512<Fused>, double>(x, fused);
        LaneMap.Of<F, Double256<Separate>, double>(x, separate);
        var worst = new Worst();
        Parallel.For(0, x.Length, i =>
        {
            int shift = UlpErrors.ShiftOf(fused[i]);
            DoubleDouble exact = F.AtDouble(x[i], shift);
            double error = Math.Max(
                UlpErrors.OfDouble(fused[i], exact, shift), UlpErrors.OfDouble(separate[i], exact, shift));
            if (error > worst.Error)
            {
                worst.Add(error, x[i]);
            }
        });
        Report<F>(worst, F.DoubleLimit, $"{x.Length} doubles, seed {Seed}");
    }

    private void Report<F>(Worst worst, double limit, string points)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{typeof(F).Name}: {worst.Error:F4} ULP at {worst.At:R}, limit {limit} ({points})");
        output.WriteLine(text);
        Assert.True(worst.Error <= limit, text);
    }

    private sealed class Worst
    {
        private readonly Lock _gate = new();

        public double Error { get; private set; }

        public double At { get; private set; }

        public void Add(double error, double at)
        {
            lock (_gate)
            {
                if (error > Error)
                {
                    (Error, At) = (error, at);
                }
            }
        }

        public void Join(Worst other) => Add(other.Error, other.At);
    }
}
