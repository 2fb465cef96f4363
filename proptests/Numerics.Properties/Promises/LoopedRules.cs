using static Numerics.Functions;

namespace Numerics.Properties.Promises;

/// <summary>Rules with loops: for kinds of promises one that keeps it and one that breaks it. The first is the
/// library's iteration for the simplex, as <c>OptimisticSimplex.Projection</c> has it.</summary>
public static partial class LoopedRules
{
    [UpdateRule, Projection]
    public static Vec OnSimplex(Vec x)
    {
        Vec below = x - Max(x);
        (Scalar theta, _) = FixedPoint(
            (Sum(below) - 1) / x.Length,
            t => Max(t, (Sum(Select(below > t, below, 0)) - 1) / Max(CountTrue(below > t), 1)),
            x.Length + 1);
        return Max(below - theta, 0);
    }

    /// <summary>Michelot's iteration ended after one round.</summary>
    [UpdateRule, Projection]
    public static Vec OneRound(Vec x)
    {
        (Scalar theta, _) = FixedPoint(
            (Sum(x) - 1) / x.Length, t => (Sum(Select(x > t, x, 0)) - 1) / Max(CountTrue(x > t), 1), 1);
        return Max(x - theta, 0);
    }

    [UpdateRule, FixedPoint]
    public static (Vec x, Vec m) StandsStill(Vec x, Vec m, Vec g, double rate = 0.1) =>
        (x - rate * Repeat(3, g, (z, _) => 0.5 * z + 0.5 * m), m);

    [UpdateRule, FixedPoint]
    public static (Vec x, Vec m) Drifts(Vec x, Vec m, Vec g, double rate = 0.1) =>
        (x - rate * Repeat(3, g, (z, _) => 0.5 * z + 0.125), m);

    [UpdateRule, Bounded(by: nameof(rate))]
    public static (Vec x, Vec m) StepsShort(Vec x, Vec m, Vec g, [AtLeast(0)] double rate = 0.1) =>
        (x - rate * Repeat(2, Sign(g), (z, _) => 0.5 * z + 0.5 * Sign(g)), g);

    [UpdateRule, Bounded(by: nameof(rate))]
    public static (Vec x, Vec m) StepsLong(Vec x, Vec m, Vec g, [AtLeast(0)] double rate = 0.1) =>
        (x - rate * Repeat(2, Sign(g), (z, _) => 0.5 * z + 0.501 * Sign(g)), g);
}
