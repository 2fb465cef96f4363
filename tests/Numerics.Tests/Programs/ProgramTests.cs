using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Numerics.Plans;
using Numerics.Runtime;
using Numerics.Tests.Runtime;

namespace Numerics.Tests.Programs;

/// <summary>Programs equal the number-by-number computation in the stated order to the bit, on every width and thread count.
/// </summary>
public class ProgramTests
{
    /// <summary>All of 0 … 40, thinned to what differs: around 16 lanes, 16 rows and their multiples.</summary>
    private static readonly int[] Few = [0, 1, 2, 3, 15, 16, 17, 31, 32, 33, 40];

    public static TheoryData<Contraction> Classes => [Contraction.Fused, Contraction.Separate];

    /// <summary>Shapes around the edges of row blocks, of lines' blocks and of the columns that are combined at a time.</summary>
    public static TheoryData<Contraction, int, int> Edges
    {
        get
        {
            var data = new TheoryData<Contraction, int, int>();
            foreach (Contraction contraction in new[] { Contraction.Fused, Contraction.Separate })
            {
                foreach ((int rows, int columns) in new[]
                {
                    (47, 33), (48, 33), (49, 33), (2048, 3), (2049, 3), (4095, 2), (4097, 2), (3, 4097), (17, 1023), (33, 1025),
                    (300, 8193),
                })
                {
                    data.Add(contraction, rows, columns);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Least_squares_is_the_naive_computation_for_small_shapes(Contraction contraction)
    {
        for (int rows = 0; rows <= 40; rows++)
        {
            for (int columns = 0; columns <= 40; columns++)
            {
                CheckLeastSquares<float>(contraction, Contexts.Widths(contraction), rows, columns);
                CheckLeastSquares<double>(contraction, Contexts.Widths(contraction), rows, columns);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public void Least_squares_is_the_naive_computation_around_block_edges(Contraction contraction, int rows, int columns)
    {
        CheckLeastSquares<float>(contraction, Contexts.All(contraction), rows, columns);
        CheckLeastSquares<double>(contraction, Contexts.All(contraction), rows, columns);
    }

    private static void CheckLeastSquares<T>(
        Contraction contraction, IEnumerable<KernelContext> contexts, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Samples.Arrays<T>(1, rows * columns)[0].ToArray();
        T[] w = Samples.Arrays<T>(1, columns)[0].ToArray();
        T[] y = Samples.Arrays<T>(2, rows)[1].ToArray();
        (T[] expected, double residual) = NaiveLeastSquares(new Naive(contraction), w, a, y);
        foreach (KernelContext context in contexts)
        {
            using KernelContext.Scope scope = KernelContext.Use(context);
            T[] actual = [.. w];
            double norm = HandWrittenLeastSquares.Step<T>(actual, new ReadOnlyTensorSpan<T>(a, 0, [rows, columns], []), y);
            Assert.True(residual.Equals(norm), $"{rows}×{columns}, ‖r‖ {norm} for {residual} with {context}");
            Assert.True(
                MemoryMarshal.AsBytes<T>(expected).SequenceEqual(MemoryMarshal.AsBytes<T>(actual)),
                $"{rows}×{columns} with {context}");
        }
    }

    private static (T[] W, double Residual) NaiveLeastSquares<T>(
        Naive naive, T[] w, T[] a, T[] y, double step = 0.125, double ridge = 0.25)
        where T : IBinaryFloatingPointIeee754<T>
    {
        (int rows, int columns) = (y.Length, w.Length);
        double Wide(T value) => double.CreateChecked(value);
        double A(int i, int j) => Wide(a[(i * columns) + j]);
        T[] r = [.. Enumerable.Range(0, rows).Select(i =>
            T.CreateChecked(naive.Fold(ReductionKind.Dot, columns, j => A(i, j), j => Wide(w[j]))) - y[i])];
        T[] result = [.. w.Select((old, j) =>
        {
            T g = T.CreateChecked(naive.Column(ReductionKind.Dot, rows, columns, i => A(i, j), i => Wide(r[i])));
            return old - (T.CreateChecked(step) * naive.MultiplyAdd(T.CreateChecked(ridge), old, g));
        })];
        return (result, Math.Sqrt(naive.Line(ReductionKind.Dot, rows, i => Wide(r[i]), i => Wide(r[i]))));
    }
}
