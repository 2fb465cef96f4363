namespace Numerics.Gpu.Tests.Laws.Elementary;

/// <summary>Arguments for elementary functions of float.</summary>
internal static class ElementaryArguments
{
    /// <summary>Where functions overflow, underflow or change their formula.</summary>
    private static readonly float[] Edges =
        [88.72284f, -87.33655f, -103.97208f, -103.27893f, 0.70710677f, 1.4142135f, 0.5625f, 1, 17.32868f, 9.010913f];

    /// <summary>Patterns of bits in equal steps, which visit every exponent of each sign; then the range of eˣ, around 0, around
    /// 1; then edges and their neighbours.</summary>
    public static float[] Singles(int seed, int points)
    {
        var random = new Random(seed);
        var x = new List<float>();
        uint step = uint.MaxValue / (uint)(points / 2);
        for (int i = 0; i < points / 2; i++)
        {
            x.Add(BitConverter.UInt32BitsToSingle(((uint)i * step) + (uint)random.Next((int)step)));
        }

        for (int i = 0; i < points / 8; i++)
        {
            x.Add((random.NextSingle() - 0.5f) * 210);
            x.Add((random.NextSingle() - 0.5f) * 40);
            x.Add((random.NextSingle() - 0.5f) * 4);
            x.Add((float)(1 + ((random.NextDouble() - 0.5) * Math.ScaleB(1, -random.Next(23)))));
        }

        foreach (float edge in Edges)
        {
            x.AddRange([edge, MathF.BitDecrement(edge), MathF.BitIncrement(edge), -edge]);
        }

        return [.. x];
    }
}
