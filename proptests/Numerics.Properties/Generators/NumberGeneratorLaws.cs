using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Numerics.Testing;

namespace Numerics.Properties.Generators;

/// <summary>Generated numbers lie in their set, shrink within it, and every shrink ends at a readable number.</summary>
public class NumberGeneratorLaws
{
    private const int Cases = 300;

    private static void Stays<T>(Arbitrary<T> numbers, Func<T, bool> contains, T end)
    {
        foreach (T value in numbers.Generator.Sample(Cases))
        {
            Assert.True(contains(value), $"{value} was drawn");
            Assert.Equal(end, Smallest.Of(numbers, value, contains));
        }
    }

    [Fact]
    public void Floats_stay_in_their_sets() => Sets<float>(float.MaxValue / 32);

    [Fact]
    public void Doubles_stay_in_their_sets() => Sets<double>(double.MaxValue / 32);

    private static void Sets<T>(T large)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        T half = T.One / (T.One + T.One);
        Stays(Numbers.Any<T>(), _ => true, T.Zero);
        Stays(Numbers.Bits<T>(), _ => true, T.Zero);
        Stays(Numbers.Finite<T>(), T.IsFinite, T.Zero);
        Stays(Numbers.Dyadic<T>(), v => T.Abs(v) <= T.CreateChecked(4096), T.Zero);
        Stays(Numbers.Integer<T>(), T.IsInteger, T.Zero);
        Stays(Numbers.Denormal<T>(), T.IsSubnormal, T.Epsilon);
        Assert.All(Numbers.NearOverflow<T>().Generator.Sample(Cases), v => Assert.True(T.IsFinite(v) && T.Abs(v) > large));
        Assert.All(Numbers.Tie<T>().Generator.Sample(Cases), v => Assert.True(T.IsInteger(v * (T.One + T.One) / half)));
    }

    [Fact]
    public void Bits_have_every_kind()
    {
        float[] drawn = [.. Numbers.Bits<float>().Generator.Sample(20_000)];
        Assert.Contains(drawn, float.IsNaN);
        Assert.Contains(drawn, float.IsNegative);
        Assert.Contains(drawn, v => Math.Abs(v) > 1e30f);
        Assert.Contains(drawn, v => Math.Abs(v) is > 0 and < 1e-30f);
        Assert.Contains(drawn, float.IsSubnormal);
    }

    /// <summary>A number stays near overflow, and gets its other digits and its sign shrunk away.</summary>
    [Fact]
    public void Near_overflow_shrinks_to_a_power_of_two()
    {
        Arbitrary<double> large = Numbers.NearOverflow<double>();
        Assert.Equal(Math.ScaleB(1, 1020), Smallest.Of(large, -1.7e308, _ => true));
    }

    /// <summary>What a law really depends on is what is left.</summary>
    [Theory]
    [InlineData(12345.678, 12345.0, 12345.0)]
    [InlineData(-12345.678, 5000.0, 8192.0)]
    [InlineData(-1e300, 1.0, 1.0)]
    public void The_smallest_failing_number_is_round(double from, double notBelow, double end)
        => Assert.Equal(end, Smallest.Of(Numbers.Finite<double>(), from, v => Math.Abs(v) >= notBelow));

    [Fact]
    public void Neighbours_are_within_their_distance_also_when_shrunk()
    {
        Arbitrary<(float Value, float Neighbour)> pairs = Numbers.Neighbours<float>(3);
        foreach ((float value, float neighbour) in pairs.Generator.Sample(Cases))
        {
            (float a, float b) = Smallest.Of(pairs, (value, neighbour), _ => true);
            Assert.Equal((0, float.Epsilon), (a, b));
            Assert.True(neighbour >= value && neighbour <= MathF.BitIncrement(MathF.BitIncrement(MathF.BitIncrement(value))));
        }
    }

    [Fact]
    public void Ties_of_floats_are_halfway()
    {
        Arbitrary<double> ties = Numbers.TieOfFloats();
        Assert.All(ties.Generator.Sample(Cases).SelectMany(t => ties.Shrinker(t).Append(t)), t =>
        {
            float near = (float)t;
            float other = near > t ? MathF.BitDecrement(near) : MathF.BitIncrement(near);
            Assert.Equal(Math.Abs(near - t), Math.Abs(other - t));
            Assert.NotEqual(near, t);
        });
    }
}
