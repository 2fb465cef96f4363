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
    public void A_refused_number_is_told_what_is_allowed(
        double minimum, bool minimumExcluded, double maximum, bool maximumExcluded, string allowed)
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(
            () => Check.Range(double.NaN, "rate", minimum, minimumExcluded, maximum, maximumExcluded));
        Assert.Equal("rate", refused.ParamName);
        Assert.Contains($"“rate” is NaN; it must be {allowed}.", refused.Message, StringComparison.Ordinal);
    }
}
