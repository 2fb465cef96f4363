using System.Numerics;
using Numerics.Runtime;

namespace Numerics.Tests.Runtime;

/// <summary>Flat calls: the same bits on every width, thread count, chunk and alignment.</summary>
public class KernelTests
{
    private const int MostOffset = 5;

    public static TheoryData<Contraction> Classes => [Contraction.Fused, Contraction.Separate];

    private static IEnumerable<int> ShortLengths => Enumerable.Range(0, 131);

    private static IEnumerable<int> EdgeLengths =>
        from blocks in new[] { 1, 4 }
        from near in new[] { -17, -1, 0, 1, 15 }
        select (blocks * KernelContext.Block) + near;

    [Theory]
    [MemberData(nameof(Classes))]
    public void Short_arrays_have_the_same_bits_on_every_width(Contraction contraction)
    {
        foreach (int length in ShortLengths)
        {
            CheckAll<float>(contraction, Contexts.Widths(contraction), length, length % MostOffset);
            CheckAll<double>(contraction, Contexts.Widths(contraction), length, length % MostOffset);
        }
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Arrays_around_block_edges_have_the_same_bits_on_every_width_and_thread_count(Contraction contraction)
    {
        foreach (int length in EdgeLengths)
        {
            CheckAll<float>(contraction, Contexts.All(contraction), length, length % MostOffset);
            CheckAll<double>(contraction, Contexts.All(contraction), length, length % MostOffset);
        }
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Streaming_stores_change_nothing(Contraction contraction)
    {
        foreach (int length in EdgeLengths)
        {
            CheckAll<float>(contraction, Contexts.Streaming(contraction), length, length % MostOffset);
            CheckAll<double>(contraction, Contexts.Streaming(contraction), length, length % MostOffset);
        }
    }

    private static void CheckAll<T>(Contraction contraction, IEnumerable<KernelContext> contexts, int length, int offset)
        where T : unmanaged, INumberBase<T>
    {
        foreach (StepOn<T> step in new StepOn<T>[] { Lion, AdamW, Lamb, Clip })
        {
            Memory<T>[] start = Samples.Arrays<T>(4, length);
            Memory<T>[] expected = Samples.Copy(start);
            double result = RunWith(Contexts.Plain(contraction), step, expected);
            foreach (KernelContext context in contexts)
            {
                Memory<T>[] actual = Samples.Copy(start, offset);
                Assert.Equal(result, RunWith(context, step, actual));
                Samples.AssertSameBits(expected, actual, $"{length} elements, {context}");
            }
        }
    }

    private static double RunWith<T>(KernelContext context, StepOn<T> step, Memory<T>[] arrays)
    {
        using (KernelContext.Use(context))
        {
            return step(arrays);
        }
    }

    private static double Lion<T>(Memory<T>[] a)
        where T : unmanaged
    {
        HandWrittenLion.Step<T>(a[0].Span, a[1].Span, a[3].Span, weightDecay: 0.01);
        return 0;
    }

    private static double AdamW<T>(Memory<T>[] a)
        where T : unmanaged, INumberBase<T>
    {
        MakePositive(a[2].Span);
        HandWrittenAdamW.Step(a[0].Span, a[1].Span, a[2].Span, a[3].Span, t: 3);
        return 0;
    }

    private static double Lamb<T>(Memory<T>[] a)
        where T : unmanaged, INumberBase<T>
    {
        MakePositive(a[2].Span);
        return HandWrittenLamb.Step<T>(a[0].Span, a[1].Span, a[2].Span, a[3].Span);
    }

    private static double Clip<T>(Memory<T>[] a)
        where T : unmanaged, INumberBase<T>
    {
        Span<double> values = stackalloc double[7];
        values[HandWrittenClip.LimitSlot] = 1;
        var call = new KernelCall<T>();
        call.Read(0, a[0].Span, "g");
        call.Write(1, a[1].Span, "clipped");
        Launch.Run<HandWrittenClip.Kernel, T>(ref call, [], values);
        return values[HandWrittenClip.NormSlot] + values[HandWrittenClip.LeastSlot] + values[HandWrittenClip.GreatestSlot];
    }

    private static void MakePositive<T>(Span<T> v)
        where T : INumberBase<T>
    {
        foreach (ref T element in v)
        {
            element = T.Abs(element);
        }
    }

    private delegate double StepOn<T>(Memory<T>[] arrays);
}
