using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Numerics.Testing;

/// <summary>Floats and doubles where arithmetic is hard. Each shrinks to the number with fewest binary digits, nearest
/// to 1 and positive that still fails, and never leaves its set.</summary>
public static class Numbers
{
    private const int NearTop = 4;
    private static readonly int[] KeptDigits = [0, 1, 2, 4, 8, 16, 32];

    /// <summary>Any mixture of the below, and uniform bits.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public static Arbitrary<T> Any<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> => In(
            Gen.Frequency(
                (3, Dyadic<T>().Generator), (2, Bits<T>().Generator), (2, Integer<T>().Generator),
                (1, Denormal<T>().Generator),
                (1, NearOverflow<T>().Generator), (1, Special<T>().Generator)),
            _ => true);

    /// <summary><see cref="Any{T}"/> without NaN and infinities.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public static Arbitrary<T> Finite<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
        => In(Any<T>().Generator.Where(T.IsFinite), T.IsFinite);

    /// <summary>All bit patterns alike: every magnitude, NaNs with any payload.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public static Arbitrary<T> Bits<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> => In(
            from isNegative in Gen.Elements(false, true)
            from exponent in Gen.Choose(0, FloatBits<T>.TopExponent)
            from mantissa in Mantissa<T>()
            select FloatBits<T>.Of(isNegative, exponent, mantissa),
            _ => true);

    /// <summary>Numbers below the least normal one, not zero.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public static Arbitrary<T> Denormal<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> => In(
            from isNegative in Gen.Elements(false, true)
            from mantissa in Gen.OneOf(Mantissa<T>(), Gen.Choose(1, 64).Select(i => (ulong)i))
            select FloatBits<T>.Of(isNegative, 0, Math.Max(1, mantissa)),
            T.IsSubnormal);

    /// <summary>Finite numbers of which the sum or square overflows: within a factor of 16 of the greatest.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public static Arbitrary<T> NearOverflow<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        int least = FloatBits<T>.TopExponent - NearTop;
        return In(
            from isNegative in Gen.Elements(false, true)
            from exponent in Gen.Choose(least, FloatBits<T>.TopExponent - 1)
            from mantissa in Mantissa<T>()
            select FloatBits<T>.Of(isNegative, exponent, mantissa),
            value => T.IsFinite(value) && FloatBits<T>.Split(value).Exponent >= least);
    }

    /// <summary>Whole numbers up to 2²⁴ (float) or 2⁵³ (double): sums of them are exact while they stay
    /// there.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public static Arbitrary<T> Integer<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        T most = T.ScaleB(T.One, FloatBits<T>.MantissaBits + 1);
        return In(
            from isNegative in Gen.Elements(false, true)
            from bits in Gen.Choose(0, FloatBits<T>.MantissaBits + 1)
            from mantissa in Mantissa<T>()
            let whole = T.CreateTruncating(mantissa % ((1UL << bits) + 1))
            select isNegative ? -whole : whole,
            value => T.IsInteger(value) && T.Abs(value) <= most);
    }

    /// <summary>m·2^e with |m| ≤ 64 and |e| ≤ 6: small sums and products are exact.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public static Arbitrary<T> Dyadic<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> => In(
            from m in Gen.Choose(-64, 64)
            from e in Gen.Choose(-6, 6)
            select T.ScaleB(T.CreateTruncating(m), e),
            value => T.IsInteger(T.ScaleB(value, 6)) && T.Abs(value) <= T.CreateTruncating(4096));

    /// <summary>Multiples of ½ that lie between two whole numbers, and multiples of ¼ in [−¾, ¾]: ties of rounding, of
    /// sorting and of the greatest.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public static Arbitrary<T> Tie<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        T half = T.ScaleB(T.One, -1);
        T quarter = half * half;
        bool IsTie(T v) => T.IsInteger(v - half) && T.IsFinite(v) || T.Abs(v) < T.One && T.IsInteger(v / quarter);
        return In(
            Gen.OneOf(
                Gen.Choose(-1000, 1000).Select(i => T.CreateTruncating(i) + half),
                Gen.Choose(-3, 3).Select(i => T.CreateTruncating(i) * quarter)),
            IsTie);
    }

    /// <summary>Doubles exactly between two neighbouring floats: rounding them to float is a tie.</summary>
    public static Arbitrary<double> TieOfFloats() => Arb.From(
        from f in Finite<float>().Generator.Where(f => Math.Abs(f) < float.MaxValue)
        select Between(f),
        value => Finite<float>().Shrinker((float)value).Select(Between).Where(v => Simpler<double>(v, value)));

    /// <summary>A number and one at most <paramref name="within"/> places further up in the order of all
    /// numbers.</summary>
    /// <param name="within">How many units in the last place.</param>
    /// <typeparam name="T">float or double.</typeparam>
    public static Arbitrary<(T Value, T Neighbour)> Neighbours<T>(int within = 4)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(within, 1);
        long last = FloatBits<T>.Place(T.MaxValue);
        (T, T) Pair(T value, long distance)
        {
            long place = FloatBits<T>.Place(value);
            return place + distance <= last
                ? (value, FloatBits<T>.At(place + distance))
                : (FloatBits<T>.At(last - distance), T.MaxValue);
        }

        return Arb.From(
            from value in Finite<T>().Generator
            from distance in Gen.Choose(1, within)
            select Pair(value, distance),
            pair =>
            {
                long distance = FloatBits<T>.Place(pair.Item2) - FloatBits<T>.Place(pair.Item1);
                IEnumerable<(T, T)> nearer = distance > 1 ? [Pair(pair.Item1, 1)] : [];
                return nearer.Concat(Finite<T>().Shrinker(pair.Item1).Select(v => Pair(v, distance)));
            });
    }

    /// <summary>±0, ±1 and their neighbours, the least and greatest of each kind, infinities, NaN of both
    /// signs.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public static Arbitrary<T> Special<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        T leastNormal = FloatBits<T>.Of(false, 1, 0);
        T[] positive =
        [
            T.Zero, T.One, T.BitIncrement(T.One), T.BitDecrement(T.One), T.Epsilon, T.BitDecrement(leastNormal),
            leastNormal,
            T.MaxValue, T.PositiveInfinity, T.NaN,
        ];
        T[] all = [.. positive, .. positive.Select(v => -v)];
        return In(Gen.Elements(all), v => all.Any(s => FloatBits<T>.Split(s) == FloatBits<T>.Split(v)));
    }

    /// <summary>Simpler numbers, none further from readable than the last.</summary>
    internal static IEnumerable<T> Shrink<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        (bool isNegative, int exponent, ulong mantissa) = FloatBits<T>.Split(value);
        int bias = FloatBits<T>.Bias;
        IEnumerable<T> simpler =
        [
            T.Zero, T.One, T.NaN, T.PositiveInfinity, T.Epsilon, T.MaxValue,
            FloatBits<T>.Of(false, exponent, mantissa),
            .. KeptDigits.Select(kept => FloatBits<T>.Of(
                isNegative, exponent,
                mantissa & (FloatBits<T>.MantissaMask << Math.Max(0, FloatBits<T>.MantissaBits - kept)))),
            FloatBits<T>.Of(isNegative, exponent, mantissa & (mantissa - 1) & FloatBits<T>.MantissaMask),
            FloatBits<T>.Of(isNegative, exponent, mantissa >> 1),
            FloatBits<T>.Of(isNegative, bias, mantissa),
            FloatBits<T>.Of(isNegative, bias + (exponent - bias) / 2, mantissa),
            FloatBits<T>.Of(isNegative, exponent - Math.Sign(exponent - bias), mantissa),
            T.Truncate(value),
        ];
        return simpler.Where(v => Simpler(v, value)).Distinct();
    }

    /// <summary>A generator of a set, with the shrinks that stay in it.</summary>
    private static Arbitrary<T> In<T>(Gen<T> generator, Func<T, bool> contains)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
        => Arb.From(generator, value => Shrink(value).Where(contains));

    private static bool Simpler<T>(T left, T right)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
        => FloatBits<T>.Difficulty(left).CompareTo(FloatBits<T>.Difficulty(right)) < 0;

    private static double Between(float f) => (f + (double)MathF.BitIncrement(f)) / 2;

    private static Gen<ulong> Mantissa<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
        => from high in Gen.Choose(0, (1 << 26) - 1)
           from low in Gen.Choose(0, (1 << 26) - 1)
           select (((ulong)high << 26) | (uint)low) & FloatBits<T>.MantissaMask;
}
