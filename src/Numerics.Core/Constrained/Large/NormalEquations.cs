using System.Numerics.Tensors;

namespace Numerics.Minimization;

/// <summary>Systems with J·Jᵀ: factored where the pattern of J is known, else by conjugate gradients.</summary>
internal sealed class NormalEquations(IProductProblem problem)
{
    /// <summary>Relative; projections are repeated, so that this need not be at rounding.</summary>
    private const double Solved = 1E-13;

    /// <summary>Beside the number of constraints: rounding makes conjugate gradients take more.</summary>
    private const int MostRounds = 20;

    private readonly GramFactors? _factors = problem.JacobianPattern is null || problem.ConstraintCount == 0
        ? null
        : new GramFactors(problem.JacobianPattern);

    public bool IsSingular => _factors is { IsSingular: true };

    /// <summary>Factors at a point.</summary>
    public void Prepare(ReadOnlySpan<double> x)
    {
        if (_factors is not null)
        {
            double[] entries = new double[problem.JacobianPattern!.EntryCount];
            problem.JacobianEntries(x, entries);
            _factors.Factor(entries);
        }
    }

    /// <summary>y with J·Jᵀ·y = b at the point that was prepared.</summary>
    public double[] Solve(ReadOnlySpan<double> x, ReadOnlySpan<double> right)
    {
        double[] y = new double[right.Length];
        if (_factors is not null)
        {
            _factors.Solve(right, y);
            return y;
        }

        double[] residual = right.ToArray(), direction = right.ToArray();
        double[] image = new double[right.Length], turned = new double[problem.VariableCount];
        double square = TensorPrimitives.SumOfSquares(right), enough = square * Solved * Solved;
        for (int k = 0; k < (long)MostRounds * right.Length && square > enough; k++)
        {
            problem.JacobianTransposeVector(x, direction, turned);
            problem.JacobianVector(x, turned, image);
            double step = square / TensorPrimitives.SumOfSquares<double>(turned);
            TensorPrimitives.MultiplyAdd(direction, step, y, y);
            TensorPrimitives.MultiplyAdd(image, -step, residual, residual);
            double next = TensorPrimitives.SumOfSquares<double>(residual);
            TensorPrimitives.MultiplyAdd(direction, next / square, residual, direction);
            square = next;
        }

        return y;
    }
}
