using System.Numerics.Tensors;
using Numerics.LinearSolvers;
using Numerics.Rules;

namespace Numerics.Minimization;

/// <summary>The Newton–KKT system K·z = b with K = [B Jᵀ; J 0] and z = (Δx; Δλ).</summary>
public sealed class KktSystem
{
    /// <summary>2⁻⁵².</summary>
    private const double MachineEpsilon = 2.220446049250313E-16;

    private readonly double[] _right;
    private LinearOperand? _operand;
    private SaddleFactors? _factors;

    internal KktSystem(LocalModel local, double repair, double[] right)
    {
        (Local, Repair, _right) = (local, repair, right);
        Norm = local.SystemNorm(repair);
        RightNorm = TensorPrimitives.Norm<double>(right);
    }

    /// <summary>The number of the method's step that asks for a solution, from 0.</summary>
    public int Number { get; internal init; }

    /// <summary>n + m.</summary>
    public int Size => _right.Length;

    /// <summary>n.</summary>
    public int VariableCount => Local.Point.X.Length;

    /// <summary>The right-hand side b.</summary>
    public ReadOnlySpan<double> Right => _right;

    /// <summary>‖K‖ of Frobenius; of products, a bound of ‖K‖₂.</summary>
    public double Norm { get; }

    /// <summary>‖b‖₂.</summary>
    public double RightNorm { get; }

    internal LocalModel Local { get; }

    /// <summary>τ, which B has more than the Hessian on its diagonal.</summary>
    internal double Repair { get; }

    /// <summary>Writes K·v.</summary>
    /// <param name="v">A vector.</param>
    /// <param name="product">Where the product goes.</param>
    public void Multiply(ReadOnlySpan<double> v, Span<double> product)
    {
        int n = VariableCount;
        ExactAugmentedLagrangian.UpperProduct(
            Local.HessianTimes(v[..n]), v[..n], Local.JacobianTransposeTimes(v[n..]), product[..n], Repair);
        Local.JacobianTimes(v[..n]).CopyTo(product[n..]);
    }

    /// <summary>Writes K·z − b.</summary>
    /// <param name="z">A vector.</param>
    /// <param name="residual">Where the residual goes.</param>
    /// <returns>‖K·z − b‖₂.</returns>
    public double Residual(ReadOnlySpan<double> z, Span<double> residual)
    {
        int n = VariableCount;
        return ExactAugmentedLagrangian.SystemResidual(
            Local.HessianTimes(z[..n]), z[..n], Local.JacobianTransposeTimes(z[n..]), Local.Point.LagrangianGradient.AsSpan(),
            Local.JacobianTimes(z[..n]), Local.Point.Constraints.AsSpan(), residual[..n], residual[n..], Repair);
    }

    /// <summary>The residual below which rounding rules: 10ε(‖K‖·‖z‖ + ‖b‖).</summary>
    /// <param name="z">An approximate solution.</param>
    public double RoundingLevel(ReadOnlySpan<double> z) => 10 * MachineEpsilon * ((Norm * TensorPrimitives.Norm(z)) + RightNorm);

    /// <summary>B·v.</summary>
    internal double[] HessianTimes(ReadOnlySpan<double> v)
    {
        double[] hv = Local.HessianTimes(v);
        if (Repair != 0)
        {
            TensorPrimitives.MultiplyAdd(v, Repair, hv, hv);
        }

        return hv;
    }

    /// <summary>K as sketches see it.</summary>
    internal LinearOperand Operand() => _operand ??= Local.Operand(this);

    /// <summary>The sparse factors of K.</summary>
    internal SaddleFactors Factors() => _factors ??= Local.Factors(this);

    internal DenseMatrix Whole() => Local.Whole(Repair);
}
