using System.Numerics.Tensors;
using Numerics.LinearSolvers;

namespace Numerics.Minimization;

/// <summary>What the method asks of the second derivatives at a point. H is the Lagrangian's Hessian, J the constraints' Jacobian.</summary>
internal abstract class LocalModel(ConstrainedPoint point)
{
    public ConstrainedPoint Point { get; } = point;

    /// <summary>ξ_G = λ_min(JJᵀ), or a bound from below; 1 where there are no constraints.</summary>
    public abstract double LeastJacobianEigenvalue { get; }

    /// <summary>λ_min(ZᵀHZ) with Z a basis of the null space of J; +∞ where there is none, or where only the inner solver will see it.</summary>
    public abstract double LeastCurvature { get; }

    /// <summary>‖H‖ of Frobenius, or a bound of ‖H‖₂.</summary>
    public abstract double HessianNorm { get; }

    /// <summary>‖J‖ of Frobenius, or a bound of ‖J‖₂.</summary>
    public abstract double JacobianNorm { get; }

    /// <summary>The constraints that take part in the nearest dependence of their gradients.</summary>
    public abstract IEnumerable<int> DependentRows();

    /// <summary>The norm of H + τ·I.</summary>
    public abstract double RepairedNorm(double repair);

    /// <summary>The norm of K, or a bound.</summary>
    public abstract double SystemNorm(double repair);

    /// <summary>H·v.</summary>
    public abstract double[] HessianTimes(ReadOnlySpan<double> v);

    /// <summary>H·v with other multipliers.</summary>
    public abstract double[] HessianTimes(ReadOnlySpan<double> multipliers, ReadOnlySpan<double> v);

    /// <summary>J·v.</summary>
    public abstract double[] JacobianTimes(ReadOnlySpan<double> v);

    /// <summary>Jᵀ·u.</summary>
    public abstract double[] JacobianTransposeTimes(ReadOnlySpan<double> u);

    /// <summary>y with J·Jᵀ·y = b.</summary>
    public abstract double[] SolveNormal(ReadOnlySpan<double> right);

    /// <summary>K as a dense matrix.</summary>
    /// <exception cref="NotSupportedException">There are products alone.</exception>
    public abstract DenseMatrix Whole(double repair);

    /// <summary>K as sketches see it.</summary>
    public abstract LinearOperand Operand(KktSystem system);

    /// <summary>The sparse factors of K.</summary>
    /// <exception cref="NotSupportedException">There are products alone.</exception>
    public virtual SaddleFactors Factors(KktSystem system)
    {
        LinearOperand operand = Operand(system);
        return operand.HasProductsAlone
            ? throw new NotSupportedException(
                "The inner solver needs entries, and the problem has products alone: name ProjectedKktSolver or MinresKktSolver.")
            : new SaddleFactors(operand.ToSparse(), system.VariableCount);
    }

    /// <summary>The Newton–KKT system with B = H + τ·I.</summary>
    public KktSystem System(double repair, int number = 0)
    {
        int n = Point.X.Length;
        double[] right = new double[n + Point.Multipliers.Length];
        TensorPrimitives.Negate(Point.LagrangianGradient.AsSpan(), right);
        TensorPrimitives.Negate(Point.Constraints.AsSpan(), right.AsSpan(n));
        return new KktSystem(this, repair, right) { Number = number };
    }
}
