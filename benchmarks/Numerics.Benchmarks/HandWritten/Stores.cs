using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Numerics.Benchmarks.HandWritten;

/// <summary>How a hand-written loop touches memory: a type argument, so that each kind is compiled apart.</summary>
internal unsafe interface IStores
{
    /// <summary>Writes 16 elements.</summary>
    static abstract void Store(Vector512<float> value, float* destination);

    /// <summary>Asks for memory that a later iteration reads.</summary>
    static abstract void Prefetch(float* address);
}

/// <summary>Stores through the caches.</summary>
internal unsafe struct Ordinary : IStores
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, float* destination) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* address)
    {
        // The hardware's own prefetch is left to itself.
    }
}

/// <summary>Stores past the caches; the destination is 64-byte aligned, and a fence follows the loop.</summary>
internal unsafe struct Streaming : IStores
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, float* destination) => value.StoreAlignedNonTemporal(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* address)
    {
        // The hardware's own prefetch is left to itself.
    }
}

/// <summary>Another kind's stores, and reads asked for 2 KB ahead.</summary>
internal unsafe struct Prefetching<S> : IStores
    where S : struct, IStores
{
    private const int Ahead = 512;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, float* destination) => S.Store(value, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address + Ahead);
        }
    }
}

/// <summary>Where a loop over 16 lanes begins and ends.</summary>
internal static unsafe class Bounds
{
    internal const nint Lanes = 16;
    private const nint LineBytes = 64;

    /// <summary>The first index from <paramref name="start"/> whose address is 64-byte aligned, at most <paramref name="end"/>.</summary>
    internal static nint Aligned(float* array, nint start, nint end)
    {
        nint past = (nint)(array + start) & (LineBytes - 1);
        nint skip = past == 0 ? 0 : (LineBytes - past) / sizeof(float);
        return nint.Min(start + skip, end);
    }

    /// <summary>Makes streaming stores visible before the loop is reported done.</summary>
    internal static void Fence()
    {
        if (Sse.IsSupported)
        {
            Sse.StoreFence();
        }
    }
}
