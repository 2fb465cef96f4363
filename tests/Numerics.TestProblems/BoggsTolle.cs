using static Numerics.Functions;
using static Numerics.TestProblems.Powers;

namespace Numerics.TestProblems;

// P. Boggs, J. Tolle, SIAM J. Numer. Anal. 26, 1989. BT9 is HS39.


public static partial class Bt1
{
    [Objective]
    public static Scalar Objective(Vec x) => (100 * Square(x[0])) + (100 * Square(x[1])) - x[0] - 100;

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(Square(x[0]) + Square(x[1]) - 1);
}

internal static partial class Bt2
{
    [Objective]
    public static Scalar Objective(Vec x) => Square(x[0] - 1) + Square(x[0] - x[1]) + Fourth(x[1] - x[2]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of((x[0] * (1 + Square(x[1]))) + Fourth(x[2]) - 4 - (3 * R2));
}

public static partial class Bt3
{
    [Objective]
    public static Scalar Objective(Vec x) => Square(x[0] - x[1]) + Square(x[1] + x[2] - 2) + Square(x[3] - 1) + Square(x[4] - 1);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(x[0] + (3 * x[1]), x[2] + x[3] - (2 * x[4]), x[1] - x[4]);
}

public static partial class Bt4
{
    [Objective]
    public static Scalar Objective(Vec x) => x[0] - x[1] + Cube(x[1]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(Square(x[0]) + Square(x[1]) + Square(x[2]) - 25, x[0] + x[1] + x[2] - 1);
}

public static partial class Bt5
{
    [Objective]
    public static Scalar Objective(Vec x) =>
        1000 - Square(x[0]) - (2 * Square(x[1])) - Square(x[2]) - (x[0] * x[1]) - (x[0] * x[2]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        Square(x[0]) + Square(x[1]) + Square(x[2]) - 25, (8 * x[0]) + (14 * x[1]) + (7 * x[2]) - 56);
}

internal static partial class Bt6
{
    [Objective]
    public static Scalar Objective(Vec x) =>
        Square(x[0] - 1) + Square(x[0] - x[1]) + Square(x[2] - 1) + Fourth(x[3] - 1) + Sixth(x[4] - 1);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        (Square(x[0]) * x[3]) + Sin(x[3] - x[4]) - (2 * R2), x[1] + (Fourth(x[2]) * Square(x[1])) - 8 - R2);
}

public static partial class Bt7
{
    [Objective]
    public static Scalar Objective(Vec x) => (100 * Square(x[1] - Square(x[0]))) + Square(x[0] - 1);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        (x[0] * x[1]) - Square(x[2]) - 1, Square(x[1]) - Square(x[3]) + x[0], Square(x[4]) + x[0] - 0.5);
}

public static partial class Bt8
{
    [Objective]
    public static Scalar Objective(Vec x) => Square(x[0]) + Square(x[1]) + Square(x[2]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        x[0] - 1 - Square(x[3]) + Square(x[1]), -1 + Square(x[0]) + Square(x[1]) - Square(x[4]));
}

public static partial class Bt10
{
    [Objective]
    public static Scalar Objective(Vec x) => -x[0];

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(x[1] - Cube(x[0]), Square(x[0]) - x[1]);
}

internal static partial class Bt11
{
    [Objective]
    public static Scalar Objective(Vec x) =>
        Square(x[0] - 1) + Square(x[0] - x[1]) + Square(x[1] - x[2]) + Fourth(x[2] - x[3]) + Fourth(x[3] - x[4]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        x[0] + Square(x[1]) + Cube(x[2]) + 2 - (3 * R2), x[1] + x[3] - Square(x[2]) + 2 - (2 * R2), x[0] - x[4] - 2);
}

public static partial class Bt12
{
    [Objective]
    public static Scalar Objective(Vec x) => (0.01 * Square(x[0])) + Square(x[1]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        x[0] + x[1] - Square(x[2]) - 25, Square(x[0]) + Square(x[1]) - Square(x[3]) - 25, x[0] - Square(x[4]) - 2);
}
