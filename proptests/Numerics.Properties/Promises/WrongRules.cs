using static Numerics.Functions;

namespace Numerics.Properties.Promises;

/// <summary>For each kind of promise a rule that keeps it and one or more that break it, each by one small fault.</summary>
public static partial class WrongRules
{
    // Bounded: the last forgets that the step has weight decay in it, which the promise does not leave out.
    [UpdateRule, Bounded(by: nameof(rate), When = "decay = 0")]
    public static (Vec x, Vec m) BoundedRight(Vec x, Vec m, Vec g, [AtLeast(0)] double rate = 0.1, [AtLeast(0)] double decay = 0.1) =>
        (x - rate * (Sign(m + g) + decay * x), g);

    [UpdateRule, Bounded(by: nameof(rate))]
    public static (Vec x, Vec m) BoundedWithDecay(Vec x, Vec m, Vec g, [AtLeast(0)] double rate = 0.1, [AtLeast(0)] double decay = 0.1) =>
        (x - rate * (Sign(m + g) + decay * x), g);

    [UpdateRule, Bounded(by: nameof(rate), Norm = ArrayNorm.Euclidean)]
    public static (Vec x, Vec m) BoundedInTheWrongNorm(Vec x, Vec m, Vec g, [AtLeast(0)] double rate = 0.1) => (x - rate * Sign(m + g), g);

    [UpdateRule, Bounded(by: nameof(rate))]
    public static (Vec x, Vec m) BoundedAThousandthTooLong(Vec x, Vec m, Vec g, [AtLeast(0)] double rate = 0.1) =>
        (x - 1.001 * rate * Sign(m + g), g);

    // An Adam that does not debias its first moment's denominator keeps the bound; one that forgets the second's breaks it.
    [UpdateRule, Bounded(by: nameof(Longest))]
    public static (Vec x, Vec m, Vec v) BoundedWithoutBiasCorrection(
        Vec x, Vec m, Vec v, Vec g, [StepNumber] int t,
        [AtLeast(0)] double rate = 0.1, [AtLeast(0), Below(1)] double beta1 = 0.9, [AtLeast(0), Below(1)] double beta2 = 0.999)
    {
        (Vec m1, Vec v1) = (beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * Square(g));
        return (x - rate * m1 / (1 - Math.Pow(beta1, t)) / (Sqrt(v1) + 1e-8), m1, v1);
    }

    private static double Longest(int t, double rate, double beta1, double beta2) =>
        BuildingBlocks.LongestAdamStep(t, rate, beta1, beta2);

    // Equivariant. The vocabulary has no word for a place, so every rule commutes with permutations: only a kernel can fail to.
    [UpdateRule, Equivariant(Symmetry.Permutation | Symmetry.SignFlip | Symmetry.GradientScale)]
    public static (Vec x, Vec m) SymmetricRight(Vec x, Vec m, Vec g, double rate = 0.1) => (x - rate * g / NotZero(Norm(g)), m + g);

    [UpdateRule, Equivariant(Symmetry.SignFlip)]
    public static (Vec x, Vec m) SignOfZeroIsOne(Vec x, Vec m, Vec g, double rate = 0.1) => (x - rate * Select(m + g >= 0, 1, -1), g);

    [UpdateRule, Equivariant(Symmetry.GradientScale)]
    public static (Vec x, Vec m) ScaleWithOffset(Vec x, Vec m, Vec g, double rate = 0.1) => (x - rate * g / (Norm(g) + 1e-3), m + g);

    [UpdateRule, Equivariant(Symmetry.Orthogonal)]
    public static (Vec x, Vec m) OrthogonalRight(Vec x, Vec m, Vec g, double rate = 0.1) => (x - rate * (g + Norm(g) * m), Dot(x, g) * m + g);

    [UpdateRule, Equivariant(Symmetry.Orthogonal)]
    public static (Vec x, Vec m) DependsOnAxes(Vec x, Vec m, Vec g, double rate = 0.1) => (x - rate * g / (Norm1(g) + 1), m + g);

    [UpdateRule, Equivariant(Symmetry.SignFlip)]
    public static Scalar EvenRight(Vec x) => Sum(Abs(x));

    [UpdateRule, Equivariant(Symmetry.SignFlip)]
    public static Scalar NotEven(Vec x) => Sum(Max(x, 0));

    private static Scalar NotZero(Scalar x) => Select(Equal(x, 0), 1, x);

    // Decreases.
    [UpdateRule, Decreases(nameof(Outside), Factor = nameof(Remaining))]
    public static (Vec x, Vec m) DecreasesRight(
        Vec x, Vec m, Vec g, [AtLeast(0), AtMost(1)] double rate = 0.1, [AtLeast(0), AtMost(1)] double decay = 0.5) =>
        (x - rate * (Tanh(m + g) + decay * x), g);

    [UpdateRule, Decreases(nameof(Outside), Factor = nameof(Remaining))]
    public static (Vec x, Vec m) DecaysHalf(
        Vec x, Vec m, Vec g, [AtLeast(0), AtMost(1)] double rate = 0.1, [AtLeast(0), AtMost(1)] double decay = 0.5) =>
        (x - rate * (Tanh(m + g) + 0.5 * decay * x), g);

    [UpdateRule, Decreases(nameof(Outside), Factor = nameof(Remaining))]
    public static (Vec x, Vec m) LeavesTheBox(
        Vec x, Vec m, Vec g, [AtLeast(0), AtMost(1)] double rate = 0.1, [AtLeast(0), AtMost(1)] double decay = 0.5) =>
        (x - rate * (1.001 * Sign(m + g) + decay * x), g);

    private static Scalar Outside(Vec x, double decay) => Max(NormInf(decay * x) - 1, 0);

    private static double Remaining(double rate, double decay) => 1 - rate * decay;

    // Conjugate: |x| and the box; Huber's function with a wrong conjugate, a wrong subgradient, a wrong potential.
    [UpdateRule, Conjugate(nameof(Ridge), nameof(Clipped))]
    public static Scalar ConjugateRight(Vec x) => Sum(Select(Abs(x) >= 1, Abs(x) - 0.5, 0.5 * Square(x)));

    [UpdateRule, Conjugate(nameof(HalfRidge), nameof(Clipped))]
    public static Scalar WrongConjugate(Vec x) => Sum(Select(Abs(x) >= 1, Abs(x) - 0.5, 0.5 * Square(x)));

    [UpdateRule, Conjugate(nameof(Ridge), nameof(Signs))]
    public static Scalar WrongSubgradient(Vec x) => Sum(Select(Abs(x) >= 1, Abs(x) - 0.5, 0.5 * Square(x)));

    [UpdateRule, Conjugate(nameof(Ridge), nameof(Clipped))]
    public static Scalar WrongPotential(Vec x) => Sum(Select(Abs(x) >= 1, Abs(x) - 0.499, 0.5 * Square(x)));

    /// <summary>Equality holds at the chosen subgradient, but the function is not convex: not the sup of its lines.</summary>
    [UpdateRule, Conjugate(nameof(Matching), nameof(Cosine))]
    public static Scalar NotConvex(Vec x) => Sum(-Square(x));

    private static Scalar Ridge(Vec y) => Select(NormInf(y) > 1, double.PositiveInfinity, 0.5 * Dot(y, y));

    private static Scalar HalfRidge(Vec y) => Select(NormInf(y) > 1, double.PositiveInfinity, 0.25 * Dot(y, y));

    private static Vec Clipped(Vec x) => Clamp(x, -1, 1);

    private static Vec Signs(Vec x) => Sign(x);

    private static Vec Cosine(Vec x) => -2 * x;

    private static Scalar Matching(Vec y) => -0.25 * Dot(y, y);

    // StronglyConvex: the entropy on the simplex is 1-strongly convex in the 1-norm, not 1.3-strongly, and |x| not at all.
    [UpdateRule, StronglyConvex(Norm = ArrayNorm.Sum)]
    public static Scalar StronglyConvexRight([Domain(ArrayDomain.Simplex)] Vec x) => Sum(x * Log(x));

    [UpdateRule, StronglyConvex(nameof(OneAndThreeTenths))]
    public static Scalar NotSoConvex(Vec x) => 0.6 * Dot(x, x);

    [UpdateRule, StronglyConvex]
    public static Scalar OnlyConvex(Vec x) => Norm1(x);

    private static double OneAndThreeTenths() => 1.3;

    // Projection: on the box, on a ball; a soft threshold, which is not idempotent; a rounding, which expands; an oblique one.
    [UpdateRule, Projection]
    public static Vec ProjectionRight(Vec x, [AtLeast(0)] double radius = 1) => Clamp(x, -radius, radius);

    [UpdateRule, Projection]
    public static Vec ProjectionOnBall(Vec x, [Above(0)] double radius = 1) => x * Min(1, radius / NotZero(Norm(x)));

    [UpdateRule, Projection]
    public static Vec NotIdempotent(Vec x) => Sign(x) * Max(Abs(x) - 1e-3, 0);

    [UpdateRule, Projection]
    public static Vec Expands(Vec x) => Sign(x);

    [UpdateRule, Projection]
    public static Vec Oblique(Vec x) => Select(Abs(x) > 1, 0, x);

    [UpdateRule, Projection]
    public static Vec NotNearest(Vec x) => 0 * x + Sum(x) / (CountTrue(Equal(x, x)) + 1);

    // FixedPoint.
    [UpdateRule, FixedPoint(When = "decay = 0")]
    public static (Vec x, Vec m) FixedPointRight(Vec x, Vec m, Vec g, double rate = 0.1, double decay = 0) => (x - rate * (Sign(g) + decay * x), g);

    [UpdateRule, FixedPoint]
    public static (Vec x, Vec m) MovesAtZero(Vec x, Vec m, Vec g, double rate = 0.1) => (x - rate * Select(g >= 0, 1, -1), g);

    [UpdateRule, FixedPoint]
    public static (Vec x, Vec m) StateBecomesNaN(Vec x, Vec m, Vec g, double rate = 0.1) => (x - rate * g, g / Abs(g));

    // ReducesTo.
    [UpdateRule, ReducesTo(typeof(WrongRules), nameof(Plain), When = "momentum = 0")]
    public static (Vec x, Vec m) ReducesRight(Vec x, Vec m, Vec g, double rate = 0.1, [AtLeast(0)] double momentum = 0.9) =>
        (x - rate * (momentum * m + g), momentum * m + g);

    [UpdateRule, ReducesTo(typeof(WrongRules), nameof(Plain))]
    public static (Vec x, Vec m) DoesNotReduce(Vec x, Vec m, Vec g, double rate = 0.1, [AtLeast(0)] double momentum = 0.9) =>
        (x - rate * (momentum * m + g), momentum * m + g);

    [UpdateRule, ReducesTo(typeof(WrongRules), nameof(Plain), When = "momentum = 0", Roundings = 4)]
    public static (Vec x, Vec m) ReducesButForTheState(Vec x, Vec m, Vec g, double rate = 0.1, [AtLeast(0)] double momentum = 0.9) =>
        (x - rate * (momentum * m + g), m + 0.999999 * (g - m));

    [UpdateRule]
    public static (Vec x, Vec m) Plain(Vec x, Vec m, Vec g, double rate = 0.1) => (x - rate * g, g);
}
