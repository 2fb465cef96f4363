using System.Runtime.InteropServices;

namespace Numerics.Testing;

/// <summary>Pages that may be neither read nor written.</summary>
internal static partial class PageProtection
{
    private const int PosixNoAccess = 0;
    private const int PosixReadWrite = 3;
    private const uint WindowsNoAccess = 1;
    private const uint WindowsReadWrite = 4;

    /// <summary>Closes a page, or opens it again.</summary>
    /// <param name="page">Its address.</param>
    /// <param name="isAccessible">Whether it may be read and written.</param>
    /// <exception cref="InvalidOperationException">The system refuses.</exception>
    public static void Set(nint page, bool isAccessible)
    {
        var size = (nuint)Environment.SystemPageSize;
        bool isDone = OperatingSystem.IsWindows()
            ? VirtualProtect(page, size, isAccessible ? WindowsReadWrite : WindowsNoAccess, out _) != 0
            : mprotect(page, size, isAccessible ? PosixReadWrite : PosixNoAccess) == 0;
        if (!isDone)
        {
            throw new InvalidOperationException(
                $"The system refuses to protect a page: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int mprotect(nint address, nuint length, int access);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int VirtualProtect(nint address, nuint length, uint access, out uint before);
}
