using System.Runtime.ExceptionServices;

namespace Numerics.Runtime;

/// <summary>Work in numbered items that threads may take in any order.</summary>
/// <remarks>Each thread begins with a share of neighbouring items that is its own in every job of this size, so that what it left
/// in its caches serves it again; then it takes what others have left over.</remarks>
internal abstract class Job
{
    /// <summary>Counters lie a cache line apart.</summary>
    private const int Stride = 64 / sizeof(int);

    private int[] _next = [];
    private int _count;
    private int _shares;
    private volatile ExceptionDispatchInfo? _failure;

    /// <summary>Runs one item.</summary>
    protected abstract void RunItem(int item);

    /// <summary>Makes the job ready to hand out <paramref name="count"/> items to <paramref name="threads"/> threads.</summary>
    public void Reset(int count, int threads)
    {
        if (_next.Length < threads * Stride)
        {
            _next = new int[threads * Stride];
        }

        (_count, _shares, _failure) = (count, threads, null);
        for (int share = 0; share < threads; share++)
        {
            _next[share * Stride] = Start(share);
        }
    }

    /// <summary>Takes and runs items until none is left, a thread's own share first. The first failure stops all threads at their
    /// next item.</summary>
    public void Drain(int thread)
    {
        try
        {
            for (int i = 0; i < _shares; i++)
            {
                DrainShare((thread + i) % _shares);
            }
        }
        catch (Exception failure)
        {
            _failure ??= ExceptionDispatchInfo.Capture(failure);
        }
    }

    /// <summary>Throws what an item threw.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    private void DrainShare(int share)
    {
        ref int next = ref _next[share * Stride];
        int end = Start(share + 1);
        while (_failure is null)
        {
            int item = Interlocked.Increment(ref next) - 1;
            if (item >= end)
            {
                return;
            }

            RunItem(item);
        }
    }

    private int Start(int share) => (int)((long)share * _count / _shares);
}
