using System.Numerics;
using System.Numerics.Tensors;

namespace Numerics.Tests.Matrices;

/// <summary>Products outside of rules: small whole numbers, whose products are exact in any order.</summary>
public class MatrixTests
{
    private static readonly (int Rows, int Terms, int Columns)[] Sizes =
        [(0, 3, 2), (2, 0, 3), (1, 1, 1), (3, 4, 5), (7, 33, 17), (40, 129, 33)];

    [Theory]
    [InlineData(Transposes.None)]
    [InlineData(Transposes.Left)]
    [InlineData(Transposes.Right)]
    [InlineData(Transposes.Both)]
    public void Products_are_sums_of_products(Transposes transposes)
    {
        foreach ((int n, int k, int m) in Sizes)
        {
            Tensor<float> a = Draw<float>(1, n, k, transposes.HasFlag(Transposes.Left));
            Tensor<float> b = Draw<float>(2, k, m, transposes.HasFlag(Transposes.Right));
            Tensor<float> c = Tensor.Create(new float[n * m], [n, m]);
            Matrix.Multiply(a, b, c.AsTensorSpan(), transposes);
            Assert.Equal(Expected<float>(n, k, m), c.ToArray());

            Tensor<double> d = Draw<double>(1, n, k, transposes.HasFlag(Transposes.Left));
            Tensor<double> e = Draw<double>(2, k, m, transposes.HasFlag(Transposes.Right));
            Tensor<double> f = Tensor.Create(new double[n * m], [n, m]);
            Matrix.Multiply(d, e, f.AsTensorSpan(), transposes);
            Assert.Equal(Expected<double>(n, k, m), f.ToArray());
        }
    }

    /// <summary>A part of a larger tensor is written, and nothing beside it.</summary>
    [Fact]
    public void Parts_of_tensors_multiply()
    {
        Tensor<double> whole = Tensor.Create(Enumerable.Repeat(-1.0, 48).ToArray(), [6, 8]);
        Matrix.Multiply(Draw<double>(1, 3, 4, false), Draw<double>(2, 4, 5, false), whole.AsTensorSpan()[2..5, 1..6]);
        double[] expected = Expected<double>(3, 4, 5);
        for (int i = 0; i < 6; i++)
        {
            for (int j = 0; j < 8; j++)
            {
                bool isInside = i is >= 2 and < 5 && j is >= 1 and < 6;
                Assert.Equal(isInside ? expected[((i - 2) * 5) + j - 1] : -1, whole[i, j]);
            }
        }
    }

    [Fact]
    public void Lengths_that_do_not_agree_are_refused()
    {
        Tensor<float> a = Draw<float>(1, 3, 4, false), b = Draw<float>(2, 5, 2, false);
        Tensor<float> c = Tensor.Create(new float[6], [3, 2]);
        Refuses("b has 5 rows and a has 4 columns", () => Matrix.Multiply(a, b, c.AsTensorSpan()));
        Refuses("b has 5 rows and a has 3 rows", () => Matrix.Multiply(a, b, c.AsTensorSpan(), Transposes.Left));
        Refuses("destination has 3 rows and a has 4 rows", () =>
            Matrix.Multiply(Draw<float>(1, 4, 4, false), Draw<float>(1, 4, 2, false), c.AsTensorSpan()));
        Refuses("overlaps", () => Matrix.Multiply(a, Draw<float>(2, 4, 4, false), a.AsTensorSpan()));
        Refuses("rank", () =>
            Matrix.Multiply(a, Draw<float>(2, 4, 2, false), Tensor.Create(new float[6], [1, 3, 2]).AsTensorSpan()));
        Refuses("two operands", () => Matrix.Multiply(a, b, c.AsTensorSpan(), (Transposes)4));
    }

    private static void Refuses(string message, Action action) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);

    private static int Element(int seed, int row, int column) => (((row * 7) + (column * 3) + seed) % 11) - 5;

    private static Tensor<T> Draw<T>(int seed, int rows, int columns, bool isTurned)
        where T : INumber<T>
    {
        (int outer, int inner) = isTurned ? (columns, rows) : (rows, columns);
        return Tensor.Create(
            Enumerable.Range(0, outer * inner).Select(i => T.CreateChecked(
                isTurned ? Element(seed, i % inner, i / inner) : Element(seed, i / inner, i % inner))).ToArray(),
            [outer, inner]);
    }

    private static T[] Expected<T>(int rows, int terms, int columns)
        where T : INumber<T> =>
        [.. from i in Enumerable.Range(0, rows) from j in Enumerable.Range(0, columns) select T.CreateChecked(
            Enumerable.Range(0, terms).Sum(k => Element(1, i, k) * Element(2, k, j)))];
}
