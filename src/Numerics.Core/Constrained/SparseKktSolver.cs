using System.Numerics.Tensors;

namespace Numerics.Minimization;

/// <summary>Factors the system as a sparse L·D·Lᵀ, rows ordered by nested dissection, and refines the solution: for problems of many
/// variables that have their matrices' entries.</summary>
/// <remarks>
/// The factors are those of K with 10⁻⁸ of its greatest element added to the diagonal of B and taken from that of the other block.
/// Refinement against K itself goes on until the residual is at the target or at rounding. Where it does not get there, as with
/// ‖K‖·‖K⁻¹‖ beyond 10⁸, <see cref="ProjectedKktSolver"/> goes on from its solution.
/// <para>The least curvature in the null space of J is 1/λ for the greatest eigenvalue λ of the upper left block of K⁻¹, by Lanczos'
/// process; it is told to be negative where D has more negative elements than there are constraints. D is of the moved K: negative
/// curvature of less than 10⁻⁸ of its greatest element is not seen.</para>
/// <para>Vanderbei, Symmetric quasidefinite matrices, SIAM J. Optim. 5, 1995; Davis, ACM Trans. Math. Softw. 31, 2005.</para>
/// </remarks>
public sealed class SparseKktSolver : IKktSolver
{
    /// <summary>Each shrinks the error by 10⁻⁸·‖K‖·‖K⁻¹‖ at least by half: what takes more is left to another solver.</summary>
    private const int MostRefinements = 30;

    /// <summary>What the curvature is told to be, in ‖H‖, where it is known to be negative alone.</summary>
    private const double BelowZero = -1E-15;

    /// <inheritdoc/>
    public bool NeedsMatrix => false;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The problem has products alone.</exception>
    public KktSolution Continue(KktSystem system, KktSolution from, double target)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(from);
        if (from.Residual <= target)
        {
            return from;
        }

        SaddleFactors factors = system.Factors();
        KktSolution solution = Refined(system, factors, from, target);
        if (from.Steps == 0)
        {
            solution = solution with { LeastCurvature = LeastCurvature(system, factors) };
        }

        bool isThere = solution.Residual <= Math.Max(target, system.RoundingLevel(solution.Z.AsSpan()));
        return isThere || solution.LeastCurvature < 0 ? solution : new ProjectedKktSolver().Continue(system, solution, target);
    }

    private static KktSolution Refined(KktSystem system, SaddleFactors factors, KktSolution from, double target)
    {
        double[] z = [.. from.Z], residual = new double[system.Size];
        double norm = system.Residual(z, residual);
        int steps = from.Steps;
        for (int k = 0; k < MostRefinements && norm > target; k++)
        {
            double[] correction = factors.Solve(residual), refined = new double[system.Size], rest = new double[system.Size];
            TensorPrimitives.Subtract<double>(z, correction, refined);
            double left = system.Residual(refined, rest);
            steps++;
            if (!(left < norm))
            {
                break;
            }

            bool isLast = left > norm / 2;
            (z, residual, norm) = (refined, rest, left);
            if (isLast)
            {
                break;
            }
        }

        return new KktSolution([.. z], norm, steps) { LeastCurvature = from.LeastCurvature };
    }

    /// <summary>The least λ of ZᵀBZ, from below, or where one is negative that; +∞ where the model has it, or there is no null space.</summary>
    private static double LeastCurvature(KktSystem system, SaddleFactors factors)
    {
        int n = system.VariableCount;
        if (double.IsFinite(system.Local.LeastCurvature) || n <= system.Size - n)
        {
            return double.PositiveInfinity;
        }

        double[] right = new double[system.Size];
        var inverse = Lanczos.Of(n, (v, w) =>
        {
            v.CopyTo(right, 0);
            Array.Copy(factors.Solve(right), w, n);
        });
        return factors.NegativePivots <= system.Size - n
            ? 1 / inverse.DefiniteBound
            : Math.Min(inverse.Least < 0 ? 1 / inverse.Least : 0, BelowZero * system.Local.HessianNorm);
    }
}
