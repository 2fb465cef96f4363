using static Numerics.Functions;
using static Numerics.TestProblems.Powers;

namespace Numerics.TestProblems;

// Problems of the CUTEst collection (N. Gould, D. Orban, Ph. Toint) with an objective and constraints.


public static partial class Maratos
{
    [Objective]
    public static Scalar Objective(Vec x) => -x[0] + (1e-6 * (Square(x[0]) + Square(x[1]) - 1));

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(Square(x[0]) + Square(x[1]) - 1);
}

public static partial class Byrdsphr
{
    [Objective]
    public static Scalar Objective(Vec x) => -x[0] - x[1] - x[2];

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        Square(x[0]) + Square(x[1]) + Square(x[2]) - 9, Square(x[0] - 1) + Square(x[1]) + Square(x[2]) - 9);
}

public static partial class Genhs28
{
    [Objective]
    public static Scalar Objective(Vec x)
    {
        Scalar sum = 0;
        for (int i = 0; i < 9; i++)
        {
            sum += Square(x[i] + x[i + 1]);
        }

        return sum;
    }

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Generate(8, i => x[i] + (2 * x[i + 1]) + (3 * x[i + 2]) - 1);
}

internal static partial class Mwright
{
    [Objective]
    public static Scalar Objective(Vec x) =>
        Square(x[0]) + Square(x[0] - x[1]) + Cube(x[1] - x[2]) + Fourth(x[2] - x[3]) + Fourth(x[3] - x[4]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        x[0] + Square(x[1]) + Square(x[2]) - (3 * R2) - 2, x[1] - Square(x[2]) + x[3] - (2 * R2) + 2, (x[0] * x[4]) - 2);
}

/// <summary>Orthogonal regression of six points on an ellipsoid: h11 h12 h13 h22 h23 h33, g1 g2 g3, then the six feet.</summary>
internal static partial class Orthregb
{
    [Objective]
    public static Scalar Objective(Vec x)
    {
        Scalar sum = 0;
        for (int i = 0; i < 6; i++)
        {
            for (int k = 0; k < 3; k++)
            {
                sum += Square(x[9 + (3 * i) + k] - D((3 * i) + k));
            }
        }

        return sum;
    }

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Generate(6, i => Ellipsoid(x, x[9 + (3 * i)], x[10 + (3 * i)], x[11 + (3 * i)]));

    private static Scalar Ellipsoid(Vec x, Scalar px, Scalar py, Scalar pz) =>
        (x[0] * Square(px)) + (x[3] * Square(py)) + (x[5] * Square(pz))
        + (2 * x[1] * px * py) + (2 * x[2] * px * pz) + (2 * x[4] * py * pz)
        - (2 * x[6] * px) - (2 * x[7] * py) - (2 * x[8] * pz) - 1;

    /// <summary>The points, coordinate by coordinate.</summary>
    private static Scalar D(int k) => k switch
    {
        0 or 1 => 9.5,
        3 => 6.5,
        4 => -5.5,
        6 or 7 => -8.5,
        9 => -5.5,
        10 => 6.5,
        14 => 7.5,
        17 => -6.5,
        _ => 0.5,
    };
}

public static partial class S316
{
    [Objective]
    public static Scalar Objective(Vec x) => Square(x[0] - 20) + Square(x[1] + 20);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of((Square(x[0]) / 100) + (Square(x[1]) / 100) - 1);
}

/// <summary>The challenge of L. Dixon.</summary>
public static partial class Dixchlng
{
    [Objective]
    public static Scalar Objective(Vec x)
    {
        Scalar sum = 0;
        for (int i = 0; i < 7; i++)
        {
            sum += (100 * Square(x[i + 1] - Square(x[i]))) + Square(x[i] - 1)
                + (90 * Square(x[i + 3] - Square(x[i + 2]))) + Square(x[i + 2] - 1)
                + (10.1 * (Square(x[i + 1] - 1) + Square(x[i + 3] - 1))) + (19.8 * (x[i + 1] - 1) * (x[i + 3] - 1));
        }

        return sum;
    }

    [Constraints]
    public static Vec Constraints(Vec x)
    {
        Scalar p2 = x[0] * x[1];
        Scalar p4 = p2 * x[2] * x[3];
        Scalar p6 = p4 * x[4] * x[5];
        Scalar p8 = p6 * x[6] * x[7];
        return Vec.Of(p2 - 1, p4 - 1, p6 - 1, p8 - 1, (p8 * x[8] * x[9]) - 1);
    }
}

/// <summary>L. Lukšan, J. Vlček, report 767, 1999: chained Rosenbrock with trigonometric–exponential constraints.</summary>
public static partial class Lukvle1
{
    [Objective]
    public static Scalar Objective(Vec x)
    {
        Scalar sum = 0;
        for (int i = 0; i < 9; i++)
        {
            sum += (100 * Square(Square(x[i]) - x[i + 1])) + Square(x[i] - 1);
        }

        return sum;
    }

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Generate(8, k => (3 * Cube(x[k + 1])) + (2 * x[k + 2]) - 5
        + (Sin(x[k + 1] - x[k + 2]) * Sin(x[k + 1] + x[k + 2])) + (4 * x[k + 1]) - (x[k] * Exp(x[k] - x[k + 1])) - 3);
}

/// <summary>L. Lukšan, J. Vlček, report 767, 1999: chained Powell with simplified trigonometric–exponential constraints.</summary>
internal static partial class Lukvle3
{
    [Objective]
    public static Scalar Objective(Vec x)
    {
        Scalar sum = 0;
        for (int i = 0; i < 8; i += 2)
        {
            sum += Square(x[i] + (10 * x[i + 1])) + (5 * Square(x[i + 2] - x[i + 3]))
                + Fourth(x[i + 1] - (2 * x[i + 2])) + (10 * Fourth(x[i] - x[i + 3]));
        }

        return sum;
    }

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        (3 * Cube(x[0])) + (2 * x[1]) - 5 + (Sin(x[0] - x[1]) * Sin(x[0] + x[1])),
        (4 * x[8]) - (x[8] * Exp(x[8] - x[9])) - 3);
}
