namespace Numerics.Runtime;

/// <summary>A batch of independent problems: threads take neighbouring ones, and each runs on one thread.</summary>
/// <typeparam name="K">The program.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class ProgramBatch<K, T> : Job
    where K : struct, IProgram
    where T : unmanaged
{
    [ThreadStatic]
    private static ProgramBatch<K, T>? s_mine;

    private KernelContext _context = null!;
    private CallShapes _shapes;
    private PinnedNumbers _numbers;
    private T** _addresses;
    private double* _host;
    private int _hostCount;
    private int _inItem;

    /// <summary>The calling thread's batch.</summary>
    public static ProgramBatch<K, T> Mine => s_mine ??= new ProgramBatch<K, T>();

    /// <summary>Runs all problems.</summary>
    public void Run(
        KernelContext context, in CallShapes shapes, T** addresses, ReadOnlySpan<double> host, in PinnedNumbers numbers)
    {
        if (ProgramInfo<K>.Value.IsElementwise)
        {
            ProgramRunner<K, T>.Mine.RunAsOne(context, in shapes, addresses, host);
            return;
        }

        (_context, _shapes, _numbers, _hostCount) = (context, shapes, numbers, host.Length);
        _addresses = addresses;
        nint problem = new CallArrays<T>(in shapes, addresses).ElementsOfProblem(ProgramInfo<K>.Value);
        nint elements = shapes.Problems * Math.Max(1, problem);
        int threads = elements > context.ParallelThreshold ? context.Threads : 1;
        _inItem = ProblemTable<T>.InItem(shapes.Problems, threads, problem * sizeof(T));
        fixed (double* start = host)
        {
            _host = start;
            int items = (shapes.Problems + _inItem - 1) / _inItem;
            WorkerSet.Shared.Run(this, items, threads, elements > context.WakingThreshold);
        }

        _shapes = default;
    }

    protected override void RunItem(int item)
    {
        int first = item * _inItem;
        int end = Math.Min(first + _inItem, _shapes.Problems);
        ProgramRunner<K, T>.Mine.RunProblems(
            _context, in _shapes, _addresses, new ReadOnlySpan<double>(_host, _hostCount), in _numbers, first, end);
    }
}
