namespace Numerics.Testing;

/// <summary>Seeds from names: the same in every process, another for every test.</summary>
public static class StableSeed
{
    private const uint OffsetBasis = 2166136261;
    private const uint Prime = 16777619;

    /// <summary>The FNV-1a hash of the parts.</summary>
    public static int Of(params ReadOnlySpan<string> parts)
    {
        uint hash = OffsetBasis;
        foreach (string part in parts)
        {
            foreach (char c in part)
            {
                hash = (hash ^ c) * Prime;
            }

            hash = (hash ^ '/') * Prime;
        }

        return (int)hash;
    }

    /// <summary>A number whose every bit hangs on every bit of the seed; 0 of 0 (MurmurHash3's finalizer, a bijection).</summary>
    public static int Mixed(int seed)
    {
        uint x = (uint)seed;
        x = (x ^ (x >> 16)) * 0x85EBCA6B;
        x = (x ^ (x >> 13)) * 0xC2B2AE35;
        return (int)(x ^ (x >> 16));
    }
}
