namespace Numerics.Testing;

/// <summary>A running value in double and what it may be elsewhere: the kernel's number and the definition's both lie
/// in
/// [<paramref name="Low"/>, <paramref name="High"/>].</summary>
/// <remarks>
/// Masks are 1 and 0. NaN and ±∞ that all three sides share are <see cref="IsClass"/>. Where nothing can be said,
/// because a
/// number left the type's range or a divisor may be zero, the enclosure is <see cref="Unbounded"/>.
/// </remarks>
/// <param name="Value">The value of the plan in double.</param>
/// <param name="Low">The least that it may be.</param>
/// <param name="High">The greatest that it may be.</param>
/// <param name="IsUndecided">Whether a decision that it depends on lies within its own bound.</param>
/// <param name="IsAttained">Whether it is the extreme of an array that one element alone can be: that element equals
/// it on all
/// sides, however wide both enclosures are.</param>
internal readonly record struct Enclosure(
    double Value, double Low, double High, bool IsUndecided = false, bool IsAttained = false)
{
    public static Enclosure Unbounded { get; } =
        new(double.NaN, double.NegativeInfinity, double.PositiveInfinity, IsUndecided: true);

    public bool IsUnbounded => double.IsNegativeInfinity(Low) && double.IsPositiveInfinity(High);

    /// <summary>The same NaN, +∞ or −∞ on all sides.</summary>
    public bool IsClass => !IsUnbounded && !double.IsFinite(Value);

    /// <summary>The same number on all sides.</summary>
    public bool IsPoint => Low == High;

    public bool IsZero => Low == 0 && High == 0;

    public bool HasSign => Low > 0 || High < 0;

    public double Magnitude => Math.Max(Math.Abs(Low), Math.Abs(High));

    public static Enclosure Point(double value) => new(value, value, value);

    /// <summary>A truth value; undecided where it may be either.</summary>
    public static Enclosure Mask(bool value, bool isTrue, bool isFalse) =>
        new(value ? 1 : 0, isTrue ? 1 : 0, isFalse ? 0 : 1, IsUndecided: !isTrue && !isFalse);

    /// <summary>Either of the two, whose running value is <paramref name="chosen"/>.</summary>
    public static Enclosure Hull(Enclosure a, Enclosure b, double chosen) =>
        a.IsUnbounded || b.IsUnbounded || a.IsClass || b.IsClass
            ? Unbounded
            : new(chosen, Math.Min(a.Low, b.Low), Math.Max(a.High, b.High), IsUndecided: true);

    public Enclosure Doubtful(bool isUndecided) => this with { IsUndecided = IsUndecided || isUndecided };
}
