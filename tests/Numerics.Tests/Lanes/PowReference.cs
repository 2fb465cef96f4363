namespace Numerics.Tests.Lanes;

/// <summary>Powers to far more than a double's precision, and arguments for them.</summary>
internal static class PowReference
{
    /// <summary>xʸ·2^shift for finite x ≠ 0 and whole y where x is negative, with the product held where both sides call it out of range.</summary>
    public static DoubleDouble Exact(double x, double y, int shift)
    {
        DoubleDouble product = DoubleDouble.Log(Math.Abs(x)) * y;
        DoubleDouble power = DoubleDouble.Exp(product.High < -800 ? -800 : product.High > 800 ? 800 : product, shift);
        return x < 0 && Math.Abs(y) % 2 == 1 ? -power : power;
    }

    public static (float[] X, float[] Y) Singles(int seed, int count)
    {
        var random = new Random(seed);
        float[] x = new float[count];
        float[] y = new float[count];
        for (int i = 0; i < count; i++)
        {
            double magnitude = Magnitude(random, i, BitConverter.Int32BitsToSingle(random.Next(0x7F80_0000)), 22);
            x[i] = (float)magnitude;
            y[i] = (float)Exponent(random, x[i], 210);
            (x[i], y[i]) = i % 10 == 0 ? (-x[i], MathF.Round(y[i])) : (x[i], y[i]);
        }

        return (x, y);
    }

    public static (double[] X, double[] Y) Doubles(int seed, int count)
    {
        var random = new Random(seed);
        double[] x = new double[count];
        double[] y = new double[count];
        for (int i = 0; i < count; i++)
        {
            x[i] = Magnitude(random, i, BitConverter.Int64BitsToDouble(random.NextInt64(1, 0x7FF0_0000_0000_0000)), 50);
            y[i] = Exponent(random, x[i], 1500);
            (x[i], y[i]) = i % 10 == 0 ? (-x[i], Math.Round(y[i])) : (x[i], y[i]);
        }

        return (x, y);
    }

    /// <summary>Any exponent, around 1, or near 1.</summary>
    private static double Magnitude(Random random, int i, double any, int nearest) => (i % 3) switch
    {
        0 => any,
        1 => 0.01 + (random.NextDouble() * 3),
        _ => 1 + ((random.NextDouble() - 0.5) * Math.ScaleB(1, -random.Next(nearest))),
    };

    /// <summary>An exponent that spreads y·log x evenly over the range of eˣ and somewhat beyond.</summary>
    private static double Exponent(Random random, double x, double width)
    {
        double log = Math.Log(x);
        return (random.NextDouble() - 0.5) * width / (log == 0 ? 1 : log);
    }
}
