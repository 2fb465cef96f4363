namespace Numerics.Runtime;

/// <summary>Threads that help a caller with its job. They start when first needed and stay; idle, they wait briefly in a loop,
/// then asleep.</summary>
/// <remarks>
/// One caller at a time has helpers; another, and a job within a job, runs alone on its own thread. A caller never waits for a
/// helper to wake: it works on its job at once, helpers that come later find the rest, and once no item is left only those that
/// are inside the job are waited for.
/// </remarks>
internal sealed class WorkerSet
{
    /// <summary>What <see cref="_inside"/> is while no job is open.</summary>
    private const int Closed = int.MinValue;

    /// <summary>How often an idle helper looks for work before it sleeps, and how long it pauses between looks.</summary>
    private const int Looks = 200;
    private const int Pause = 10;

    private readonly object _sleep = new();
    private readonly object _empty = new();
    private int _workers;
    private int _sleeping;
    private int _jobs;

    private int _isTaken;
    private Job? _job;
    private int _helpers;
    private int _inside = Closed;
    private bool _callerSleeps;

    /// <summary>The process's threads.</summary>
    public static WorkerSet Shared { get; } = new();

    /// <summary>Runs all items of a job on at most <paramref name="threads"/> threads, the caller's one of them.</summary>
    public void Run(Job job, int items, int threads)
    {
        job.Reset(items);
        int helpers = Math.Min(threads, items) - 1;
        if (helpers <= 0 || Interlocked.CompareExchange(ref _isTaken, 1, 0) != 0)
        {
            job.Drain();
        }
        else
        {
            try
            {
                RunWithHelpers(job, helpers);
            }
            finally
            {
                Volatile.Write(ref _isTaken, 0);
            }
        }

        job.ThrowIfFailed();
    }

    private void RunWithHelpers(Job job, int helpers)
    {
        while (_workers < helpers)
        {
            new Thread(Help) { IsBackground = true, Name = $"Numerics {_workers + 1}" }.UnsafeStart();
            _workers++;
        }

        _job = job;
        _helpers = helpers;
        Interlocked.Exchange(ref _inside, 0);
        Interlocked.Increment(ref _jobs);
        Wake(helpers);
        job.Drain();
        Close();
        _job = null;
    }

    private void Wake(int helpers)
    {
        if (Volatile.Read(ref _sleeping) == 0)
        {
            return;
        }

        lock (_sleep)
        {
            for (int i = 0; i < helpers; i++)
            {
                Monitor.Pulse(_sleep);
            }
        }
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

        lock (_empty)
        {
            Volatile.Write(ref _callerSleeps, true);
            while (!TryClose())
            {
                Monitor.Wait(_empty);
            }

            Volatile.Write(ref _callerSleeps, false);
        }
    }

    private bool TryClose() => Interlocked.CompareExchange(ref _inside, Closed, 0) == 0;

    private void Help()
    {
        int seen = 0;
        while (true)
        {
            seen = AwaitJob(seen);
            if (TryEnter())
            {
                _job!.Drain();
                Leave();
            }
        }
    }

    /// <summary>Waits for a job later than number <paramref name="seen"/>.</summary>
    private int AwaitJob(int seen)
    {
        for (int look = 0; look < Looks; look++)
        {
            int jobs = Volatile.Read(ref _jobs);
            if (jobs != seen)
            {
                return jobs;
            }

            Thread.SpinWait(Pause);
        }

        lock (_sleep)
        {
            Interlocked.Increment(ref _sleeping);
            while (Volatile.Read(ref _jobs) == seen)
            {
                Monitor.Wait(_sleep);
            }

            Interlocked.Decrement(ref _sleeping);
            return Volatile.Read(ref _jobs);
        }
    }

    private bool TryEnter()
    {
        int inside = Volatile.Read(ref _inside);
        while (inside >= 0 && inside < Volatile.Read(ref _helpers))
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
