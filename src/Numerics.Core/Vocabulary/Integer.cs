namespace Numerics;

/// <summary>A whole number that is known only when the kernel runs: a loop's counter, a random index, an
/// <see cref="Functions.ArgMax(Vec)"/>; always 64 bits.</summary>
/// <remarks>Host integers convert to it implicitly, and it converts to a <see cref="Scalar"/>. Arithmetic wraps. Nothing converts back
/// inside a rule; code around a rule reads <see cref="Value"/>.</remarks>
/// <param name="value">The number.</param>
public readonly struct Integer(long value)
{
    /// <summary>The number, for code around rules.</summary>
    public long Value { get; } = value;

    /// <summary>A host number, as it is.</summary>
    public static implicit operator Integer(int value) => new(value);

    /// <summary>A host number, as it is.</summary>
    public static implicit operator Integer(long value) => new(value);

    /// <summary>The number as a Scalar; exact up to 2⁵³.</summary>
    public static implicit operator Scalar(Integer x) => new(x.Value);

    /// <summary>−x.</summary>
    public static Integer operator -(Integer x) => new(unchecked(-x.Value));

    /// <summary>The sum.</summary>
    public static Integer operator +(Integer left, Integer right) => new(unchecked(left.Value + right.Value));

    /// <summary>The difference.</summary>
    public static Integer operator -(Integer left, Integer right) => new(unchecked(left.Value - right.Value));

    /// <summary>The product.</summary>
    public static Integer operator *(Integer left, Integer right) => new(unchecked(left.Value * right.Value));

    /// <summary>The quotient, rounded towards zero.</summary>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public static Integer operator /(Integer left, long right) => new(left.Value / right);

    /// <summary>The remainder of the division, of the dividend's sign.</summary>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public static Integer operator %(Integer left, long right) => new(left.Value % right);

    /// <summary>Whether left is less than right.</summary>
    public static ScalarMask operator <(Integer left, Integer right) => new(left.Value < right.Value);

    /// <summary>Whether left is at most right.</summary>
    public static ScalarMask operator <=(Integer left, Integer right) => new(left.Value <= right.Value);

    /// <summary>Whether left is greater than right.</summary>
    public static ScalarMask operator >(Integer left, Integer right) => new(left.Value > right.Value);

    /// <summary>Whether left is at least right.</summary>
    public static ScalarMask operator >=(Integer left, Integer right) => new(left.Value >= right.Value);

    /// <summary>The number, for people.</summary>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
