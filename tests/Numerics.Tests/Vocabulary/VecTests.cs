using static Numerics.Functions;

namespace Numerics.Tests.Vocabulary;

/// <summary>Shapes, conversions, overloads, masks and reductions of the eager vocabulary.</summary>
public class VecTests
{
    private static readonly Vec X = new([1.0, -2, 3]);

    private static readonly Vec Empty = Vec.Zeros(0);

    [Fact]
    public void Numbers_meet_every_element_from_both_sides()
    {
        Scalar two = 2;
        Assert.Equal([3, 0, 5], (X + two).ToArray());
        Assert.Equal([1, 4, -1], (two - X).ToArray());
        Assert.Equal([2, -4, 6], (2 * X).ToArray());
        Assert.Equal([6, -3, 2], (6.0 / X).ToArray());
        Assert.Equal([0.5, -1, 1.5], (X / 2).ToArray());
        Assert.Equal([2, 0, 6], (X + Abs(X)).ToArray());
        Assert.Equal([-1, 2, -3], (-X).ToArray());
        Assert.Equal([false, true, false], (X < 0).ToArray());
        Assert.Equal([true, false, true], (0 <= X).ToArray());
    }

    /// <summary>What is known on the host stays there: the overloads on double win for host arguments.</summary>
    [Fact]
    public void Host_expressions_stay_on_the_host()
    {
        double root = Sqrt(1 - Math.Pow(0.999, 3));
        double least = Min(1, 2.5);
        double chosen = Select(root < 1, Max(2, 3), Square(4));
        bool equal = Equal(least, 1);
        Assert.Equal(Math.Sqrt(1 - Math.Pow(0.999, 3)), root);
        Assert.Equal(3, chosen);
        Assert.True(equal);
    }

    [Fact]
    public void Min_of_one_array_is_a_reduction_and_of_two_goes_by_element()
    {
        Scalar least = Min(X);
        Vec lesser = Min(X, new Vec([0.0, -3, 4]));
        Assert.Equal(-2, least.Value);
        Assert.Equal([0, -3, 3], lesser.ToArray());
        Assert.Equal([1, 0, 3], Max(X, 0).ToArray());
        Assert.Equal([1, 0, 3], Max(Min(X) + 2, X).ToArray());
    }

    [Fact]
    public void Different_lengths_are_refused_with_both_named()
    {
        Vec y = Vec.Zeros(4);
        Action[] mistakes =
        [
            () => _ = X + y, () => _ = X < y, () => Dot(X, y), () => Select(X < 0, y, 0), () => Select(X < 0, 1, y),
            () => FusedMultiplyAdd(X, 2, y), () => Clamp(X, -1, y), () => _ = (X < 0) & (y < 0), () => Equal(X, y),
            () => Select(Sum(X) < 0, X, y),
        ];
        foreach (Action mistake in mistakes)
        {
            ArgumentException error = Assert.Throws<ArgumentException>(mistake);
            Assert.Contains("3", error.Message);
            Assert.Contains("4", error.Message);
        }
    }

    [Fact]
    public void Conversions_copy_and_round_once()
    {
        double[] source = [0.1, 2];
        Vec fromArray = (Vec)source;
        source[0] = 7;
        Assert.Equal([0.1, 2], fromArray.ToArray());
        Assert.Equal([0.1f, 2f], fromArray.ToSingleArray());
        Assert.Equal([0.1f, 2f], (float[])fromArray);
        Assert.Equal([0.1f, 2.0], ((Vec)new[] { 0.1f, 2f }).ToArray());
        Assert.Equal([0.1, 2], ((Vec)(ReadOnlySpan<double>)[0.1, 2]).ToArray());
        Assert.Equal(2, fromArray.Length);
        Assert.Equal(2, fromArray.AsSpan()[1]);
        fromArray.ToArray()[0] = 9;
        Assert.Equal(0.1, fromArray[0]);
        Assert.Equal("[0.1, 2]", fromArray.ToString());
        Assert.Equal([3, 3], Vec.Filled(2, 3).ToArray());
    }

    [Fact]
    public void Masks_combine_and_choose()
    {
        Mask low = X < 2;
        Mask negative = X < 0;
        ScalarMask yes = Sum(X) > 0;
        Assert.Equal([true, false, false], (low ^ negative).ToArray());
        Assert.Equal([false, true, false], (low & negative).ToArray());
        Assert.Equal([true, true, true], (low | !low).ToArray());
        Assert.Equal([true, true, false], (low & yes).ToArray());
        Assert.Equal([false, false, false], (!yes & low).ToArray());
        Assert.Equal([true, true, true], (yes | low).ToArray());
        Assert.Equal([false, false, true], (low ^ yes).ToArray());
        Assert.True((yes & !(yes ^ yes) | !yes).Value);
        Assert.Equal([1, 0, 3], Select(negative, 0, X).ToArray());
        Assert.Equal([-1, 1, -1], Select(negative, 1, -1).ToArray());
        Assert.Same(X, Select(yes, X, Abs(X)));
        Assert.Equal(5, Select(!yes, 4, (Scalar)5).Value);
        Assert.Equal(2, CountTrue(low).Value);
    }

    [Fact]
    public void Reductions_are_what_they_say()
    {
        Assert.Equal(2, Sum(X).Value);
        Assert.Equal(2.0 / 3, Mean(X).Value);
        Assert.Equal(3, Max(X).Value);
        Assert.Equal(14, Dot(X, X).Value);
        Assert.Equal(Math.Sqrt(14), Norm(X).Value);
        Assert.Equal(6, Norm1(X).Value);
        Assert.Equal(3, NormInf(X).Value);
        Assert.Equal(Math.Log(Math.Exp(1) + Math.Exp(-2) + Math.Exp(3)), LogSumExp(X).Value, 1e-15);
        Assert.Equal(14, Global(Dot(X, X)).Value);
    }

    [Fact]
    public void Reductions_of_nothing_are_neutral()
    {
        Assert.Equal(0, Sum(Empty).Value);
        Assert.Equal(0, Dot(Empty, Empty).Value);
        Assert.Equal(0, Norm(Empty).Value);
        Assert.Equal(0, Norm1(Empty).Value);
        Assert.Equal(0, NormInf(Empty).Value);
        Assert.Equal(double.NaN, Mean(Empty).Value);
        Assert.Equal(double.PositiveInfinity, Min(Empty).Value);
        Assert.Equal(double.NegativeInfinity, Max(Empty).Value);
        Assert.Equal(double.NegativeInfinity, LogSumExp(Empty).Value);
        Assert.Equal(0, CountTrue(Empty < 0).Value);
    }

    [Fact]
    public void Reductions_propagate_NaN()
    {
        Vec bad = new([1.0, double.NaN, 2]);
        Scalar[] results = [Sum(bad), Min(bad), Max(bad), Norm(bad), Norm1(bad), NormInf(bad), LogSumExp(bad)];
        Assert.All(results, result => Assert.Equal(double.NaN, result.Value));
    }

    [Fact]
    public void LogSumExp_does_not_overflow()
    {
        Assert.Equal(1000 + Math.Log(2), LogSumExp(new Vec([1000.0, 1000])).Value, 1e-12);
        Assert.Equal(-1000 + Math.Log(2), LogSumExp(new Vec([-1000.0, -1000])).Value, 1e-12);
        Assert.Equal(double.PositiveInfinity, LogSumExp(new Vec([1, double.PositiveInfinity])).Value);
        Assert.Equal(double.NegativeInfinity, LogSumExp(Vec.Filled(3, double.NegativeInfinity)).Value);
    }
}
