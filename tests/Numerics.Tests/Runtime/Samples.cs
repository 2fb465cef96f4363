using System.Numerics;
using System.Runtime.InteropServices;

namespace Numerics.Tests.Runtime;

/// <summary>Fixed arrays for tests.</summary>
internal static class Samples
{
    private const int CacheLine = 64;

    /// <summary>Arrays of one length, filled from a fixed seed.</summary>
    /// <param name="count">How many.</param>
    /// <param name="length">Elements of each.</param>
    public static Memory<T>[] Arrays<T>(int count, int length)
        where T : INumberBase<T>
    {
        var random = new Random(length + 1);
        return [.. Enumerable.Range(0, count).Select(_ => Filled<T>(random, length))];
    }

    /// <summary>Copies whose first elements all lie <paramref name="offset"/> elements after a cache line's start, so that
    /// streaming stores find an alignment that they share.</summary>
    public static Memory<T>[] Copy<T>(Memory<T>[] arrays, int offset = 0)
        where T : unmanaged => [.. arrays.Select(a => Copy(a, offset))];

    /// <summary>Fails unless all arrays have the same bits, NaN included.</summary>
    public static void AssertSameBits<T>(Memory<T>[] expected, Memory<T>[] actual, object context)
        where T : unmanaged
    {
        for (int a = 0; a < expected.Length; a++)
        {
            bool same = MemoryMarshal.AsBytes(expected[a].Span)
                .SequenceEqual(MemoryMarshal.AsBytes(actual[a].Span));
            Assert.True(same, $"array {a} differs with {context}");
        }
    }

    private static unsafe Memory<T> Copy<T>(Memory<T> array, int offset)
        where T : unmanaged
    {
        int line = CacheLine / sizeof(T);
        T[] memory = GC.AllocateArray<T>(array.Length + offset + line, pinned: true);
        nint phase = Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0) % CacheLine / sizeof(T);
        int start = (int)((line - phase) % line) + offset;
        array.CopyTo(memory.AsMemory(start));
        return memory.AsMemory(start, array.Length);
    }

    private static Memory<T> Filled<T>(Random random, int length)
        where T : INumberBase<T>
    {
        var array = new T[length];
        foreach (ref T element in array.AsSpan())
        {
            element = T.CreateChecked((2 * random.NextDouble()) - 1);
        }

        return array;
    }
}
