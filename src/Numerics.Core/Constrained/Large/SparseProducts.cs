using Numerics.LinearSolvers;

namespace Numerics.Minimization;

/// <summary>A problem with sparse entries, seen through products: entries are kept until the point changes.</summary>
internal sealed class SparseProducts(IConstrainedProblem problem) : IProductProblem
{
    private readonly double[] _jacobian = new double[problem.JacobianPattern.EntryCount];
    private readonly double[] _hessian = new double[problem.HessianPattern.EntryCount];
    private double[] _jacobianAt = [];
    private (double[] X, double[] Multipliers) _hessianAt = ([], []);
    private SparseOrder? _order;

    public int VariableCount => problem.VariableCount;

    public int ConstraintCount => problem.ConstraintCount;

    public SparsePattern? JacobianPattern => problem.JacobianPattern;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> constraints)
    {
        double value = problem.Evaluate(point, gradient, constraints, _jacobian);
        _jacobianAt = [.. point];
        return value;
    }

    public void JacobianEntries(ReadOnlySpan<double> point, Span<double> entries) => Jacobian(point).CopyTo(entries);

    public void JacobianVector(ReadOnlySpan<double> point, ReadOnlySpan<double> v, Span<double> jv)
    {
        double[] entries = Jacobian(point);
        for (int i = 0; i < jv.Length; i++)
        {
            double sum = 0;
            for (int k = problem.JacobianPattern.RowStarts[i]; k < problem.JacobianPattern.RowStarts[i + 1]; k++)
            {
                sum += entries[k] * v[problem.JacobianPattern.ColumnIndices[k]];
            }

            jv[i] = sum;
        }
    }

    public void JacobianTransposeVector(ReadOnlySpan<double> point, ReadOnlySpan<double> u, Span<double> jtu)
    {
        double[] entries = Jacobian(point);
        jtu.Clear();
        for (int i = 0; i < u.Length; i++)
        {
            for (int k = problem.JacobianPattern.RowStarts[i]; k < problem.JacobianPattern.RowStarts[i + 1]; k++)
            {
                jtu[problem.JacobianPattern.ColumnIndices[k]] += entries[k] * u[i];
            }
        }
    }

    public void LagrangianHessianVector(
        ReadOnlySpan<double> point, ReadOnlySpan<double> multipliers, ReadOnlySpan<double> v, Span<double> hv)
    {
        ComputeHessian(point, multipliers);
        hv.Clear();
        for (int i = 0; i < hv.Length; i++)
        {
            for (int k = problem.HessianPattern.RowStarts[i]; k < problem.HessianPattern.RowStarts[i + 1]; k++)
            {
                int j = problem.HessianPattern.ColumnIndices[k];
                hv[i] += _hessian[k] * v[j];
                hv[j] += i == j ? 0 : _hessian[k] * v[i];
            }
        }
    }

    /// <summary>The KKT matrix, H repaired by τ.</summary>
    public CsrMatrix<double> Whole(ReadOnlySpan<double> point, ReadOnlySpan<double> multipliers, double repair)
    {
        ComputeHessian(point, multipliers);
        return SaddleMatrix.Of(problem.HessianPattern, _hessian, repair, problem.JacobianPattern, Jacobian(point));
    }

    /// <summary>The KKT matrix's factors. Its pattern off the diagonal is the same at all points, and so is the order.</summary>
    public SaddleFactors Factors(ReadOnlySpan<double> point, ReadOnlySpan<double> multipliers, double repair)
    {
        var factors = new SaddleFactors(Whole(point, multipliers, repair), VariableCount, _order);
        _order = factors.Order;
        return factors;
    }

    private void ComputeHessian(ReadOnlySpan<double> point, ReadOnlySpan<double> multipliers)
    {
        if (!point.SequenceEqual(_hessianAt.X) || !multipliers.SequenceEqual(_hessianAt.Multipliers))
        {
            problem.LagrangianHessian(point, multipliers, _hessian);
            _hessianAt = ([.. point], [.. multipliers]);
        }
    }

    private double[] Jacobian(ReadOnlySpan<double> point)
    {
        if (!point.SequenceEqual(_jacobianAt))
        {
            problem.Evaluate(point, new double[VariableCount], new double[ConstraintCount], _jacobian);
            _jacobianAt = [.. point];
        }

        return _jacobian;
    }
}
