using Numerics.Minimization;

namespace Numerics.Tests.WithConstraints;

/// <summary>All that a problem gives at a point, with the matrices dense.</summary>
internal sealed record Evaluated(double Value, double[] Gradient, double[] Constraints, double[] Jacobian, double[] Hessian)
{
    public static Evaluated At(IConstrainedProblem problem, double[] x, double[] multipliers)
    {
        double[] gradient = new double[x.Length];
        double[] constraints = new double[problem.ConstraintCount];
        double[] jacobian = new double[problem.JacobianPattern.EntryCount];
        double[] hessian = new double[problem.HessianPattern.EntryCount];
        double value = problem.Evaluate(x, multipliers, gradient, constraints, jacobian, hessian);
        return new Evaluated(value, gradient, constraints, jacobian, hessian);
    }

    /// <summary>A sparse matrix times a vector.</summary>
    public static double[] Times(SparsePattern pattern, double[] entries, double[] v, bool isSymmetric = false)
    {
        double[] product = new double[pattern.Rows];
        for (int i = 0; i < pattern.Rows; i++)
        {
            ReadOnlySpan<int> columns = pattern.ColumnsOf(i);
            for (int k = 0; k < columns.Length; k++)
            {
                double entry = entries[pattern.RowStarts[i] + k];
                product[i] += entry * v[columns[k]];
                if (isSymmetric && columns[k] != i)
                {
                    product[columns[k]] += entry * v[i];
                }
            }
        }

        return product;
    }

    /// <summary>The transpose of a sparse matrix times a vector.</summary>
    public static double[] TransposeTimes(SparsePattern pattern, double[] entries, double[] u)
    {
        double[] product = new double[pattern.Columns];
        for (int i = 0; i < pattern.Rows; i++)
        {
            ReadOnlySpan<int> columns = pattern.ColumnsOf(i);
            for (int k = 0; k < columns.Length; k++)
            {
                product[columns[k]] += entries[pattern.RowStarts[i] + k] * u[i];
            }
        }

        return product;
    }

    public static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
