using System.Numerics.Tensors;

namespace Numerics.Minimization;

/// <summary>Factors the system as L·D·Lᵀ, and refines the solution; a singular system is solved by its eigenvalues, with the least
/// norm.</summary>
public sealed class ExactKktSolver : IKktSolver
{
    /// <summary>Eigenvalues below that share of the greatest are taken for 0: some n roundings.</summary>
    private const double Truncation = 1E-14;

    /// <summary>Each refinement shrinks the error by ε times the condition number: two suffice where one does anything.</summary>
    private const int Refinements = 2;

    /// <inheritdoc/>
    public KktSolution Continue(KktSystem system, KktSolution from, double target)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(from);
        if (from.Residual <= target || from.Steps > 0)
        {
            return from;
        }

        DenseMatrix whole = system.Whole();
        var factors = SymmetricFactors.TryFactor(whole);
        double[] z = factors is null ? LeastNorm(whole, system.Right) : factors.Solve(system.Right);
        double[] residual = new double[system.Size];
        double norm = system.Residual(z, residual);
        for (int k = 0; k < Refinements && factors is not null; k++)
        {
            double[] correction = factors.Solve(residual);
            double[] refined = new double[system.Size];
            double[] rest = new double[system.Size];
            TensorPrimitives.Subtract<double>(z, correction, refined);
            double left = system.Residual(refined, rest);
            if (!(left < norm))
            {
                break;
            }

            (z, residual, norm) = (refined, rest, left);
        }

        return new KktSolution([.. z], norm, 1);
    }

    private static double[] LeastNorm(DenseMatrix whole, ReadOnlySpan<double> right)
    {
        var eigen = new SymmetricEigen(whole);
        double greatest = eigen.Values.Max(Math.Abs);
        double[] z = new double[right.Length];
        for (int i = 0; i < z.Length; i++)
        {
            if (Math.Abs(eigen.Values[i]) > Truncation * greatest)
            {
                double share = TensorPrimitives.Dot(eigen.Vectors.Row(i), right) / eigen.Values[i];
                TensorPrimitives.MultiplyAdd(eigen.Vectors.Row(i), share, z, z);
            }
        }

        return z;
    }
}
