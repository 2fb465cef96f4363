using System.Runtime.InteropServices;

namespace Numerics.Tests.Lanes;

/// <summary>Memory whose end lies against a page that may not be read or written.</summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int Read = 1;
    private const int Write = 2;
    private readonly byte* _pages;
    private readonly nuint _page = (nuint)Environment.SystemPageSize;

    public GuardedMemory()
    {
        _pages = (byte*)NativeMemory.AlignedAlloc(2 * _page, _page);
        Protect(0);
    }

    /// <summary>The address after the last usable byte.</summary>
    public byte* End => _pages + _page;

    public void Dispose()
    {
        Protect(Read | Write);
        NativeMemory.AlignedFree(_pages);
    }

    private void Protect(int access)
    {
        // Elsewhere than on POSIX systems the memory stays plain: the sentinels of the other tests remain.
        if (!OperatingSystem.IsWindows() && mprotect(End, _page, access) != 0)
        {
            throw new InvalidOperationException($"mprotect failed with {Marshal.GetLastPInvokeError()}.");
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mprotect(void* address, nuint length, int access);
}
