using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Numerics.Runtime;
using Numerics.Tests.Runtime;

namespace Numerics.Tests.Programs;

/// <summary>A batch of programs equals its members one by one, to the bit, on every width and thread count.</summary>
public class ProgramBatchTests
{
    private const int Rows = 19;
    private const int Columns = 35;

    public static TheoryData<int> Problems => [0, 1, 2, 3, 50];

    [Theory]
    [MemberData(nameof(Problems))]
    public void A_batch_equals_its_members(int problems)
    {
        Check<float>(problems);
        Check<double>(problems);
    }

    [Fact]
    public void What_problems_do_not_share_evenly_is_refused()
    {
        AssertRefused("w has 10 elements, which 4 problems do not share evenly", 10, 16, 4);
        AssertRefused("a has 3 matrices for 4 problems", 8, 12, 4);
        AssertRefused("residual has 5 numbers for 4 problems", 8, 16, 5);
    }

    private static void AssertRefused(string expected, int w, int a, int residuals) => Assert.Contains(
        expected,
        Assert.Throws<ArgumentException>(
            () => Run(4, new float[w], new float[a], 2, 2, new float[8], new double[residuals])).Message,
        StringComparison.Ordinal);

    private static void Check<T>(int problems)
        where T : unmanaged, INumberBase<T>
    {
        T[] w = Samples.Arrays<T>(1, problems * Columns)[0].ToArray();
        T[] a = Samples.Arrays<T>(1, problems * Rows * Columns)[0].ToArray();
        T[] y = Samples.Arrays<T>(2, problems * Rows)[1].ToArray();
        foreach (KernelContext context in Contexts.All(Contraction.Fused))
        {
            using KernelContext.Scope scope = KernelContext.Use(context);
            T[] expected = [.. w];
            double[] residuals = new double[problems];
            for (int p = 0; p < problems; p++)
            {
                residuals[p] = HandWrittenLeastSquares.Step(
                    expected.AsSpan(p * Columns, Columns),
                    new ReadOnlyTensorSpan<T>(a, p * Rows * Columns, [Rows, Columns], []),
                    y.AsSpan(p * Rows, Rows));
            }

            T[] actual = [.. w];
            double[] actualResiduals = new double[problems];
            Run(problems, actual, a, Rows, Columns, y, actualResiduals);
            Assert.Equal(residuals, actualResiduals);
            Assert.True(MemoryMarshal.AsBytes<T>(expected).SequenceEqual(MemoryMarshal.AsBytes<T>(actual)), $"{context}");
        }
    }

    private static void Run<T>(int problems, T[] w, T[] a, int rows, int columns, T[] y, double[] residuals)
        where T : unmanaged
    {
        var call = new ProgramCall<T>(problems);
        call.UpdateLine(0, w, "w", axis: 1);
        call.ReadMatrix(
            1, new ReadOnlyTensorSpan<T>(a, 0, [a.Length / (rows * columns), rows, columns], []), "a", rows: 0, columns: 1);
        call.ReadLine(2, y, "y", axis: 0);
        var numbers = new BatchNumbers(problems);
        numbers.Write(4, residuals, "residual");
        ProgramLaunch.RunBatch<HandWrittenLeastSquares.Program, T>(ref call, [0.125, 0.25], ref numbers);
    }
}
