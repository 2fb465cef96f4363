using Numerics.Runtime;

namespace Numerics.Tests.Runtime;

public class WorkerSetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Every_item_runs_exactly_once(int threads)
    {
        var workers = new WorkerSet();
        foreach (int items in new[] { 0, 1, 2, 3, 100 })
        {
            for (int round = 0; round < 100; round++)
            {
                var counts = new int[items];
                workers.Run(new Work(i => Interlocked.Increment(ref counts[i])), items, threads, wakes: true);
                Assert.All(counts, count => Assert.Equal(1, count));
            }
        }
    }

    [Fact]
    public void Helpers_that_sleep_are_woken()
    {
        var workers = new WorkerSet();
        for (int round = 0; round < 5; round++)
        {
            using var barrier = new Barrier(2);
            workers.Run(new Work(_ => Assert.True(barrier.SignalAndWait(TimeSpan.FromSeconds(30)))), 2, 2, wakes: true);
            Thread.Sleep(20);
        }
    }

    [Fact]
    public void A_caller_that_finishes_first_waits_for_its_helpers()
    {
        var workers = new WorkerSet();
        using var started = new ManualResetEventSlim();
        int caller = Environment.CurrentManagedThreadId;
        bool helperIsDone = false;
        workers.Run(
            new Work(_ =>
            {
                if (Environment.CurrentManagedThreadId == caller)
                {
                    started.Wait();
                    return;
                }

                started.Set();
                Thread.Sleep(100);
                Volatile.Write(ref helperIsDone, true);
            }),
            items: 2,
            threads: 2,
            wakes: true);
        Assert.True(helperIsDone);
    }

    /// <summary>The system holds threads up anywhere: between opening a job and waking a helper, between leaving it and looking
    /// whether the caller sleeps.</summary>
    [Fact]
    public void Jobs_end_where_threads_are_more_than_processors()
    {
        const int Rounds = 1000, LongestPause = 3000;
        int threads = 4 * Environment.ProcessorCount;
        int[] counts = new int[threads];
        var caller = new Thread(Call) { IsBackground = true };
        caller.Start();
        Assert.True(caller.Join(TimeSpan.FromMinutes(1)));
        Assert.All(counts, count => Assert.Equal(Rounds, count));

        void Call()
        {
            var workers = new WorkerSet();
            var random = new Random(1);
            var pauses = new int[threads];
            var work = new Work(i =>
            {
                Thread.SpinWait(pauses[i]);
                Interlocked.Increment(ref counts[i]);
            });
            for (int round = 0; round < Rounds; round++)
            {
                for (int i = 0; i < threads; i++)
                {
                    pauses[i] = random.Next(LongestPause);
                }

                workers.Run(work, threads, threads, wakes: round % 3 != 0);
                Thread.SpinWait(random.Next(LongestPause));
            }
        }
    }

    [Fact]
    public void A_caller_that_is_interrupted_waits_for_its_helpers()
    {
        var workers = new WorkerSet();
        bool helperIsDone = false;
        bool wasDone = false;
        bool isInterrupted = false;
        var caller = new Thread(self =>
        {
            using var started = new ManualResetEventSlim();
            workers.Run(
                new Work(_ =>
                {
                    if (Thread.CurrentThread == self)
                    {
                        // Without sleep: the interruption is for the wait that follows.
                        while (!started.IsSet)
                        {
                            Thread.SpinWait(100);
                        }

                        return;
                    }

                    started.Set();
                    ((Thread)self!).Interrupt();
                    Thread.Sleep(100);
                    Volatile.Write(ref helperIsDone, true);
                }),
                items: 2,
                threads: 2,
                wakes: true);
            wasDone = Volatile.Read(ref helperIsDone);
            try
            {
                Thread.Sleep(1000);
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        });
        caller.Start(caller);
        caller.Join();
        Assert.True(wasDone);
        Assert.True(isInterrupted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(57)]
    public void A_failure_reaches_the_caller_and_the_next_job_runs(int bad)
    {
        var workers = new WorkerSet();
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => workers.Run(
            new Work(i =>
            {
                if (i == bad)
                {
                    throw new InvalidOperationException("item " + i);
                }
            }),
            items: 100,
            threads: 3,
            wakes: true));
        Assert.Equal("item " + bad, e.Message);
        int count = 0;
        workers.Run(new Work(_ => Interlocked.Increment(ref count)), 100, 3, wakes: true);
        Assert.Equal(100, count);
    }

    [Fact]
    public void A_job_within_a_job_runs()
    {
        var workers = new WorkerSet();
        int count = 0;
        workers.Run(
            new Work(_ => workers.Run(new Work(_ => Interlocked.Increment(ref count)), items: 10, threads: 3, wakes: true)),
            items: 10,
            threads: 3,
            wakes: true);
        Assert.Equal(100, count);
    }

    [Fact]
    public void Short_jobs_wake_nobody_until_they_are_many()
    {
        var workers = new WorkerSet();
        workers.Run(new Work(_ => { }), 2, 2, wakes: true);
        Thread.Sleep(100);
        int caller = Environment.CurrentManagedThreadId;
        int helped = 0;
        var work = new Work(_ => helped += Environment.CurrentManagedThreadId == caller ? 0 : 1);
        for (int i = 0; i < 3; i++)
        {
            workers.Run(work, 2, 2, wakes: false);
            Thread.Sleep(1);
        }

        Assert.Equal(0, helped);
    }

    private sealed class Work(Action<int> item) : Job
    {
        protected override void RunItem(int number) => item(number);
    }
}
