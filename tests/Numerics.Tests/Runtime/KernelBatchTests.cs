using Numerics.Runtime;

namespace Numerics.Tests.Runtime;

/// <summary>A batch of problems in flat arrays equals its members one by one, to the bit, on every width and thread count.</summary>
public class KernelBatchTests
{
    private const int Length = 67;
    private const int TrustSlot = 10;

    public static TheoryData<int> Problems => [0, 1, 2, 3, 100];

    [Theory]
    [MemberData(nameof(Problems))]
    public void Problems_without_reductions_run_as_one_array(int problems)
    {
        foreach (KernelContext context in LongAndShort(Contraction.Fused))
        {
            using KernelContext.Scope scope = KernelContext.Use(context);
            Memory<float>[] expected = Samples.Arrays<float>(3, problems * Length);
            Memory<float>[] actual = Samples.Copy(expected);
            for (int p = 0; p < problems; p++)
            {
                HandWrittenLion.Step<float>(Part(expected[0], p), Part(expected[1], p), Part(expected[2], p), 0.01);
            }

            var call = new KernelCall<float>();
            call.Update(0, actual[0].Span, "x");
            call.Update(1, actual[1].Span, "m");
            call.Read(2, actual[2].Span, "g");
            var numbers = new BatchNumbers(problems);
            Launch.RunBatch<HandWrittenLion.Kernel, float>(ref call, [0.01, 0.9, 0.99, 0], ref numbers);
            Samples.AssertSameBits(expected, actual, context);
        }
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void Problems_with_reductions_have_their_own_results(int problems)
    {
        foreach (KernelContext context in LongAndShort(Contraction.Separate))
        {
            using KernelContext.Scope scope = KernelContext.Use(context);
            Memory<double>[] expected = Samples.Arrays<double>(4, problems * Length);
            Memory<double>[] actual = Samples.Copy(expected);
            double[] trust = new double[problems];
            for (int p = 0; p < problems; p++)
            {
                trust[p] = HandWrittenLamb.Step<double>(
                    Part(expected[0], p), Part(expected[1], p), Part(expected[2], p), Part(expected[3], p));
            }

            double[] actualTrust = new double[problems];
            RunLamb(problems, actual, actualTrust);
            Samples.AssertSameBits(expected, actual, context);
            Assert.Equal(trust, actualTrust);
        }
    }

    [Fact]
    public void What_problems_do_not_share_evenly_is_refused() => Assert.Contains(
        "x has 201 elements, which 2 problems do not share evenly",
        Assert.Throws<ArgumentException>(() => RunLamb(2, Samples.Arrays<double>(4, 201), new double[2])).Message,
        StringComparison.Ordinal);

    /// <summary>Contexts in which a problem counts as long, and such in which it is short and the batch is long.</summary>
    private static IEnumerable<KernelContext> LongAndShort(Contraction contraction) => Contexts.All(contraction).SelectMany(
        context => new[] { context, context with { ParallelThreshold = Length, WakingThreshold = Length } });

    private static void RunLamb(int problems, Memory<double>[] arrays, double[] trust)
    {
        var call = new KernelCall<double>();
        call.Update(0, arrays[0].Span, "x");
        call.Update(1, arrays[1].Span, "m");
        call.Update(2, arrays[2].Span, "v");
        call.Read(3, arrays[3].Span, "g");
        var numbers = new BatchNumbers(problems);
        numbers.Write(TrustSlot, trust, "trust");
        Launch.RunBatch<HandWrittenLamb.Kernel, double>(ref call, [1e-3, 0.9, 0.999, 1e-6, 1e-2], ref numbers);
    }

    private static Span<T> Part<T>(Memory<T> array, int problem) => array.Span.Slice(problem * Length, Length);
}
