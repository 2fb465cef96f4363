namespace Numerics;

/// <content>Operators. A number meets every element.</content>
public sealed partial class Vec
{
    /// <summary>−x, each element; the sign of zeros too.</summary>
    public static Vec operator -(Vec x) => Map(x, e => -e, DoubleDouble.Negate);

    /// <summary>The sum of each pair of elements.</summary>
    public static Vec operator +(Vec left, Vec right) => Map(left, right, (a, b) => a + b, DoubleDouble.Add);

    /// <summary>The sum of each element and a number.</summary>
    public static Vec operator +(Vec left, Scalar right) =>
        Map(left, a => a + right.Value, a => DoubleDouble.Add(a, right.Value));

    /// <summary>The sum of a number and each element.</summary>
    public static Vec operator +(Scalar left, Vec right) =>
        Map(right, b => left.Value + b, b => DoubleDouble.Add(left.Value, b));

    /// <summary>The difference of each pair of elements.</summary>
    public static Vec operator -(Vec left, Vec right) => Map(left, right, (a, b) => a - b, DoubleDouble.Subtract);

    /// <summary>The difference of each element and a number.</summary>
    public static Vec operator -(Vec left, Scalar right) =>
        Map(left, a => a - right.Value, a => DoubleDouble.Subtract(a, right.Value));

    /// <summary>The difference of a number and each element.</summary>
    public static Vec operator -(Scalar left, Vec right) =>
        Map(right, b => left.Value - b, b => DoubleDouble.Subtract(left.Value, b));

    /// <summary>The product of each pair of elements.</summary>
    public static Vec operator *(Vec left, Vec right) => Map(left, right, (a, b) => a * b, DoubleDouble.Multiply);

    /// <summary>The product of each element and a number.</summary>
    public static Vec operator *(Vec left, Scalar right) =>
        Map(left, a => a * right.Value, a => DoubleDouble.Multiply(a, right.Value));

    /// <summary>The product of a number and each element.</summary>
    public static Vec operator *(Scalar left, Vec right) =>
        Map(right, b => left.Value * b, b => DoubleDouble.Multiply(left.Value, b));

    /// <summary>The quotient of each pair of elements.</summary>
    public static Vec operator /(Vec left, Vec right) => Map(left, right, (a, b) => a / b, DoubleDouble.Divide);

    /// <summary>The quotient of each element and a number.</summary>
    public static Vec operator /(Vec left, Scalar right) =>
        Map(left, a => a / right.Value, a => DoubleDouble.Divide(a, right.Value));

    /// <summary>The quotient of a number and each element.</summary>
    public static Vec operator /(Scalar left, Vec right) =>
        Map(right, b => left.Value / b, b => DoubleDouble.Divide(left.Value, b));

    /// <summary>Where left is less than right; never where either is NaN.</summary>
    public static Mask operator <(Vec left, Vec right) => Compare(left, right, (a, b) => a < b);

    /// <inheritdoc cref="op_LessThan(Vec, Vec)"/>
    public static Mask operator <(Vec left, Scalar right) =>
        left < Filled(left.Length, right.Value);

    /// <inheritdoc cref="op_LessThan(Vec, Vec)"/>
    public static Mask operator <(Scalar left, Vec right) =>
        Filled(right.Length, left.Value) < right;

    /// <summary>Where left is at most right; never where either is NaN.</summary>
    public static Mask operator <=(Vec left, Vec right) => Compare(left, right, (a, b) => a <= b);

    /// <inheritdoc cref="op_LessThanOrEqual(Vec, Vec)"/>
    public static Mask operator <=(Vec left, Scalar right) =>
        left <= Filled(left.Length, right.Value);

    /// <inheritdoc cref="op_LessThanOrEqual(Vec, Vec)"/>
    public static Mask operator <=(Scalar left, Vec right) =>
        Filled(right.Length, left.Value) <= right;

    /// <summary>Where left is greater than right; never where either is NaN.</summary>
    public static Mask operator >(Vec left, Vec right) => Compare(left, right, (a, b) => a > b);

    /// <inheritdoc cref="op_GreaterThan(Vec, Vec)"/>
    public static Mask operator >(Vec left, Scalar right) =>
        left > Filled(left.Length, right.Value);

    /// <inheritdoc cref="op_GreaterThan(Vec, Vec)"/>
    public static Mask operator >(Scalar left, Vec right) =>
        Filled(right.Length, left.Value) > right;

    /// <summary>Where left is at least right; never where either is NaN.</summary>
    public static Mask operator >=(Vec left, Vec right) => Compare(left, right, (a, b) => a >= b);

    /// <inheritdoc cref="op_GreaterThanOrEqual(Vec, Vec)"/>
    public static Mask operator >=(Vec left, Scalar right) =>
        left >= Filled(left.Length, right.Value);

    /// <inheritdoc cref="op_GreaterThanOrEqual(Vec, Vec)"/>
    public static Mask operator >=(Scalar left, Vec right) =>
        Filled(right.Length, left.Value) >= right;
}
