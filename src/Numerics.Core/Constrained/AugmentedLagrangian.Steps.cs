using System.Collections.Immutable;
using System.Numerics.Tensors;
using Numerics.Runtime;

namespace Numerics.Minimization;

/// <content>The fold and its step.</content>
public sealed partial record AugmentedLagrangian
{
    /// <summary>What the merit function's rounding may add to it, relative.</summary>
    private const double RoundingSlack = 1E-14;

    /// <summary>‖Jᵀc‖/‖c‖ at which a violation is stationary.</summary>
    private const double StationaryShare = 1E-6;

    private AugmentedLagrangianState Start(ProblemModel problem, ReadOnlySpan<double> x)
    {
        double[] multipliers = [.. Multipliers ?? new double[problem.ConstraintCount]];
        ConstrainedPoint point = problem.Evaluate(x, multipliers);
        return point.WhyNotFinite is null
            ? new AugmentedLagrangianState(point, Eta1, Eta2, Accuracy, 0)
            : throw new ArgumentException(
                $"At the start ({string.Join(", ", point.X)}), {point.WhyNotFinite} is not a finite number.", nameof(x));
    }

    private ConstrainedOutcome Minimize(ProblemModel problem, ReadOnlySpan<double> x)
    {
        Check.Range(Tolerance, nameof(Tolerance), 0, false, double.PositiveInfinity, false);
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

    private AugmentedLagrangianStep Step(ProblemModel problem, AugmentedLagrangianState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        LocalModel local = problem.At(state.Point);
        if (local.LeastJacobianEigenvalue < SingularBelow)
        {
            return new AugmentedLagrangianStep.Singular(local.LeastJacobianEigenvalue, [.. local.DependentRows()]);
        }

        var merit = new Merit(problem, local, IsJacobianWeighted);
        IKktSolver solver = Solver ?? problem.DefaultSolver;
        Inner inner = Solve(solver, merit, local, state, Repair(local.LeastCurvature, local));
        double seen = inner.Solution.LeastCurvature;
        if (inner.Repair == 0 && Repair(seen, local) > 0)
        {
            inner = Solve(solver, merit, local, state, Repair(seen, local));
        }

        return inner.Solution.PredictedSteps > 0
            ? new AugmentedLagrangianStep.TooSlow(inner.Solution.PredictedSteps)
            : Search(problem, state, local, merit, inner, Math.Min(seen, local.LeastCurvature));
    }

    /// <summary>τ: what is added to the Hessian's diagonal where curvature in the null space is that little.</summary>
    private double Repair(double leastCurvature, LocalModel local) => leastCurvature < (IsSafe ? Curvature : RepairBelow)
        ? Curvature + local.HessianNorm
        : 0;

    /// <summary>Ψ.</summary>
    private double Bound(LocalModel local, double repair)
    {
        double b = local.RepairedNorm(repair);
        return 20 * Math.Max(b * b, 1) / (Math.Min(local.LeastJacobianEigenvalue, 1) * Math.Min(Curvature, 1));
    }

    /// <summary>The double loop: a step that is accurate enough for its parameters, and parameters for which it descends enough.</summary>
    private Inner Solve(IKktSolver solver, Merit merit, LocalModel local, AugmentedLagrangianState state, double repair)
    {
        KktSystem system = local.System(repair, state.Iteration);
        double bound = Bound(local, repair);
        double upsilon = Math.Max(Math.Max(local.JacobianNorm, local.HessianNorm), 1);
        double theta = Forcing(state.Iteration, state.Point.KktResidual);
        (double eta1, double eta2) = (state.Eta1, state.Eta2);
        double delta = Smaller(state.Accuracy, Trial());
        KktSolution solution = KktSolution.Zero(system);
        for (int updates = 0; ; updates++)
        {
            double target = theta * delta * system.RightNorm / (system.Norm * bound);
            solution = solver.Continue(system, solution, target);
            double slope = merit.Slope(solution.Z.AsSpan(), eta1, eta2);
            bool isRepairDue = repair == 0 && Repair(solution.LeastCurvature, local) > 0;
            bool descends = slope <= -eta2 / 2 * system.RightNorm * system.RightNorm;
            if (descends || isRepairDue || solution.PredictedSteps > 0 || eta1 > MostEta1 || eta2 < LeastEta2)
            {
                return new Inner(solution, eta1, eta2, delta, slope, target, bound, updates, repair);
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
        ProblemModel problem, AugmentedLagrangianState state, LocalModel local, Merit merit, Inner inner, double leastCurvature)
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
                        inner.Eta1, inner.Eta2, inner.Accuracy, inner.Updates, local.LeastJacobianEigenvalue, leastCurvature,
                        inner.Repair, inner.Bound, inner.Solution.Residual, inner.Target, inner.Solution.Steps));
            }
        }

        return new AugmentedLagrangianStep.NoDecrease(inner.Slope);
    }

    private static ConstrainedOutcome Ended(
        AugmentedLagrangianStep step, ConstrainedPoint point, ProblemModel problem, ImmutableArray<StepRecord> trace)
    {
        double stationary = TensorPrimitives.Norm<double>(problem.JacobianTransposeTimes(point, point.Constraints.AsSpan()));
        return point.Violation > StationaryShare && stationary <= StationaryShare * point.Violation
            ? new ConstrainedOutcome.StationaryInfeasible(point, trace)
            : step is AugmentedLagrangianStep.Singular singular
                ? new ConstrainedOutcome.SingularJacobian(point, trace, singular.LeastEigenvalue, singular.Rows)
            : step is AugmentedLagrangianStep.TooSlow slow ? new ConstrainedOutcome.InnerTooSlow(point, trace, slow.PredictedSteps)
            : new ConstrainedOutcome.Stalled(point, trace);
    }

    private sealed record Inner(
        KktSolution Solution,
        double Eta1,
        double Eta2,
        double Accuracy,
        double Slope,
        double Target,
        double Bound,
        int Updates,
        double Repair);
}
