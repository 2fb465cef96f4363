namespace Numerics.Tests.Schedules;

/// <summary>Schedules against the specification's formulas at ends, middles and beyond.</summary>
public class ScheduleTests
{
    private const double Tolerance = 1e-15;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(4, 0.6)]
    [InlineData(7, 0)]
    [InlineData(100, 0)]
    public void Linear_goes_from_start_to_end(int n, double expected) =>
        Assert.Equal(expected, Schedule.Linear(1, 0, steps: 5, begin: 2).At(n), Tolerance);

    [Theory]
    [InlineData(0, 2)]
    [InlineData(5, 1.25)]
    [InlineData(10, 1)]
    [InlineData(11, 1)]
    public void Polynomial_bends(int n, double expected) =>
        Assert.Equal(expected, Schedule.Polynomial(2, 1, power: 2, steps: 10).At(n), Tolerance);

    [Theory]
    [InlineData(0, 2)]
    [InlineData(5, 2 * (0.9 * 0.25 + 0.1))]
    [InlineData(10, 0.2)]
    [InlineData(99, 0.2)]
    public void Cosine_falls_to_its_floor(int n, double expected) =>
        Assert.Equal(expected, Schedule.Cosine(2, steps: 10, floor: 0.1, power: 2).At(n), Tolerance);

    [Theory]
    [InlineData(0, false, 8)]
    [InlineData(1, false, 8)]
    [InlineData(3, false, 5.656854249492381)]
    [InlineData(3, true, 8)]
    [InlineData(5, true, 4)]
    [InlineData(100, false, 0.5)]
    public void Exponential_falls_to_its_end(int n, bool staircase, double expected) =>
        Assert.Equal(expected, Schedule.Exponential(8, 0.5, steps: 4, begin: 1, staircase, end: 0.5).At(n), 1e-14);

    [Fact]
    public void A_growing_exponential_is_bounded_from_above() =>
        Assert.Equal(10, Schedule.Exponential(1, 2, steps: 1, end: 10).At(50));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 0.5)]
    [InlineData(6, 0.05)]
    public void Piecewise_constant_jumps_at_its_boundaries(int n, double expected) =>
        Assert.Equal(expected, Schedule.PiecewiseConstant(1, (3, 0.5), (6, 0.1)).At(n), Tolerance);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0.5)]
    [InlineData(4, 1)]
    [InlineData(9, 0.5)]
    public void Warm_up_hands_over_with_its_own_count(int n, double expected) =>
        Assert.Equal(expected, Schedule.WarmUp(0, 1, 4, Schedule.Linear(1, 0, steps: 10)).At(n), Tolerance);

    [Theory]
    [InlineData(0, 3)]
    [InlineData(4, 3)]
    [InlineData(16, 1.5)]
    public void Inverse_square_root_falls_after_its_plateau(int n, double expected) =>
        Assert.Equal(expected, Schedule.InverseSquareRoot(3, 4).At(n), Tolerance);

    /// <summary>The first step is number 1 and a schedule's count 0.</summary>
    [Fact]
    public void A_hyperparameter_is_a_number_or_a_schedule()
    {
        Hyperparameter number = 0.1;
        Hyperparameter schedule = new Schedule(n => 10 + n);
        Assert.Equal(0.1, number.At(1));
        Assert.Equal(10, schedule.At(1));
        Assert.Equal(14, schedule.At(5));
        Assert.True(number.IsConstant);
        Assert.False(schedule.IsConstant);
        Assert.Equal(3, ((Hyperparameter)Schedule.Constant(3)).At(7));
        Assert.True(number == 0.1 && number != schedule);
        Assert.Equal("0.1", number.ToString());
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ((Hyperparameter)1).At(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Constant(1).At(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Linear(1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Exponential(1, double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Cosine(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.InverseSquareRoot(1, 0));
        Assert.Throws<ArgumentNullException>(() => Schedule.WarmUp(0, 1, 1, null!));
        Assert.Throws<ArgumentNullException>(() => new Schedule(null!));
        Assert.Throws<ArgumentNullException>(() => Schedule.PiecewiseConstant(1, null!));
    }
}
