using System.Numerics;
using System.Runtime.InteropServices;

namespace Numerics.Tests.Runtime;

/// <summary>Fixed arrays for tests.</summary>
internal static class Samples
{
    /// <summary>Arrays of one length, filled from a fixed seed.</summary>
    /// <param name="count">How many.</param>
    /// <param name="length">Elements of each.</param>
    /// <param name="offset">Where each begins in its own array, to vary alignment.</param>
    public static Memory<T>[] Arrays<T>(int count, int length, int offset = 0)
        where T : INumberBase<T>
    {
        var random = new Random(length + 1);
        return [.. Enumerable.Range(0, count).Select(_ => Filled<T>(random, length, offset))];
    }

    /// <summary>Copies, each at the same place in its array.</summary>
    public static Memory<T>[] Copy<T>(Memory<T>[] arrays, int offset = 0) =>
        [.. arrays.Select(a =>
        {
            Memory<T> copy = new T[a.Length + offset].AsMemory(offset);
            a.CopyTo(copy);
            return copy;
        })];

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

    private static Memory<T> Filled<T>(Random random, int length, int offset)
        where T : INumberBase<T>
    {
        var array = new T[length + offset];
        foreach (ref T element in array.AsSpan())
        {
            element = T.CreateChecked((2 * random.NextDouble()) - 1);
        }

        return array.AsMemory(offset);
    }
}
