using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Lion-κ with κ the sorted ℓ₁ norm (OWL): signs, weighted by rank. Constrains λx to Σ of the j greatest
/// |yᵢ| ≤ w₁ + … + wⱼ for all j.</summary>
/// <remarks>
/// With |x|₍₁₎ ≥ |x|₍₂₎ ≥ … and w₁ ≥ w₂ ≥ … ≥ 0: κ(x) = Σ wᵢ·|x|₍ᵢ₎;  ∇κ(x) = sign(xᵢ)·(the mean of wⱼ over the ranks j
/// that share |xᵢ|);  κ*(y) = 0 in the set.
/// <para>Shapes: x, m, g and w share one length. Units: η those of x, m those of g; λx and w have none. A step takes
/// time proportional to the square of the length, on one thread.</para>
/// <para>Special values: 0 at x = 0. A NaN makes its own coordinate of the direction NaN, and counts as the least.
/// Weights that increase make κ not convex; that is not checked.</para>
/// <para>Deviates: weights are averaged on ties, where the specification takes them by index: the same for every order
/// of the coordinates, and also a subgradient. Equal weights are <see cref="Lion"/>; k ones and then zeros
/// <see cref="LionKappaTopK"/>.</para>
/// <para>Bogdan et al., SLOPE, Annals of Applied Statistics 2015; Chen, Liu, Liang, Liu, ICLR 2024, arXiv:2310.05898.
/// The
/// step is <see cref="LionKappa.Step"/>.</para>
/// </remarks>
public static partial class LionKappaSorted
{
    /// <summary>One step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="m">The gradient's moving average, zero at the start.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="weights">w, greatest first.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁: the weight of m in the direction.</param>
    /// <param name="beta2">β₂: the weight of the past in m.</param>
    /// <param name="weightDecay">λ: λx is what the constraint holds for.</param>
    [UpdateRule]
    [FixedPoint(When = "weightDecay = 0")]
    public static (Vec x, Vec m) Step(
        Vec x, [StateName("exp_avg")] Vec m, Vec g, [Input] Vec weights,
        [AtLeast(0)] double learningRate = 1e-4,
        [AtLeast(0), Below(1)] double beta1 = 0.9,
        [AtLeast(0), Below(1)] double beta2 = 0.99,
        [AtLeast(0)] double weightDecay = 0) =>
        LionKappa.Step(x, m, g, c => Subgradient(c, weights), learningRate, beta1, beta2, weightDecay);

    /// <summary>∇κ(x): signs, times the weight of the rank; ties have the mean of their weights.</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="weights">w, greatest first.</param>
    [BuildingBlock]
    public static Vec Subgradient(Vec x, Vec weights)
    {
        Vec size = Kept(Abs(x));
        (Vec greater, Vec equal) = Repeat(x.Length, (Zero(size), Zero(size)), (count, j) => (
            count.Item1 + Select(size < size[j], 1, 0),
            count.Item2 + Select(Equal(size, size[j]), 1, 0)));
        Vec sum = Repeat(
            x.Length, Zero(size), (s, j) => s + Select((greater <= j) & (greater + equal > j), weights[j], 0));
        return sum / equal * Sign(x);
    }

    /// <summary>κ(x) = ⟨∇κ(x), x⟩ = Σ wᵢ·|x|₍ᵢ₎.</summary>
    /// <param name="x">Where it is taken.</param>
    /// <param name="weights">w, greatest first.</param>
    [UpdateRule]
    public static Scalar Potential(Vec x, Vec weights) => Dot(Subgradient(x, weights), x);

    /// <summary>κ*(y): 0 in the set, +∞ outside.</summary>
    /// <param name="y">Where it is taken: λ times a parameter.</param>
    /// <param name="weights">w, greatest first.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    public static Scalar Conjugate(Vec y, Vec weights, [AtLeast(0)] double tolerance = LionKappa.Tolerance) =>
        LionKappa.Within(Violation(y, weights), 0, tolerance);

    /// <summary>How far y is outside the set: the greatest of Σ of the j greatest |yᵢ| − (w₁ + … + wⱼ), 0
    /// inside.</summary>
    /// <param name="y">The point: λ times a parameter.</param>
    /// <param name="weights">w, greatest first.</param>
    [UpdateRule]
    public static Scalar Violation(Vec y, Vec weights)
    {
        // Between two ties the sum of magnitudes is linear in j and that of weights concave: ends of ties suffice.
        Vec size = Kept(Abs(y));
        (Vec count, Vec sum) = Repeat(y.Length, (Zero(size), Zero(size)), (s, j) => (
            s.Item1 + Select(size <= size[j], 1, 0),
            s.Item2 + Select(size <= size[j], size[j], 0)));
        Vec limit = Repeat(y.Length, Zero(size), (s, j) => s + Select(count > j, weights[j], 0));
        return Max(Max(sum - limit), 0);
    }

    /// <summary>The distance from optimality κ(−g) + κ*(λx) + λ⟨x, g⟩, 0 exactly at stationary points.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="g">The gradient at x.</param>
    /// <param name="weights">w, greatest first.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="tolerance">How far outside still counts as inside.</param>
    [UpdateRule]
    public static Scalar Residual(
        Vec x, Vec g, Vec weights, [AtLeast(0)] double weightDecay,
        [AtLeast(0)] double tolerance = LionKappa.Tolerance) =>
        LionKappa.Residual(
            Potential(-g, weights), Conjugate(weightDecay * x, weights, tolerance), x, g, weightDecay);

    /// <summary>The same magnitudes, stored. An element of a line that is computed, size[j], is computed anew in double, and
    /// equals its own place in the line only where nothing was rounded: ranks need the very same numbers.</summary>
    /// <param name="size">Magnitudes.</param>
    [BuildingBlock]
    public static Vec Kept(Vec size) => Repeat(1, Zero(size), (_, _) => size);

    /// <summary>Zeros, as many as there are magnitudes.</summary>
    /// <param name="size">Magnitudes: none is negative.</param>
    [BuildingBlock]
    public static Vec Zero(Vec size) => Select(size < 0, 1, 0);
}
