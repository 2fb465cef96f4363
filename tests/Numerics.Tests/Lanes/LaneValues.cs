using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Numerics.Runtime;

namespace Numerics.Tests.Lanes;

/// <summary>Numbers to try, and lanes read back as numbers.</summary>
internal static unsafe class LaneValues
{
    /// <summary>Zeros, infinities, NaN, the edges of the range, denormals, and ordinary numbers.</summary>
    public static T[] Special<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T tiny = T.BitIncrement(T.Zero);
        T greatest = T.BitDecrement(T.PositiveInfinity);
        T normal = T.BitIncrement(T.One) * (sizeof(T) == 4 ? T.CreateChecked(1.17549435e-38) : T.CreateChecked(2.2250738585072014e-308));
        T third = T.One / T.CreateChecked(3);
        T[] positive = [T.Zero, tiny, T.BitDecrement(normal), normal, third, T.One, T.BitIncrement(T.One),
            T.CreateChecked(2), T.CreateChecked(1000.125), greatest, T.PositiveInfinity];
        return [.. positive, .. positive.Select(v => -v), T.NaN];
    }

    /// <summary>The lanes of a vector whose lane i is <c>values[(start + i) % length]</c>.</summary>
    public static V Cycle<V, T>(T[] values, int start)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        T* lanes = stackalloc T[16];
        for (int i = 0; i < V.Count; i++)
        {
            lanes[i] = values[(start + i) % values.Length];
        }

        return V.Load(new Pointer<T>(lanes), 0);
    }

    public static T[] Lanes<V, T>(V value)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        T* lanes = stackalloc T[16];
        V.Store(value, new Pointer<T>(lanes), 0);
        return new Span<T>(lanes, V.Count).ToArray();
    }

    /// <summary>Fails unless both have the same bits, or both are NaN.</summary>
    public static void Same<T>(T expected, T actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Assert.True(
            Bits(expected) == Bits(actual) || (T.IsNaN(expected) && T.IsNaN(actual)),
            string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected:R}, got {actual:R}"));

    /// <summary>Fails unless both have the same bits.</summary>
    public static void SameBits<T>(ulong expected, T actual, string what)
        where T : unmanaged =>
        Assert.True(expected == Bits(actual), $"{what}: expected bits {expected:X}, got {Bits(actual):X}");

    public static ulong Bits<T>(T value)
        where T : unmanaged =>
        sizeof(T) == 4 ? Unsafe.BitCast<T, uint>(value) : Unsafe.BitCast<T, ulong>(value);

    public static T OfBits<T>(ulong bits)
        where T : unmanaged =>
        sizeof(T) == 4 ? Unsafe.BitCast<uint, T>((uint)bits) : Unsafe.BitCast<ulong, T>(bits);
}
