using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>One iteration of Sinkhorn's algorithm on a stored plan: two products in place of exponentials.</summary>
/// <remarks>
/// With P̄ = diag(a) exp((f ⊕ g − C)/ε) diag(b), stored once, the plan diag(u) P̄ diag(v) is that of f + ε·log u and
/// g + ε·log v: u' = a/(P̄v);  v' = b/(P̄ᵀu'). A row of P̄ is read once: its product gives u', with which it is added to
/// the columns' sums.
/// <para>u and v go into the potentials (are absorbed) once one of them leaves [1/100, 100], and P̄ is stored anew after an
/// iteration in the log domain, which leaves no row or column without entries.</para>
/// <para>Shapes: u and a have one element for each row, v and b for each column. Special values: a point without weight
/// has the factor 1 and a line of zeros.</para>
/// <para>Deviates: P̄ carries the weights; entries below 1e-100 are kept.</para>
/// <para>Schmitzer, SIAM J. Sci. Comput. 2019, section 3.2 (absorption); Cuturi, NIPS 2013.</para>
/// </remarks>
public static partial class ScalingIteration
{
    /// <summary>The iteration.</summary>
    /// <param name="v">The columns' factors.</param>
    /// <param name="plan">P̄.</param>
    /// <param name="a">The rows' weights.</param>
    /// <param name="b">The columns' weights.</param>
    /// <returns>u' and v'; of the plan of u' and the old v the columns' marginal error (the rows' is 0), what the
    /// factors add to the dual value over ε, ⟨a, log u'⟩ + ⟨b, log v⟩, and the mass; the greatest |log| of a new
    /// factor.</returns>
    [UpdateRule]
    public static (Col u, Row v, Scalar error, Scalar gain, Scalar mass, Scalar greatest) Step(
        Row v, Mat plan, Col a, Row b)
    {
        Col u = Select(a > 0, a / Dot(plan, v), 1);
        Row sums = Dot(u, plan);
        Row received = sums * v;
        Row v1 = Select(b > 0, b / sums, 1);
        Scalar error = Sum(Abs(received - b));
        Scalar gain = Dot(a, Log(u)) + Dot(b, Log(v));
        return (u, v1, error, gain, Sum(received), Max(Max(Abs(Log(u))), Max(Abs(Log(v1)))));
    }
}
