namespace Numerics;

/// <content>Operators. A number meets every element.</content>
public sealed partial class Vec
{
    /// <summary>−x, each element; the sign of zeros too.</summary>
    public static Vec operator -(Vec x) => Map(x, ElementFunctions.Negate);

    /// <summary>The sum of each pair of elements.</summary>
    public static Vec operator +(Vec left, Vec right) => Map(left, right, ElementFunctions.Add);

    /// <summary>The sum of each element and a number.</summary>
    public static Vec operator +(Vec left, Scalar right) => Map(left, right, ElementFunctions.Add);

    /// <summary>The sum of a number and each element.</summary>
    public static Vec operator +(Scalar left, Vec right) => Map(left, right, ElementFunctions.Add);

    /// <summary>The difference of each pair of elements.</summary>
    public static Vec operator -(Vec left, Vec right) => Map(left, right, ElementFunctions.Subtract);

    /// <summary>The difference of each element and a number.</summary>
    public static Vec operator -(Vec left, Scalar right) => Map(left, right, ElementFunctions.Subtract);

    /// <summary>The difference of a number and each element.</summary>
    public static Vec operator -(Scalar left, Vec right) => Map(left, right, ElementFunctions.Subtract);

    /// <summary>The product of each pair of elements.</summary>
    public static Vec operator *(Vec left, Vec right) => Map(left, right, ElementFunctions.Multiply);

    /// <summary>The product of each element and a number.</summary>
    public static Vec operator *(Vec left, Scalar right) => Map(left, right, ElementFunctions.Multiply);

    /// <summary>The product of a number and each element.</summary>
    public static Vec operator *(Scalar left, Vec right) => Map(left, right, ElementFunctions.Multiply);

    /// <summary>The quotient of each pair of elements.</summary>
    public static Vec operator /(Vec left, Vec right) => Map(left, right, ElementFunctions.Divide);

    /// <summary>The quotient of each element and a number.</summary>
    public static Vec operator /(Vec left, Scalar right) => Map(left, right, ElementFunctions.Divide);

    /// <summary>The quotient of a number and each element.</summary>
    public static Vec operator /(Scalar left, Vec right) => Map(left, right, ElementFunctions.Divide);

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
