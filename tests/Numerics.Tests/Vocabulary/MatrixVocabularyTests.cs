using static Numerics.Functions;

namespace Numerics.Tests.Vocabulary;

/// <summary>The eager vocabulary of rows, columns and matrices by itself: known answers, empty and NaN rows, and what is refused.</summary>
public class MatrixVocabularyTests
{
    private static readonly Mat A = new(2, 3, [1.0, 2, 3, 4, 5, 6]);

    private static readonly Row R = new([10.0, 20, 30]);

    private static readonly Col C = new([100.0, 200]);

    [Fact]
    public void Lines_meet_the_rows_and_columns_of_a_matrix_from_both_sides()
    {
        Assert.Equal([11, 22, 33, 14, 25, 36], (A + R).ToArray());
        Assert.Equal([9, 18, 27, 6, 15, 24], (R - A).ToArray());
        Assert.Equal([101, 102, 103, 204, 205, 206], (C + A).ToArray());
        Assert.Equal([100, 200, 300, 800, 1000, 1200], (A * C).ToArray());
        Assert.Equal([10, 10, 10, 2.5, 4, 5], (R / A).ToArray());
        Assert.Equal([false, false, false, true, true, true], (A * 10 > R).ToArray());
        Assert.Equal([true, false, false, false, false, false], (A < C / 50).ToArray());
    }

    [Fact]
    public void Products_and_reductions_have_known_answers()
    {
        Assert.Equal([140, 320], Dot(A, R).ToArray());
        Assert.Equal([900, 1200, 1500], Dot(C, A).ToArray());
        Assert.Equal([14, 32, 32, 77], Dot(A, Transpose(A)).ToArray());
        Assert.Equal([1000, 2000, 3000, 2000, 4000, 6000], Outer(C, R).ToArray());
        Assert.Equal([6, 15], SumRows(A).ToArray());
        Assert.Equal([2.5, 3.5, 4.5], MeanColumns(A).ToArray());
        Assert.Equal([1, 1, 1], ArgMaxColumns(A).ToArray());
        Assert.Equal([0, 0], ArgMinRows(A).ToArray());
        Assert.Equal(5, KthLargest(A, 2).Value);
        Assert.Equal([1, 4, 2, 5, 3, 6], Transpose(A).ToArray());
        Assert.Equal([2, 3, 5, 6], Dot(new Mat(2, 2, [0.0, 1, 1, 0]), Groups(new Vec([5.0, 6, 2, 3]), 2)).ToArray());
    }

    [Fact]
    public void Rows_without_elements_have_the_neutral_elements()
    {
        Mat empty = Mat.Zeros(2, 0);
        Assert.Equal([0, 0], SumRows(empty).ToArray());
        Assert.Equal([double.PositiveInfinity, double.PositiveInfinity], MinRows(empty).ToArray());
        Assert.Equal([double.NegativeInfinity, double.NegativeInfinity], LogSumExpRows(empty).ToArray());
        Assert.Equal([double.NaN, double.NaN], MeanRows(empty).ToArray());
        Assert.Equal([-1, -1], ArgMaxRows(empty).ToArray());
        Assert.Equal([0, 0, 0], SumColumns(Mat.Zeros(0, 3)).ToArray());
        Assert.Equal([0, 0, 0], Dot(Col.Zeros(0), Mat.Zeros(0, 3)).ToArray());
        Assert.Equal([0, 0], Dot(Mat.Zeros(2, 0), Mat.Zeros(0, 1)).ToArray());
        Assert.Empty(Groups(Vec.Zeros(0), 3).ToArray());
    }

    [Fact]
    public void A_NaN_is_its_rows_and_nobody_elses()
    {
        var a = new Mat(2, 2, [1.0, double.NaN, 3, 4]);
        Assert.Equal([double.NaN, 7], SumRows(a).ToArray());
        Assert.Equal([double.NaN, 4], MaxRows(a).ToArray());
        Assert.Equal([1, 1], ArgMaxRows(a).ToArray());
        Assert.Equal([4, double.NaN], SumColumns(a).ToArray());
        Assert.Equal(double.NaN, KthLargest(a, 4).Value);
        Assert.Equal([false, false, true, true], (a > 1).ToArray());
    }

    [Fact]
    public void Groups_share_the_elements_of_their_line()
    {
        var v = new Vec([1.0, 2, 3, 4, 5, 6]);
        Assert.Equal([3, 7, 11], SumRows(Groups(v, 2)).ToArray());
        Assert.Equal(v.ToArray(), Ungroup(Groups(v, 3)).ToArray());
        Assert.Equal([2, 2, 2, 5, 5, 5], BlockMean(v, 3).ToArray());
    }

    [Fact]
    public void Rows_are_added_up_by_key_and_others_go_nowhere()
    {
        var values = new Mat(4, 2, [1.0, 2, 3, 4, 5, 6, 7, 8]);
        Assert.Equal([8, 10, 0, 0], SumByKey(values, new Col([0, -1, 0.5, 0.0]), 2).ToArray());
        Assert.Equal([0, 0, 1, 2], SumByKey(values, new Col([1, 2, double.NaN, double.PositiveInfinity]), 2).ToArray());
    }

    public static TheoryData<Func<object>, string, string> Misfits { get; } = new()
    {
        { () => A + new Row([1.0, 2]), "2×3 Mat", "Row of 2 elements" },
        { () => new Col([1.0]) * A, "Col of 1 elements", "2×3 Mat" },
        { () => A - Mat.Zeros(3, 2), "2×3 Mat", "3×2 Mat" },
        { () => R + new Row([1.0]), "Row of 3 elements", "Row of 1 elements" },
        { () => Dot(A, A), "2×3 Mat", "2×3 Mat" },
        { () => SquaredDistance(new Points(1, 2, [1.0, 2]), new Points(1, 3, [1.0, 2, 3])), "2", "3" },
        { () => Groups(new Vec([1.0, 2, 3]), 2), "3 elements", "groups of 2" },
        { () => SumByKey(A, new Col([1.0]), 2), "2×3 Mat", "1 keys" },
        { () => new Mat(2, 2, [1.0]), "2×2 Mat", "1" },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Shapes_that_do_not_combine_are_both_named(Func<object> combine, string first, string second)
    {
        var error = Assert.Throws<ArgumentException>(combine);
        Assert.Contains(first, error.Message, StringComparison.Ordinal);
        Assert.Contains(second, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_that_there_is_not_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => A.Row(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => A.Column(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => With(R, 3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => KthLargest(A, 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => Groups(Vec.Zeros(0), 0));
    }
}
