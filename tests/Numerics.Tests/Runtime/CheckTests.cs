using Numerics.Rules;
using Numerics.Runtime;

namespace Numerics.Tests.Runtime;

/// <summary>What a refused hyperparameter is told: its name, its value, and what is allowed in words.</summary>
public class CheckTests
{
    [Theory]
    [InlineData(0, false, 1, true, "at least 0 and below 1")]
    [InlineData(0, true, double.PositiveInfinity, false, "above 0")]
    [InlineData(double.NegativeInfinity, false, 1, false, "at most 1")]
    [InlineData(double.NegativeInfinity, false, double.PositiveInfinity, false, "a number")]
    [InlineData(1, true, double.MaxValue, true, "above 1 and finite")]
    [InlineData(1, false, int.MaxValue, false, "at least 1")]
    [InlineData(float.MinValue, false, float.MaxValue, false, "finite")]
    [InlineData(float.MinValue, false, 3, true, "finite and below 3")]
    public void A_refused_number_is_told_what_is_allowed(
        double minimum, bool minimumExcluded, double maximum, bool maximumExcluded, string allowed)
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(
            () => Check.Range(double.NaN, "rate", minimum, minimumExcluded, maximum, maximumExcluded));
        Assert.Equal("rate", refused.ParamName);
        Assert.Contains($"“rate” is NaN; it must be {allowed}.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_member_of_an_enumeration_is_refused()
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => Check.Member((Optimism)77, "optimism"));
        Assert.Contains("“optimism” is 77; it must be one of LastGradient, ", refused.Message, StringComparison.Ordinal);
        Check.Member(Optimism.None, "optimism");
        Check.Member(FileShare.Read | FileShare.Delete, "flags");
        float[] x = [1], m = [0], g = [1], y = [0];
        double variation = 0;
        Assert.Throws<ArgumentOutOfRangeException>("optimism", () =>
            OptimisticBox.Step(x, m, g, y, ref variation, -1, 1, (Optimism)77, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("optimism", () =>
            OptimisticBox.StepBatch(1, x, m, g, y, new double[1], -1, 1, (Optimism)77, 1, 1, 1));
        Assert.Equal([1], x);
    }
}
