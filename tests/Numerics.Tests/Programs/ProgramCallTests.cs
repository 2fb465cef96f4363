using System.Numerics.Tensors;
using Numerics.Runtime;

namespace Numerics.Tests.Programs;

/// <summary>A bad call of a program throws, names what is wrong, and changes nothing.</summary>
public class ProgramCallTests
{
    private const int Rows = 4;
    private const int Columns = 6;

    private readonly float[] _memory = [.. Enumerable.Range(0, 200).Select(i => (float)Math.Sin(i))];

    private ReadOnlyTensorSpan<float> A => new(_memory, 100, [Rows, Columns], []);

    [Theory]
    [InlineData(5, 4, "a has 6 columns and w has 5 elements")]
    [InlineData(6, 3, "y has 3 elements and a has 4 rows")]
    [InlineData(1, 4, "a has 6 columns and w has 1 element;")]
    public void Lengths_that_differ_are_named_with_both_arguments(int w, int y, string expected) => Assert.Contains(
        expected,
        AssertRefused(() => HandWrittenLeastSquares.Step(_memory.AsSpan(0, w), A, _memory.AsSpan(50, y))),
        StringComparison.Ordinal);

    [Fact]
    public void A_matrix_has_rank_two() => Assert.Contains(
        "a has rank 3",
        AssertRefused(() => HandWrittenLeastSquares.Step<float>(
            _memory.AsSpan(0, 6), new ReadOnlyTensorSpan<float>(_memory, 100, [2, 2, 6], []), _memory.AsSpan(50, 4))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(100, "a overlaps w")]
    [InlineData(123, "a overlaps w")]
    [InlineData(95, "a overlaps w")]
    [InlineData(48, "y overlaps w")]
    public void A_written_array_overlaps_no_other(int start, string expected) => Assert.Contains(
        expected,
        AssertRefused(() => HandWrittenLeastSquares.Step(_memory.AsSpan(start, 6), A, _memory.AsSpan(50, 4))),
        StringComparison.Ordinal);

    [Fact]
    public void Arrays_that_touch_and_arrays_that_are_only_read_may_lie_anywhere()
    {
        HandWrittenLeastSquares.Step(_memory.AsSpan(94, 6), A, _memory.AsSpan(100, 4));
        HandWrittenLeastSquares.Step(_memory.AsSpan(124, 6), A, _memory.AsSpan(120, 4));
    }

    [Fact]
    public void Columns_of_one_matrix_side_by_side_do_not_overlap()
    {
        Double(new(_memory, 0, [4, 3], [8, 1]), new(_memory, 3, [4, 3], [8, 1]));
        Assert.Contains(
            "doubled overlaps a",
            AssertRefused(() => Double(new(_memory, 0, [4, 3], [8, 1]), new(_memory, 2, [4, 3], [8, 1]))),
            StringComparison.Ordinal);
        Assert.Contains(
            "doubled overlaps a",
            AssertRefused(() => Double(new(_memory, 5, [4, 3], [8, 1]), new(_memory, 3, [4, 3], [8, 1]))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_written_matrix_has_a_place_for_each_element() => Assert.Contains(
        "doubled is written, but has a stride of 0",
        AssertRefused(() => Double(new(_memory, 0, [4, 3], []), new(_memory, 100, [4, 3], [0, 1]))),
        StringComparison.Ordinal);

    [Fact]
    public void An_array_has_the_length_that_the_rule_computes() => Assert.Contains(
        "keyed has 5 elements; with these arguments it must have 4",
        AssertRefused(() => Double(new(_memory, 0, [4, 3], []), new(_memory, 100, [4, 3], []), keys: 4)),
        StringComparison.Ordinal);

    [Fact]
    public void A_program_refuses_a_call_with_too_few_arrays() => Assert.Contains(
        "takes 3 arrays; a was not given",
        AssertRefused(() =>
        {
            var call = new ProgramCall<float>();
            call.UpdateLine(0, _memory.AsSpan(0, 6), "w", axis: 1);
            ProgramLaunch.Run<HandWrittenLeastSquares.Program, float>(ref call, [0, 0], stackalloc double[5]);
        }),
        StringComparison.Ordinal);

    [Fact]
    public void A_steady_call_allocates_nothing()
    {
        float[] w = new float[Columns];
        float[] y = new float[Rows];
        HandWrittenLeastSquares.Step<float>(w, A, y);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            HandWrittenLeastSquares.Step<float>(w, A, y);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private void Double(
        ReadOnlyTensorSpan<float> a, TensorSpan<float> doubled, int keys = 5)
    {
        int columns = (int)a.Lengths[1];
        HandWrittenMixture.Run(
            new HandWrittenMixture.Arguments<float>
            {
                A = a,
                Doubled = doubled,
                Sums = new float[columns],
                Least = new float[columns],
                Greatest = new float[columns],
                RowGreatest = new float[4],
                Keys = new float[4],
                Keyed = new float[5],
                KeyedRows = new(new float[5 * columns], 0, [5, columns], []),
                Counter = new float[9],
            },
            keys, 1, 1, 0, 0);
    }

    private string AssertRefused(Action call)
    {
        float[] before = [.. _memory];
        ArgumentException e = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(before, _memory);
        return e.Message;
    }
}
