namespace Numerics;

/// <summary>A truth value for each element of an array.</summary>
public sealed class Mask
{
    private readonly bool[] _values;

    internal Mask(bool[] owned) => _values = owned;

    /// <summary>The number of elements, for code around rules.</summary>
    public int Length => _values.Length;

    /// <summary>One element, for code around rules.</summary>
    public bool this[int index] => _values[index];

    /// <summary>Where x does not hold.</summary>
    public static Mask operator !(Mask x) => new(Array.ConvertAll(x._values, e => !e));

    /// <summary>Where both hold.</summary>
    public static Mask operator &(Mask left, Mask right) => Map(left, right, (a, b) => a & b);

    /// <inheritdoc cref="op_BitwiseAnd(Mask, Mask)"/>
    public static Mask operator &(Mask left, ScalarMask right) =>
        new(Array.ConvertAll(left._values, a => a & right.Value));

    /// <inheritdoc cref="op_BitwiseAnd(Mask, Mask)"/>
    public static Mask operator &(ScalarMask left, Mask right) => right & left;

    /// <summary>Where one holds at least.</summary>
    public static Mask operator |(Mask left, Mask right) => Map(left, right, (a, b) => a | b);

    /// <inheritdoc cref="op_BitwiseOr(Mask, Mask)"/>
    public static Mask operator |(Mask left, ScalarMask right) =>
        new(Array.ConvertAll(left._values, a => a | right.Value));

    /// <inheritdoc cref="op_BitwiseOr(Mask, Mask)"/>
    public static Mask operator |(ScalarMask left, Mask right) => right | left;

    /// <summary>Where exactly one holds.</summary>
    public static Mask operator ^(Mask left, Mask right) => Map(left, right, (a, b) => a ^ b);

    /// <inheritdoc cref="op_ExclusiveOr(Mask, Mask)"/>
    public static Mask operator ^(Mask left, ScalarMask right) =>
        new(Array.ConvertAll(left._values, a => a ^ right.Value));

    /// <inheritdoc cref="op_ExclusiveOr(Mask, Mask)"/>
    public static Mask operator ^(ScalarMask left, Mask right) => right ^ left;

    /// <summary>A copy of the truth values, for code around rules.</summary>
    public bool[] ToArray() => [.. _values];

    private static Mask Map(Mask x, Mask y, Func<bool, bool, bool> f)
    {
        Shape.Check(x.Length, y.Length);
        bool[] result = new bool[x.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = f(x._values[i], y._values[i]);
        }

        return new Mask(result);
    }
}
