using System.Numerics.Tensors;

namespace Numerics.Tests.Matrices;

/// <summary>A step whose length is shared by the elements.</summary>
public static partial class Descent
{
    [UpdateRule]
    [return: Updates(nameof(x))]
    public static Row Step(Row x, Row g, double rate) => x - rate / x.Length * g;
}

/// <summary>A batch in one call equals its members one by one, to the bit.</summary>
public class BatchOverloadTests
{
    private const int Problems = 37;
    private const int Rows = 19;
    private const int Columns = 21;

    [Fact]
    public void A_batch_equals_its_members()
    {
        var random = new Random(5);
        float[] w = Draw(random, Problems * Columns);
        float[] a = Draw(random, Problems * Rows * Columns);
        float[] y = Draw(random, Problems * Rows);
        float[] alone = [.. w];
        var residuals = new double[Problems];
        var expected = new double[Problems];
        for (int p = 0; p < Problems; p++)
        {
            expected[p] = LeastSquares.Step(
                alone.AsSpan(p * Columns, Columns),
                new ReadOnlyTensorSpan<float>(a.AsSpan(p * Rows * Columns, Rows * Columns), [Rows, Columns], []),
                y.AsSpan(p * Rows, Rows),
                1e-3,
                0.1);
        }

        LeastSquares.StepBatch(
            Problems, w, new ReadOnlyTensorSpan<float>(a, [Problems, Rows, Columns], []), y, residuals, 1e-3, 0.1);
        Assert.Equal(alone, w);
        Assert.Equal(expected, residuals);
    }

    /// <summary>Of an elementwise rule the lines run as one, with the length of each in its numbers.</summary>
    [Fact]
    public void A_batch_of_lines_equals_its_members()
    {
        var random = new Random(7);
        float[] x = Draw(random, Problems * Columns);
        float[] g = Draw(random, Problems * Columns);
        float[] alone = [.. x];
        for (int p = 0; p < Problems; p++)
        {
            Descent.Step(alone.AsSpan(p * Columns, Columns), g.AsSpan(p * Columns, Columns), 0.5);
        }

        Descent.StepBatch(Problems, x, g, 0.5);
        Assert.Equal(alone, x);
    }

    /// <summary>Problems that are run together: fewer than there are lanes, as many, one more; within a block and beyond.</summary>
    [Theory]
    [InlineData(1, 64)]
    [InlineData(15, 1)]
    [InlineData(16, 64)]
    [InlineData(17, 67)]
    [InlineData(40, 1000)]
    [InlineData(3, 5000)]
    [InlineData(19, 0)]
    public void Problems_that_are_run_together_equal_their_members(int problems, int length)
    {
        var random = new Random(8);
        float[] x = Draw(random, problems * length);
        float[] g = Draw(random, problems * length);
        double[] totals = [.. Draw(random, problems).Select(t => (double)(t * t))];
        (float[] row, float[] vec) = ([.. x], [.. x]);
        (double[] totalsOfRow, double[] totalsOfVec) = ([.. totals], [.. totals]);
        (double[] norms, double[] normsOfRow, double[] normsOfVec) = (new double[problems], new double[problems], new double[problems]);
        for (int p = 0; p < problems; p++)
        {
            norms[p] = Damped.Step(x.AsSpan(p * length, length), g.AsSpan(p * length, length), ref totals[p], 0.5);
        }

        Damped.StepBatch(problems, row, g, norm: normsOfRow, total: totalsOfRow, rate: 0.5);
        Damped.MoveBatch(problems, vec, g, norm: normsOfVec, total: totalsOfVec, rate: 0.5);
        Assert.Equal(x, row);
        Assert.Equal(x, vec);
        Assert.Equal(totals, totalsOfRow);
        Assert.Equal(totals, totalsOfVec);
        Assert.Equal(norms, normsOfRow);
        Assert.Equal(norms, normsOfVec);
    }

    /// <summary>A loop's state begins anew for each problem, also where it begins with a number that all have in common.</summary>
    [Fact]
    public void A_loop_begins_as_the_host_says_for_each_problem()
    {
        float[] x = Draw(new Random(9), Problems * Columns);
        float[] alone = [.. x];
        for (int p = 0; p < Problems; p++)
        {
            Grown.Step(alone.AsSpan(p * Columns, Columns), 0.25);
        }

        Grown.StepBatch(Problems, x, 0.25);
        Assert.Equal(alone, x);
    }

    [Fact]
    public void Whole_numbers_are_one_for_each_problem()
    {
        var random = new Random(6);
        double[] v = [.. Draw(random, Problems * Columns).Select(x => (double)x)];
        var top = new double[v.Length];
        var best = new long[Problems];
        var worst = new long[Problems];
        TopK.KeepBatch(Problems, v, top, best, worst, k: 3);
        for (int p = 0; p < Problems; p++)
        {
            var expected = new double[Columns];
            Assert.Equal(TopK.Keep(v.AsSpan(p * Columns, Columns), expected, 3), (best[p], worst[p]));
            Assert.Equal(expected, top[(p * Columns)..((p + 1) * Columns)]);
        }
    }

    [Fact]
    public void Numbers_for_another_count_are_refused_and_nothing_is_written()
    {
        var v = new double[2 * Columns];
        var top = new double[v.Length];
        Array.Fill(top, 7);
        Assert.Throws<ArgumentException>(() => TopK.KeepBatch(2, v, top, new long[3], new long[2], 1));
        Assert.All(top, x => Assert.Equal(7, x));
    }

    private static float[] Draw(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
}
