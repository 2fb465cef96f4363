using Numerics.Rules;
using static Numerics.Functions;

namespace Numerics.Tests.WithConstraints;

/// <summary>An objective alone, with numbers, data, a host condition and a Select.</summary>
public static partial class Hook
{
    [Objective]
    public static Scalar Energy(Vec x, [Constant] Vec stiffness, double power = 3, bool isSoft = false)
    {
        Scalar stretch = x[0] - x[2];
        Scalar energy = stiffness[1] * Pow(Abs(stretch), power);
        return (isSoft ? Log(1 + energy) : energy) + Select(stretch < 0, Square(x[0]), x[0]) + Max(x[0], stiffness[0]);
    }
}

/// <summary>Objective and constraints with parameters in common and of their own.</summary>
public static partial class Scaled
{
    [Objective]
    public static Scalar Objective(Vec x, [Constant] Vec goal, double weight = 2)
        => (weight * Square(x[0] - goal[0])) + Square(x[1] - goal[1]);

    [Constraints]
    public static Vec Constraints(Vec x, double weight = 2, [AtLeast(0)] double radius = 1)
        => 2 * Vec.Of((weight * Square(x[0])) + Square(x[1]) - radius, x[0] * x[1]);
}

/// <summary>Over whole arrays: a chain, each element bound to the next.</summary>
public static partial class Chain
{
    [Objective]
    public static Scalar Objective(Vec x, double a = 1) => Sum(Square(a - Head(x)) + Exp(0.5 * Tail(x)));

    [Constraints]
    public static Vec Constraints(Vec x, double b = 2) => Tail(x) - (b * Square(Head(x)));
}

/// <summary>An objective over a whole array, with constraints that are written one by one.</summary>
public static partial class Anchored
{
    [Objective]
    public static Scalar Objective(Vec x) => Sum(Square(Tail(x) - Head(x)));

    [Constraints]
    public static Vec Constraints(Vec x, double length = 2) =>
        Vec.Of(Square(x[0]) + (x[1] * x[2]) - length, Sum(x), Exp(x[1]));
}

/// <summary>Over whole arrays: as many equations as a matrix has rows.</summary>
public static partial class Planes
{
    [Objective]
    public static Scalar Objective(Row x, [Constant] Mat a) => Sum(Square(Square(Dot(a, x)))) + Dot(x, x);

    [Constraints]
    public static Col Constraints(Row x, [Constant] Mat a, [Constant] Col b) => Square(Dot(a, x)) - b;
}

/// <summary>Control of a stationary heat equation on 3×3 inner points of [−1, 1]²: the state w, then the control z.</summary>
public static partial class Control
{
    [Objective]
    public static Scalar Objective(Vec x)
    {
        double step = 0.1 / Math.Sqrt(15);
        Scalar sum = 0;
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                sum += Square(x[(3 * i) + j] - (Math.Sin(4 + (step * (i - 1))) + Math.Cos(3 + (step * (j - 1)))))
                    + (0.1 * Square(x[9 + (3 * i) + j]));
            }
        }

        return sum / 2;
    }

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Generate(9, k => (4 * (W(x, (k / 3) - 1, k % 3) + W(x, (k / 3) + 1, k % 3)
        + W(x, k / 3, (k % 3) - 1) + W(x, k / 3, (k % 3) + 1) - (4 * x[k]))) + x[9 + k]);

    /// <summary>The state; 0 beyond the edge.</summary>
    private static Scalar W(Vec x, int i, int j) => i < 0 || i > 2 || j < 0 || j > 2 ? 0 : x[(3 * i) + j];
}

/// <summary>Defined for a positive x₀ alone.</summary>
public static partial class Logarithm
{
    [Objective]
    public static Scalar Objective(Vec x) => Square(Log(x[0])) + Square(x[1]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(x[0] + x[1] - 3);
}

/// <summary>Falls without end along the constraint, its slope as steep as it is deep.</summary>
public static partial class Plunging
{
    [Objective]
    public static Scalar Objective(Vec x) => -Exp(x[0]);

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(x[1]);
}

/// <summary>Falls without end along the constraint.</summary>
public static partial class Falling
{
    [Objective]
    public static Scalar Objective(Vec x) => -x[0];

    [Constraints]
    public static Vec Constraints(Vec x) => Vec.Of(x[1]);
}

/// <summary>Logistic regression with bᵢᵀw + squareᵢ·‖w‖² = cᵢ.</summary>
public static partial class Regression
{
    [Objective]
    public static Scalar Loss(Row w, [Constant] Mat a, [Constant] Col y) => Mean(Softplus(-y * Dot(a, w)));

    [Constraints]
    public static Col Constraints(Row w, [Constant] Mat b, [Constant] Col square, [Constant] Col c) =>
        Dot(b, w) + (square * Dot(w, w)) - c;
}

/// <summary>Constraints over arrays alone: equations.</summary>
public static partial class Bends
{
    [Constraints]
    public static Vec Constraints(Vec x, [Constant] Vec goal, double rate, [AtLeast(0)] double pull = 1) =>
        (rate * Sin(x)) + (pull * x) - goal;
}

/// <summary>A merit function of one's own, for functions that it knows: that of <see cref="Chain"/>.</summary>
public static partial class ChainMerit
{
    [UpdateRule]
    public static Scalar Value(Vec x, Vec multipliers, double eta1, double eta2, double a = 1, double b = 2)
    {
        Vec c = Chain.Constraints(x, b);
        Vec slope = Gradient(z => Lagrangian(z, multipliers, a, b), x);
        return ExactAugmentedLagrangian.Penalised(
            Chain.Objective(x, a), Dot(multipliers, c), Dot(c, c), Dot(slope, slope), eta1, eta2);
    }

    [UpdateRule]
    public static (Vec slope, Vec multipliersSlope) Slopes(
        Vec x, Vec multipliers, double eta1, double eta2, double a = 1, double b = 2)
    {
        Vec c = Chain.Constraints(x, b);
        Vec slope = Gradient(z => Lagrangian(z, multipliers, a, b), x);
        Vec curved = HessianVector(z => Lagrangian(z, multipliers, a, b), x, slope);
        return (
            slope + (eta2 * curved) + (eta1 * JacobianTransposeVector(z => Chain.Constraints(z, b), x, c)),
            c + (eta2 * JacobianVector(z => Chain.Constraints(z, b), x, slope)));
    }

    private static Scalar Lagrangian(Vec x, Vec multipliers, double a, double b) =>
        Chain.Objective(x, a) + Dot(multipliers, Chain.Constraints(x, b));
}
