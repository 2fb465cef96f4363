using Numerics.Runtime;

namespace Numerics.Tests.Runtime;

/// <summary>Flat calls from one thread and from many.</summary>
public class LaunchTests
{
    private static KernelContext Parallel => KernelContext.Default with
    {
        Threads = 3,
        ParallelThreshold = 0,
        WakingThreshold = 0,
        Chunk = KernelContext.Block,
    };

    [Theory]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void A_call_allocates_nothing_once_warm(int length)
    {
        float[] x = new float[length], m = new float[length], v = new float[length], g = new float[length];
        long allocated = 0;
        for (int step = 0; step < 3; step++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            HandWrittenAdamW.Step<float>(x, m, v, g, t: 1);
            HandWrittenLamb.Step<float>(x, m, v, g);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Callers_on_several_threads_do_not_disturb_each_other()
    {
        const int Callers = 4, Steps = 50, Length = (5 * KernelContext.Block) + 3;
        double[][] expected = Arrays(Length);
        double trust = Repeat(expected, Steps);
        double[][][] actual = [.. Enumerable.Range(0, Callers).Select(_ => Arrays(Length))];
        var trusts = new double[Callers];
        Thread[] threads = [.. Enumerable.Range(0, Callers).Select(c => new Thread(() =>
        {
            using (KernelContext.Use(Parallel))
            {
                trusts[c] = Repeat(actual[c], Steps);
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.All(trusts, t => Assert.Equal(trust, t));
        Assert.All(actual, a => Assert.Equal(expected, a));
    }

    [Fact]
    public void Description_says_what_was_chosen()
    {
        RuntimeDescription description = NumericsRuntime.Describe();
        Assert.Equal(Environment.ProcessorCount, description.Threads);
        Assert.Contains(description.VectorBits, new[] { 0, 128, 256, 512 });
        Assert.True(description.StreamingThreshold > 0);
    }

    [Fact]
    public void A_context_in_force_ends_with_its_scope_and_stays_on_its_thread()
    {
        KernelContext other = Parallel;
        using (KernelContext.Use(other))
        {
            Assert.Same(other, KernelContext.Current);
            KernelContext? elsewhere = null;
            var thread = new Thread(() => elsewhere = KernelContext.Current);
            thread.Start();
            thread.Join();
            Assert.Same(KernelContext.Default, elsewhere);
        }

        Assert.Same(KernelContext.Default, KernelContext.Current);
    }

    private static double[][] Arrays(int length) =>
        [.. Samples.Arrays<double>(4, length).Select(a => a.ToArray().Select(Math.Abs).ToArray())];

    private static double Repeat(double[][] a, int steps)
    {
        double trust = 0;
        for (int step = 0; step < steps; step++)
        {
            trust = HandWrittenLamb.Step<double>(a[0], a[1], a[2], a[3]);
        }

        return trust;
    }
}
