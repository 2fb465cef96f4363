using static Numerics.Functions;
using static Numerics.TestProblems.Powers;

namespace Numerics.TestProblems;

// Systems of equations of the CUTEst collection: the objective is 0.


public static partial class Booth
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(x[0] + (2 * x[1]) - 7, (2 * x[0]) + x[1] - 5);
}

public static partial class Himmelba
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(4 * (x[0] - 5), x[1] - 6);
}

public static partial class Himmelbc
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(Square(x[0]) + x[1] - 11, x[0] + Square(x[1]) - 7);
}

public static partial class Zangwil3
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(x[0] - x[1] + x[2], -x[0] + x[1] + x[2], x[0] + x[1] - x[2]);
}

public static partial class Rsnbrne
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(10 * (x[1] - Square(x[0])), x[0] - 1);
}

public static partial class Cubene
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(x[0] - 1, 10 * (x[1] - Cube(x[0])));
}

internal static partial class Waysea1ne
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(Sixth(x[0]) + Fourth(x[1]) - 17, (2 * x[0]) + x[1] - 4);
}

public static partial class Waysea2ne
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        (-4 * Square(x[0])) - (4 * Square(x[1])) + (2.5 * x[0]) + (13 * x[1]) - 9.340125, x[1] - 1);
}

/// <summary>The helical valley.</summary>
public static partial class Helixne
{
    [Constraints]
    public static Vec Constraints(Vec x)
    {
        Scalar x0 = x[0];
        Scalar theta = (Atan(x[1] / x0) / (2 * Math.PI)) + Select(x0 < 0, 0.5, 0);
        return Vec.Of(10 * (x[2] - (10 * theta)), 10 * (Sqrt(Square(x0) + Square(x[1])) - 1), x[2]);
    }
}

public static partial class Gottfr
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        x[0] - (0.1136 * (x[0] + (3 * x[1])) * (1 - x[0])), x[1] + (7.5 * ((2 * x[0]) - x[1]) * (1 - x[1])));
}

public static partial class Denschncne
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(Square(x[0]) + Square(x[1]) - 2, Exp(x[0] - 1) + Cube(x[1]) - 2);
}

internal static partial class Denschndne
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        Square(x[0]) + Cube(x[1]) - Fourth(x[2]), 2 * x[0] * x[1] * x[2],
        (2 * x[0] * x[1]) - (3 * x[1] * x[2]) + (x[0] * x[2]));
}

public static partial class Denschnfne
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        (2 * Square(x[0] + x[1])) + Square(x[0] - x[1]) - 8, (5 * Square(x[0])) + Square(x[1] - 3) - 9);
}

public static partial class Price4ne
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of((2 * Cube(x[0]) * x[1]) - Cube(x[1]), (6 * x[0]) - Square(x[1]) + x[1]);
}

public static partial class Hypcir
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of((x[0] * x[1]) - 1, Square(x[0]) + Square(x[1]) - 4);
}

public static partial class Recipe
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(x[0] - 5, Square(x[1]), x[2] / (x[1] - x[0]));
}

public static partial class Powellbs
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of((1e4 * x[0] * x[1]) - 1, Exp(-x[0]) + Exp(-x[1]) - 1.0001);
}

public static partial class Powellsq
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(Square(x[0]), (10 * x[0] / (x[0] + 0.1)) + (2 * Square(x[1])));
}

public static partial class Hatfldf
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(
        x[0] + (x[1] * Exp(x[2])) - 0.032, x[0] + (x[1] * Exp(2 * x[2])) - 0.056, x[0] + (x[1] * Exp(3 * x[2])) - 0.099);
}

/// <summary>A discretized integral equation; ten points and two ends.</summary>
public static partial class Inteqne
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Generate(12, i => i == 0 || i == 11 ? x[i] : Inner(x, i));

    private static Scalar Inner(Vec x, int i)
    {
        double h = 1.0 / 11;
        Scalar before = 0;
        for (int j = 1; j <= i; j++)
        {
            before += j * h * Cube(x[j] + (j * h) + 1);
        }

        Scalar after = 0;
        for (int j = i + 1; j <= 10; j++)
        {
            after += (1 - (j * h)) * Cube(x[j] + (j * h) + 1);
        }

        return x[i] + (h / 2 * (((1 - (i * h)) * before) + (i * h * after)));
    }
}

/// <summary>A discretized boundary value problem; ten points and two ends.</summary>
public static partial class Morebvne
{
    [Constraints]
    public static Vec Constraints(Vec x)
    {
        double h = 1.0 / 11;
        return Vec.Generate(12, i => i == 0 || i == 11
            ? x[i]
            : (2 * x[i]) - x[i - 1] - x[i + 1] + (h * h * Cube(x[i] + (i * h) + 1) / 2));
    }
}

internal static partial class Mancinone
{
    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Generate(10, i => (140 * x[i]) - Math.Pow(i + 1 - 5, 3) + Others(x, i));

    private static Scalar Others(Vec x, int i)
    {
        Scalar sum = 0;
        for (int j = 0; j < 10; j++)
        {
            sum += j == i ? 0 : Term(Sqrt(Square(x[j]) + ((i + 1.0) / (j + 1.0))));
        }

        return sum;
    }

    private static Scalar Term(Scalar v) => v * (Fifth(Sin(Log(v))) + Fifth(Cos(Log(v))));
}

public static partial class Trigon1ne
{
    [Constraints]
    public static Vec Constraints(Vec x)
    {
        Scalar cosines = 0;
        for (int j = 0; j < 10; j++)
        {
            cosines += Cos(x[j]);
        }

        return Vec.Generate(10, i => 10 - cosines + ((i + 1) * (1 - Cos(x[i]))) - Sin(x[i]));
    }
}
