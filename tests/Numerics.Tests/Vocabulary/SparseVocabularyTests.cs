using static Numerics.Functions;

namespace Numerics.Tests.Vocabulary;

/// <summary>Sparse matrices: known answers, and the numbers of which none is made.</summary>
public class SparseVocabularyTests
{
    /// <summary>[[0, 2, 0], [0, 0, 0], [3, 0, ∞]].</summary>
    private static readonly Csr S = new(3, 3, [0, 1, 1, 3], [1, 0, 2], [2.0, 3, double.PositiveInfinity]);

    [Fact]
    public void Products_take_the_stored_entries_alone()
    {
        // A dense product would have 0·∞ in the first element, and ∞·0 in the columns.
        Assert.Equal([4, 0, double.PositiveInfinity], Dot(S, new Row([1.0, 2, 5])).ToArray());
        Assert.Equal([0, 2, double.NaN], Dot(new Col([1.0, 7, 0]), S).ToArray());
        Assert.Equal(4, Dot(S.Row(0), new Row([double.NaN, 2, double.NaN])).Value);
    }

    [Fact]
    public void A_row_meets_a_line_where_it_has_entries()
    {
        var x = new Row([1.0, double.NaN, -0.0]);
        Assert.Equal([1, double.NaN, -0.0], (x + double.PositiveInfinity * S.Row(1)).ToArray());
        Assert.Equal([-5, double.NaN, double.NegativeInfinity], (x - 2 * S.Row(2)).ToArray());
        Assert.Equal([4, double.NaN, double.PositiveInfinity], (S.Row(2) + x).ToArray());
        Assert.Equal([-2, double.NaN, double.NegativeInfinity], (x + -S.Row(2)).ToArray());
    }

    [Fact]
    public void Compaction_keeps_what_there_is_room_for_and_counts_all()
    {
        var a = new Mat(2, 3, [1.0, -1, 2, -1, 3, 4]);
        (Csr all, Integer count) = Compact(a, a > 0, 10);
        Assert.Equal(4, count.Value);
        Assert.Equal([0, 2, 4], all.RowStarts.ToArray());
        Assert.Equal([0, 2, 1, 2], all.ColumnIndices.ToArray());
        Assert.Equal([1, 2, 3, 4], all.Values.ToArray());
        (Csr some, Integer stillAll) = Compact(a, a > 0, 3);
        Assert.Equal(4, stillAll.Value);
        Assert.Equal([0, 2, 3], some.RowStarts.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => Compact(a, a > 0, -1));
    }

    public static TheoryData<int[], int[], int, string> Wrong { get; } = new()
    {
        { [0, 1], [0], 1, "rowStarts" },
        { [0, 2, 1], [0], 1, "falls from 2 to 1 after row 1" },
        { [1, 1, 1], [0], 1, "from 1 to 1" },
        { [0, 1, 2], [0], 1, "with 1 values" },
        { [0, 1, 2], [0], 2, "columnIndices has 1 numbers and values has 2" },
        { [0, 2, 2], [1, 1], 2, "1 after 1 in row 0" },
        { [0, 2, 2], [2, 1], 2, "1 after 2 in row 0" },
        { [0, 1, 2], [0, 3], 2, "3 in row 1" },
        { [0, 1, 2], [-1, 0], 2, "-1 in row 0" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Numbers_of_no_matrix_are_refused(int[] starts, int[] columns, int values, string reason)
    {
        foreach (Func<object> make in new Func<object>[]
        {
            () => new Csr(2, 3, starts, columns, new double[values]),
            () => new CsrMatrix<float>(2, 3, starts, columns, new float[values]),
        })
        {
            Assert.Contains(reason, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Shapes_that_do_not_combine_are_both_named()
    {
        foreach (Func<object> combine in new Func<object>[]
        {
            () => Dot(S, new Row([1.0])), () => Dot(new Col([1.0]), S), () => Dot(S.Row(0), new Row([1.0])),
            () => new Row([1.0]) - S.Row(0),
        })
        {
            string message = Assert.Throws<ArgumentException>(combine).Message;
            Assert.Contains("3", message, StringComparison.Ordinal);
            Assert.Contains("of 1 elements", message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => S.Row(3));
    }
}
