using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>Entropic optimal transport: what it costs to move one distribution onto another, and the plan that does
/// it.</summary>
/// <remarks>
/// min over P ≥ 0 with P1 = a, Pᵀ1 = b of ⟨C, P⟩ + ε·KL(P | a⊗b). P = diag(a) exp((f ⊕ g − C)/ε) diag(b), where the
/// potentials f and g maximise ⟨a, f⟩ + ⟨b, g⟩ − ε⟨a⊗b, exp((f ⊕ g − C)/ε) − 1⟩; Sinkhorn's algorithm maximises in f
/// and g by turns: fᵢ = −ε log Σⱼ bⱼ exp((gⱼ − Cᵢⱼ)/ε);  gⱼ = −ε log Σᵢ aᵢ exp((fᵢ − Cᵢⱼ)/ε).
/// <para><c>Step</c> is the textbook's iteration, in the convention that C itself carries the weights
/// (P = exp((f ⊕ g − C)/ε)); <see cref="SinkhornIteration"/> the one that the solvers use.</para>
/// <para>Cuturi, NIPS 2013; Peyré and Cuturi, 2019.</para>
/// </remarks>
public static partial class Sinkhorn
{
    /// <summary>The textbook's iteration: two log-sum-exps, one over rows and one over columns.</summary>
    /// <param name="f">The rows' potential.</param>
    /// <param name="g">The columns' potential.</param>
    /// <param name="cost">C.</param>
    /// <param name="logA">The logarithms of the rows' weights.</param>
    /// <param name="logB">The logarithms of the columns' weights.</param>
    /// <param name="epsilon">ε.</param>
    /// <returns>Potentials of the plan exp((f ⊕ g − C)/ε), whose columns have their weights exactly.</returns>
    [UpdateRule]
    public static (Col f, Row g) Step(Col f, Row g, Mat cost, Col logA, Row logB, [Above(0)] double epsilon)
    {
        Col f1 = epsilon * (logA - LogSumExpRows((g - cost) / epsilon));
        Row g1 = epsilon * (logB - LogSumExpColumns((f1 - cost) / epsilon));
        return (f1, g1);
    }
}
