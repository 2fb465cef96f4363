using System.Numerics.Tensors;

namespace Numerics.Tests.Matrices;

/// <summary>Numbers that choose nothing are refused.</summary>
public class BadIndexTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void A_rank_that_no_element_has_is_refused_and_nothing_is_written(int k)
    {
        double[] top = [7, 7, 7];
        Assert.Throws<ArgumentOutOfRangeException>(() => TopK.Keep([1, 2, 3], top, k));
        Assert.Equal([7.0, 7, 7], top);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_position_that_a_line_does_not_have_is_refused(long at)
    {
        double[] v = [1, 2];
        double[] a = [2, 0, 0, 1];
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Power.Iterate(v, new ReadOnlyTensorSpan<double>(a, [2, 2], []), 1, at));
        Assert.Equal([1.0, 2], v);
    }

    /// <summary>The nearest of 3 × 2 points is (2, 1); of no points there is none.</summary>
    [Fact]
    public void A_place_among_no_elements_is_refused()
    {
        static ReadOnlyTensorSpan<double> Points(double[] coordinates) => new(coordinates, [coordinates.Length / 2, 2], []);
        (long first, long second) = PlacesOfAll.Nearest(Points([0, 0, 5, 5, 9, 9]), Points([3, 3, 8, 9]));
        Assert.Equal((2, 1), (first, second));
        Assert.Throws<ArgumentOutOfRangeException>(() => PlacesOfAll.Nearest(Points([]), Points([3, 3])));
        Assert.Throws<ArgumentOutOfRangeException>(() => Functions.ArgMin(Mat.Zeros(0, 2)));
    }

    [Fact]
    public void A_line_that_does_not_divide_into_groups_is_refused_and_nothing_is_written()
    {
        double[] x = [1, 2, 3, 4, 5];
        var error = Assert.Throws<ArgumentException>(() => Blockwise.Step(x, [1, 2, 3, 4, 5], new double[5], 3, 0.1));
        Assert.Contains("5 elements", error.Message, StringComparison.Ordinal);
        Assert.Contains("groups of 3", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Blockwise.Step(x, [1, 2, 3, 4, 5], new double[5], 0, 0.1));
        Assert.Equal([1.0, 2, 3, 4, 5], x);
    }

    [Fact]
    public void Lines_whose_groups_meet_have_one_length()
    {
        double[] x = [1, 2, 3, 4];
        var error = Assert.Throws<ArgumentException>(() => Blockwise.Step(x, new double[6], new double[4], 2, 0.1));
        Assert.Contains("g has 6 elements and x has 4 elements", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_place_that_a_pass_would_find_is_looked_at_before_anything_is_written(long at)
    {
        (double[] first, double[] x, double[] y) = ([1, 2], [3, 4], [5, 6, 7]);
        double[] a = [1, 2, 3, 4];
        Assert.Throws<ArgumentOutOfRangeException>(() => Placed.Step(
            first, x, new ReadOnlyTensorSpan<double>(a, [2, 2], []), at, y));
        Assert.Equal([1.0, 2], first);
        Assert.Equal([3.0, 4], x);
        Assert.Equal([5.0, 6, 7], y);
    }

    [Fact]
    public void A_sparse_row_that_there_is_not_is_refused_before_anything_is_written()
    {
        (double[] x, double[] y) = ([1, 2], [3, 4]);
        var a = new CsrMatrix<double>(1, 2, [0, 1], [1], [2.0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => SparseRows.Step(x, y, a, 1, 0.5));
        Assert.Equal([1.0, 2], x);
        Assert.Equal([3.0, 4], y);
    }

    [Fact]
    public void A_sparse_matrix_of_another_shape_and_values_that_are_written_are_refused()
    {
        var a = new CsrMatrix<double>(1, 2, [0, 1], [1], [2.0]);
        string message = Assert.Throws<ArgumentException>(() => SparseRows.Step(new double[3], new double[3], a, 0, 0.5)).Message;
        Assert.Contains("a has 2 columns and", message, StringComparison.Ordinal);
        var square = new CsrMatrix<double>(1, 1, [0, 1], [0], [2.0]);
        Assert.Throws<ArgumentException>(() => SparseRows.Step(square.Values, new double[1], square, 0, 0.5));
        Assert.Equal([2.0], square.Values.ToArray());
    }
}

/// <summary>A line that another line's pass replaces, and a row and a position that a number chooses.</summary>
public static partial class Placed
{
    [UpdateRule]
    public static (Row first, Row x, Vec y) Step(Row first, Row x, Mat a, Integer at, Vec y) =>
        (2 * first, Numerics.Functions.With(x, at, 1) + a.Row(at), 2 * y);
}
