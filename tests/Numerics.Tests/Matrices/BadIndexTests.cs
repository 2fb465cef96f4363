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
            Power.Iterate(v, new System.Numerics.Tensors.ReadOnlyTensorSpan<double>(a, [2, 2], []), 1, at));
        Assert.Equal([1.0, 2], v);
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
}
