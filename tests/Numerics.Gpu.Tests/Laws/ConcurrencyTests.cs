using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Tests.Devices;
using Numerics.Rules;

namespace Numerics.Gpu.Tests.Laws;

/// <summary>Several host threads may call one rule at once, on streams of their own or on one: a kernel's arguments, and the memory
/// between the kernels of a call, are each call's own.</summary>
public sealed class ConcurrencyTests
{
    private const int Threads = 4;
    private const int Length = 33;

    [Theory, OnEachDevice]
    public void Calls_on_streams_of_their_own_do_not_meet(AcceleratorType kind)
    {
        Accelerator accelerator = DeviceCatalogue.Get(kind);
        Check(accelerator, _ => accelerator.CreateStream());
    }

    [Theory, OnEachDevice]
    public void Calls_on_one_stream_do_not_meet(AcceleratorType kind)
    {
        Accelerator accelerator = DeviceCatalogue.Get(kind);
        using AcceleratorStream shared = accelerator.CreateStream();
        Check(accelerator, _ => shared);
    }

    /// <summary>Each thread's steps, of a rule with one kernel and of one with two passes and a stage, give what they give alone.</summary>
    private static void Check(Accelerator accelerator, Func<int, AcceleratorStream> stream)
    {
        int steps = accelerator.AcceleratorType == AcceleratorType.CPU ? 4 : 100;
        float[][] alone = [.. Enumerable.Range(0, Threads).Select(t => Walk(accelerator, accelerator.DefaultStream, t, steps))];
        AcceleratorStream[] streams = [.. Enumerable.Range(0, Threads).Select(stream)];
        float[][] together = new float[Threads][];
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(
            t => new Thread(() => together[t] = Walk(accelerator, streams[t], t, steps)))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.Equal(alone, together);
    }

    private static float[] Walk(Accelerator accelerator, AcceleratorStream stream, int thread, int steps)
    {
        using MemoryBuffer1D<float, Stride1D.Dense> x = Allocate(1 + thread), m = Allocate(0), v = Allocate(0), g = Allocate(0.5f);
        for (int t = 1; t <= steps; t++)
        {
            Lion.Step(stream, x.View, m.View, g.View, learningRate: 1.0 / (2 + thread));
            Lamb.Step(stream, x.View, m.View, v.View, g.View, t, learningRate: 0.01 * (1 + thread));
        }

        stream.Synchronize();
        return x.GetAsArray1D(stream);

        MemoryBuffer1D<float, Stride1D.Dense> Allocate(float scale)
        {
            MemoryBuffer1D<float, Stride1D.Dense> buffer = accelerator.Allocate1D<float>(Length);
            buffer.View.CopyFromCPU(stream, [.. Enumerable.Range(1, Length).Select(i => scale * i / Length)]);
            return buffer;
        }
    }
}
