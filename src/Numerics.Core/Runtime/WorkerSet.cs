using System.Diagnostics;

namespace Numerics.Runtime;

/// <summary>Threads that help a caller with its job. They start when first needed and stay.</summary>
/// <remarks>
/// One caller at a time has helpers; another, and a job within a job, runs alone on its own thread. A caller never waits for a
/// helper to wake: it works on its job at once, helpers that come later find the rest, and once no item is left only those that
/// are inside the job are waited for.
/// </remarks>
internal sealed class WorkerSet
{
    /// <summary>What <see cref="_inside"/> is while no job is open.</summary>
    private const int Closed = int.MinValue;

    /// <summary>How often a caller looks whether its helpers are done before it sleeps, and how long it pauses in between.</summary>
    private const int Looks = 200;
    private const int Pause = 10;

    /// <summary>Jobs of which each begins this soon after the last one's end, and that many of them in a row, keep helpers awake:
    /// the first few pay for waking them, the rest gain.</summary>
    private static readonly long SoonAfter = Stopwatch.Frequency / 30_000;
    private const int ManyInARow = 16;

    private readonly List<Helper> _helpers = [];
    private readonly object _empty = new();
    private Job? _job;
    private int _jobs;
    private int _wanted;
    private int _inside = Closed;
    private int _isTaken;
    private bool _callerSleeps;
    private long _lastEnd;
    private int _inARow;

    /// <summary>The process's threads.</summary>
    public static WorkerSet Shared { get; } = new();

    /// <summary>How many jobs have been opened.</summary>
    public int Jobs => Volatile.Read(ref _jobs);

    /// <summary>Runs all items of a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="items">The number of its items.</param>
    /// <param name="threads">The most threads to work on it, the caller's one of them.</param>
    /// <param name="wakes">Whether it is long enough to be worth waking helpers that sleep.</param>
    public void Run(Job job, int items, int threads, bool wakes)
    {
        threads = Math.Min(threads, items);
        if (threads <= 1 || Interlocked.CompareExchange(ref _isTaken, 1, 0) != 0)
        {
            job.Reset(items, 1);
            job.Drain(0);
        }
        else
        {
            try
            {
                job.Reset(items, threads);
                RunWithHelpers(job, threads - 1, wakes);
            }
            finally
            {
                Volatile.Write(ref _isTaken, 0);
            }
        }

        job.ThrowIfFailed();
    }

    /// <summary>Takes part in the job that is open, if there is one and it has a share for this helper.</summary>
    public void Help(int helper)
    {
        if (TryEnter(helper))
        {
            _job!.Drain(helper);
            Leave();
        }
    }

    private void RunWithHelpers(Job job, int helpers, bool wakes)
    {
        while (_helpers.Count < helpers)
        {
            _helpers.Add(Helper.Start(this, _helpers.Count + 1));
        }

        _job = job;
        _wanted = helpers;
        Interlocked.Exchange(ref _inside, 0);
        Interlocked.Increment(ref _jobs);
        if (wakes | IsOneOfMany())
        {
            for (int i = 0; i < helpers; i++)
            {
                _helpers[i].Wake();
            }
        }

        job.Drain(0);
        Close();
        _job = null;
        _lastEnd = Stopwatch.GetTimestamp();
    }

    private bool IsOneOfMany()
    {
        _inARow = Stopwatch.GetTimestamp() - _lastEnd < SoonAfter ? _inARow + 1 : 0;
        return _inARow >= ManyInARow;
    }

    /// <summary>Waits until no helper is inside, and lets none in.</summary>
    private void Close()
    {
        for (int look = 0; look < Looks; look++)
        {
            if (TryClose())
            {
                return;
            }

            Thread.SpinWait(Pause);
        }

        bool isInterrupted = false;
        while (!TrySleepUntilClosed())
        {
            isInterrupted = true;
        }

        if (isInterrupted)
        {
            Thread.CurrentThread.Interrupt();
        }
    }

    /// <summary>False where the caller was interrupted. It must not leave while helpers are at its memory: the interruption is
    /// put off.</summary>
    private bool TrySleepUntilClosed()
    {
        try
        {
            lock (_empty)
            {
                Volatile.Write(ref _callerSleeps, true);
                while (!TryClose())
                {
                    Monitor.Wait(_empty);
                }

                Volatile.Write(ref _callerSleeps, false);
            }

            return true;
        }
        catch (ThreadInterruptedException)
        {
            return false;
        }
    }

    private bool TryClose() => Interlocked.CompareExchange(ref _inside, Closed, 0) == 0;

    private bool TryEnter(int helper)
    {
        int inside = Volatile.Read(ref _inside);
        while (inside >= 0 && helper <= Volatile.Read(ref _wanted))
        {
            int found = Interlocked.CompareExchange(ref _inside, inside + 1, inside);
            if (found == inside)
            {
                return true;
            }

            inside = found;
        }

        return false;
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _inside) == 0 && Volatile.Read(ref _callerSleeps))
        {
            lock (_empty)
            {
                Monitor.Pulse(_empty);
            }
        }
    }
}
