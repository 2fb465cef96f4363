namespace Numerics.Minimization;

/// <summary>A smooth problem min f(x) with c(x) = 0, whose second derivatives are given by products with vectors.</summary>
/// <remarks>For problems of many variables: nothing of the size of a matrix is kept but, where the pattern of J is known, the factors of
/// J·Jᵀ. See docs/matrix-free.md. <see cref="ProductProblem"/> makes one of functions.</remarks>
public interface IProductProblem
{
    /// <summary>The number of variables, n.</summary>
    int VariableCount { get; }

    /// <summary>The number of constraints, m.</summary>
    int ConstraintCount { get; }

    /// <summary>Where J has entries, m×n: then J·Jᵀ is factored. Null where that is not known: then systems with J·Jᵀ are solved by
    /// conjugate gradients.</summary>
    SparsePattern? JacobianPattern => null;

    /// <summary>The value f(x); writes ∇f and c.</summary>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> constraints);

    /// <summary>Writes J(x)·v.</summary>
    void JacobianVector(ReadOnlySpan<double> point, ReadOnlySpan<double> v, Span<double> jv);

    /// <summary>Writes J(x)ᵀ·u.</summary>
    void JacobianTransposeVector(ReadOnlySpan<double> point, ReadOnlySpan<double> u, Span<double> jtu);

    /// <summary>Writes H·v, H the Hessian of f(x) + λᵀc(x).</summary>
    void LagrangianHessianVector(
        ReadOnlySpan<double> point, ReadOnlySpan<double> multipliers, ReadOnlySpan<double> v, Span<double> hv);

    /// <summary>Writes the entries of J(x), in its pattern. Asked for only where there is one.</summary>
    void JacobianEntries(ReadOnlySpan<double> point, Span<double> entries) =>
        throw new NotSupportedException("The problem has a Jacobian's pattern, and so needs JacobianEntries.");
}
