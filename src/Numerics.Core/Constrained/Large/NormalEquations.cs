using System.Numerics.Tensors;
using Numerics.Runtime;

namespace Numerics.Minimization;

/// <summary>Systems with J·Jᵀ: factored where the pattern of J is known, else by conjugate gradients.</summary>
internal sealed class NormalEquations(IProductProblem problem)
{
    /// <summary>Relative; projections are repeated, so that this need not be at rounding.</summary>
    private const double Solved = 1E-13;

    /// <summary>Beside the number of constraints: rounding makes conjugate gradients take more.</summary>
    private const int MostRounds = 20;

    private const ulong Key = 1952;

    private readonly GramFactors? _factors = problem.JacobianPattern is null || problem.ConstraintCount == 0
        ? null
        : new GramFactors(problem.JacobianPattern);

    /// <summary>A direction y with Jᵀy = 0 to rounding; null where none was met.</summary>
    public double[]? Dependence { get; private set; }

    public bool IsSingular => _factors is { IsSingular: true } || Dependence is not null;

    /// <summary>Factors at a point, or looks for a dependence there: conjugate gradients from a random right side, which has a part in
    /// any null space of J·Jᵀ.</summary>
    public void Prepare(ReadOnlySpan<double> x)
    {
        Dependence = null;
        if (_factors is not null)
        {
            double[] entries = new double[problem.JacobianPattern!.EntryCount];
            problem.JacobianEntries(x, entries);
            _factors.Factor(entries);
            return;
        }

        Dependence = Run(x.ToArray(), [.. Enumerable.Range(0, problem.ConstraintCount).Select(i => Draws.NormalAt<double>(Key, 0, i))]).Flat;
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

        TensorPrimitives.Negate(right, y);
        return Run(x.ToArray(), y).X;
    }

    private ConjugateGradients Run(double[] x, double[] residual)
    {
        double[] turned = new double[problem.VariableCount], image = new double[residual.Length];
        var run = new ConjugateGradients(
            d =>
            {
                problem.JacobianTransposeVector(x, d, turned);
                problem.JacobianVector(x, turned, image);
                return image;
            },
            residual);
        run.Go(Solved * TensorPrimitives.Norm<double>(residual), (int)Math.Min(int.MaxValue, (long)MostRounds * residual.Length));
        return run;
    }
}
