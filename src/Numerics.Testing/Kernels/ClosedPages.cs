using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Numerics.Testing;

/// <summary>Whole pages between two that may be neither read nor written. Those that were returned serve again: closing a page takes
/// longer than most calls that it guards.</summary>
internal static unsafe class ClosedPages
{
    /// <summary>Larger memory is freed.</summary>
    private const int MostKept = 1 << 20;

    private static readonly int _page = Environment.SystemPageSize;
    private static readonly ConcurrentDictionary<int, ConcurrentBag<nint>> _returned = [];

    /// <summary>The address of the first closed page.</summary>
    /// <param name="usable">The bytes between the two, whole pages.</param>
    public static nint Rent(int usable)
    {
        if (_returned.TryGetValue(usable, out ConcurrentBag<nint>? kept) && kept.TryTake(out nint memory))
        {
            return memory;
        }

        memory = (nint)NativeMemory.AlignedAlloc((nuint)(usable + (2 * _page)), (nuint)_page);
        Close(memory, usable, isAccessible: false);
        return memory;
    }

    /// <summary>Takes back what was rented.</summary>
    public static void Return(nint memory, int usable)
    {
        if (usable <= MostKept)
        {
            _returned.GetOrAdd(usable, _ => []).Add(memory);
            return;
        }

        Close(memory, usable, isAccessible: true);
        NativeMemory.AlignedFree((void*)memory);
    }

    private static void Close(nint memory, int usable, bool isAccessible)
    {
        PageProtection.Set(memory, isAccessible);
        PageProtection.Set(memory + _page + usable, isAccessible);
    }
}
