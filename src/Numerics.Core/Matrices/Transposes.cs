namespace Numerics;

/// <summary>Which operands of a matrix product are transposed.</summary>
[Flags]
public enum Transposes
{
    /// <summary>Neither: A·B.</summary>
    None = 0,

    /// <summary>The left one: Aᵀ·B.</summary>
    Left = 1,

    /// <summary>The right one: A·Bᵀ.</summary>
    Right = 2,

    /// <summary>Both: Aᵀ·Bᵀ.</summary>
    Both = Left | Right,
}
