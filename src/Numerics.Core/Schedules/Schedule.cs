namespace Numerics;

/// <summary>A hyperparameter's value as a function of the number of steps taken.</summary>
/// <remarks>The count n is 0 at the first step, as in Optax. Optimizer steps are numbered from 1;
/// <see cref="Hyperparameter.At"/> converts between the two.</remarks>
/// <param name="value">The value for a count of steps already taken.</param>
public sealed class Schedule(Func<int, double> value)
{
    private readonly Func<int, double> _value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>The value after this number of steps, 0 for the first step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public double At(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return _value(count);
    }

    /// <summary>Always the same value.</summary>
    public static Schedule Constant(double value) => new(_ => value);

    /// <summary>From start to end along a straight line over a number of steps, constant before and after.</summary>
    /// <inheritdoc cref="Polynomial"/>
    public static Schedule Linear(double start, double end, int steps, int begin = 0) =>
        Polynomial(start, end, power: 1, steps, begin);

    /// <summary>(start − end)·(1 − clip(n − begin, 0, steps)/steps)^power + end.</summary>
    /// <param name="start">The value until the count exceeds <paramref name="begin"/>.</param>
    /// <param name="end">The value from count begin + steps on.</param>
    /// <param name="power">The exponent; 1 is a straight line.</param>
    /// <param name="steps">The number of steps of the transition, at least 1.</param>
    /// <param name="begin">The count at which the transition begins, at least 0.</param>
    public static Schedule Polynomial(double start, double end, double power, int steps, int begin = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(begin);
        return new Schedule(n =>
            (start - end) * Math.Pow(1 - (double)Math.Clamp(n - begin, 0, steps) / steps, power) + end);
    }

    /// <summary>start·((1 − floor)·(½·(1 + cos(π·min(n, steps)/steps)))^power + floor).</summary>
    /// <param name="start">The value at count 0.</param>
    /// <param name="steps">The number of steps of the half wave, at least 1.</param>
    /// <param name="floor">The last value as a share of the first.</param>
    /// <param name="power">The exponent of the half wave.</param>
    public static Schedule Cosine(double start, int steps, double floor = 0, double power = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return new Schedule(n =>
        {
            double wave = 0.5 * (1 + Math.Cos(Math.PI * Math.Min(n, steps) / steps));
            return start * ((1 - floor) * Math.Pow(wave, power) + floor);
        });
    }

    /// <summary>start·rate^((n − begin)/steps).</summary>
    /// <param name="start">The value until the count exceeds <paramref name="begin"/>.</param>
    /// <param name="rate">The factor for each <paramref name="steps"/> steps, above 0.</param>
    /// <param name="steps">The number of steps in which the value changes by the rate, at least 1.</param>
    /// <param name="begin">The count at which the change begins, at least 0.</param>
    /// <param name="staircase">Whether the exponent is rounded down.</param>
    /// <param name="end">The value that is not passed: a lower bound where the rate is below 1, else an upper
    /// one.</param>
    public static Schedule Exponential(
        double start, double rate, int steps, int begin = 0, bool staircase = false, double? end = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(begin);
        if (!(rate > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate is above 0.");
        }

        return new Schedule(n =>
        {
            double exponent = (double)Math.Max(n - begin, 0) / steps;
            double value = start * Math.Pow(rate, staircase ? Math.Floor(exponent) : exponent);
            return end is not double bound ? value : rate < 1 ? Math.Max(value, bound) : Math.Min(value, bound);
        });
    }

    /// <summary>start times the product of the factors whose boundary is at most n.</summary>
    /// <param name="start">The value before the first boundary.</param>
    /// <param name="factors">Boundaries, as counts, and the factor that applies from each on.</param>
    public static Schedule PiecewiseConstant(double start, params (int Boundary, double Factor)[] factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        (int Boundary, double Factor)[] kept = [.. factors];
        return new Schedule(n => kept.Where(f => f.Boundary <= n).Aggregate(start, (value, f) => value * f.Factor));
    }

    /// <summary>From a start to a peak along a straight line, then another schedule that counts from there.</summary>
    /// <param name="start">The value at count 0.</param>
    /// <param name="peak">The value that the line reaches at count <paramref name="steps"/>.</param>
    /// <param name="steps">The number of steps of the line, at least 1.</param>
    /// <param name="then">What follows, with count n − steps.</param>
    public static Schedule WarmUp(double start, double peak, int steps, Schedule then)
    {
        ArgumentNullException.ThrowIfNull(then);
        Schedule line = Linear(start, peak, steps);
        return new Schedule(n => n < steps ? line.At(n) : then.At(n - steps));
    }

    /// <summary>peak·√(steps/max(n, steps)).</summary>
    /// <param name="peak">The value up to count <paramref name="steps"/>.</param>
    /// <param name="steps">The count from which the value falls, at least 1.</param>
    public static Schedule InverseSquareRoot(double peak, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return new Schedule(n => peak * Math.Sqrt((double)steps / Math.Max(n, steps)));
    }
}
