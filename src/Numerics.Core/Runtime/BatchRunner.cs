using System.Runtime.Intrinsics.X86;

namespace Numerics.Runtime;

/// <summary>Runs a kernel over a batch: scalar stages on the caller's thread, passes in chunks on all threads. One for each
/// kernel and thread, kept, so that a step allocates nothing.</summary>
/// <typeparam name="K">The kernel.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class BatchRunner<K, T> : Job
    where K : struct, IKernel
    where T : unmanaged
{
    [ThreadStatic]
    private static BatchRunner<K, T>? s_mine;

    private readonly WorkList _work = new();
    private Batch<T>? _flat;
    private Batch<T> _batch = null!;
    private KernelContext _context = null!;
    private PassInfo _pass = null!;
    private int _passNumber;
    private bool _isScaled;
    private bool _isStreaming;

    /// <summary>The calling thread's runner.</summary>
    public static BatchRunner<K, T> Mine => s_mine ??= new BatchRunner<K, T>();

    /// <summary>Runs one tensor of pinned arrays.</summary>
    public void RunFlat(
        KernelContext context, T** arrays, nint length, ReadOnlySpan<double> host, Span<double> values)
    {
        Batch<T> batch = _flat ??= new Batch<T>(K.Plan);
        batch.Clear();
        host.CopyTo(batch.AddGroup(host.Length));
        batch.Add(0, length, new ReadOnlySpan<nint>(arrays, KernelInfo<K>.Arrays));
        values[..KernelInfo<K>.Slots].CopyTo(batch.Values(0));
        Run(context, batch);
        batch.Values(0).CopyTo(values);
    }

    /// <summary>Runs problems of pinned arrays that hold them one after the other: as one array, or each as a
    /// tensor.</summary>
    public void RunProblems(
        KernelContext context, T** arrays, nint length, int problems, ReadOnlySpan<double> host, in PinnedNumbers numbers,
        bool isFlat)
    {
        Batch<T> batch = _flat ??= new Batch<T>(K.Plan);
        batch.Clear();
        host.CopyTo(batch.AddGroup(host.Length));
        if (isFlat)
        {
            batch.Add(0, length * problems, new ReadOnlySpan<nint>(arrays, KernelInfo<K>.Arrays), length);
        }
        else
        {
            AddProblems(batch, arrays, length, problems, numbers);
        }

        Run(context, batch);
        for (int problem = 0; problem < batch.Count && !isFlat; problem++)
        {
            numbers.Write(problem, batch.Values(problem));
        }
    }

    private static void AddProblems(Batch<T> batch, T** arrays, nint length, int problems, in PinnedNumbers numbers)
    {
        Span<nint> addresses = stackalloc nint[KernelInfo<K>.Arrays];
        for (int problem = 0; problem < problems; problem++)
        {
            for (int array = 0; array < addresses.Length; array++)
            {
                addresses[array] = (nint)(arrays[array] + (problem * length));
            }

            batch.Add(0, length, addresses);
            numbers.Read(problem, batch.Values(problem));
        }
    }

    /// <summary>Runs all tensors of a batch.</summary>
    public void Run(KernelContext context, Batch<T> batch)
    {
        _context = context;
        _batch = batch;
        _isScaled = batch.GradientScale != 1;
        _work.Cut(batch, ChunkFor(batch.TotalLength));
        batch.GrowPartials();
        for (_passNumber = 0; _passNumber < KernelInfo<K>.PassCount; _passNumber++)
        {
            _pass = KernelInfo<K>.Passes[_passNumber];
            Stages<K, T>.Evaluate(batch, _passNumber);
            RunPass();
            Stages<K, T>.Reduce(batch, _pass);
        }

        Stages<K, T>.Evaluate(batch, KernelInfo<K>.PassCount);
        _batch = null!;
    }

    /// <summary>An eighth of a thread's share in whole blocks, but no more than the context's chunk.</summary>
    private nint ChunkFor(nint total)
    {
        nint share = total / (8 * (nint)_context.Threads) / KernelContext.Block * KernelContext.Block;
        return Math.Clamp(share, KernelContext.Block, _context.Chunk);
    }

    private void RunPass()
    {
        nint length = _batch.TotalLength;
        int threads = length > _context.ParallelThreshold ? _context.Threads : 1;
        _isStreaming = threads > 1
            && (long)length * sizeof(T) * _pass.Touched > _context.StreamingThreshold
            && (_pass.HasDestination || (_context.StreamsInPlace && _pass.Written.Length > 0));
        WorkerSet.Shared.Run(this, _work.Count, threads, length > _context.WakingThreshold);
    }

    protected override void RunItem(int item)
    {
        ref readonly WorkItem work = ref _work[item];
        if (work.IsChunk)
        {
            RunRange(work.First, work.Start, work.Stop);
        }
        else
        {
            for (int tensor = work.First; tensor < work.End; tensor++)
            {
                RunRange(tensor, 0, _batch.Length(tensor));
            }
        }

        if (_isStreaming)
        {
            // Streaming stores are weakly ordered: none may be under way when the item counts as done.
            Fence();
        }
    }

    private static void Fence()
    {
        if (Sse.IsSupported)
        {
            Sse.StoreFence();
        }
        else
        {
            Interlocked.MemoryBarrier();
        }
    }

    private void RunRange(int tensor, nint start, nint stop)
    {
        Tables<T> tables = _batch.Tables(tensor);
        if (_pass.IsFold)
        {
            Fold(tables, start, stop, _isStreaming && tables.LeadToAligned(_pass.Written, start) == 0);
        }
        else
        {
            nint lead = _isStreaming ? tables.LeadToAligned(_pass.Written, start) : -1;
            Map(tables, start, lead < 0 ? stop : Math.Min(start + lead, stop), stop);
        }
    }

    /// <summary>Maps [start, aligned) through the caches and [aligned, stop) past them.</summary>
    private void Map(in Tables<T> tables, nint start, nint aligned, nint stop)
    {
        Frame<T> frame = tables.Frame(0, 0);
        if (_isScaled)
        {
            Map<Scaled>(frame, start, aligned, stop);
        }
        else
        {
            Map<Cached>(frame, start, aligned, stop);
        }
    }

    private void Map<M>(in Frame<T> frame, nint start, nint aligned, nint stop)
        where M : struct, IAccess
    {
        if (start < aligned)
        {
            LaneDispatch.Map<K, T, M>(_context, _passNumber, frame, start, aligned);
        }

        if (aligned < stop)
        {
            LaneDispatch.Map<K, T, Streaming<M>>(_context, _passNumber, frame, aligned, stop);
        }
    }

    private void Fold(in Tables<T> tables, nint start, nint stop, bool streaming)
    {
        switch (_isScaled, streaming)
        {
            case (false, false): Stages<K, T>.Fold<Cached>(_context, _passNumber, tables, start, stop); break;
            case (true, false): Stages<K, T>.Fold<Scaled>(_context, _passNumber, tables, start, stop); break;
            case (false, true): Stages<K, T>.Fold<Streaming<Cached>>(_context, _passNumber, tables, start, stop); break;
            default: Stages<K, T>.Fold<Streaming<Scaled>>(_context, _passNumber, tables, start, stop); break;
        }
    }
}
