using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>One iteration of Sinkhorn's algorithm with one exponential for each entry of the cost: balanced and
/// unbalanced, over-relaxed or not.</summary>
/// <remarks>
/// With P = diag(a) exp((f ⊕ g − C)/ε) diag(b), κ = τ/(τ + ε) (1 where τ = ∞):
/// lᵢ = log Σⱼ bⱼ exp((gⱼ − Cᵢⱼ)/ε);  f' = (1−ω)f − ωκε·l;  f' belongs to the plan P' = diag(r) S with the row-wise
/// soft-max S of (g − C)/ε + log b and r = a·exp(f'/ε + l);  s = P'ᵀ1;  g' = (1−ω+ωκ)g + ωκε·(log b − log s).
/// <para>This is Sinkhorn's update of f and then of g: s/b = exp(g/ε) Σᵢ aᵢ exp((f'ᵢ − Cᵢⱼ)/ε), so that g + ε(log b
/// − log s) = −ε log Σᵢ aᵢ exp((f'ᵢ − Cᵢⱼ)/ε). A row's terms of the first sum are those of S, rescaled: each cost
/// entry is read once and its exponential taken once. Unbalanced, g' is then translated (<see
/// cref="Translation"/>).</para>
/// <para>What underflows does so next to its row's greatest term, and may be all that a column has: columns
/// whose s is below <see cref="Underflow"/>, or not finite, are computed by that last formula, with a maximum of
/// their own.</para>
/// <para>Shapes: f and a have one element for each row of the cost, g and b for each column. Units: f, g and ε those
/// of the cost.</para>
/// <para>Special values: a point without weight (a or b 0, its logarithm −∞) sends and receives nothing. f has the
/// formula's value there; g stays as it is. An infinite cost forbids a pair.</para>
/// <para>Deviates: none; the first half-step and the second share their exponentials.</para>
/// <para>Cuturi, NIPS 2013; Peyré and Cuturi, 2019, section 4.4; Chizat et al., Math. Comp. 2018 (τ); Thibault et
/// al., 2021 (ω).</para>
/// </remarks>
public static partial class SinkhornIteration
{
    /// <summary>The least column sum that is trusted, 2⁻¹⁰⁰.</summary>
    /// <remarks>In <c>float</c> a term is off by at most 2⁻¹⁵⁰ where it underflows. It is multiplied, in double, by
    /// rᵢ over its row's sum of terms, which is 1 at least, so s is off by at most Σr·2⁻¹⁵⁰: relative to 2⁻¹⁰⁰ that
    /// is below a rounding for Σr &lt; 2²⁶. In <c>double</c> the threshold is far from where terms underflow, and
    /// costs nothing.</remarks>
    public const double Underflow = 1.0 / (1L << 50) / (1L << 50);

    /// <summary>An iteration on a stored cost.</summary>
    /// <param name="f">The rows' potential; replaced. Of no consequence where ω = 1.</param>
    /// <param name="g0">The columns' potential.</param>
    /// <param name="cost">C.</param>
    /// <param name="a">The rows' weights.</param>
    /// <param name="b">The columns' weights.</param>
    /// <param name="logB">log b.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="strength">τ; +∞ for exact marginals.</param>
    /// <param name="relaxation">ω: 1 for Sinkhorn's own step.</param>
    /// <returns>f'; the next g; of the plan P' (f' and the old g) the marginal error Σᵢ|rᵢ − aᵢe^(−f'ᵢ/τ)| + Σⱼ|sⱼ −
    /// bⱼe^(−gⱼ/τ)|, the dual value without its constant ε·Σa·Σb, and the mass Σs.</returns>
    [UpdateRule]
    public static (Col f, Row next, Scalar error, Scalar dual, Scalar mass) Step(
        Col f, Row g0, Mat cost, Col a, Row b, Row logB,
        [Above(0)] double epsilon, [Above(0)] double strength = double.PositiveInfinity,
        [AtLeast(1), Below(2)] double relaxation = 1) =>
        Iterate(f, g0, cost, a, b, logB, epsilon, strength, relaxation);

    /// <summary>An iteration with the squared distances of two point clouds as cost, which are never
    /// stored.</summary>
    /// <param name="f">The rows' potential; replaced. Of no consequence where ω = 1.</param>
    /// <param name="g0">The columns' potential.</param>
    /// <param name="x">The rows' points.</param>
    /// <param name="y">The columns' points.</param>
    /// <param name="a">The rows' weights.</param>
    /// <param name="b">The columns' weights.</param>
    /// <param name="logB">log b.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="strength">τ; +∞ for exact marginals.</param>
    /// <param name="relaxation">ω: 1 for Sinkhorn's own step.</param>
    /// <returns>What <c>Step</c> gives.</returns>
    [UpdateRule]
    public static (Col f, Row next, Scalar error, Scalar dual, Scalar mass) StepOnPoints(
        Col f, Row g0, Points x, Points y, Col a, Row b, Row logB,
        [Above(0)] double epsilon, [Above(0)] double strength = double.PositiveInfinity,
        [AtLeast(1), Below(2)] double relaxation = 1) =>
        Iterate(f, g0, SquaredDistance(x, y), a, b, logB, epsilon, strength, relaxation);

    /// <summary>The iteration, whatever the cost is made of.</summary>
    /// <param name="f">The rows' potential; replaced. Of no consequence where ω = 1.</param>
    /// <param name="g0">The columns' potential.</param>
    /// <param name="cost">C.</param>
    /// <param name="a">The rows' weights.</param>
    /// <param name="b">The columns' weights.</param>
    /// <param name="logB">log b.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="strength">τ; +∞ for exact marginals.</param>
    /// <param name="relaxation">ω: 1 for Sinkhorn's own step.</param>
    /// <returns>What <c>Step</c> gives.</returns>
    [BuildingBlock]
    public static (Col f, Row next, Scalar error, Scalar dual, Scalar mass) Iterate(
        Col f, Row g0, Mat cost, Col a, Row b, Row logB, double epsilon, double strength, double relaxation)
    {
        double damped = relaxation / (1 + epsilon / strength);
        Mat exponent = (g0 - cost) / epsilon + logB;
        Col greatest = MaxRows(exponent);
        Mat terms = Exp(exponent - greatest);
        Col total = SumRows(terms);
        Col l = greatest + Log(total);
        Col f1 = (1 - relaxation) * f - damped * epsilon * l;
        Col sent = a * Exp((1 - relaxation) / epsilon * f + (1 - damped) * l);
        Row received = Dot(sent / total, terms);
        Row fused = (1 - relaxation + damped) * g0 + damped * epsilon * (logB - Log(received));
        Row next = OrElse(
            (received >= Underflow) & (received < double.PositiveInfinity) | (b <= 0),
            Select(b > 0, fused, g0),
            () => (1 - relaxation) * g0 - damped * epsilon * LogSumExpColumns((f1 - cost) / epsilon + Log(a)));
        Row centred = double.IsPositiveInfinity(strength) ? next : next - Translation(f1, next, a, b, strength);
        Scalar mass = Sum(received);
        Scalar error = Sum(Abs(sent - a * Kept(f1, strength))) + Sum(Abs(received - b * Kept(g0, strength)));
        Scalar dual = Dot(a, Value(f1, strength)) + Dot(b, Value(g0, strength)) - epsilon * mass;
        return (f1, centred, error, dual, mass);
    }

    /// <summary>The λ for which f + λ and g − λ have the greatest dual value, τ/2·log(⟨a, e^(−f/τ)⟩/⟨b, e^(−g/τ)⟩):
    /// turns alone would need τ/ε iterations to find it. Séjourné, Vialard and Peyré, AISTATS 2022.</summary>
    [BuildingBlock]
    public static Scalar Translation(Col f, Row g, Col a, Row b, double strength)
    {
        Scalar massA = Sum(a);
        Scalar massB = Sum(b);
        Scalar keptA = Log1p(Dot(a, Expm1(-1 / strength * f)) / massA);
        Scalar keptB = Log1p(Dot(b, Expm1(-1 / strength * g)) / massB);
        return 0.5 * strength * (Log(massA / massB) + keptA - keptB);
    }

    /// <summary>e^(−f/τ): the part of a weight that the best plan transports.</summary>
    [BuildingBlock]
    public static Col Kept(Col f, double strength) => Exp(-1 / strength * f);

    /// <inheritdoc cref="Kept(Col, double)"/>
    [BuildingBlock]
    public static Row Kept(Row g, double strength) => Exp(-1 / strength * g);

    /// <summary>τ(1 − e^(−f/τ)), f itself where τ = ∞: what a potential is worth in the dual.</summary>
    [BuildingBlock]
    public static Col Value(Col f, double strength) =>
        double.IsPositiveInfinity(strength) ? f : -strength * Expm1(-1 / strength * f);

    /// <inheritdoc cref="Value(Col, double)"/>
    [BuildingBlock]
    public static Row Value(Row g, double strength) =>
        double.IsPositiveInfinity(strength) ? g : -strength * Expm1(-1 / strength * g);
}
