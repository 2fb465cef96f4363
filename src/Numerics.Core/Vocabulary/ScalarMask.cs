namespace Numerics;

/// <summary>A truth value that is known only when the kernel runs.</summary>
/// <param name="value">The truth value.</param>
public readonly struct ScalarMask(bool value)
{
    /// <summary>The truth value, for code around rules.</summary>
    public bool Value { get; } = value;

    /// <summary>Whether x does not hold.</summary>
    public static ScalarMask operator !(ScalarMask x) => new(!x.Value);

    /// <summary>Whether both hold.</summary>
    public static ScalarMask operator &(ScalarMask left, ScalarMask right) => new(left.Value & right.Value);

    /// <summary>Whether one holds at least.</summary>
    public static ScalarMask operator |(ScalarMask left, ScalarMask right) => new(left.Value | right.Value);

    /// <summary>Whether exactly one holds.</summary>
    public static ScalarMask operator ^(ScalarMask left, ScalarMask right) => new(left.Value ^ right.Value);

    /// <summary>The truth value, for people.</summary>
    public override string ToString() => Value ? "true" : "false";
}
