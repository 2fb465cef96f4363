using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>The pieces of a Newton step on the dual of entropic transport, with a Hessian of which only the greatest
/// entries are kept.</summary>
/// <remarks>
/// D(f, g) = ⟨a, f⟩ + ⟨b, g⟩ − ε·ΣP, P = diag(a) exp((f ⊕ g − C)/ε) diag(b), has the gradient (a − P1; b − Pᵀ1) and
/// the negative Hessian (1/ε)[diag(P1) P; Pᵀ diag(Pᵀ1)]. In its off-diagonal blocks entries of P below the k-th
/// greatest are left out; the diagonals stay whole, so that the matrix is diagonally dominant and positive
/// semidefinite whatever is left out.
/// <para>Shapes: f, a and P1 have one element for each row of the cost, g, b and Pᵀ1 for each column.</para>
/// <para>Special values: points without weight have rows of zeros, and do not move.</para>
/// <para>Deviates: none. The method's x is f + ε·log a + ε, its y g + ε·log b.</para>
/// <para>Tang et al., ICLR 2024.</para>
/// </remarks>
public static partial class NewtonStep
{
    /// <summary>The point (f, g) + α(Δf, Δg), its plan and what is measured of it.</summary>
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
    /// <returns>The potentials, P, the gradient's norm Σ|a − P1| + Σ|b − Pᵀ1|, D and ΣP. A step that is too long has
    /// ΣP = ∞ and D = −∞, and is refused by any line search.</returns>
    [UpdateRule]
    public static (Col f, Row g, Mat p, Scalar error, Scalar dual, Scalar mass) Trial(
        Col f0, Row g0, Col df, Row dg, Mat cost, Col a, Row b, Col logA, Row logB,
        double alpha, [Above(0)] double epsilon)
    {
        Col f = f0 + alpha * df;
        Row g = g0 + alpha * dg;
        Mat p = TransportRules.Entries(f, g, cost, logA, logB, epsilon);
        Col rows = SumRows(p);
        Scalar mass = Sum(rows);
        Scalar error = Sum(Abs(a - rows)) + Sum(Abs(b - SumColumns(p)));
        return (f, g, p, error, Dot(a, f) + Dot(b, g) - epsilon * mass, mass);
    }

    /// <summary>The Newton direction: conjugate gradients on the sparsified system, with the diagonal as
    /// preconditioner, from zero.</summary>
    /// <remarks>The gradient's part along (1; −1), which the matrix maps to zero and which is rounding, is taken out
    /// first.</remarks>
    /// <param name="p">P.</param>
    /// <param name="a">The rows' weights.</param>
    /// <param name="b">The columns' weights.</param>
    /// <param name="kept">k: entries of P at least as great as the k-th greatest are kept.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="tolerance">The residual to stop at, relative to the gradient.</param>
    /// <param name="limit">The most iterations.</param>
    /// <returns>The direction, its product with the gradient, and the iterations.</returns>
    [UpdateRule]
    public static (Col df, Row dg, Scalar slope, Integer rounds) Direction(
        Mat p, Col a, Row b, [AtLeast(1)] int kept, [Above(0)] double epsilon,
        [Above(0)] double tolerance, [AtLeast(1)] int limit)
    {
        Scalar threshold = KthLargest(p, kept);
        Col rows = SumRows(p);
        Row columns = SumColumns(p);
        Scalar excess = (Sum(a - rows) - Sum(b - columns)) / (p.Rows + p.Columns);
        Col gradientF = a - rows - excess;
        Row gradientG = b - columns + excess;
        Col inverseF = Select(rows > 0, epsilon / rows, 0);
        Row inverseG = Select(columns > 0, epsilon / columns, 0);
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
                Mat sparse = Select(p >= threshold, p, 0);
                Col mf = (rows * qf + Dot(sparse, qg)) / epsilon;
                Row mg = (columns * qg + Dot(qf, sparse)) / epsilon;
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
        Scalar slope = Dot(gradientF, end.Item1) + Dot(gradientG, end.Item2);
        return (end.Item1, end.Item2, slope, rounds);
    }
}
