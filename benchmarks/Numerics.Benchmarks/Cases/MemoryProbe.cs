using Numerics.Benchmarks.HandWritten;
using Numerics.Benchmarks.Measurement;

namespace Numerics.Benchmarks.Cases;

/// <summary>The machine's bandwidth, measured in the same rounds as a comparison so that shares of it mean something.</summary>
internal sealed class MemoryProbe : IDisposable
{
    internal const string Prefix = "memory: ";
    private readonly Problem _problem;
    private readonly Bandwidth _bandwidth;

    internal MemoryProbe(ThreadPair threads, nint length)
    {
        _problem = new Problem(length);
        _bandwidth = new Bandwidth(threads, _problem);
    }

    internal IReadOnlyList<Contender> Contenders =>
    [
        new(Prefix + "read", _ => _bandwidth.Read()),
        new(Prefix + "copy, ordinary stores", _ => _bandwidth.Copy<Ordinary>()),
        new(Prefix + "copy, streaming stores", _ => _bandwidth.Copy<Streaming>()),
        new(Prefix + "4 read 3 written in place, ordinary", _ => _bandwidth.Update<Ordinary>()),
        new(Prefix + "4 read 3 written in place, streaming", _ => _bandwidth.Update<Streaming>()),
    ];

    /// <summary>Bytes an element that the named probe moves.</summary>
    internal static double BytesOf(string name) =>
        name.Contains("read", StringComparison.Ordinal) && !name.Contains("written", StringComparison.Ordinal) ? Bandwidth.ReadBytes
        : name.Contains("copy", StringComparison.Ordinal) ? Bandwidth.CopyBytes
        : Bandwidth.UpdateBytes;

    public void Dispose() => _problem.Dispose();
}
