namespace Numerics;

/// <summary>A number, or a schedule that gives one for each step. Both convert implicitly.</summary>
public readonly struct Hyperparameter : IEquatable<Hyperparameter>
{
    private readonly double _value;
    private readonly Schedule? _schedule;

    private Hyperparameter(double value, Schedule? schedule) => (_value, _schedule) = (value, schedule);

    /// <summary>Whether the value is the same at each step, so that it can be checked once.</summary>
    public bool IsConstant => _schedule is null;

    /// <summary>The same number at each step.</summary>
    public static implicit operator Hyperparameter(double value) => new(value, null);

    /// <summary>The schedule's number at each step.</summary>
    public static implicit operator Hyperparameter(Schedule schedule) =>
        new(0, schedule ?? throw new ArgumentNullException(nameof(schedule)));

    /// <summary>Whether two hyperparameters are the same number or the same schedule object.</summary>
    public static bool operator ==(Hyperparameter left, Hyperparameter right) => left.Equals(right);

    /// <summary>Whether two hyperparameters differ.</summary>
    public static bool operator !=(Hyperparameter left, Hyperparameter right) => !left.Equals(right);

    /// <summary>The value at a step. Steps are numbered from 1: step t is a schedule's count t − 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is below 1.</exception>
    public double At(int step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        return _schedule?.At(step - 1) ?? _value;
    }

    /// <inheritdoc/>
    public bool Equals(Hyperparameter other) =>
        _value.Equals(other._value) && ReferenceEquals(_schedule, other._schedule);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Hyperparameter other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_value, _schedule);

    /// <summary>The number, or “schedule”.</summary>
    public override string ToString() =>
        _schedule is null ? _value.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : "schedule";
}
