namespace Numerics.Runtime;

/// <summary>A thread of a <see cref="WorkerSet"/> that waits for jobs: briefly in a loop, then asleep.</summary>
internal sealed class Helper
{
    /// <summary>How often an idle helper looks for a job before it sleeps, and how long it pauses between looks.</summary>
    private const int Looks = 200;
    private const int Pause = 10;

    private readonly WorkerSet _set;
    private readonly int _number;
    private readonly object _sleep = new();
    private bool _isAsleep;

    private Helper(WorkerSet set, int number) => (_set, _number) = (set, number);

    /// <summary>Starts a helper.</summary>
    /// <param name="set">The set that gives it work.</param>
    /// <param name="number">Its number, from 1.</param>
    public static Helper Start(WorkerSet set, int number)
    {
        var helper = new Helper(set, number);
        new Thread(helper.Work) { IsBackground = true, Name = $"Numerics {number}" }.UnsafeStart();
        return helper;
    }

    /// <summary>Wakes it if it sleeps; throws nothing, since the job is open.</summary>
    public void Wake()
    {
        if (!Volatile.Read(ref _isAsleep))
        {
            return;
        }

        try
        {
            lock (_sleep)
            {
                Monitor.Pulse(_sleep);
            }
        }
        catch (ThreadInterruptedException)
        {
            // Nobody needs this helper; the interruption is put off.
            Thread.CurrentThread.Interrupt();
        }
    }

    private void Work()
    {
        int seen = 0;
        while (true)
        {
            seen = AwaitJobAfter(seen);
            _set.Help(_number);
        }
    }

    private int AwaitJobAfter(int seen)
    {
        for (int look = 0; look < Looks; look++)
        {
            if (_set.Jobs != seen)
            {
                return _set.Jobs;
            }

            Thread.SpinWait(Pause);
        }

        lock (_sleep)
        {
            // Whoever opens a job counts it, then looks whether anybody sleeps: one of the two sees the other.
            Volatile.Write(ref _isAsleep, true);
            Interlocked.MemoryBarrier();
            while (_set.Jobs == seen)
            {
                Monitor.Wait(_sleep);
            }

            _isAsleep = false;
            return _set.Jobs;
        }
    }
}
