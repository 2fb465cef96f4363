using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Transport;
using Numerics.Plans;

namespace Numerics.Gpu.Programs;

/// <summary>The memory between the kernels of programs on a stream: kept from call to call, since calls on one stream follow one
/// another.</summary>
#pragma warning disable CA1001 // It lives as long as the stream, whose memory it is.
internal sealed class ProgramScratch
#pragma warning restore CA1001
{
    private const int UploadBlocks = 16;
    private const int LeastUpload = 4096;

    private static readonly ConditionalWeakTable<AcceleratorStream, ProgramScratch> Known = [];

    private readonly AcceleratorStream _stream;
    private MemoryBuffer1D<double, Stride1D.Dense>? _block;
    private int _ringBytes;
    private UploadRing? _ring;

    private ProgramScratch(AcceleratorStream stream) => _stream = stream;

    public static ProgramScratch Of(AcceleratorStream stream) => Known.GetValue(stream, s => new ProgramScratch(s));

    /// <summary>Memory for some doubles, with anything in it.</summary>
    public ArrayView<double> Rent(long count)
    {
        if (_block is null || _block.Length < count)
        {
            if (_block is not null)
            {
                _stream.Synchronize();
                _block.Dispose();
            }

            _block = null;
            _block = DeviceAllocation.Of<double>(_stream.Accelerator, Math.Max(count, 1024), "Memory between a program's kernels");
        }

        return _block.View;
    }

    /// <summary>Queues a copy to the device.</summary>
    public void Upload(ReadOnlySpan<byte> bytes, ArrayView<byte> destination)
    {
        if (_ring is null || _ringBytes < bytes.Length)
        {
            _ring?.Dispose();
            _ringBytes = Math.Max(LeastUpload, bytes.Length);
            _ring = new UploadRing(_stream.Accelerator, _ringBytes, UploadBlocks);
        }

        bytes.CopyTo(_ring.Next(_stream));
        _ring.Send(destination);
    }
}

/// <summary>The memory of one call in parts.</summary>
internal readonly struct ProgramMemory<T>
    where T : unmanaged
{
    private readonly ProgramScratch _scratch;
    private readonly ArrayView<double> _uploaded;

    /// <param name="scratch">Where it comes from.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="problems">The number of problems.</param>
    /// <param name="table">Numbers of the table.</param>
    /// <param name="inputs">Numbers that the host knows.</param>
    /// <param name="parts">Parts of reductions of a problem.</param>
    /// <param name="lines">Elements of scratch lines.</param>
    /// <param name="temporaries">Elements of the temporaries.</param>
    /// <param name="indices">Whole numbers of the sparse matrices among them.</param>
    public ProgramMemory(
        ProgramScratch scratch, ProgramPlan plan, int problems, int table, int inputs, long parts, long lines,
        IEnumerable<long> temporaries, long indices)
    {
        _scratch = scratch;
        long[] elements = [.. temporaries.Append(lines).Append((long)plan.Constants * problems).Select(Doubles)];
        ArrayView<double> block = scratch.Rent(
            table + inputs + ((plan.Slots + parts) * problems) + elements.Sum() + (elements.Length * 2) + (indices / 2) + 16);
        long at = 0;
        ArrayView<double> Take(long count)
        {
            long start = at;

            // Parts begin at 16 bytes, and none is empty.
            at += Math.Max(count + (count & 1), 2);
            return block.SubView(start, Math.Max(count, 1));
        }

        _uploaded = Take(table + inputs);
        Table = _uploaded.SubView(0, table).Cast<long>();
        Inputs = _uploaded.SubView(inputs > 0 ? table : 0, Math.Max(inputs, 1));
        Values = Take((long)plan.Slots * problems);
        Parts = Take(parts * problems);
        Temporaries = [.. elements[..^2].Select(e => Take(e).Cast<T>())];
        Scratch = Take(elements[^2]).Cast<T>();
        Constants = Take(elements[^1]).Cast<T>();
        Indices = Take((indices / 2) + 1).Cast<int>();
    }

    public ArrayView<long> Table { get; }

    public ArrayView<double> Inputs { get; }

    public ArrayView<double> Values { get; }

    public ArrayView<double> Parts { get; }

    public ArrayView<T>[] Temporaries { get; }

    public ArrayView<T> Scratch { get; }

    public ArrayView<T> Constants { get; }

    public ArrayView<int> Indices { get; }

    /// <summary>Queues the copy of the table and of what the host knows.</summary>
    public void Upload(ReadOnlySpan<long> table, ReadOnlySpan<double> inputs)
    {
        var all = new double[table.Length + inputs.Length];
        MemoryMarshal.Cast<long, double>(table).CopyTo(all);
        inputs.CopyTo(all.AsSpan(table.Length));
        _scratch.Upload(MemoryMarshal.AsBytes<double>(all), _uploaded.SubView(0, all.Length).Cast<byte>());
    }

    /// <summary>Doubles that hold as many elements.</summary>
    private static unsafe long Doubles(long elements) => ((elements * sizeof(T)) + sizeof(double) - 1) / sizeof(double);
}
