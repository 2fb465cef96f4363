using System.Runtime.ExceptionServices;

namespace Numerics.Runtime;

/// <summary>Work in numbered items that any thread may take in any order.</summary>
internal abstract class Job
{
    private int _count;
    private int _next;
    private ExceptionDispatchInfo? _failure;

    /// <summary>The number of items.</summary>
    public int Count => _count;

    /// <summary>Runs one item.</summary>
    protected abstract void RunItem(int item);

    /// <summary>Makes the job ready to hand out <paramref name="count"/> items.</summary>
    public void Reset(int count)
    {
        _count = count;
        _failure = null;
        Volatile.Write(ref _next, 0);
    }

    /// <summary>Takes and runs items until none is left. The first failure stops all threads at their next item.</summary>
    public void Drain()
    {
        try
        {
            for (int item = Take(); item < _count; item = Take())
            {
                RunItem(item);
            }
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
            Volatile.Write(ref _next, _count);
        }
    }

    /// <summary>Throws what an item threw.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    private int Take() => Interlocked.Increment(ref _next) - 1;
}
