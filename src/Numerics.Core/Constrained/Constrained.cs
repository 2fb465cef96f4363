using Numerics.Minimization;

namespace Numerics;

/// <summary>Minimization with equality constraints.</summary>
public static class Constrained
{
    /// <summary>Minimizes f(x) with c(x) = 0 by Newton's method on an exact augmented Lagrangian.</summary>
    /// <param name="problem">The problem: what [Objective] and [Constraints] of a type emit as <c>Problem</c>, or one by hand.</param>
    /// <param name="start">Where to start.</param>
    /// <param name="method">The method's parameters; null for its own.</param>
    /// <exception cref="ArgumentException">The start has another length than the problem, or the problem is not finite there.</exception>
    public static ConstrainedOutcome Minimize(
        IConstrainedProblem problem, ReadOnlySpan<double> start, AugmentedLagrangian? method = null) =>
        (method ?? new AugmentedLagrangian()).Minimize(problem, start);

    /// <summary>Minimizes f(x) with c(x) = 0 by products of second derivatives with vectors: for many variables.</summary>
    /// <inheritdoc cref="Minimize(IConstrainedProblem, ReadOnlySpan{double}, AugmentedLagrangian)"/>
    public static ConstrainedOutcome Minimize(
        IProductProblem problem, ReadOnlySpan<double> start, AugmentedLagrangian? method = null) =>
        (method ?? new AugmentedLagrangian()).Minimize(problem, start);
}
