using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Numerics.Minimization;

/// <summary>Newton's method on an exact augmented Lagrangian, for min f(x) with c(x) = 0.</summary>
/// <remarks>
/// M(x, λ) = L(x, λ) + η₁/2·‖c‖² + η₂/2·‖∇ₓL‖², with L = f + λᵀc, is lowered along z = (Δx; Δλ), an approximate solution of
/// [B Jᵀ; J 0]·z = −(∇ₓL; c). B is the Lagrangian's Hessian, repaired where its curvature in the null space of J is too small. The step
/// is accurate enough when ‖K‖·Ψ·‖r‖ ≤ θ·δ·‖b‖, with Ψ ≥ ‖K⁻¹‖; η₁, η₂ and δ change until it is a direction of sufficient descent, and are
/// carried on.
/// <para>Units: η₁ those of f/c², η₂ those of x²/f.</para>
/// <para>Deviates from the published code: ∇ₓM has the Lagrangian's Hessian, constraints and all; the inner solver also stops at the level
/// of rounding.</para>
/// <para>Hong, Na, Mahoney and Kolar, ICML 2023 (arXiv:2305.18379), algorithm 1.</para>
/// </remarks>
public sealed record AugmentedLagrangian
{
    /// <summary>What the merit function's rounding may add to it, relative.</summary>
    private const double RoundingSlack = 1E-14;

    /// <summary>‖Jᵀc‖/‖c‖ at which a violation is stationary.</summary>
    private const double StationaryShare = 1E-6;

    /// <summary>The KKT residual at which it stops.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>The most steps.</summary>
    public int MostIterations { get; init; } = 10_000;

    /// <summary>η₁ at the start.</summary>
    public double Eta1 { get; init; } = 1;

    /// <summary>η₂ at the start.</summary>
    public double Eta2 { get; init; } = 0.1;

    /// <summary>δ at the start.</summary>
    public double Accuracy { get; init; } = 0.1;

    /// <summary>The least δ.</summary>
    public double LeastAccuracy { get; init; } = 1e-6;

    /// <summary>β, the share of the slope that a step must gain; in (0, ½).</summary>
    public double Decrease { get; init; } = 0.1;

    /// <summary>ν, by which η₁ and η₂ change; above 1.</summary>
    public double Factor { get; init; } = 1.5;

    /// <summary>ξ_B, the curvature that a repaired Hessian has in the null space of J.</summary>
    public double Curvature { get; init; } = 0.1;

    /// <summary>The curvature below which the Hessian is repaired; the published code's, below <see cref="Curvature"/>, for which Ψ is
    /// stated.</summary>
    public double RepairBelow { get; init; } = 1e-6;

    /// <summary>Repairs below <see cref="Curvature"/>, so that Ψ bounds ‖K⁻¹‖ always.</summary>
    public bool IsSafe { get; init; }

    /// <summary>λ_min(JJᵀ) below which it stops; 0 for never.</summary>
    public double SingularBelow { get; init; } = 1e-2;

    /// <summary>θ of a step from its number, from 0, and the KKT residual; in (0, 1]. One that goes to 0 makes convergence superlinear.</summary>
    public Func<int, double, double> Forcing { get; init; } = (_, _) => 1;

    /// <summary>Takes ‖J·∇ₓL‖² for ‖∇ₓL‖² in the merit function.</summary>
    public bool IsJacobianWeighted { get; init; }

    /// <summary>The most halvings of a step.</summary>
    public int MostHalvings { get; init; } = 60;

    /// <summary>η₁ above which parameters stay as they are.</summary>
    public double MostEta1 { get; init; } = 1e8;

    /// <summary>η₂ below which parameters stay as they are.</summary>
    public double LeastEta2 { get; init; } = 1e-8;

    /// <summary>The objective's value below which a problem is taken for unbounded.</summary>
    public double LeastValue { get; init; } = -1e20;

    /// <summary>The multipliers to start with; null for zeros.</summary>
    public IReadOnlyList<double>? Multipliers { get; init; }

    /// <summary>What solves the KKT systems.</summary>
    public IKktSolver Solver { get; init; } = new ExactKktSolver();

    /// <summary>The state to begin with.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="x">Where to start.</param>
    /// <exception cref="ArgumentException">x has another length than the problem, or the problem is not finite there.</exception>
    public AugmentedLagrangianState Start(IConstrainedProblem problem, ReadOnlySpan<double> x)
    {
        ArgumentNullException.ThrowIfNull(problem);
        double[] multipliers = [.. Multipliers ?? new double[problem.ConstraintCount]];
        ConstrainedPoint point = ConstrainedPoint.At(problem, x, multipliers);
        return point.WhyNotFinite is null
            ? new AugmentedLagrangianState(point, Eta1, Eta2, Accuracy, 0)
            : throw new ArgumentException(
                $"At the start ({string.Join(", ", point.X)}), {point.WhyNotFinite} is not a finite number.", nameof(x));
    }

    /// <summary>One step from a state to the next, or why there is none.</summary>
    public AugmentedLagrangianStep Step(IConstrainedProblem problem, AugmentedLagrangianState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var local = new KktPoint(problem, state.Point);
        if (local.LeastJacobianEigenvalue < SingularBelow)
        {
            return new AugmentedLagrangianStep.Singular(local.LeastJacobianEigenvalue, [.. local.DependentRows()]);
        }

        double repair = Repair(local);
        KktSystem system = local.System(repair, state.Iteration);
        var merit = new Merit(problem, local, IsJacobianWeighted);
        Inner inner = Solve(system, merit, local, state, Bound(system, local));
        return inner.Solution.PredictedSteps > 0
            ? new AugmentedLagrangianStep.TooSlow(inner.Solution.PredictedSteps)
            : Search(problem, state, local, merit, inner, repair);
    }

    /// <summary>Steps until the KKT residual is at most the tolerance.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="x">Where to start.</param>
    /// <exception cref="ArgumentException">x has another length than the problem, or the problem is not finite there.</exception>
    public ConstrainedOutcome Minimize(IConstrainedProblem problem, ReadOnlySpan<double> x)
    {
        AugmentedLagrangianState state = Start(problem, x);
        var trace = ImmutableArray.CreateBuilder<StepRecord>();
        while (state.Point.KktResidual > Tolerance)
        {
            if (state.Point.Value < LeastValue)
            {
                return new ConstrainedOutcome.Unbounded(state.Point, trace.ToImmutable());
            }

            if (state.Iteration >= MostIterations)
            {
                return new ConstrainedOutcome.OutOfIterations(state.Point, trace.ToImmutable());
            }

            AugmentedLagrangianStep step = Step(problem, state);
            if (step is not AugmentedLagrangianStep.Taken taken)
            {
                return Ended(step, state.Point, problem, trace.ToImmutable());
            }

            trace.Add(taken.Record);
            state = taken.State;
        }

        return new ConstrainedOutcome.Converged(state.Point, trace.ToImmutable());
    }

    /// <summary>τ: what is added to the Hessian's diagonal.</summary>
    private double Repair(KktPoint local) => local.LeastCurvature < (IsSafe ? Curvature : RepairBelow)
        ? Curvature + local.Hessian.Norm
        : 0;

    /// <summary>Ψ.</summary>
    private double Bound(KktSystem system, KktPoint local)
    {
        double b = system.Hessian.Norm;
        return 20 * Math.Max(b * b, 1) / (Math.Min(local.LeastJacobianEigenvalue, 1) * Math.Min(Curvature, 1));
    }

    /// <summary>The double loop: a step that is accurate enough for its parameters, and parameters for which it descends enough.</summary>
    private Inner Solve(KktSystem system, Merit merit, KktPoint local, AugmentedLagrangianState state, double bound)
    {
        double upsilon = Math.Max(Math.Max(local.Jacobian.Norm, local.Hessian.Norm), 1);
        double theta = Forcing(state.Iteration, state.Point.KktResidual);
        (double eta1, double eta2) = (state.Eta1, state.Eta2);
        double delta = Smaller(state.Accuracy, Trial());
        KktSolution solution = KktSolution.Zero(system);
        for (int updates = 0; ; updates++)
        {
            double target = theta * delta * system.RightNorm / (system.Norm * bound);
            solution = Solver.Continue(system, solution, target);
            double slope = merit.Slope(solution.Z.AsSpan(), eta1, eta2);
            bool descends = slope <= -eta2 / 2 * system.RightNorm * system.RightNorm;
            if (descends || solution.PredictedSteps > 0 || eta1 > MostEta1 || eta2 < LeastEta2)
            {
                return new Inner(solution, eta1, eta2, delta, slope, target, bound, updates);
            }

            eta1 *= Factor * Factor;
            eta2 /= Factor;
            delta = Smaller(delta / Math.Pow(Factor, 4), Trial());
        }

        double Trial() => (0.5 - Decrease) * eta2 / ((1 + eta1 + eta2) * upsilon * upsilon * bound * bound);

        double Smaller(double a, double b) => Math.Max(Math.Min(a, b), LeastAccuracy);
    }

    /// <summary>The greatest of the lengths 1, ½, ¼, … that lowers the merit function enough.</summary>
    private AugmentedLagrangianStep Search(
        IConstrainedProblem problem, AugmentedLagrangianState state, KktPoint local, Merit merit, Inner inner, double repair)
    {
        double before = merit.Value(state.Point, inner.Eta1, inner.Eta2);
        double length = 1;
        for (int k = 0; k <= MostHalvings; k++, length /= 2)
        {
            ConstrainedPoint next = state.Point.Along(problem, inner.Solution.Z.AsSpan(), length);
            double after = next.IsFinite ? merit.Value(next, inner.Eta1, inner.Eta2) : double.PositiveInfinity;
            if (after <= before + (length * Decrease * inner.Slope) + (RoundingSlack * Math.Abs(before)))
            {
                return new AugmentedLagrangianStep.Taken(
                    new AugmentedLagrangianState(next, inner.Eta1, inner.Eta2, inner.Accuracy, state.Iteration + 1),
                    new StepRecord(
                        state.Iteration + 1, state.Point.KktResidual, state.Point.Violation, before, after, inner.Slope, length,
                        inner.Eta1, inner.Eta2, inner.Accuracy, inner.Updates, local.LeastJacobianEigenvalue, local.LeastCurvature,
                        repair, inner.Bound, inner.Solution.Residual, inner.Target, inner.Solution.Steps));
            }
        }

        return new AugmentedLagrangianStep.NoDecrease(inner.Slope);
    }

    private static ConstrainedOutcome Ended(
        AugmentedLagrangianStep step, ConstrainedPoint point, IConstrainedProblem problem, ImmutableArray<StepRecord> trace)
    {
        var local = new KktPoint(problem, point);
        double stationary = TensorPrimitives.Norm<double>(local.Jacobian.TransposeTimes(point.Constraints.AsSpan()));
        return point.Violation > StationaryShare && stationary <= StationaryShare * point.Violation
            ? new ConstrainedOutcome.StationaryInfeasible(point, trace)
            : step is AugmentedLagrangianStep.Singular singular
                ? new ConstrainedOutcome.SingularJacobian(point, trace, singular.LeastEigenvalue, singular.Rows)
            : step is AugmentedLagrangianStep.TooSlow slow ? new ConstrainedOutcome.InnerTooSlow(point, trace, slow.PredictedSteps)
            : new ConstrainedOutcome.Stalled(point, trace);
    }

    private sealed record Inner(
        KktSolution Solution, double Eta1, double Eta2, double Accuracy, double Slope, double Target, double Bound, int Updates);
}
