namespace Numerics.Benchmarks.HandWritten;

/// <summary>Work on the elements [start, end).</summary>
internal delegate void RangeWork(nint start, nint end);

/// <summary>The calling thread and persistent helpers, one for each further core, that share a range of elements.</summary>
/// <remarks>The caller takes chunks from the front; helper k of n from the k-th n-th of what lies behind, so that each
/// thread walks memory in order, and takes over chunks of others once its own part is done.</remarks>
internal sealed class ThreadPair : IDisposable
{
    private const nint DefaultChunk = 1 << 16;
    private const int SpinsBeforeSleep = 20_000;

    private readonly SemaphoreSlim[] _wake;
    private readonly Part[] _parts;
    private RangeWork _work = static (_, _) => { };
    private nint _length;
    private nint _chunk;
    private volatile int _round;
    private int _running;
    private volatile bool _stopped;

    internal ThreadPair(int threads)
    {
        _parts = new Part[threads];
        _wake = new SemaphoreSlim[threads];
        for (int k = 0; k < threads; k++)
        {
            _parts[k] = new Part();
            _wake[k] = new SemaphoreSlim(0);
        }

        for (int k = 1; k < threads; k++)
        {
            int own = k;
            new Thread(() => Serve(own)) { IsBackground = true }.Start();
        }
    }

    internal int Threads => _parts.Length;

    /// <summary>The length of one part when a range is cut evenly, in whole cache lines.</summary>
    internal nint PartOf(nint length) => (length / Threads + 15) / 16 * 16;

    /// <summary>Runs <paramref name="work"/> on all of [0, length); returns when every chunk is done.</summary>
    internal void Run(nint length, RangeWork work, nint chunk = DefaultChunk)
    {
        _work = work;
        _length = length;
        _chunk = chunk;
        long chunks = (length + chunk - 1) / chunk;
        for (int k = 0; k < Threads; k++)
        {
            _parts[k].Next = chunks * k / Threads;
            _parts[k].End = chunks * (k + 1) / Threads;
        }

        _running = Threads - 1;
        Interlocked.Increment(ref _round);
        WakeSleepers();
        TakeChunks(0);
        while (Volatile.Read(ref _running) != 0)
        {
            Thread.SpinWait(1);
        }
    }

    public void Dispose()
    {
        _stopped = true;
        Interlocked.Increment(ref _round);
        WakeSleepers();
    }

    private void WakeSleepers()
    {
        for (int k = 1; k < Threads; k++)
        {
            if (Interlocked.Exchange(ref _parts[k].Asleep, 0) != 0)
            {
                _wake[k].Release();
            }
        }
    }

    private void Serve(int own)
    {
        int seen = 0;
        while (true)
        {
            AwaitRound(own, seen);
            seen++;
            if (_stopped)
            {
                return;
            }

            TakeChunks(own);
            Interlocked.Decrement(ref _running);
        }
    }

    private void AwaitRound(int own, int seen)
    {
        for (int spins = 0; spins < SpinsBeforeSleep; spins++)
        {
            if (_round != seen)
            {
                return;
            }

            Thread.SpinWait(1);
        }

        // A caller held up before it wakes sleepers may wake a helper that has done this round and sleeps again: it looks anew.
        while (_round == seen)
        {
            Interlocked.Exchange(ref _parts[own].Asleep, 1);
            if (_round == seen || Interlocked.Exchange(ref _parts[own].Asleep, 0) == 0)
            {
                _wake[own].Wait();
            }
        }
    }

    private void TakeChunks(int own)
    {
        for (int k = 0; k < Threads; k++)
        {
            Part part = _parts[(own + k) % Threads];
            long chunk;
            while ((chunk = Interlocked.Increment(ref part.Next) - 1) < part.End)
            {
                nint start = (nint)chunk * _chunk;
                _work(start, nint.Min(start + _chunk, _length));
            }
        }
    }

    private sealed class Part
    {
        internal long Next;
        internal long End;
        internal int Asleep;
    }
}
