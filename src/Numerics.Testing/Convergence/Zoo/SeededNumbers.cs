namespace Numerics.Testing;

/// <summary>Numbers from a seed, the same on every machine and in every version (SplitMix64: Steele, Lea and Flood,
/// OOPSLA 2014).</summary>
internal sealed class SeededNumbers(ulong state)
{
    private const ulong Increment = 0x9E3779B97F4A7C15;
    private ulong _state = state;

    /// <summary>A stream for each pair: neighbouring seeds and steps share nothing.</summary>
    public SeededNumbers(int seed, int stream)
        : this(Mix(Mix((uint)seed) + (uint)stream))
    {
    }

    public ulong Bits() => Mix(_state += Increment);

    /// <summary>In [0, 1).</summary>
    public double Unit() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>One of low … high, both among them.</summary>
    public int Whole(int low, int high) => low + (int)(Unit() * (high - low + 1L));

    /// <summary>A multiple of 1/16 in [low, high]: sums and small products of such numbers are exact, also in
    /// float.</summary>
    public double Sixteenth(int low, int high) => Whole(16 * low, 16 * high) / 16.0;

    public double Sign() => Unit() < 0.5 ? -1 : 1;

    /// <summary>A standard normal number (Box–Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
