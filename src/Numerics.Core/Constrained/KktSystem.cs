using System.Numerics.Tensors;
using Numerics.LinearSolvers;

namespace Numerics.Minimization;

/// <summary>The Newton–KKT system K·z = b with K = [B Jᵀ; J 0] and z = (Δx; Δλ).</summary>
public sealed class KktSystem
{
    /// <summary>2⁻⁵².</summary>
    private const double MachineEpsilon = 2.220446049250313E-16;

    private readonly double[] _right;
    private LinearOperand? _operand;

    internal KktSystem(DenseMatrix hessian, DenseMatrix jacobian, double[] right)
    {
        (Hessian, Jacobian, _right) = (hessian, jacobian, right);
        Norm = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(hessian.Values) + (2 * TensorPrimitives.SumOfSquares<double>(jacobian.Values)));
        RightNorm = TensorPrimitives.Norm<double>(right);
    }

    internal DenseMatrix Hessian { get; }

    internal DenseMatrix Jacobian { get; }

    /// <summary>The number of the method's step that asks for a solution, from 0.</summary>
    public int Number { get; internal init; }

    /// <summary>n + m.</summary>
    public int Size => _right.Length;

    /// <summary>The right-hand side b.</summary>
    public ReadOnlySpan<double> Right => _right;

    /// <summary>‖K‖ of Frobenius.</summary>
    public double Norm { get; }

    /// <summary>‖b‖₂.</summary>
    public double RightNorm { get; }

    /// <summary>Writes K·v.</summary>
    /// <param name="v">A vector.</param>
    /// <param name="product">Where the product goes.</param>
    public void Multiply(ReadOnlySpan<double> v, Span<double> product)
    {
        int n = Hessian.Rows;
        double[] upper = Jacobian.TransposeTimes(v[n..]);
        TensorPrimitives.Add(Hessian.Times(v[..n]), upper, product[..n]);
        Jacobian.Times(v[..n]).CopyTo(product[n..]);
    }

    /// <summary>Writes K·z − b.</summary>
    /// <param name="z">A vector.</param>
    /// <param name="residual">Where the residual goes.</param>
    public void Residual(ReadOnlySpan<double> z, Span<double> residual)
    {
        Multiply(z, residual);
        TensorPrimitives.Subtract(residual, _right, residual);
    }

    /// <summary>The residual below which rounding rules: 10ε(‖K‖·‖z‖ + ‖b‖).</summary>
    /// <param name="z">An approximate solution.</param>
    public double RoundingLevel(ReadOnlySpan<double> z) => 10 * MachineEpsilon * ((Norm * TensorPrimitives.Norm(z)) + RightNorm);

    /// <summary>K as sketches see it.</summary>
    internal LinearOperand Operand() => _operand ??= new LinearOperand(Whole().Values, Size);

    internal DenseMatrix Whole()
    {
        int n = Hessian.Rows;
        var whole = new DenseMatrix(Size, Size);
        for (int i = 0; i < n; i++)
        {
            Hessian.Row(i).CopyTo(whole.Row(i));
        }

        for (int i = 0; i < Jacobian.Rows; i++)
        {
            Jacobian.Row(i).CopyTo(whole.Row(n + i));
            for (int j = 0; j < n; j++)
            {
                whole[j, n + i] = Jacobian[i, j];
            }
        }

        return whole;
    }
}
