using System.Collections.Immutable;

namespace Numerics.Minimization;

/// <summary>How a constrained minimization ended. Each has the last good point.</summary>
public abstract record ConstrainedOutcome
{
    private ConstrainedOutcome(ConstrainedPoint solution, ImmutableArray<StepRecord> trace) => (Solution, Trace) = (solution, trace);

    /// <summary>The last point: x, the multipliers, and what was evaluated there.</summary>
    public ConstrainedPoint Solution { get; }

    /// <summary>What each step did.</summary>
    public ImmutableArray<StepRecord> Trace { get; }

    /// <summary>The number of steps.</summary>
    public int Iterations => Trace.Length;

    /// <summary>One value for each way to end; <paramref name="other"/> for those that are not named.</summary>
    public T Match<T>(
        Func<Converged, T> converged,
        Func<ConstrainedOutcome, T> other,
        Func<StationaryInfeasible, T>? infeasible = null,
        Func<SingularJacobian, T>? singular = null,
        Func<Unbounded, T>? unbounded = null,
        Func<Stalled, T>? stalled = null,
        Func<OutOfIterations, T>? outOfIterations = null)
    {
        ArgumentNullException.ThrowIfNull(converged);
        ArgumentNullException.ThrowIfNull(other);
        return this switch
        {
            Converged c => converged(c),
            StationaryInfeasible i when infeasible is not null => infeasible(i),
            SingularJacobian s when singular is not null => singular(s),
            Unbounded u when unbounded is not null => unbounded(u),
            Stalled s when stalled is not null => stalled(s),
            OutOfIterations o when outOfIterations is not null => outOfIterations(o),
            _ => other(this),
        };
    }

    /// <summary>The KKT residual is at most the tolerance.</summary>
    public sealed record Converged(ConstrainedPoint Solution, ImmutableArray<StepRecord> Trace) : ConstrainedOutcome(Solution, Trace)
    {
        /// <summary>The certificate: ‖(∇ₓL; c)‖₂.</summary>
        public double KktResidual => Solution.KktResidual;
    }

    /// <summary>The constraints are not met, but ‖Jᵀc‖ ≤ 1e-6·‖c‖: their violation is stationary here.</summary>
    public sealed record StationaryInfeasible(ConstrainedPoint Solution, ImmutableArray<StepRecord> Trace)
        : ConstrainedOutcome(Solution, Trace);

    /// <summary>The constraints' gradients are nearly dependent.</summary>
    /// <param name="Solution">The point.</param>
    /// <param name="Trace">What each step did.</param>
    /// <param name="LeastEigenvalue">λ_min(JJᵀ).</param>
    /// <param name="Rows">The constraints that take part in the dependence.</param>
    public sealed record SingularJacobian(
        ConstrainedPoint Solution, ImmutableArray<StepRecord> Trace, double LeastEigenvalue, ImmutableArray<int> Rows)
        : ConstrainedOutcome(Solution, Trace);

    /// <summary>The objective fell below any value that it should have.</summary>
    public sealed record Unbounded(ConstrainedPoint Solution, ImmutableArray<StepRecord> Trace) : ConstrainedOutcome(Solution, Trace);

    /// <summary>No length along the direction lowers the merit function: as good as rounding allows, derivatives
    /// that are wrong, or an objective whose slope grows as it falls without end (its square is part of the merit function).</summary>
    public sealed record Stalled(ConstrainedPoint Solution, ImmutableArray<StepRecord> Trace) : ConstrainedOutcome(Solution, Trace);

    /// <summary>The inner solver would need so many steps for one of the method's that it has not begun: name another one.</summary>
    /// <param name="Solution">The point.</param>
    /// <param name="Trace">What each step did.</param>
    /// <param name="PredictedSteps">About how many, of an estimate of the condition that is never too great.</param>
    public sealed record InnerTooSlow(ConstrainedPoint Solution, ImmutableArray<StepRecord> Trace, double PredictedSteps)
        : ConstrainedOutcome(Solution, Trace);

    /// <summary>The limit of iterations came first.</summary>
    public sealed record OutOfIterations(ConstrainedPoint Solution, ImmutableArray<StepRecord> Trace) : ConstrainedOutcome(Solution, Trace);
}
