namespace Numerics.Minimization;

/// <summary>A problem that has products alone, with its matrices' entries: a column for each product with a unit vector.</summary>
internal sealed class DenseProducts(IProductProblem problem) : IConstrainedProblem
{
    public int VariableCount => problem.VariableCount;

    public int ConstraintCount => problem.ConstraintCount;

    public SparsePattern JacobianPattern { get; } =
        problem.JacobianPattern ?? SparsePattern.Full(problem.ConstraintCount, problem.VariableCount);

    public SparsePattern HessianPattern { get; } = SparsePattern.FullLower(problem.VariableCount);

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> constraints, Span<double> jacobian)
    {
        double value = problem.Evaluate(point, gradient, constraints);
        if (problem.JacobianPattern is not null)
        {
            problem.JacobianEntries(point, jacobian);
            return value;
        }

        (int n, double[] unit, double[] column) = (VariableCount, new double[VariableCount], new double[ConstraintCount]);
        for (int j = 0; j < n; j++)
        {
            unit[j] = 1;
            problem.JacobianVector(point, unit, column);
            unit[j] = 0;
            for (int i = 0; i < column.Length; i++)
            {
                jacobian[(i * n) + j] = column[i];
            }
        }

        return value;
    }

    public void LagrangianHessian(ReadOnlySpan<double> point, ReadOnlySpan<double> multipliers, Span<double> hessian)
    {
        (double[] unit, double[] column) = (new double[VariableCount], new double[VariableCount]);
        for (int j = 0; j < unit.Length; j++)
        {
            unit[j] = 1;
            problem.LagrangianHessianVector(point, multipliers, unit, column);
            unit[j] = 0;
            for (int i = j; i < unit.Length; i++)
            {
                hessian[(i * (i + 1) / 2) + j] = column[i];
            }
        }
    }
}
