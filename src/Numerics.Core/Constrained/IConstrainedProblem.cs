namespace Numerics.Minimization;

/// <summary>A smooth problem min f(x) with c(x) = 0, and its derivatives.</summary>
/// <remarks>What <c>[Objective]</c> and <c>[Constraints]</c> of a type emit as <c>Problem</c>; or implemented by hand. J is the
/// constraints' Jacobian, H the Hessian of the Lagrangian f(x) + λᵀc(x).</remarks>
public interface IConstrainedProblem
{
    /// <summary>The number of variables, n.</summary>
    int VariableCount { get; }

    /// <summary>The number of constraints, m.</summary>
    int ConstraintCount { get; }

    /// <summary>Where J has entries, m×n.</summary>
    SparsePattern JacobianPattern { get; }

    /// <summary>Where H has entries on and below its diagonal, n×n.</summary>
    SparsePattern HessianPattern { get; }

    /// <summary>The value f(x); writes ∇f, c and the entries of J.</summary>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> constraints, Span<double> jacobian);

    /// <summary>Writes the entries of H on and below its diagonal.</summary>
    void LagrangianHessian(ReadOnlySpan<double> point, ReadOnlySpan<double> multipliers, Span<double> hessian);

    /// <summary>The value f(x); writes ∇f, c and the entries of J and H, which may share what they compute.</summary>
    double Evaluate(
        ReadOnlySpan<double> point,
        ReadOnlySpan<double> multipliers,
        Span<double> gradient,
        Span<double> constraints,
        Span<double> jacobian,
        Span<double> hessian)
    {
        LagrangianHessian(point, multipliers, hessian);
        return Evaluate(point, gradient, constraints, jacobian);
    }
}
