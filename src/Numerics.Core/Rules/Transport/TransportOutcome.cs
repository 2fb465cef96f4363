namespace Numerics.Rules;

/// <summary>How a transport solver ended.</summary>
public enum TransportOutcome
{
    /// <summary>The marginal error is within the tolerance.</summary>
    Converged,

    /// <summary>The marginal error is where rounding stops it, above the tolerance: at most
    /// <see cref="Transport.RoundingFloor"/>. A larger ε, or <c>double</c> in place of <c>float</c>, goes
    /// further.</summary>
    RoundingFloor,

    /// <summary>The iterations were used up.</summary>
    IterationLimit,

    /// <summary>There is no plan of finite cost: a point with weight may send to no other, or receive from none.
    /// Potentials are NaN.</summary>
    Infeasible,
}
