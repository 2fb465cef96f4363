using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>The plan that potentials stand for, P = diag(a) exp((f ⊕ g − C)/ε) diag(b), without storing it.</summary>
/// <remarks>
/// <para>Shapes: f and log a have one element for each row of the cost, g and log b for each column. Units: f, g and
/// ε those of the cost.</para>
/// <para>Special values: a weight of 0 has the logarithm −∞ and gives zeros, an infinite cost likewise.</para>
/// </remarks>
public static partial class TransportRules
{
    /// <summary>P.</summary>
    [BuildingBlock]
    public static Mat Entries(Col f, Row g0, Mat cost, Col logA, Row logB, double epsilon) =>
        Exp(Exponents(f, g0, cost, logA, logB, epsilon));

    /// <summary>log P.</summary>
    [BuildingBlock]
    public static Mat Exponents(Col f, Row g0, Mat cost, Col logA, Row logB, double epsilon) =>
        ((f - cost) + g0) / epsilon + logA + logB;

    /// <summary>P, stored.</summary>
    [UpdateRule]
    public static Mat Store(Col f, Row g0, Mat cost, Col logA, Row logB, [Above(0)] double epsilon) =>
        Entries(f, g0, cost, logA, logB, epsilon);

    /// <inheritdoc cref="Store(Col, Row, Mat, Col, Row, double)"/>
    [UpdateRule]
    public static Mat StoreOnPoints(Col f, Row g0, Points x, Points y, Col logA, Row logB, [Above(0)] double epsilon) =>
        Entries(f, g0, SquaredDistance(x, y), logA, logB, epsilon);

    /// <summary>P·v.</summary>
    [UpdateRule]
    public static Col Apply(Col f, Row g0, Mat cost, Col logA, Row logB, Row v, [Above(0)] double epsilon) =>
        Dot(Entries(f, g0, cost, logA, logB, epsilon), v);

    /// <inheritdoc cref="Apply(Col, Row, Mat, Col, Row, Row, double)"/>
    [UpdateRule]
    public static Col ApplyOnPoints(
        Col f, Row g0, Points x, Points y, Col logA, Row logB, Row v, [Above(0)] double epsilon) =>
        Dot(Entries(f, g0, SquaredDistance(x, y), logA, logB, epsilon), v);

    /// <summary>Pᵀ·u.</summary>
    [UpdateRule]
    public static Row ApplyTransposed(Col f, Row g0, Mat cost, Col logA, Row logB, Col u, [Above(0)] double epsilon) =>
        Dot(u, Entries(f, g0, cost, logA, logB, epsilon));

    /// <inheritdoc cref="ApplyTransposed(Col, Row, Mat, Col, Row, Col, double)"/>
    [UpdateRule]
    public static Row ApplyTransposedOnPoints(
        Col f, Row g0, Points x, Points y, Col logA, Row logB, Col u, [Above(0)] double epsilon) =>
        Dot(u, Entries(f, g0, SquaredDistance(x, y), logA, logB, epsilon));

    /// <summary>⟨C, P⟩; forbidden pairs, of infinite cost, add nothing.</summary>
    [UpdateRule]
    public static Scalar Cost(Col f, Row g0, Mat cost, Col logA, Row logB, [Above(0)] double epsilon) =>
        Sum(Select(cost < double.PositiveInfinity, cost * Entries(f, g0, cost, logA, logB, epsilon), 0));

    /// <inheritdoc cref="Cost(Col, Row, Mat, Col, Row, double)"/>
    [UpdateRule]
    public static Scalar CostOnPoints(
        Col f, Row g0, Points x, Points y, Col logA, Row logB, [Above(0)] double epsilon)
    {
        Mat cost = SquaredDistance(x, y);
        return Sum(cost * Entries(f, g0, cost, logA, logB, epsilon));
    }

    /// <summary>P with just the weights as marginals: rows and columns that are above theirs are scaled down, and what is
    /// then lacking is added as a product. Σ|P − P'| ≤ 2(Σ|P1 − a| + Σ|Pᵀ1 − b|). Altschuler, Weed and Rigollet, NIPS
    /// 2017, Algorithm 2.</summary>
    /// <param name="p">P.</param>
    /// <param name="a">The rows' weights.</param>
    /// <param name="b">The columns' weights, of the same sum.</param>
    [UpdateRule]
    public static Mat Rounded(Mat p, Col a, Row b)
    {
        Col rows = SumRows(p);
        Mat lowered = p * Select(rows > a, a / rows, 1);
        Row columns = SumColumns(lowered);
        Mat within = lowered * Select(columns > b, b / columns, 1);
        Col lackingF = Max(a - SumRows(within), 0);
        Row lackingG = Max(b - SumColumns(within), 0);
        Scalar lacking = Sum(lackingF);
        return within + Outer(lackingF * Select(lacking > 0, 1 / lacking, 0), lackingG);
    }

    /// <summary>What a solver asks of a cost before it begins.</summary>
    /// <returns>The least entry (NaN where one is), the greatest finite one, and how many rows and columns with
    /// weight have no finite entry beside weight.</returns>
    [UpdateRule]
    public static (Scalar least, Scalar greatest, Scalar closed) Bounds(Mat cost, Col a, Row b)
    {
        Scalar infinity = double.PositiveInfinity;
        Col nearest = MinRows(cost + Select(b > 0, 0, infinity));
        Row received = MinColumns(cost + Select(a > 0, 0, infinity));
        Scalar closed = CountTrue((nearest >= infinity) & (a > 0)) + CountTrue((received >= infinity) & (b > 0));
        return (Min(cost), Max(Select(cost < infinity, cost, -infinity)), closed);
    }

    /// <inheritdoc cref="Bounds(Mat, Col, Row)"/>
    [UpdateRule]
    public static (Scalar least, Scalar greatest) BoundsOnPoints(Points x, Points y)
    {
        Mat cost = SquaredDistance(x, y);
        return (Min(cost), Max(cost));
    }

    /// <summary>An iteration of the symmetric problem: one cloud, weighted once, as both marginals.</summary>
    /// <remarks>f' = (f + g)/2, gᵢ = −κε·log Σⱼ aⱼ exp((fⱼ − Cᵢⱼ)/ε): averages the potentials of two half-steps,
    /// which are one at the solution; converges in a few iterations, where turns would take as many as any problem
    /// does. Feydy et al., AISTATS 2019.</remarks>
    /// <param name="f">The potential.</param>
    /// <param name="cost">C, symmetric.</param>
    /// <param name="a">The weights.</param>
    /// <param name="logA">Their logarithms.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="strength">τ; +∞ for exact marginals.</param>
    /// <returns>f', and by how much it differs from f: Σaᵢ|f'ᵢ − fᵢ|.</returns>
    [UpdateRule]
    public static (Row next, Scalar change) Average(
        Row f, Mat cost, Row a, Row logA, [Above(0)] double epsilon,
        [Above(0)] double strength = double.PositiveInfinity) =>
        Averaged(f, cost, a, logA, epsilon, strength);

    /// <inheritdoc cref="Average(Row, Mat, Row, Row, double, double)"/>
    [UpdateRule]
    public static (Row next, Scalar change) AverageOnPoints(
        Row f, Points x, Points y, Row a, Row logA, [Above(0)] double epsilon,
        [Above(0)] double strength = double.PositiveInfinity) =>
        Averaged(f, SquaredDistance(x, y), a, logA, epsilon, strength);

    /// <summary>The iteration, whatever the cost is made of.</summary>
    [BuildingBlock]
    public static (Row next, Scalar change) Averaged(Row f, Mat cost, Row a, Row logA, double epsilon, double strength)
    {
        double damped = epsilon / (1 + epsilon / strength);
        Row g = -damped * Transpose(LogSumExpRows((f - cost) / epsilon + logA));
        Row next = 0.5 * (f + g);
        return (next, Sum(a * Abs(next - f)));
    }
}
