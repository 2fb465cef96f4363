using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Numerics.Runtime;

namespace Numerics.Tests.Runtime;

/// <summary>Batches: each tensor as if alone, whatever shares its dispatch.</summary>
public unsafe class BatchTests
{
    private static readonly int[] Lengths = [5, 0, 4096, 5, 12_289, 1, 70_001, 5, 4095, 300];

    private static readonly double[] LambHost = [1e-3, 0.9, 0.999, 1e-6, 1e-2];

    public static TheoryData<int> Threads => [1, 2, 3, 7];

    [Theory]
    [MemberData(nameof(Threads))]
    public void Each_tensor_steps_as_if_alone(int threads)
    {
        float[][][] alone = Tensors();
        double[] trust = [.. alone.Select(a => HandWrittenLamb.Step<float>(a[0], a[1], a[2], a[3]))];
        float[][][] together = Tensors();
        var batch = new Batch<float>(HandWrittenLamb.Kernel.Plan);
        using (KernelContext.Use(Parallel(threads)))
        {
            Fill(batch, together, LambHost);
            Launch.Run<HandWrittenLamb.Kernel, float>(batch);
        }

        Assert.Equal(trust, Enumerable.Range(0, batch.Count).Select(t => batch.Values(t)[10]));
        Assert.Equal(alone, together);
    }

    [Fact]
    public void Groups_have_their_own_host_values()
    {
        float[][][] tensors = Tensors();
        var batch = new Batch<float>(HandWrittenLamb.Kernel.Plan);
        LambHost.CopyTo(batch.AddGroup(5));
        LambHost.CopyTo(batch.AddGroup(5));
        batch.Host(1)[0] = 0;
        Add(batch, 0, tensors[4]);
        Add(batch, 1, tensors[4 + 2]);
        Launch.Run<HandWrittenLamb.Kernel, float>(batch);
        Assert.NotEqual(Tensors()[4][0], tensors[4][0]);
        Assert.Equal(Tensors()[6][0], tensors[6][0]);
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void A_global_reduction_adds_the_tensors_in_order(int threads)
    {
        double[][] gradients = [.. Lengths.Select((n, i) => Enumerable.Range(0, n).Select(k => Math.Sin(k + i)).ToArray())];
        double[][] clipped = [.. gradients.Select(g => new double[g.Length])];
        var batch = new Batch<double>(HandWrittenClip.Kernel.Plan);
        _ = batch.AddGroup(0);
        for (int t = 0; t < gradients.Length; t++)
        {
            Add(batch, 0, [gradients[t], clipped[t]]);
            batch.Values(t)[HandWrittenClip.LimitSlot] = 0.5;
        }

        using (KernelContext.Use(Parallel(threads)))
        {
            Launch.Run<HandWrittenClip.Kernel, double>(batch);
        }

        double norm = Math.Sqrt(Tree([.. gradients.Select(ReducedSquares)]));
        for (int t = 0; t < gradients.Length; t++)
        {
            Assert.Equal(norm, batch.Values(t)[HandWrittenClip.NormSlot]);
            Assert.Equal(gradients[t].DefaultIfEmpty(double.PositiveInfinity).Min(), batch.Values(t)[HandWrittenClip.LeastSlot]);
            Assert.Equal(gradients[t].DefaultIfEmpty(double.NegativeInfinity).Max(), batch.Values(t)[HandWrittenClip.GreatestSlot]);
            Assert.Equal(gradients[t].Select(g => 0.5 / norm * g), clipped[t]);
        }
    }

    [Fact]
    public void The_gradient_scale_multiplies_gradients_as_they_are_loaded()
    {
        const double Scale = 0.25;
        float[][][] scaledBefore = Tensors();
        foreach (float[][] tensor in scaledBefore)
        {
            tensor[3] = [.. tensor[3].Select(g => (float)Scale * g)];
            HandWrittenLamb.Step<float>(tensor[0], tensor[1], tensor[2], tensor[3]);
        }

        float[][][] tensors = Tensors();
        var batch = new Batch<float>(HandWrittenLamb.Kernel.Plan) { GradientScale = Scale };
        using (KernelContext.Use(Parallel(2) with { StreamingThreshold = 0, StreamsInPlace = true }))
        {
            Fill(batch, tensors, LambHost);
            Launch.Run<HandWrittenLamb.Kernel, float>(batch);
        }

        Assert.Equal(scaledBefore.Select(t => t[0]), tensors.Select(t => t[0]));
    }

    [Fact]
    public void A_step_with_as_many_tensors_as_the_last_allocates_nothing()
    {
        float[][][] tensors = Tensors();
        var batch = new Batch<float>(HandWrittenLamb.Kernel.Plan);
        long allocated = 0;
        using (KernelContext.Use(Parallel(2)))
        {
            for (int step = 0; step < 3; step++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                Fill(batch, tensors, LambHost);
                Launch.Run<HandWrittenLamb.Kernel, float>(batch);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void A_batch_laid_out_for_another_kernel_is_refused()
    {
        var batch = new Batch<float>(HandWrittenLamb.Kernel.Plan);
        ArgumentException e = Assert.Throws<ArgumentException>(() => Launch.Run<HandWrittenLion.Kernel, float>(batch));
        Assert.Contains("HandWrittenLamb", e.Message, StringComparison.Ordinal);
        Assert.Contains("HandWrittenLion", e.Message, StringComparison.Ordinal);
    }

    private static KernelContext Parallel(int threads) =>
        KernelContext.Default with
        {
            Threads = threads,
            ParallelThreshold = 0,
            WakingThreshold = 0,
            Chunk = KernelContext.Block,
        };

    private static float[][][] Tensors() =>
        [.. Lengths.Select(n => Samples.Arrays<float>(4, n).Select((a, i) =>
            a.ToArray().Select(e => i == 2 ? Math.Abs(e) : e).ToArray()).ToArray())];

    private static void Fill(Batch<float> batch, float[][][] tensors, double[] host)
    {
        batch.Clear();
        host.CopyTo(batch.AddGroup(host.Length));
        foreach (float[][] tensor in tensors)
        {
            Add(batch, 0, tensor);
        }
    }

    /// <summary>Adds a tensor whose arrays are pinned as long as the process lives.</summary>
    private static void Add<T>(Batch<T> batch, int group, T[][] arrays)
        where T : unmanaged
    {
        Span<nint> addresses = stackalloc nint[arrays.Length];
        for (int a = 0; a < arrays.Length; a++)
        {
            if (!Pins.TryGetValue(arrays[a], out object? pin))
            {
                Pins.Add(arrays[a], pin = GCHandle.Alloc(arrays[a], GCHandleType.Pinned));
            }

            addresses[a] = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(arrays[a]));
        }

        batch.Add(group, arrays[0].Length, addresses);
    }

    private static readonly ConditionalWeakTable<object, object> Pins = [];

    /// <summary>The sum of squares as the contract has it, written anew: blocks of 4096, sixteen lanes, levels.</summary>
    private static double ReducedSquares(double[] g) => Tree([.. g.Chunk(4096).Select(BlockSquares)]);

    private static double BlockSquares(double[] block)
    {
        var lanes = new double[16];
        for (int i = 0; i < block.Length; i++)
        {
            lanes[i % 16] = KernelContext.Default.Contraction == Contraction.Fused
                ? Math.FusedMultiplyAdd(block[i], block[i], lanes[i % 16])
                : (block[i] * block[i]) + lanes[i % 16];
        }

        for (int half = 8; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                lanes[i] += lanes[i + half];
            }
        }

        return lanes[0];
    }

    private static double Tree(double[] parts) => parts.Length switch
    {
        0 => 0,
        1 => parts[0],
        _ => Tree([.. parts.Chunk(2).Select(p => p.Length == 2 ? p[0] + p[1] : p[0])]),
    };
}
