using System.Globalization;

namespace Numerics.Runtime;

/// <summary>The size of the last-level cache.</summary>
internal static class CacheSize
{
    /// <summary>Assumed where the system does not say: a usual desktop or a server's share for a few cores.</summary>
    private const long Assumed = 32L * 1024 * 1024;

    private const string LinuxFolder = "/sys/devices/system/cpu/cpu0/cache";

    /// <summary>Bytes in the largest cache that a core has, own or shared.</summary>
    public static long LastLevel { get; } = Math.Max(FromLinux(LinuxFolder), 0) is > 0 and var size ? size : Assumed;

    /// <summary>The largest <c>index*/size</c> of a folder of Linux's cache description; 0 where there is none, or none that may
    /// be read.</summary>
    public static long FromLinux(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ? Directory.EnumerateDirectories(folder, "index*").Select(SizeOf).DefaultIfEmpty(0).Max()
                : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static long SizeOf(string index)
    {
        string file = Path.Combine(index, "size");
        return File.Exists(file) ? Parse(File.ReadAllText(file).AsSpan().Trim()) : 0;
    }

    /// <summary>Reads <c>48K</c>, <c>32M</c>, <c>512</c>; 0 for anything else.</summary>
    internal static long Parse(ReadOnlySpan<char> text)
    {
        (int unit, int letters) = text.IsEmpty ? (1, 0) : text[^1] switch
        {
            'K' => (1024, 1),
            'M' => (1024 * 1024, 1),
            _ => (1, 0),
        };
        return long.TryParse(text[..^letters], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number * unit : 0;
    }
}
