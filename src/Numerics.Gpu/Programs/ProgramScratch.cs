using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Transport;
using Numerics.Plans;

namespace Numerics.Gpu.Programs;

/// <summary>What calls of programs on a stream keep from one to the next: the memory between kernels, since calls on one stream follow
/// one another, and what is launched for shapes that were there before.</summary>
#pragma warning disable CA1001 // It lives as long as the stream, whose memory it is.
internal sealed class ProgramScratch
#pragma warning restore CA1001
{
    private const int UploadBlocks = 16;
    private const int LeastUpload = 4096;

    /// <summary>Shapes that are kept; whoever has more of them prepares calls anew.</summary>
    private const int MostShapes = 1 << 12;

    private static readonly ConditionalWeakTable<AcceleratorStream, ProgramScratch> Known = [];

    private readonly Dictionary<(object Kernels, int Shapes), object> _launches = [];
    private MemoryBuffer1D<double, Stride1D.Dense>? _block;
    private int _ringBytes;
    private UploadRing? _ring;

    private ProgramScratch(AcceleratorStream stream) => Stream = stream;

    /// <summary>The stream.</summary>
    public AcceleratorStream Stream { get; }

    public static ProgramScratch Of(AcceleratorStream stream) => Known.GetValue(stream, s => new ProgramScratch(s));

    /// <summary>What queues calls with these shapes.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="variant">What it is on a device.</param>
    /// <param name="kernels">Its kernels.</param>
    /// <param name="problems">The number of problems.</param>
    /// <param name="axes">The lengths of the axes.</param>
    /// <param name="entries">Of each array of the call the elements that are stored.</param>
    public ProgramLaunch<T> LaunchOf<T>(
        ProgramPlan plan, ProgramVariant variant, ProgramKernels<T> kernels, int problems, ReadOnlySpan<nint> axes,
        ReadOnlySpan<nint> entries)
        where T : unmanaged
    {
        (object, int) key = (kernels, HashOf(problems, axes, entries));
        if (_launches.TryGetValue(key, out object? known) && known is ProgramLaunch<T> launch && launch.IsFor(problems, axes, entries))
        {
            return launch;
        }

        if (_launches.Count >= MostShapes)
        {
            _launches.Clear();
        }

        var made = new ProgramLaunch<T>(this, plan, variant, kernels, problems, axes.ToArray(), entries.ToArray());
        _launches[key] = made;
        return made;
    }

    /// <summary>Memory for some doubles, with anything in it.</summary>
    public MemoryBuffer1D<double, Stride1D.Dense> Rent(long count)
    {
        if (_block is null || _block.Length < count)
        {
            if (_block is not null)
            {
                Stream.Synchronize();
                _block.Dispose();
            }

            _block = null;
            _block = DeviceAllocation.Of<double>(Stream.Accelerator, Math.Max(count, 1024), "Memory between a program's kernels");
        }

        return _block;
    }

    /// <summary>Queues a copy of two parts, one after the other, to the device.</summary>
    public void Upload(ReadOnlySpan<long> first, ReadOnlySpan<double> second, ArrayView<double> destination)
    {
        int bytes = (first.Length + second.Length) * sizeof(double);
        if (_ring is null || _ringBytes < bytes)
        {
            _ring?.Dispose();
            _ringBytes = Math.Max(LeastUpload, bytes);
            _ring = new UploadRing(Stream.Accelerator, _ringBytes, UploadBlocks);
        }

        Span<byte> block = _ring.Next(Stream);
        MemoryMarshal.AsBytes(first).CopyTo(block);
        MemoryMarshal.AsBytes(second).CopyTo(block[(first.Length * sizeof(double))..]);
        _ring.Send(destination.SubView(0, first.Length + second.Length).Cast<byte>());
    }

    private static int HashOf(int problems, ReadOnlySpan<nint> axes, ReadOnlySpan<nint> entries)
    {
        var hash = default(HashCode);
        hash.Add(problems);
        hash.AddBytes(MemoryMarshal.AsBytes(axes));
        hash.AddBytes(MemoryMarshal.AsBytes(entries));
        return hash.ToHashCode();
    }
}

/// <summary>The memory of a call in parts.</summary>
internal sealed class ProgramMemory<T>
    where T : unmanaged
{
    private readonly int _table;
    private readonly int _inputs;
    private readonly long _values;
    private readonly long _parts;
    private readonly long _indices;
    private readonly long[] _elements;
    private readonly long _size;
    private MemoryBuffer1D<double, Stride1D.Dense>? _block;
    private ArrayView<double> _uploaded;

    /// <param name="plan">The plan.</param>
    /// <param name="problems">The number of problems.</param>
    /// <param name="table">Numbers of the table.</param>
    /// <param name="inputs">Numbers that the host knows.</param>
    /// <param name="parts">Parts of reductions of a problem.</param>
    /// <param name="lines">Elements of scratch lines.</param>
    /// <param name="temporaries">Elements of the temporaries.</param>
    /// <param name="indices">Whole numbers of the sparse matrices among them.</param>
    public ProgramMemory(
        ProgramPlan plan, int problems, int table, int inputs, long parts, long lines, IEnumerable<long> temporaries, long indices)
    {
        (_table, _inputs, _indices) = (table, inputs, (indices / 2) + 1);
        (_values, _parts) = ((long)plan.Slots * problems, parts * problems);
        _elements = [.. temporaries.Append(lines).Append((long)plan.Constants * problems).Select(Doubles)];
        _size = Room(table + inputs) + Room(_values) + Room(_parts) + _elements.Sum(Room) + Room(_indices);
        Temporaries = new ArrayView<T>[_elements.Length - 2];
    }

    public ArrayView<long> Table { get; private set; }

    public ArrayView<double> Inputs { get; private set; }

    public ArrayView<double> Values { get; private set; }

    public ArrayView<double> Parts { get; private set; }

    public ArrayView<T>[] Temporaries { get; }

    public ArrayView<T> Scratch { get; private set; }

    public ArrayView<T> Constants { get; private set; }

    public ArrayView<int> Indices { get; private set; }

    /// <summary>Finds room for the parts, if they are not there already.</summary>
    public void PlaceIn(ProgramScratch scratch)
    {
        MemoryBuffer1D<double, Stride1D.Dense> block = scratch.Rent(_size);
        if (block == _block)
        {
            return;
        }

        _block = block;
        long at = 0;
        _uploaded = Take(_table + _inputs, ref at);
        Table = _uploaded.SubView(0, _table).Cast<long>();
        Inputs = _uploaded.SubView(_inputs > 0 ? _table : 0, Math.Max(_inputs, 1));
        Values = Take(_values, ref at);
        Parts = Take(_parts, ref at);
        for (int i = 0; i < Temporaries.Length; i++)
        {
            Temporaries[i] = Take(_elements[i], ref at).Cast<T>();
        }

        Scratch = Take(_elements[^2], ref at).Cast<T>();
        Constants = Take(_elements[^1], ref at).Cast<T>();
        Indices = Take(_indices, ref at).Cast<int>();
    }

    /// <summary>Queues the copy of the table and of what the host knows.</summary>
    public void Upload(ProgramScratch scratch, ReadOnlySpan<long> table, ReadOnlySpan<double> inputs) =>
        scratch.Upload(table, inputs, _uploaded);

    private ArrayView<double> Take(long count, ref long at)
    {
        long start = at;
        at += Room(count);
        return _block!.View.AsContiguous().SubView(start, Math.Max(count, 1));
    }

    /// <summary>Parts begin at 16 bytes, and none is empty.</summary>
    private static long Room(long count) => Math.Max(count + (count & 1), 2);

    /// <summary>Doubles that hold as many elements.</summary>
    private static unsafe long Doubles(long elements) => ((elements * sizeof(T)) + sizeof(double) - 1) / sizeof(double);
}
