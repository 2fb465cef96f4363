namespace Numerics.Minimization;

/// <summary>f(x), with its gradient and the constraints written.</summary>
/// <param name="x">The point.</param>
/// <param name="gradient">Where ∇f goes.</param>
/// <param name="constraints">Where c goes.</param>
public delegate double ConstrainedValue(ReadOnlySpan<double> x, Span<double> gradient, Span<double> constraints);

/// <summary>Writes the Lagrangian's Hessian at (x, λ) times v: what <c>LagrangianHessianVector</c> is, with its data bound.</summary>
/// <param name="x">The point.</param>
/// <param name="multipliers">λ.</param>
/// <param name="v">The vector.</param>
/// <param name="hv">Where the product goes.</param>
public delegate void LagrangianProduct(
    ReadOnlySpan<double> x, ReadOnlySpan<double> multipliers, ReadOnlySpan<double> v, Span<double> hv);

/// <summary>A problem through products, the entries of whose Jacobian come of a few of them where their pattern is told: what
/// <c>[Objective]</c> and <c>[Constraints]</c> over arrays emit as <c>ConstrainedProblem</c> derives from it.</summary>
public abstract class PatternedProblem : IProductProblem
{
    private readonly ColumnColouring? _colouring;

    /// <summary>A problem of a size.</summary>
    /// <param name="variables">n.</param>
    /// <param name="constraints">m.</param>
    /// <param name="pattern">Where J has entries. Null where not known.</param>
    /// <exception cref="ArgumentException">The pattern is not m×n.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no variable, or m is negative.</exception>
    protected PatternedProblem(int variables, int constraints, SparsePattern? pattern)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(variables, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(constraints);
        if (pattern is not null && (pattern.Rows != constraints || pattern.Columns != variables))
        {
            throw new ArgumentException(
                $"The pattern is {pattern.Rows}×{pattern.Columns}; the Jacobian is {constraints}×{variables}.", nameof(pattern));
        }

        (VariableCount, ConstraintCount) = (variables, constraints);
        _colouring = pattern is null ? null : ColumnColouring.Of(pattern);
    }

    /// <inheritdoc/>
    public int VariableCount { get; }

    /// <inheritdoc/>
    public int ConstraintCount { get; }

    /// <inheritdoc/>
    public SparsePattern? JacobianPattern => _colouring?.Pattern;

    /// <inheritdoc/>
    public abstract double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> constraints);

    /// <inheritdoc/>
    public abstract void JacobianVector(ReadOnlySpan<double> point, ReadOnlySpan<double> v, Span<double> jv);

    /// <inheritdoc/>
    public abstract void JacobianTransposeVector(ReadOnlySpan<double> point, ReadOnlySpan<double> u, Span<double> jtu);

    /// <inheritdoc/>
    public abstract void LagrangianHessianVector(
        ReadOnlySpan<double> point, ReadOnlySpan<double> multipliers, ReadOnlySpan<double> v, Span<double> hv);

    /// <inheritdoc/>
    public void JacobianEntries(ReadOnlySpan<double> point, Span<double> entries) => _colouring!.Entries(point, JacobianVector, entries);
}

/// <summary>A problem made of functions.</summary>
/// <param name="variables">n.</param>
/// <param name="constraints">m.</param>
/// <param name="value">f, ∇f and c.</param>
/// <param name="jacobian">J·v.</param>
/// <param name="jacobianTranspose">Jᵀ·u.</param>
/// <param name="hessian">H·v.</param>
/// <param name="pattern">Where J has entries; they come of a few products, by <see cref="ColumnColouring"/>. Null where not known.</param>
/// <exception cref="ArgumentException">The pattern is not m×n.</exception>
public sealed class ProductProblem(
    int variables,
    int constraints,
    ConstrainedValue value,
    MatrixVector jacobian,
    MatrixVector jacobianTranspose,
    LagrangianProduct hessian,
    SparsePattern? pattern = null) : PatternedProblem(variables, constraints, pattern)
{
    /// <summary>The products of a problem that has its matrices' entries.</summary>
    public static IProductProblem Of(IConstrainedProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return new SparseProducts(problem);
    }

    /// <summary>The matrices of a problem that has products alone, for solvers that need them: dense, of n products each.</summary>
    public static IConstrainedProblem Matrices(IProductProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return new DenseProducts(problem);
    }

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> constraints) =>
        value(point, gradient, constraints);

    /// <inheritdoc/>
    public override void JacobianVector(ReadOnlySpan<double> point, ReadOnlySpan<double> v, Span<double> jv) => jacobian(point, v, jv);

    /// <inheritdoc/>
    public override void JacobianTransposeVector(ReadOnlySpan<double> point, ReadOnlySpan<double> u, Span<double> jtu) =>
        jacobianTranspose(point, u, jtu);

    /// <inheritdoc/>
    public override void LagrangianHessianVector(
        ReadOnlySpan<double> point, ReadOnlySpan<double> multipliers, ReadOnlySpan<double> v, Span<double> hv) =>
        hessian(point, multipliers, v, hv);
}
