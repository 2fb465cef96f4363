using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>The pieces of a Newton step on the dual of entropic transport, with a Hessian of which only the greatest
/// entries are kept, as a sparse matrix.</summary>
/// <remarks>
/// D(f, g) = ⟨a, f⟩ + ⟨b, g⟩ − ε·ΣP, P = diag(a) exp((f ⊕ g − C)/ε) diag(b), has the gradient (a − P1; b − Pᵀ1) and
/// the negative Hessian (1/ε)[diag(P1) P; Pᵀ diag(Pᵀ1)]. In its off-diagonal blocks entries of P below the k-th
/// greatest are left out; the diagonals stay whole, so that the matrix is diagonally dominant and positive
/// semidefinite whatever is left out.
/// <para>Shapes: f, a and P1 have one element for each row of the cost, g, b and Pᵀ1 for each column. P is not stored,
/// but for the entries that are kept.</para>
/// <para>Special values: points without weight have rows of zeros, and do not move; neither zeros of P nor infinite
/// costs are kept.</para>
/// <para>Deviates: none. The method's x is f + ε·log a + ε, its y g + ε·log b.</para>
/// <para>Tang et al., ICLR 2024.</para>
/// </remarks>
public static partial class NewtonStep
{
    /// <summary>Below the logarithm of the least number above 0: exponents of entries that are 0.</summary>
    private const double Lost = -746;

    /// <summary>The point (f, g) + α(Δf, Δg), its plan's marginals and what is measured of it.</summary>
    /// <param name="f0">The rows' potential.</param>
    /// <param name="g0">The columns' potential.</param>
    /// <param name="df">Δf.</param>
    /// <param name="dg">Δg.</param>
    /// <param name="cost">C.</param>
    /// <param name="a">The rows' weights.</param>
    /// <param name="b">The columns' weights.</param>
    /// <param name="logA">log a.</param>
    /// <param name="logB">log b.</param>
    /// <param name="alpha">α.</param>
    /// <param name="epsilon">ε.</param>
    /// <returns>The potentials, P1, Pᵀ1, the gradient's norm Σ|a − P1| + Σ|b − Pᵀ1|, D and ΣP. A step that is too long
    /// has ΣP = ∞ and D = −∞, and is refused by any line search.</returns>
    [UpdateRule]
    public static (Col f, Row g, Col sent, Row received, Scalar error, Scalar dual, Scalar mass) Trial(
        Col f0, Row g0, Col df, Row dg, Mat cost, Col a, Row b, Col logA, Row logB,
        double alpha, [Above(0)] double epsilon) =>
        Tried(f0, g0, df, dg, cost, a, b, logA, logB, alpha, epsilon);

    /// <inheritdoc cref="Trial(Col, Row, Col, Row, Mat, Col, Row, Col, Row, double, double)"/>
    [UpdateRule]
    public static (Col f, Row g, Col sent, Row received, Scalar error, Scalar dual, Scalar mass) TrialOnPoints(
        Col f0, Row g0, Col df, Row dg, Points x, Points y, Col a, Row b, Col logA, Row logB,
        double alpha, [Above(0)] double epsilon) =>
        Tried(f0, g0, df, dg, SquaredDistance(x, y), a, b, logA, logB, alpha, epsilon);

    /// <summary>The Newton direction: conjugate gradients on the sparsified system, with the diagonal as
    /// preconditioner, from zero.</summary>
    /// <remarks>The gradient's part along (1; −1), which the matrix maps to zero and which is rounding, is taken out
    /// first. Entries that equal the k-th greatest are all kept, as far as there is room.</remarks>
    /// <param name="f">The rows' potential.</param>
    /// <param name="g0">The columns' potential.</param>
    /// <param name="cost">C.</param>
    /// <param name="a">The rows' weights.</param>
    /// <param name="b">The columns' weights.</param>
    /// <param name="logA">log a.</param>
    /// <param name="logB">log b.</param>
    /// <param name="sent">P1.</param>
    /// <param name="received">Pᵀ1.</param>
    /// <param name="kept">k: entries of P at least as great as the k-th greatest are kept.</param>
    /// <param name="capacity">The entries that there is room for.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="tolerance">The residual to stop at, relative to the gradient.</param>
    /// <param name="limit">The most iterations.</param>
    /// <param name="shift">λ ≥ 0 on the whole diagonal, in the matrix's units: the system of the safe variant is positive definite
    /// where λ &gt; 0. 0 for none.</param>
    /// <returns>The direction, its product with the gradient, the iterations, and how many entries there are to keep:
    /// more than the capacity says that some were left out.</returns>
    [UpdateRule]
    public static (Col df, Row dg, Scalar slope, Integer rounds, Integer entries) Direction(
        Col f, Row g0, Mat cost, Col a, Row b, Col logA, Row logB, Col sent, Row received,
        [AtLeast(1)] int kept, [AtLeast(1)] int capacity, [Above(0)] double epsilon,
        [Above(0)] double tolerance, [AtLeast(1)] int limit, [AtLeast(0)] double shift = 0) =>
        Directed(f, g0, cost, a, b, logA, logB, sent, received, kept, capacity, epsilon, tolerance, limit, shift);

    /// <inheritdoc cref="Direction(Col, Row, Mat, Col, Row, Col, Row, Col, Row, int, int, double, double, int, double)"/>
    [UpdateRule]
    public static (Col df, Row dg, Scalar slope, Integer rounds, Integer entries) DirectionOnPoints(
        Col f, Row g0, Points x, Points y, Col a, Row b, Col logA, Row logB, Col sent, Row received,
        [AtLeast(1)] int kept, [AtLeast(1)] int capacity, [Above(0)] double epsilon,
        [Above(0)] double tolerance, [AtLeast(1)] int limit, [AtLeast(0)] double shift = 0) =>
        Directed(
            f, g0, SquaredDistance(x, y), a, b, logA, logB, sent, received, kept, capacity, epsilon, tolerance, limit,
            shift);

    /// <summary>A trial, whatever the cost is made of.</summary>
    [BuildingBlock]
    public static (Col f, Row g, Col sent, Row received, Scalar error, Scalar dual, Scalar mass) Tried(
        Col f0, Row g0, Col df, Row dg, Mat cost, Col a, Row b, Col logA, Row logB, double alpha, double epsilon)
    {
        Col f = f0 + alpha * df;
        Row g = g0 + alpha * dg;
        Mat p = TransportRules.Entries(f, g, cost, logA, logB, epsilon);
        Col sent = SumRows(p);
        Row received = SumColumns(p);
        Scalar mass = Sum(sent);
        Scalar error = Sum(Abs(a - sent)) + Sum(Abs(b - received));
        return (f, g, sent, received, error, Dot(a, f) + Dot(b, g) - epsilon * mass, mass);
    }

    /// <summary>A direction, whatever the cost is made of.</summary>
    [BuildingBlock]
    public static (Col df, Row dg, Scalar slope, Integer rounds, Integer entries) Directed(
        Col f, Row g0, Mat cost, Col a, Row b, Col logA, Row logB, Col sent, Row received,
        int kept, int capacity, double epsilon, double tolerance, int limit, double shift)
    {
        Mat exponent = Max(TransportRules.Exponents(f, g0, cost, logA, logB, epsilon), Lost);
        MatMask isKept = (exponent >= KthLargest(exponent, kept)) & (exponent > Lost);
        (Csr sparse, Integer entries) = Compact(Exp(exponent), isKept, capacity);
        Scalar excess = (Sum(a - sent) - Sum(b - received)) / (cost.Rows + cost.Columns);
        Col gradientF = a - sent - excess;
        Row gradientG = b - received + excess;
        Col diagonalF = Select(a > 0, sent / epsilon + shift, 0);
        Row diagonalG = Select(b > 0, received / epsilon + shift, 0);
        var (df, dg, rounds) = Solved(
            sparse, diagonalF, diagonalG, gradientF, gradientG, epsilon, tolerance, limit);
        return (df, dg, Dot(gradientF, df) + Dot(gradientG, dg), rounds, entries);
    }

    /// <summary>Conjugate gradients on [diag(d) P̂/ε; P̂ᵀ/ε diag(e)], with the diagonal as preconditioner; where it is 0 nothing
    /// moves.</summary>
    [BuildingBlock]
    public static (Col df, Row dg, Integer rounds) Solved(
        Csr sparse, Col diagonalF, Row diagonalG, Col gradientF, Row gradientG,
        double epsilon, double tolerance, int limit)
    {
        Col inverseF = Select(diagonalF > 0, 1 / diagonalF, 0);
        Row inverseG = Select(diagonalG > 0, 1 / diagonalG, 0);
        Col startF = inverseF * gradientF;
        Row startG = inverseG * gradientG;
        Scalar stop = tolerance * tolerance * (Dot(gradientF, gradientF) + Dot(gradientG, gradientG));
        var start = (0 * gradientF, 0 * gradientG, gradientF, gradientG, startF, startG,
            Dot(gradientF, startF) + Dot(gradientG, startG));
        var (end, rounds) = FixedPoint(
            start,
            s =>
            {
                (Col zf, Row zg, Col rf, Row rg, Col qf, Row qg, Scalar rho) = s;
                Col mf = diagonalF * qf + Dot(sparse, qg) / epsilon;
                Row mg = diagonalG * qg + Dot(qf, sparse) / epsilon;
                Scalar step = rho / (Dot(qf, mf) + Dot(qg, mg));
                Col rf1 = rf - step * mf;
                Row rg1 = rg - step * mg;
                Col sf = inverseF * rf1;
                Row sg = inverseG * rg1;
                Scalar rho1 = Dot(rf1, sf) + Dot(rg1, sg);
                return (zf + step * qf, zg + step * qg, rf1, rg1, sf + rho1 / rho * qf, sg + rho1 / rho * qg, rho1);
            },
            (before, after) => Dot(after.Item3, after.Item3) + Dot(after.Item4, after.Item4) <= stop,
            limit);
        return (end.Item1, end.Item2, rounds);
    }
}
