using System.Collections.Immutable;

namespace Numerics.Minimization;

/// <summary>An approximate solution of a KKT system.</summary>
/// <param name="Z">(Δx; Δλ).</param>
/// <param name="Residual">‖K·z − b‖₂.</param>
/// <param name="Steps">How many steps the solver has taken for it in all.</param>
public sealed record KktSolution(ImmutableArray<double> Z, double Residual, int Steps)
{
    /// <summary>How many steps theory asks for, where they are beyond what the solver allows and it has not run; else 0.</summary>
    public double PredictedSteps { get; init; }

    /// <summary>The least dᵀBd/dᵀd of the directions in the null space of J that the solver went; +∞ where it has not looked.</summary>
    public double LeastCurvature { get; init; } = double.PositiveInfinity;

    /// <summary>z = 0.</summary>
    public static KktSolution Zero(KktSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return new([.. new double[system.Size]], system.RightNorm, 0);
    }
}

/// <summary>Solves Newton–KKT systems to a given residual: the inner solver of <see cref="AugmentedLagrangian"/>.</summary>
/// <remarks>The residual certifies a solution, whatever made it, so all solvers give the method the same guarantee.</remarks>
public interface IKktSolver
{
    /// <summary>Whether it asks for the matrix itself, which problems given by products do not have; else for products alone.</summary>
    bool NeedsMatrix => true;

    /// <summary>Goes on from a solution until its residual is at most the target, or at the level of rounding, or the solver can no
    /// more.</summary>
    KktSolution Continue(KktSystem system, KktSolution from, double target);
}
