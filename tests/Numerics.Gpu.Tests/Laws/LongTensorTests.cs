using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Tests.Devices;
using Numerics.Gpu.Tests.Laws.Rules;
using Numerics.Rules;

namespace Numerics.Gpu.Tests.Laws;

/// <summary>Tensors of more chunks than a reduction takes: chunks grow instead.</summary>
public sealed class LongTensorTests
{
    private const int Length = (DeviceBlock.MostChunks * DeviceBlock.LeastChunk) + 12_345;

    /// <summary>The roundings of a LAMB step in float in unit roundoffs of the step: seven operations in two moments, a quotient
    /// (of up to 5 by OpenCL's 2.5 ULP) and a root (of 6), a ratio and two products; on both sides.</summary>
    private const double StepUnits = 2 * (7 + 5 + 6 + 3);
    private const double UnitRoundoff = 1.0 / (1 << 24);

    private const double LearningRate = 0.1;
    private const double WeightDecay = 0.01;

    /// <summary>‖x‖/‖r‖ is 5 here; a step's two terms may cancel, of which the decay is at most this share of x.</summary>
    private const double MostRatio = 16;
    private const double MostDecay = LearningRate * WeightDecay * MostRatio;

    [Theory]
    [InlineData(1, DeviceBlock.LeastChunk)]
    [InlineData(DeviceBlock.MostChunks * DeviceBlock.LeastChunk, DeviceBlock.LeastChunk)]
    [InlineData(Length, 2 * DeviceBlock.LeastChunk)]
    [InlineData(1L << 32, 512 * DeviceBlock.LeastChunk)]
    public void Chunks_grow_by_whole_ones_and_cover_the_tensor(long length, int chunk)
    {
        Assert.Equal(chunk, DeviceBlock.ChunkLength(length));
        int count = DeviceBlock.ChunkCount(length);
        Assert.InRange(count, 1, DeviceBlock.MostChunks);
        Assert.InRange(length, ((count - 1L) * chunk) + 1, (long)count * chunk);
    }

    /// <summary>Whole numbers: every order of summing is exact. The simulation, which takes a second for a million
    /// elements, has as many as make two chunks.</summary>
    [Theory, OnEachDevice]
    public void Sums_are_exact_where_numbers_are(AcceleratorType kind)
    {
        Accelerator accelerator = DeviceCatalogue.Get(kind);
        using AcceleratorStream stream = accelerator.CreateStream();
        int length = LengthOn(kind);
        float[] x = [.. Enumerable.Range(0, length).Select(i => (float)(i % 7))];
        using MemoryBuffer1D<float, Stride1D.Dense> buffer = accelerator.Allocate1D(x);
        using MemoryBuffer1D<double, Stride1D.Dense> sum = accelerator.Allocate1D<double>(1);
        SumOnly.Step(stream, buffer.View, sum.View);
        Assert.Equal(x.Sum(e => (double)e), sum.GetAsArray1D(stream)[0]);
    }

    [Theory, OnEachDevice]
    public void Lamb_takes_the_norms_of_the_whole_tensor(AcceleratorType kind)
    {
        Accelerator accelerator = DeviceCatalogue.Get(kind);
        using AcceleratorStream stream = accelerator.CreateStream();
        int length = LengthOn(kind);
        float[] Draw(int seed) => [.. Enumerable.Range(0, length).Select(i => ((((long)i * seed) % 1009) - 504) / 256f)];
        float[] x = Draw(31), m = Draw(57), v = Array.ConvertAll(Draw(83), Math.Abs), g = Draw(11), before = [.. x];
        using MemoryBuffer1D<float, Stride1D.Dense> dx = accelerator.Allocate1D(x), dm = accelerator.Allocate1D(m),
            dv = accelerator.Allocate1D(v), dg = accelerator.Allocate1D(g);
        Lamb.Step(stream, dx.View, dm.View, dv.View, dg.View, 3, LearningRate, weightDecay: WeightDecay);
        Lamb.Step(x, m, v, g, 3, LearningRate, weightDecay: WeightDecay);
        float[] onDevice = dx.GetAsArray1D(stream);
        for (int i = 0; i < length; i++)
        {
            double step = Math.Abs((double)x[i] - before[i]);
            double size = Math.Abs(before[i]);
            double bound = UnitRoundoff * ((StepUnits * (step + (2 * MostDecay * size))) + (2 * (size + step)));
            Assert.True(Math.Abs((double)onDevice[i] - x[i]) <= bound, $"{i}: {onDevice[i]:R}, CPU {x[i]:R}, allowed {bound:R}");
        }
    }

    private static int LengthOn(AcceleratorType kind) => kind == AcceleratorType.CPU ? DeviceBlock.LeastChunk + 3 : Length;
}
