namespace Numerics.Tests.Lanes;

/// <summary>Arguments for elementary functions of double.</summary>
internal static class ElementarySamples
{
    private const int Exponents = 2048;

    /// <summary>Every exponent of each sign alike often, then the places where functions bend: the range of eˣ, around 0, around
    /// 1, the ends.</summary>
    public static double[] Doubles(int seed, int stratified)
    {
        var random = new Random(seed);
        var x = new List<double>();
        for (int i = 0; i < stratified; i++)
        {
            long sign = (long)(i / Exponents % 2) << 63;
            x.Add(BitConverter.Int64BitsToDouble(sign | ((long)(i % Exponents) << 52) | random.NextInt64(1L << 52)));
        }

        for (int i = 0; i < stratified / 16; i++)
        {
            x.Add((random.NextDouble() - 0.5) * 1500);
            x.Add((random.NextDouble() - 0.5) * 100);
            x.Add((random.NextDouble() - 0.5) * 4);
            x.Add(1 + ((random.NextDouble() - 0.5) * Math.ScaleB(1, -random.Next(52))));
        }

        double[] edges = [709.782712893384, -708.39641853226408, -745.13321910194122, -744.44007192138122,
            Math.Sqrt(0.5), Math.Sqrt(2), 0.5625, -1];
        foreach (double edge in edges)
        {
            x.AddRange([edge, Math.BitDecrement(edge), Math.BitIncrement(edge), -edge]);
        }

        while (x.Count % 16 != 0)
        {
            x.Add(double.NaN);
        }

        return [.. x];
    }
}
