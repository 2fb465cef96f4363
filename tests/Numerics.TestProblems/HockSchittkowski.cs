using static Numerics.Functions;
using static Numerics.TestProblems.Powers;

namespace Numerics.TestProblems;

// W. Hock, K. Schittkowski, Test Examples for Nonlinear Programming Codes, LNEMS 187, 1981: problems with equality constraints only.


public static partial class Hs6
{
    [Objective]
    public static Scalar Objective(Vec x) => Square(1 - x[0]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(10 * (x[1] - Square(x[0])));
}

public static partial class Hs7
{
    [Objective]
    public static Scalar Objective(Vec x) => Log(1 + Square(x[0])) - x[1];

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(Square(1 + Square(x[0])) + Square(x[1]) - 4);
}

public static partial class Hs8
{
    [Objective]
    public static Scalar Objective(Vec x) => -1;

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(Square(x[0]) + Square(x[1]) - 25, (x[0] * x[1]) - 9);
}

public static partial class Hs9
{
    [Objective]
    public static Scalar Objective(Vec x) => Sin(Math.PI / 12 * x[0]) * Cos(Math.PI / 16 * x[1]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of((4 * x[0]) - (3 * x[1]));
}

internal static partial class Hs26
{
    [Objective]
    public static Scalar Objective(Vec x) => Square(x[0] - x[1]) + Fourth(x[1] - x[2]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(((1 + Square(x[1])) * x[0]) + Fourth(x[2]) - 3);
}

public static partial class Hs27
{
    [Objective]
    public static Scalar Objective(Vec x) => (0.01 * Square(x[0] - 1)) + Square(x[1] - Square(x[0]));

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(x[0] + Square(x[2]) + 1);
}

public static partial class Hs28
{
    [Objective]
    public static Scalar Objective(Vec x) => Square(x[0] + x[1]) + Square(x[1] + x[2]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(x[0] + (2 * x[1]) + (3 * x[2]) - 1);
}

/// <summary>HS39, which is BT9 too.</summary>
public static partial class Hs39
{
    [Objective]
    public static Scalar Objective(Vec x) => -x[0];

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(x[1] - Cube(x[0]) - Square(x[2]), Square(x[0]) - x[1] - Square(x[3]));
}

public static partial class Hs40
{
    [Objective]
    public static Scalar Objective(Vec x) => -x[0] * x[1] * x[2] * x[3];

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        Cube(x[0]) + Square(x[1]) - 1, (Square(x[0]) * x[3]) - x[2], Square(x[3]) - x[1]);
}

public static partial class Hs42
{
    [Objective]
    public static Scalar Objective(Vec x) => Square(x[0] - 1) + Square(x[1] - 2) + Square(x[2] - 3) + Square(x[3] - 4);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(x[0] - 2, Square(x[2]) + Square(x[3]) - 2);
}

internal static partial class Hs46
{
    [Objective]
    public static Scalar Objective(Vec x) => Square(x[0] - x[1]) + Square(x[2] - 1) + Fourth(x[3] - 1) + Sixth(x[4] - 1);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        (Square(x[0]) * x[3]) + Sin(x[3] - x[4]) - 1, x[1] + (Fourth(x[2]) * Square(x[3])) - 2);
}

internal static partial class Hs47
{
    [Objective]
    public static Scalar Objective(Vec x) => Square(x[0] - x[1]) + Cube(x[1] - x[2]) + Fourth(x[2] - x[3]) + Fourth(x[3] - x[4]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        x[0] + Square(x[1]) + Cube(x[2]) - 3, x[1] - Square(x[2]) + x[3] - 1, (x[0] * x[4]) - 1);
}

public static partial class Hs48
{
    [Objective]
    public static Scalar Objective(Vec x) => Square(x[0] - 1) + Square(x[1] - x[2]) + Square(x[3] - x[4]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(x[0] + x[1] + x[2] + x[3] + x[4] - 5, x[2] - (2 * (x[3] + x[4])) + 3);
}

internal static partial class Hs49
{
    [Objective]
    public static Scalar Objective(Vec x) => Square(x[0] - x[1]) + Square(x[2] - 1) + Fourth(x[3] - 1) + Sixth(x[4] - 1);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(x[0] + x[1] + x[2] + (4 * x[3]) - 7, x[2] + (5 * x[4]) - 6);
}

internal static partial class Hs50
{
    [Objective]
    public static Scalar Objective(Vec x) => Square(x[0] - x[1]) + Square(x[1] - x[2]) + Fourth(x[2] - x[3]) + Square(x[3] - x[4]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        x[0] + (2 * x[1]) + (3 * x[2]) - 6, x[1] + (2 * x[2]) + (3 * x[3]) - 6, x[2] + (2 * x[3]) + (3 * x[4]) - 6);
}

public static partial class Hs51
{
    [Objective]
    public static Scalar Objective(Vec x) => Square(x[0] - x[1]) + Square(x[1] + x[2] - 2) + Square(x[3] - 1) + Square(x[4] - 1);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(x[0] + (3 * x[1]) - 4, x[2] + x[3] - (2 * x[4]), x[1] - x[4]);
}

public static partial class Hs52
{
    [Objective]
    public static Scalar Objective(Vec x) =>
        Square((4 * x[0]) - x[1]) + Square(x[1] + x[2] - 2) + Square(x[3] - 1) + Square(x[4] - 1);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(x[0] + (3 * x[1]), x[2] + x[3] - (2 * x[4]), x[1] - x[4]);
}

public static partial class Hs56
{
    [Objective]
    public static Scalar Objective(Vec x) => -x[0] * x[1] * x[2];

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        x[0] - (4.2 * Square(Sin(x[3]))), x[1] - (4.2 * Square(Sin(x[4]))), x[2] - (4.2 * Square(Sin(x[5]))),
        x[0] + (2 * x[1]) + (2 * x[2]) - (7.2 * Square(Sin(x[6]))));
}

public static partial class Hs61
{
    [Objective]
    public static Scalar Objective(Vec x) => (4 * Square(x[0])) + (2 * Square(x[1])) + (2 * Square(x[2]))
        - (33 * x[0]) + (16 * x[1]) - (24 * x[2]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of((3 * x[0]) - (2 * Square(x[1])) - 7, (4 * x[0]) - Square(x[2]) - 11);
}

internal static partial class Hs77
{
    [Objective]
    public static Scalar Objective(Vec x) =>
        Square(x[0] - 1) + Square(x[0] - x[1]) + Square(x[2] - 1) + Fourth(x[3] - 1) + Sixth(x[4] - 1);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        (Square(x[0]) * x[3]) + Sin(x[3] - x[4]) - (2 * R2), x[1] + (Fourth(x[2]) * Square(x[3])) - 8 - R2);
}

public static partial class Hs78
{
    [Objective]
    public static Scalar Objective(Vec x) => x[0] * x[1] * x[2] * x[3] * x[4];

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        Square(x[0]) + Square(x[1]) + Square(x[2]) + Square(x[3]) + Square(x[4]) - 10,
        (x[1] * x[2]) - (5 * x[3] * x[4]), Cube(x[0]) + Cube(x[1]) + 1);
}

internal static partial class Hs79
{
    [Objective]
    public static Scalar Objective(Vec x) =>
        Square(x[0] - 1) + Square(x[0] - x[1]) + Square(x[1] - x[2]) + Fourth(x[2] - x[3]) + Fourth(x[3] - x[4]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        x[0] + Square(x[1]) + Cube(x[2]) - 2 - (3 * R2), x[1] - Square(x[2]) + x[3] + 2 - (2 * R2), (x[0] * x[4]) - 2);
}

internal static partial class Hs100Lnp
{
    [Objective]
    public static Scalar Objective(Vec x) => Square(x[0] - 10) + (5 * Square(x[1] - 12)) + Fourth(x[2]) + (3 * Square(x[3] - 11))
        + (10 * Sixth(x[4])) + (7 * Square(x[5])) + Fourth(x[6]) - (4 * x[5] * x[6]) - (10 * x[5]) - (8 * x[6]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        127 - (2 * Square(x[0])) - (3 * Fourth(x[1])) - x[2] - (4 * Square(x[3])) - (5 * x[4]),
        (-4 * Square(x[0])) - Square(x[1]) + (3 * x[0] * x[1]) - (2 * Square(x[2])) - (5 * x[5]) + (11 * x[6]));
}

internal static partial class Hs111Lnp
{
    [Objective]
    public static Scalar Objective(Vec x)
    {
        Scalar total = 0;
        for (int j = 0; j < 10; j++)
        {
            total += Exp(x[j]);
        }

        Scalar sum = 0;
        for (int j = 0; j < 10; j++)
        {
            sum += Exp(x[j]) * (A(j) + x[j] - Log(total));
        }

        return sum;
    }

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        Exp(x[0]) + (2 * Exp(x[1])) + (2 * Exp(x[2])) + Exp(x[5]) + Exp(x[9]) - 2,
        Exp(x[3]) + (2 * Exp(x[4])) + Exp(x[5]) + Exp(x[6]) - 1,
        Exp(x[2]) + Exp(x[6]) + Exp(x[7]) + (2 * Exp(x[8])) + Exp(x[9]) - 1);

    private static Scalar A(int j) => j switch
    {
        0 => -6.089,
        1 => -17.164,
        2 => -34.054,
        3 => -5.914,
        4 => -24.721,
        5 => -14.986,
        6 => -24.1,
        7 => -10.708,
        8 => -26.662,
        _ => -22.179,
    };
}
