using FsCheck;
using FsCheck.Fluent;

namespace Numerics.Properties.Rules;

/// <summary>Three small integers from which a law computes its arrays, so that a failing case shrinks and can be typed
/// in.</summary>
public sealed record Case(int Dimension, int Steps, int Seed)
{
    private readonly Random _random = new(Seed);

    /// <summary>A number in [low, high).</summary>
    public double Uniform(double low, double high) => low + (high - low) * _random.NextDouble();

    /// <summary>A normal number.</summary>
    public double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    /// <summary>Normal numbers times 10^U(−exponent, exponent), with exact zeros and ties among them.</summary>
    public Vec Array(double exponent)
    {
        double[] values = new double[Dimension];
        for (int i = 0; i < Dimension; i++)
        {
            values[i] = _random.Next(10) switch
            {
                0 => 0,
                1 when i > 0 => _random.Next(2) == 0 ? values[i - 1] : -values[i - 1],
                _ => Normal() * Math.Pow(10, Uniform(-exponent, exponent)),
            };
        }

        return new Vec(values);
    }

    /// <summary>One array for each step.</summary>
    public Vec[] Arrays(double exponent) => [.. Enumerable.Range(0, Steps).Select(_ => Array(exponent))];

    /// <summary>Random signs.</summary>
    public Vec Signs() => new([.. Enumerable.Range(0, Dimension).Select(_ => _random.Next(2) == 0 ? 1.0 : -1.0)]);

    /// <summary>Fails unless the arrays have the same bits, the two zeros apart.</summary>
    public static void Same(Vec expected, Vec actual) => Assert.Equal(expected.ToArray(), actual.ToArray());

    /// <summary>Fails unless each pair of elements differs by at most the tolerance.</summary>
    public static void Near(Vec expected, Vec actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i].Value - actual[i].Value) <= tolerance,
                $"element {i}: expected {expected[i]:R}, got {actual[i]:R}, tolerance {tolerance}");
        }
    }
}

/// <summary>How FsCheck draws cases.</summary>
public static class Cases
{
    private static readonly int[] Dimensions = [1, 2, 3, 4, 7, 12, 33, 256];

    /// <summary>Small dimensions first, 20 to 60 steps, any seed; shrinks dimension and steps.</summary>
    public static Arbitrary<Case> Case() => Arb.From(
        from dimension in Gen.Elements(Dimensions)
        from steps in Gen.Choose(20, 60)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new Case(dimension, steps, seed),
        Shrink);

    private static IEnumerable<Case> Shrink(Case c)
    {
        if (c.Dimension > 1)
        {
            yield return new Case(c.Dimension / 2, c.Steps, c.Seed);
        }

        if (c.Steps > 1)
        {
            yield return new Case(c.Dimension, c.Steps / 2, c.Seed);
        }
    }
}
