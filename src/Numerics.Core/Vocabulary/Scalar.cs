namespace Numerics;

/// <summary>A number that is known only when the kernel runs, such as a reduction's result; always double.</summary>
/// <remarks>Host numbers convert to it implicitly. Nothing converts back inside a rule, so that no host code waits for
/// a kernel: choose with <see cref="Functions.Select(ScalarMask, Scalar, Scalar)"/>. Code around a rule reads
/// <see cref="Value"/>.</remarks>
/// <param name="value">The number.</param>
public readonly partial struct Scalar(double value)
{
    /// <summary>The number, for code around rules.</summary>
    public double Value { get; } = value;

    /// <summary>The number with how it came about, while a function is differentiated.</summary>
    private Traced? Origin { get; init; }

    /// <summary>A host number, as it is.</summary>
    public static implicit operator Scalar(double value) => new(value);

    /// <summary>The number, for code around rules.</summary>
    public static explicit operator double(Scalar x) => x.Value;

    /// <summary>−x.</summary>
    public static Scalar operator -(Scalar x) => Map(x, ElementFunctions.Negate);

    /// <summary>The sum.</summary>
    public static Scalar operator +(Scalar left, Scalar right) => Map(left, right, ElementFunctions.Add);

    /// <summary>The difference.</summary>
    public static Scalar operator -(Scalar left, Scalar right) => Map(left, right, ElementFunctions.Subtract);

    /// <summary>The product.</summary>
    public static Scalar operator *(Scalar left, Scalar right) => Map(left, right, ElementFunctions.Multiply);

    /// <summary>The quotient.</summary>
    public static Scalar operator /(Scalar left, Scalar right) => Map(left, right, ElementFunctions.Divide);

    /// <summary>Whether left is less than right; false where either is NaN.</summary>
    public static ScalarMask operator <(Scalar left, Scalar right) => new(left.Value < right.Value);

    /// <summary>Whether left is at most right; false where either is NaN.</summary>
    public static ScalarMask operator <=(Scalar left, Scalar right) => new(left.Value <= right.Value);

    /// <summary>Whether left is greater than right; false where either is NaN.</summary>
    public static ScalarMask operator >(Scalar left, Scalar right) => new(left.Value > right.Value);

    /// <summary>Whether left is at least right; false where either is NaN.</summary>
    public static ScalarMask operator >=(Scalar left, Scalar right) => new(left.Value >= right.Value);

    /// <summary>The number, for people.</summary>
    public override string ToString() => Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
