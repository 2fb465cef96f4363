using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Philox4x32 with ten rounds: 128 random bits as a pure function of a 64-bit key and a 128-bit counter.</summary>
/// <remarks>Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (SC 2011), section 3.2; the known answers of the
/// authors' Random123 are in the tests.</remarks>
internal static class Philox
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;

    /// <summary>The golden ratio's and √3 − 1's fractions: what the key grows by each round.</summary>
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>The bits of a counter, as two words of 64: the four words of 32 from the lowest up.</summary>
    public static (ulong Low, ulong High) Bits(ulong key, ulong low, ulong high)
    {
        (uint c0, uint c1, uint c2, uint c3) = ((uint)low, (uint)(low >> 32), (uint)high, (uint)(high >> 32));
        (uint k0, uint k1) = ((uint)key, (uint)(key >> 32));
        for (int round = 0; round < Rounds; round++)
        {
            ulong p0 = (ulong)Multiplier0 * c0;
            ulong p1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            unchecked
            {
                k0 += Weyl0;
                k1 += Weyl1;
            }
        }

        return (c0 | ((ulong)c1 << 32), c2 | ((ulong)c3 << 32));
    }

    /// <summary>The same for as many counters as there are lanes.</summary>
    /// <remarks>Each lane holds a word in its lower half. The upper halves hold what is left of products: the next product does not
    /// see them, and shifts move them out.</remarks>
    /// <param name="key">The key.</param>
    /// <param name="low">The lower halves of the counters.</param>
    /// <param name="high">The upper half, the same for all.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (V Low, V High) Bits<V>(ulong key, V low, long high)
        where V : struct, ILanes<V, double>
    {
        V c0 = low;
        V c1 = V.ShiftBitsRight(low, 32);
        V c2 = Word<V>((uint)high);
        V c3 = Word<V>((uint)((ulong)high >> 32));
        (uint k0, uint k1) = ((uint)key, (uint)(key >> 32));
        for (int round = 0; round < Rounds; round++)
        {
            V p0 = V.MultiplyBits(Word<V>(Multiplier0), c0);
            V p1 = V.MultiplyBits(Word<V>(Multiplier1), c2);
            c0 = V.Xor(V.Xor(V.ShiftBitsRight(p1, 32), c1), Word<V>(k0));
            c2 = V.Xor(V.Xor(V.ShiftBitsRight(p0, 32), c3), Word<V>(k1));
            c1 = p1;
            c3 = p0;
            unchecked
            {
                k0 += Weyl0;
                k1 += Weyl1;
            }
        }

        return (Joined(c0, c1), Joined(c2, c3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Word<V>(uint value)
        where V : struct, ILanes<V, double> => V.Pattern(0, value);

    /// <summary>Two words as one of 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Joined<V>(V lower, V upper)
        where V : struct, ILanes<V, double> => V.Or(V.And(lower, Word<V>(uint.MaxValue)), V.ShiftBitsLeft(upper, 32));
}
