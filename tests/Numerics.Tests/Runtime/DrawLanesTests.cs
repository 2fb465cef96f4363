using System.Numerics;
using Numerics.Runtime;
using Numerics.Tests.Lanes;

namespace Numerics.Tests.Runtime;

/// <summary>Draws of many positions at once: the bits of single draws on every width and in every class, and the error of normal
/// numbers.</summary>
public unsafe class DrawLanesTests
{
    /// <summary>What the docstring of <see cref="DrawLanes.Normal{V}"/> says.</summary>
    private const double NormalError = 4;

    private const int Most = 16;
    private const ulong Key = 0xFEDC_BA98_7654_3210;

    /// <summary>Where words of 32 bits carry into the next, at either end of the range, and ordinary ones.</summary>
    private static readonly long[] Numbers = [0, 5, uint.MaxValue - 3L, 1L << 40, long.MaxValue - 7, long.MinValue, -1];

    [Fact]
    public void Every_width_draws_the_bits_of_the_definition()
    {
        foreach (long counter in Numbers)
        {
            foreach (long position in Numbers)
            {
                Widths<DrawBlock.Bits>(counter, position, p => Philox.Bits(Key, (ulong)p, (ulong)counter).Low);
                Widths<DrawBlock.Uniform>(counter, position, p => Bits(Fraction(p, counter, 53)));
                Widths<DrawBlock.UniformSingle>(counter, position, p => Bits(Fraction(p, counter, 24)));
                Widths<DrawBlock.Rademacher>(counter, position, p => Bits(Fraction(p, counter, 1) > 0 ? -1 : 1));
                Widths<DrawBlock.Normal>(counter, position, p => Bits(Draws.NormalAt<double>(Key, counter, p)));
            }
        }
    }

    [Fact]
    public void Lanes_of_every_type_get_the_draws_of_their_elements() => LaneTypes.Groups(default(OfElements));

    [Fact]
    public void A_bound_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Draws.RandomIndex<DoubleGroup1<Fused>, double>(Key, 0, 0, 0));

    [Fact]
    public void Normal_numbers_are_near_their_formula()
    {
        double worst = 0;
        for (int i = 0; i < 100_000; i++)
        {
            (ulong low, ulong high) = Philox.Bits(Key, (ulong)i, 7);
            DoubleDouble exact = Root(-2 * DoubleDouble.Log1p(-Fraction(low, 53))) * Cosine(Fraction(high, 53));
            double error = (Draws.NormalAt<double>(Key, 7, i) - exact).High;
            worst = Math.Max(worst, Math.Abs(error) / (Math.BitIncrement(Math.Abs(exact.High)) - Math.Abs(exact.High)));
        }

        Assert.InRange(worst, 0.5, NormalError);
    }

    private static void Widths<D>(long counter, long position, Func<long, ulong> expected)
        where D : struct, IDraw
    {
        Check<D, Double1<Separate>>(counter, position, expected);
        Check<D, Double128<Separate>>(counter, position, expected);
        Check<D, Double256<Separate>>(counter, position, expected);
        Check<D, Double512<Separate>>(counter, position, expected);
    }

    private static void Check<D, V>(long counter, long position, Func<long, ulong> expected)
        where D : struct, IDraw
        where V : struct, ILanes<V, double>
    {
        double* lanes = stackalloc double[Most];
        DrawBlock.Fill<D, V>(lanes, Key, counter, position, Most);
        for (int k = 0; k < Most; k++)
        {
            ulong bits = BitConverter.DoubleToUInt64Bits(lanes[k]);
            Assert.True(expected(position + k) == bits, $"{typeof(V)}, {typeof(D)}: counter {counter}, position {position + k}");
        }
    }

    private static double Fraction(long position, long counter, int bits) =>
        Fraction(Philox.Bits(Key, (ulong)position, (ulong)counter).Low, bits);

    private static double Fraction(ulong word, int bits) => Math.ScaleB(word >> (64 - bits), -bits);

    private static ulong Bits(double number) => BitConverter.DoubleToUInt64Bits(number);

    /// <summary>A double's root and what Newton adds to it.</summary>
    private static DoubleDouble Root(DoubleDouble x)
    {
        double root = Math.Sqrt(x.High);
        return root == 0 ? 0 : root + ((x - ((DoubleDouble)root * root)) / (2 * root));
    }

    /// <summary>cos(2π·x) by Taylor's series of an angle up to π/4.</summary>
    private static DoubleDouble Cosine(double x)
    {
        double quarter = Math.Round(4 * x);
        DoubleDouble angle = new DoubleDouble(1.5707963267948966, 6.123233995736766e-17) * ((4 * x) - quarter);
        return quarter switch
        {
            1 => -Series(angle, 1),
            2 => -Series(angle, 0),
            3 => Series(angle, 1),
            _ => Series(angle, 0),
        };
    }

    /// <summary>Σ ±xᵏ/k! over even or odd k.</summary>
    private static DoubleDouble Series(DoubleDouble x, int first)
    {
        DoubleDouble sum = 1;
        for (int k = 30 + first; k > first; k -= 2)
        {
            sum = 1 - (sum * x * x / (k * (k - 1)));
        }

        return first == 0 ? sum : sum * x;
    }

    private readonly struct OfElements : IGroupVisitor
    {
        private const long Counter = 3;
        private const long Bound = 1_000_003;

        public void Visit<V, W, T>()
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            for (nint count = 0; count <= Most; count++)
            {
                nint at = 1000 + count;
                Check<V, T>(Draws.Uniform<V, T>(Key, Counter, at, count), count, k => Draws.UniformAt<T>(Key, Counter, at + k));
                Check<V, T>(Draws.Normal<V, T>(Key, Counter, at, count), count, k => Draws.NormalAt<T>(Key, Counter, at + k));
                Check<V, T>(
                    Draws.Rademacher<V, T>(Key, Counter, at, count), count, k => Draws.RademacherAt<T>(Key, Counter, at + k));
                Check<V, T>(
                    Draws.RandomIndex<V, T>(Key, Counter, Bound, at, count),
                    count,
                    k => Draws.RandomIndexAt<T>(Key, Counter, Bound, at + k));
            }
        }

        private static void Check<V, T>(V drawn, nint count, Func<int, T> expected)
            where V : struct, ILanes<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] lanes = LaneValues.Lanes<V, T>(drawn);
            Assert.Equal(Most, lanes.Length);
            for (int k = 0; k < Most; k++)
            {
                LaneValues.Same(k < count ? expected(k) : T.Zero, lanes[k], $"{typeof(V)}, lane {k} of {count}");
            }
        }
    }
}
