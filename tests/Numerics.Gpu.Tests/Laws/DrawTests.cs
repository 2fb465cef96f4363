using ILGPU;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Gpu.Tests.Devices;
using Numerics.Runtime;

namespace Numerics.Gpu.Tests.Laws;

/// <summary>Random numbers on devices: the CPU's bits, and normal numbers within their bound.</summary>
public sealed class DrawTests
{
    /// <summary>What the docstring of <see cref="DeviceDraws.Normal"/> says.</summary>
    private const double NormalError = 8;

    private const int Count = 4096;
    private const int Kinds = 4;
    private const ulong Key = 0xFEDC_BA98_7654_3210;
    private const long Counter = -5;
    private const long LargeBound = (3L << 61) + 1;
    private const long SmallBound = 1000;

    /// <summary>From here positions carry into the upper half of their words.</summary>
    private const long First = uint.MaxValue - (Count / 2);

    [Theory, OnEachDevice]
    public void Devices_draw_what_the_CPU_draws(AcceleratorType kind)
    {
        Accelerator accelerator = DeviceCatalogue.Get(kind);
        using AcceleratorStream stream = accelerator.CreateStream();
        using MemoryBuffer1D<double, Stride1D.Dense> numbers = accelerator.Allocate1D<double>(Kinds * Count);
        using MemoryBuffer1D<long, Stride1D.Dense> indices = accelerator.Allocate1D<long>(2 * Count);
        var kernel = accelerator.LoadAutoGroupedKernel<Index1D, ArrayView<double>, ArrayView<long>>(Draw);
        kernel(stream, Count, numbers.View, indices.View);
        double[] drawn = numbers.GetAsArray1D(stream);
        long[] chosen = indices.GetAsArray1D(stream);
        for (int i = 0; i < Count; i++)
        {
            long at = First + i;
            Assert.Equal(Draws.UniformAt<double>(Key, Counter, at), drawn[Kinds * i]);
            Assert.Equal(Draws.UniformAt<float>(Key, Counter, at), drawn[(Kinds * i) + 1]);
            Assert.Equal(Draws.RademacherAt<double>(Key, Counter, at), drawn[(Kinds * i) + 2]);
            double normal = Draws.NormalAt<double>(Key, Counter, at);
            double unit = Math.BitIncrement(Math.Abs(normal)) - Math.Abs(normal);
            Assert.InRange(drawn[(Kinds * i) + 3], normal - (NormalError * unit), normal + (NormalError * unit));
            Assert.Equal(Draws.RandomIndexAt<double>(Key, Counter, LargeBound, at), chosen[2 * i]);
            Assert.Equal(Draws.RandomIndexAt<double>(Key, Counter, SmallBound, at), chosen[(2 * i) + 1]);
        }
    }

    private static void Draw(Index1D i, ArrayView<double> numbers, ArrayView<long> indices)
    {
        long at = First + i;
        numbers[Kinds * i] = DeviceDraws.Uniform(Key, Counter, at);
        numbers[(Kinds * i) + 1] = DeviceDraws.UniformSingle(Key, Counter, at);
        numbers[(Kinds * i) + 2] = DeviceDraws.Rademacher(Key, Counter, at);
        numbers[(Kinds * i) + 3] = DeviceDraws.Normal(Key, Counter, at);
        indices[2 * i] = DeviceDraws.RandomIndex(Key, Counter, LargeBound, at);
        indices[(2 * i) + 1] = DeviceDraws.RandomIndex(Key, Counter, SmallBound, at);
    }
}
