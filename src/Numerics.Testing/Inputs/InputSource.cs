using System.Numerics;

namespace Numerics.Testing;

/// <summary>Draws the elements of a case.</summary>
/// <param name="random">Where they come from.</param>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class InputSource<T>(Random random)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>One of so many is special in a special case.</summary>
    private const int SpecialOneIn = 6;
    private const int ZeroOneIn = 16;

    private static readonly FloatFormat Format = FloatFormat.Of<T>();
    private static readonly int LeastExponent = Math.ILogB(Format.Subnormal);
    private static readonly int GreatestExponent = Math.ILogB(Format.Greatest);

    private static readonly T[] Specials =
    [
        T.Zero, T.NegativeZero, T.Epsilon, -T.Epsilon, T.BitDecrement(T.CreateTruncating(Format.LeastNormal)),
        T.CreateTruncating(Format.LeastNormal), T.One, -T.One, T.BitIncrement(T.One), T.BitDecrement(T.One),
        T.CreateTruncating(Format.Greatest), -T.CreateTruncating(Format.Greatest), T.PositiveInfinity,
            T.NegativeInfinity,
        T.NaN, -T.NaN,
    ];

    /// <summary>Arrays of one length, not negative where asked for.</summary>
    public T[][] Arrays(InputProfile profile, int length, bool[] isNonNegative)
    {
        var arrays = new T[isNonNegative.Length][];
        for (int k = 0; k < arrays.Length; k++)
        {
            arrays[k] = new T[length];
            for (int i = 0; i < length; i++)
            {
                T value = profile == InputProfile.Neighbours && k > 0 ? Neighbour(arrays[0][i]) : Next(profile);
                arrays[k][i] = isNonNegative[k] && value < T.Zero ? -value : value;
            }
        }

        return arrays;
    }

    /// <summary>One element.</summary>
    public T Next(InputProfile profile) => profile switch
    {
        InputProfile.Ordinary or InputProfile.Neighbours => random.Next(ZeroOneIn) == 0 ? T.Zero : Normal(),
        InputProfile.Dyadic => Scaled(random.Next(-64, 65), random.Next(-6, 7)),
        InputProfile.Ties => Scaled(random.Next(-3, 4), -2),
        InputProfile.Wide => OfExponent(LeastExponent, GreatestExponent),
        InputProfile.Tiny => OfExponent(LeastExponent, Math.ILogB(Format.LeastNormal) + 3),
        InputProfile.Huge => OfExponent(GreatestExponent - 3, GreatestExponent),
        InputProfile.Special => random.Next(SpecialOneIn) == 0 ? Specials[random.Next(Specials.Length)] : Normal(),
        InputProfile.Zeros => random.Next(2) == 0 ? T.Zero : T.NegativeZero,
        _ => throw new ArgumentOutOfRangeException(nameof(profile), profile, "There is no such profile."),
    };

    private T Neighbour(T value) => random.Next(3) switch
    {
        0 => T.BitDecrement(value),
        1 => value,
        _ => T.BitIncrement(value),
    };

    private static T Scaled(int mantissa, int exponent) => T.CreateTruncating(Math.ScaleB(mantissa, exponent));

    /// <summary>A normal variate (Box and Muller) times a power of ten between 1/100 and 100.</summary>
    private T Normal()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        double normal = radius * Math.Cos(2 * Math.PI * random.NextDouble());
        return T.CreateTruncating(normal * Math.Pow(10, (4 * random.NextDouble()) - 2));
    }

    private T OfExponent(int least, int greatest)
    {
        double value = Math.ScaleB(1 + random.NextDouble(), random.Next(least, greatest + 1));
        T number = T.CreateTruncating(Math.Min(value, Format.Greatest));
        return random.Next(2) == 0 ? number : -number;
    }
}
