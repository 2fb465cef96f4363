using System.Numerics;
using System.Runtime.InteropServices;
using Numerics.Runtime;
using Numerics.Tests.Runtime;

namespace Numerics.Tests.Programs;

/// <summary>Each element of a product is one chain of multiply–adds over ascending terms, to the bit, on every width and
/// thread count, for operands of any strides.</summary>
public unsafe class MatrixProductTests
{
    /// <summary>Around the rows and columns of a tile, the terms of a slab, and the tiles that a thread takes at a time.</summary>
    private static readonly (int Rows, int Columns, int Terms)[] Edges =
    [
        (5, 31, 127), (6, 32, 128), (7, 33, 129), (13, 65, 255), (12, 64, 256), (1, 1, 257), (95, 255, 3), (97, 257, 3),
        (193, 513, 130),
    ];

    public static TheoryData<Contraction> Classes => [Contraction.Fused, Contraction.Separate];

    [Theory]
    [MemberData(nameof(Classes))]
    public void Small_products_are_chains(Contraction contraction)
    {
        foreach (int rows in new[] { 0, 1, 2, 5, 6, 7, 13 })
        {
            foreach (int columns in new[] { 0, 1, 2, 3, 8, 15, 16, 17, 31, 32, 33, 40 })
            {
                foreach (int terms in new[] { 0, 1, 2, 3, 17 })
                {
                    Check<float>(contraction, Contexts.Widths(contraction), rows, columns, terms);
                    Check<double>(contraction, Contexts.Widths(contraction), rows, columns, terms);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Products_around_the_edges_of_tiles_are_chains(Contraction contraction)
    {
        foreach ((int rows, int columns, int terms) in Edges)
        {
            Check<float>(contraction, Contexts.All(contraction), rows, columns, terms);
            Check<double>(contraction, Contexts.All(contraction), rows, columns, terms);
        }
    }

    private static void Check<T>(
        Contraction contraction, IEnumerable<KernelContext> contexts, int rows, int columns, int terms)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Samples.Arrays<T>(1, rows * terms)[0].ToArray();
        T[] b = Samples.Arrays<T>(2, terms * columns)[1].ToArray();
        T[] expected = Chains(new Naive(contraction), a, b, rows, columns, terms);
        foreach (KernelContext context in contexts)
        {
            foreach (Layout left in new[] { Layout.Dense, Layout.Wide, Layout.Transposed })
            {
                foreach (Layout right in new[] { Layout.Dense, Layout.Transposed })
                {
                    Assert.True(
                        MemoryMarshal.AsBytes<T>(expected).SequenceEqual(
                            MemoryMarshal.AsBytes<T>(Run(context, left, right, a, b, rows, columns, terms))),
                        $"{rows}×{terms}×{columns}, {left} by {right}, {context}");
                }
            }
        }
    }

    private static T[] Run<T>(
        KernelContext context, Layout leftLayout, Layout rightLayout, T[] a, T[] b, int rows, int columns, int terms)
        where T : unmanaged, INumberBase<T>
    {
        var left = new LaidOut<T>(leftLayout, rows, terms, T.One) { Elements = a };
        var right = new LaidOut<T>(rightLayout, terms, columns, T.One) { Elements = b };
        var result = new LaidOut<T>(Layout.Wide, rows, columns, T.One);
        fixed (T* l = left.Memory, r = right.Memory, c = result.Memory)
        {
            MatrixProduct<T>.Mine.Run(context, context.Threads, left.At(l), right.At(r), result.At(c));
        }

        result.AssertAroundUntouched();
        return result.Elements;
    }

    private static T[] Chains<T>(Naive naive, T[] a, T[] b, int rows, int columns, int terms)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var result = new T[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                for (int k = 0; k < terms; k++)
                {
                    result[(i * columns) + j] = naive.MultiplyAdd(
                        a[(i * terms) + k], b[(k * columns) + j], result[(i * columns) + j]);
                }
            }
        }

        return result;
    }
}
