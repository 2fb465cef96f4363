using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Numerics.Plans;
using Numerics.Rules;
using Numerics.Runtime;
using Numerics.Tests.Runtime;

namespace Numerics.Tests.Programs;

/// <summary>A loop inside a kernel equals the naive computation to the bit, and refuses an index out of range.</summary>
public class SweepTests
{
    private const int Rounds = 5;

    public static TheoryData<Contraction> Classes => [Contraction.Fused, Contraction.Separate];

    [Theory]
    [MemberData(nameof(Classes))]
    public void A_sweep_is_the_naive_computation(Contraction contraction)
    {
        foreach (int rows in new[] { 1, 2, 5, 40 })
        {
            foreach (int columns in Enumerable.Range(0, 41).Concat([4095, 4096, 4097, 12_291]))
            {
                Check<float>(contraction, rows, columns);
                Check<double>(contraction, rows, columns);
            }
        }
    }

    [Fact]
    public void A_row_that_is_not_there_is_named()
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() =>
            HandWrittenSweep.Run<float>(new float[3], new ReadOnlyTensorSpan<float>([], 0, [0, 3], []), [], [], 1));
        Assert.Contains("b has 0 elements; there is no element 0", e.Message, StringComparison.Ordinal);
    }

    /// <summary>A loop that one thread runs with all that is in it runs as steps where its lines are long.</summary>
    [Fact]
    public void Long_lines_give_the_same_bits_on_all_threads()
    {
        const int Length = 20_000;
        var random = new Random(8);
        double[] g = [.. Enumerable.Range(0, Length).Select(_ => random.NextDouble() - 0.5)];
        double[]? expected = null;
        foreach (int threads in new[] { 1, 2, 3 })
        {
            using KernelContext.Scope scope = KernelContext.Use(KernelContext.Default with
            {
                Threads = threads,
                ParallelThreshold = 0,
                WakingThreshold = 0,
            });
            double[] x = new double[Length], secondary = [.. Enumerable.Repeat(1.0 / Length, Length)], hint = new double[Length];
            double variation = 0;
            OptimisticSimplex.Step(secondary, hint, g, x, ref variation, Optimism.LastGradient, 1, 1e-4, 1e-4);
            Assert.Equal(1, x.Sum(), Length * 1e-16);
            Assert.InRange(x.Count(e => e > 0), 100, Length - 100);
            expected ??= x;
            Assert.Equal(expected, x);
        }
    }

    private static void Check<T>(Contraction contraction, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Samples.Arrays<T>(1, rows * columns)[0].ToArray();
        T[] b = Samples.Arrays<T>(2, rows)[1].ToArray();
        T[] q = [.. Samples.Arrays<T>(3, rows)[2].ToArray().Select(x => T.One + (x * x))];
        T[] x = Samples.Arrays<T>(1, columns)[0].ToArray();
        T[] expected = Naively(new Naive(contraction), x, a, b, q);
        foreach (KernelContext context in Contexts.Widths(contraction))
        {
            using KernelContext.Scope scope = KernelContext.Use(context);
            T[] actual = [.. x];
            HandWrittenSweep.Run<T>(actual, new ReadOnlyTensorSpan<T>(a, 0, [rows, columns], []), b, q, Rounds);
            Assert.True(
                MemoryMarshal.AsBytes<T>(expected).SequenceEqual(MemoryMarshal.AsBytes<T>(actual)),
                $"{rows}×{columns} with {context}");
        }
    }

    private static T[] Naively<T>(Naive naive, T[] x, T[] a, T[] b, T[] q)
        where T : IBinaryFloatingPointIeee754<T>
    {
        for (int round = 0; round < Rounds; round++)
        {
            int i = round * HandWrittenSweep.Stride % b.Length;
            T[] row = a[(i * x.Length)..((i + 1) * x.Length)];
            T[] old = x;
            double dot = naive.Line(
                ReductionKind.Dot, x.Length, j => double.CreateChecked(row[j]), j => double.CreateChecked(old[j]));
            T step = T.CreateChecked((dot - double.CreateChecked(b[i])) / double.CreateChecked(q[i]));
            x = [.. old.Select((value, j) => value - (step * row[j]))];
        }

        return x;
    }
}
