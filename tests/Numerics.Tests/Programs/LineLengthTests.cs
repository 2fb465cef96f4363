using static Numerics.Functions;

namespace Numerics.Tests.Programs;

/// <summary>A mean over a line beside a line of another length.</summary>
public static partial class ShiftedMean
{
    [UpdateRule]
    public static Scalar Step(Vec x, Vec y) => Sum(Shift(x, 1) + Mean(Square(y)));
}

/// <summary>Means of the blocks of two lines that are joined: each element of the result has its block's.</summary>
public static partial class JoinedBlocks
{
    [UpdateRule]
    public static Scalar Step(Vec x) => Max(BlockMean(Concat(x, 3 * x), 2));
}

/// <summary>Of a derivative, where rows of a matrix meet a line in a choice that is shifted back.</summary>
public static partial class ShiftedChoice
{
    [UpdateRule]
    public static Mat Step(Mat x, Mat v, Row r)
    {
        Func<Mat, Scalar> f = z => Sum(Square(Max(Shift(z, 1, 0), r)));
        return HessianVector(f, x, v) + v;
    }
}

public class LineLengthTests
{
    [Fact]
    public void A_mean_counts_the_elements_of_its_own_line()
    {
        double[] x = [1, 2, 3, 4, 5], y = [2, 2, 2];

        // Shift(x, 1) sums to 14, and 5 times the mean of squares is added.
        Assert.Equal(14 + (5 * 4), ShiftedMean.Step(x, y));
    }

    [Fact]
    public void Joined_lines_have_the_length_of_both()
    {
        // (1, 2, 3, 3, 6, 9) has the block means 1.5, 3, 7.5.
        Assert.Equal(7.5, JoinedBlocks.Step(new double[] { 1, 2, 3 }));
    }

    [Fact]
    public void A_choice_among_rows_moves_with_its_matrix()
    {
        // Rows 1 and 2 of x are taken where they are greater than r; the others' second derivatives are 0.
        double[] x = [9, 9, 5, -1, -2, 7], v = [1, 1, 1, 1, 1, 1], r = [0, 0], result = new double[6];
        ShiftedChoice.Step(Matrix(x), Matrix(v), r, new(result, [3, 2], []));
        Assert.Equal([1, 1, 3, 1, 1, 3], result);
    }

    private static System.Numerics.Tensors.ReadOnlyTensorSpan<double> Matrix(double[] elements) => new(elements, [3, 2], []);
}
