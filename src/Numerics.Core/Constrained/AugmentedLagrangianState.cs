using System.Collections.Immutable;

namespace Numerics.Minimization;

/// <summary>Where the method stands: a point, and the parameters that it carries on.</summary>
/// <param name="Point">(x, λ) with what was evaluated there.</param>
/// <param name="Eta1">η₁, the weight of ‖c‖²/2.</param>
/// <param name="Eta2">η₂, the weight of ‖∇ₓL‖²/2.</param>
/// <param name="Accuracy">δ, how far from exact a step may be.</param>
/// <param name="Iteration">The number of steps so far.</param>
public sealed record AugmentedLagrangianState(ConstrainedPoint Point, double Eta1, double Eta2, double Accuracy, int Iteration);

/// <summary>What one step did.</summary>
public abstract record AugmentedLagrangianStep
{
    private AugmentedLagrangianStep()
    {
    }

    /// <summary>A step was taken.</summary>
    /// <param name="State">The state after it.</param>
    /// <param name="Record">What it did.</param>
    public sealed record Taken(AugmentedLagrangianState State, StepRecord Record) : AugmentedLagrangianStep;

    /// <summary>JJᵀ has an eigenvalue below the gate.</summary>
    /// <param name="LeastEigenvalue">λ_min(JJᵀ).</param>
    /// <param name="Rows">The constraints whose gradients are nearly dependent.</param>
    public sealed record Singular(double LeastEigenvalue, ImmutableArray<int> Rows) : AugmentedLagrangianStep;

    /// <summary>The inner solver would need so many steps that it has not begun.</summary>
    /// <param name="PredictedSteps">About how many, of an estimate of the condition that is never too great.</param>
    public sealed record TooSlow(double PredictedSteps) : AugmentedLagrangianStep;

    /// <summary>No length along the direction lowers the merit function enough.</summary>
    /// <param name="Slope">The merit's slope along the direction.</param>
    public sealed record NoDecrease(double Slope) : AugmentedLagrangianStep;
}

/// <summary>The parameters and certificates of one step.</summary>
/// <param name="Iteration">Its number, from 1.</param>
/// <param name="KktResidual">‖(∇ₓL; c)‖₂ before it.</param>
/// <param name="Violation">‖c‖₂ before it.</param>
/// <param name="Merit">M before it, with the parameters of the step.</param>
/// <param name="NextMerit">M after it, with the same parameters.</param>
/// <param name="Slope">∇Mᵀz.</param>
/// <param name="Length">The step length α.</param>
/// <param name="Eta1">η₁ of the step.</param>
/// <param name="Eta2">η₂ of the step.</param>
/// <param name="Accuracy">δ of the step.</param>
/// <param name="ParameterUpdates">How often η₁ and η₂ were changed for it.</param>
/// <param name="LeastJacobianEigenvalue">ξ_G = λ_min(JJᵀ).</param>
/// <param name="LeastCurvature">λ_min(ZᵀHZ); +∞ where there is no null space.</param>
/// <param name="Repair">τ, what was added to the Hessian's diagonal.</param>
/// <param name="InverseBound">Ψ, the bound of ‖K⁻¹‖₂.</param>
/// <param name="InnerResidual">‖K·z − b‖₂.</param>
/// <param name="InnerTarget">What the residual had to be.</param>
/// <param name="InnerSteps">The inner solver's steps.</param>
public sealed record StepRecord(
    int Iteration,
    double KktResidual,
    double Violation,
    double Merit,
    double NextMerit,
    double Slope,
    double Length,
    double Eta1,
    double Eta2,
    double Accuracy,
    int ParameterUpdates,
    double LeastJacobianEigenvalue,
    double LeastCurvature,
    double Repair,
    double InverseBound,
    double InnerResidual,
    double InnerTarget,
    int InnerSteps)
{
    /// <summary>Whether the residual proves that ‖z − z*‖ ≤ θδ‖z*‖; rounding can stand against it.</summary>
    public bool IsCertified => InnerResidual <= InnerTarget;
}
