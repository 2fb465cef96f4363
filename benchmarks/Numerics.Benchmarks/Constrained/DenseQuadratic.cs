using Numerics.Minimization;

namespace Numerics.Benchmarks.Constrained;

/// <summary>½‖x − p‖² + ½(qᵀx)² where aᵢᵀx + ‖x‖²/4n = 1: matrices without zeros.</summary>
internal sealed class DenseQuadratic(int n, int m) : IConstrainedProblem
{
    private readonly double[] _q = [.. Enumerable.Range(0, n).Select(i => Math.Cos(1.7 * i))];

    public int VariableCount => n;

    public int ConstraintCount => m;

    public SparsePattern JacobianPattern { get; } = SparsePattern.Full(m, n);

    public SparsePattern HessianPattern { get; } = SparsePattern.FullLower(n);

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> constraints, Span<double> jacobian)
    {
        (double along, double square, double value) = (0, 0, 0);
        for (int i = 0; i < n; i++)
        {
            along += _q[i] * point[i];
            square += point[i] * point[i];
        }

        for (int i = 0; i < n; i++)
        {
            double distance = point[i] - (1 / (1.0 + i));
            value += distance * distance / 2;
            gradient[i] = distance + (_q[i] * along);
        }

        for (int k = 0; k < m; k++)
        {
            constraints[k] = (square / (4 * n)) - 1;
            for (int i = 0; i < n; i++)
            {
                double a = (k == i ? 1 : 0) + (Math.Sin((k * 0.37) + (1.3 * i * (k + 1))) / Math.Sqrt(n));
                constraints[k] += a * point[i];
                jacobian[(k * n) + i] = a + (point[i] / (2 * n));
            }
        }

        return value + (along * along / 2);
    }

    public void LagrangianHessian(ReadOnlySpan<double> point, ReadOnlySpan<double> multipliers, Span<double> hessian)
    {
        double sum = 0;
        foreach (double u in multipliers)
        {
            sum += u;
        }

        for (int i = 0, entry = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++, entry++)
            {
                hessian[entry] = (_q[i] * _q[j]) + (i == j ? 1 + (sum / (2 * n)) : 0);
            }
        }
    }
}
