using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Numerics.Runtime;

/// <summary>Memory for a strip of elements: the arguments, then the results, of a function that a kernel's pass applies. A strip stays in
/// the first-level cache, and is long enough that the call for it costs nothing beside the function.</summary>
public static unsafe class Strip
{
    /// <summary>Elements of a strip: whole groups of lanes, and a divisor of a reduction's block.</summary>
    public const int Length = 512;

    private const int CacheLine = 64;

    /// <summary>A strip of the running thread's, with anything in it.</summary>
    /// <param name="line">Which: from 0, as many as a pass needs at once.</param>
    /// <typeparam name="T">The element type.</typeparam>
    public static Pointer<T> Line<T>(int line)
        where T : unmanaged => new((T*)Scratch.Rent(1 + line, Length * sizeof(T)));

    /// <summary>The elements of a strip that functions take for some of an array: whole vectors.</summary>
    /// <param name="count">How many of the array.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Whole<V, T>(nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged => (count + V.Count - 1) & -V.Count;

    /// <summary>Has sixteen elements of the next strip brought into the first-level cache, for them to come while functions take this
    /// one: neither waits for memory on its own. Beyond an array's end nothing happens.</summary>
    /// <param name="array">The array.</param>
    /// <param name="i">The place of the elements of this strip.</param>
    /// <typeparam name="T">The element type.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ahead<T>(Pointer<T> array, nint i)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(array.Address + i + Length);
            if (sizeof(T) == sizeof(double))
            {
                Sse.Prefetch0(array.Address + i + Length + (CacheLine / sizeof(T)));
            }
        }
    }
}
