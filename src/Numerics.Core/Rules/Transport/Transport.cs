using System.Numerics.Tensors;

namespace Numerics.Rules;

/// <summary>A transport plan, P = diag(a) exp((f ⊕ g − C)/ε) diag(b), as its potentials: what is asked of it is
/// computed when it is asked, from the cost or the point clouds.</summary>
/// <remarks>A stored cost is not copied: it must not change while the plan is in use. Points are.</remarks>
public abstract class Transport
{
    private protected Transport(
        double epsilon,
        TransportOutcome outcome,
        in Iterated last,
        double dual,
        double floor,
        IReadOnlyList<TransportProgress> history)
    {
        (Epsilon, Outcome, MarginalError, DualValue, RoundingFloor, History) =
            (epsilon, outcome, last.Error, dual, floor, history);
        Mass = last.Mass;
    }

    /// <summary>ε, in units of the cost.</summary>
    public double Epsilon { get; }

    /// <summary>How the solver ended.</summary>
    public TransportOutcome Outcome { get; }

    /// <summary>Σ|P1 − a| + Σ|Pᵀ1 − b|, as the last iteration measured it; of an unbalanced problem the distances
    /// from a·e^(−f/τ) and b·e^(−g/τ), which are the best plan's marginals.</summary>
    public double MarginalError { get; }

    /// <summary>⟨a, f⟩ + ⟨b, g⟩ − ε⟨a⊗b, exp((f ⊕ g − C)/ε) − 1⟩, which is at most the least ⟨C, P⟩ + ε·KL(P | a⊗b),
    /// and equals it at the solution; with τ(1 − e^(−f/τ)) for f and likewise for g in an unbalanced
    /// problem.</summary>
    public double DualValue { get; }

    /// <summary>10·u·max|C|/ε·Σa, with u the rounding unit of the elements: where rounding may stop the marginal
    /// error.</summary>
    public double RoundingFloor { get; }

    /// <summary>The iterations, of all stages of ε-scaling, or those of Sinkhorn's algorithm and then those of
    /// Newton's.</summary>
    public IReadOnlyList<TransportProgress> History { get; }

    /// <summary>How many iterations there were.</summary>
    public int Iterations => History.Count;

    /// <summary>ΣP.</summary>
    public double Mass { get; }

    /// <summary>The dual variables.</summary>
    public abstract Potentials Potentials { get; }

    /// <summary>⟨C, P⟩: one pass over the cost.</summary>
    public abstract double Cost { get; }

    /// <summary>P·v: one pass over the cost. With v = y/…, what the rows' points receive: P·y/a are the barycentres
    /// that they are sent to.</summary>
    /// <param name="v">One value for each column.</param>
    /// <returns>One value for each row.</returns>
    /// <exception cref="ArgumentException">v has another length.</exception>
    public abstract double[] Apply(ReadOnlySpan<double> v);

    /// <summary>Pᵀ·u: one pass over the cost.</summary>
    /// <param name="u">One value for each row.</param>
    /// <returns>One value for each column.</returns>
    /// <exception cref="ArgumentException">u has another length.</exception>
    public abstract double[] ApplyTransposed(ReadOnlySpan<double> u);

    /// <summary>P, stored: an array of n×m.</summary>
    public abstract Tensor<double> ToMatrix();

    /// <summary>P with just the weights as marginals, however far the solver came: a plan that can be carried out. An
    /// array of n×m, Σ|P − P'| ≤ 2·<see cref="MarginalError"/>. Altschuler, Weed and Rigollet, NIPS 2017.</summary>
    /// <exception cref="InvalidOperationException">The problem is unbalanced, its marginals are not the weights; or it
    /// has no plan.</exception>
    public abstract Tensor<double> ToCoupling();

    private protected static void CheckLength(string name, int length, string side, int expected)
    {
        if (length != expected)
        {
            throw new ArgumentException($"“{name}” has {length} elements; the plan has {expected} {side}.", name);
        }
    }
}
