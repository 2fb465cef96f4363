namespace Numerics.Runtime;

/// <summary>A batch of short independent problems of a kernel: threads take neighbouring ones, and each runs on one thread while
/// it is in the first-level cache.</summary>
/// <typeparam name="K">The kernel.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class KernelBatch<K, T> : Job
    where K : struct, IKernel
    where T : unmanaged
{
    [ThreadStatic]
    private static KernelBatch<K, T>? s_mine;

    private KernelContext _context = null!;
    private PinnedNumbers _numbers;
    private T** _arrays;
    private double* _host;
    private int _hostCount;
    private nint _length;
    private int _problems;
    private int _inItem;

    /// <summary>The calling thread's batch.</summary>
    public static KernelBatch<K, T> Mine => s_mine ??= new KernelBatch<K, T>();

    /// <summary>Runs all problems.</summary>
    public void Run(
        KernelContext context, T** arrays, nint length, int problems, ReadOnlySpan<double> host, in PinnedNumbers numbers)
    {
        (_context, _length, _problems, _numbers, _hostCount) = (context, length, problems, numbers, host.Length);
        _arrays = arrays;
        nint elements = problems * Math.Max(length, 1);
        int threads = elements > context.ParallelThreshold ? context.Threads : 1;
        _inItem = ProblemTable<T>.InItem(problems, threads, length * KernelInfo<K>.Arrays * sizeof(T));
        fixed (double* start = host)
        {
            _host = start;
            WorkerSet.Shared.Run(this, (problems + _inItem - 1) / _inItem, threads, elements > context.WakingThreshold);
        }
    }

    protected override void RunItem(int item)
    {
        int first = item * _inItem;
        int end = Math.Min(first + _inItem, _problems);
        GroupDispatch.Run<KernelProblems<K, T>, T>(
            _context.Lanes, new(_arrays, _length, _host, _hostCount, _numbers, first, end));
    }
}
