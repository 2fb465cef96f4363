namespace Numerics.Benchmarks.Matrices;

/// <summary>Arrays with numbers in (−½, ½), the same each time, that the collector does not move.</summary>
internal static class Filled
{
    private const int Seed = 20260102;

    /// <summary>An array; each stream of numbers is another.</summary>
    internal static float[] Of(nint length, int stream)
    {
        float[] values = GC.AllocateUninitializedArray<float>(checked((int)length), pinned: true);
        var random = new Random(Seed + stream);
        foreach (ref float value in values.AsSpan())
        {
            value = random.NextSingle() - 0.5f;
        }

        return values;
    }
}
