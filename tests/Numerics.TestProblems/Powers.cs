using static Numerics.Functions;

namespace Numerics.TestProblems;

/// <summary>Powers and constants that the problems share.</summary>
internal static class Powers
{
    /// <summary>√2.</summary>
    public const double R2 = 1.4142135623730951;

    /// <summary>x⁴.</summary>
    public static Scalar Fourth(Scalar x) => Square(Square(x));

    /// <summary>x⁵.</summary>
    public static Scalar Fifth(Scalar x) => Square(Square(x)) * x;

    /// <summary>x⁶.</summary>
    public static Scalar Sixth(Scalar x) => Square(Cube(x));
}
