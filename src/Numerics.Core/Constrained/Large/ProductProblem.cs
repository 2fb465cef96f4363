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

/// <summary>A problem made of functions: those that <c>[Objective]</c> and <c>[Constraints]</c> over arrays generate, with their data
/// bound.</summary>
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
    SparsePattern? pattern = null) : IProductProblem
{
    private readonly ColumnColouring? _colouring = pattern is null
        ? null
        : pattern.Rows == constraints && pattern.Columns == variables
        ? ColumnColouring.Of(pattern)
        : throw new ArgumentException(
            $"The pattern is {pattern.Rows}×{pattern.Columns}; the Jacobian is {constraints}×{variables}.", nameof(pattern));

    /// <inheritdoc/>
    public int VariableCount => variables;

    /// <inheritdoc/>
    public int ConstraintCount => constraints;

    /// <inheritdoc/>
    public SparsePattern? JacobianPattern => _colouring?.Pattern;

    /// <summary>The products of a problem that has its matrices' entries.</summary>
    public static IProductProblem Of(IConstrainedProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return new SparseProducts(problem);
    }

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> constraints) =>
        value(point, gradient, constraints);

    /// <inheritdoc/>
    public void JacobianVector(ReadOnlySpan<double> point, ReadOnlySpan<double> v, Span<double> jv) => jacobian(point, v, jv);

    /// <inheritdoc/>
    public void JacobianTransposeVector(ReadOnlySpan<double> point, ReadOnlySpan<double> u, Span<double> jtu) =>
        jacobianTranspose(point, u, jtu);

    /// <inheritdoc/>
    public void LagrangianHessianVector(
        ReadOnlySpan<double> point, ReadOnlySpan<double> multipliers, ReadOnlySpan<double> v, Span<double> hv) =>
        hessian(point, multipliers, v, hv);

    /// <inheritdoc/>
    public void JacobianEntries(ReadOnlySpan<double> point, Span<double> entries) => _colouring!.Entries(point, jacobian, entries);
}
