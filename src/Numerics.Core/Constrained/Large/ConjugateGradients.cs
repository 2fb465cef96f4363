using System.Numerics.Tensors;

namespace Numerics.Minimization;

/// <summary>Conjugate gradients for A·x = −r, A symmetric, with the quotients dᵀAd/dᵀd of their directions.</summary>
/// <remarks>Hestenes and Stiefel, J. Res. NBS 49, 1952. Of a singular system whose right side is not in A's range the residual goes to its
/// part in the null space, the directions too, and their quotients to 0.</remarks>
/// <param name="product">A·d.</param>
/// <param name="residual">r; becomes A·x + r.</param>
/// <param name="project">What is done to each new residual: its projection to a space that A keeps.</param>
internal sealed class ConjugateGradients(Func<double[], double[]> product, double[] residual, Action? project = null)
{
    /// <summary>A quotient below that share of the greatest is 0 to the rounding of a product.</summary>
    private const double Negligible = 1E-14;

    /// <summary>x.</summary>
    public double[] X { get; } = new double[residual.Length];

    public int Steps { get; private set; }

    /// <summary>The least dᵀAd/dᵀd; never less than A's least eigenvalue but for roundings.</summary>
    public double Least { get; private set; } = double.PositiveInfinity;

    /// <summary>The greatest dᵀAd/dᵀd.</summary>
    public double Greatest { get; private set; }

    /// <summary>The direction at which it ended because A·d was 0 to rounding or dᵀAd was not above 0; null where it met none.</summary>
    public double[]? Flat { get; private set; }

    /// <summary>Steps until the residual's norm is at most the goal, or a direction without curvature is met.</summary>
    public void Go(double goal, int most)
    {
        double[] direction = [.. residual];
        double square = TensorPrimitives.SumOfSquares<double>(residual);
        for (; Steps < most && Math.Sqrt(square) > goal; Steps++)
        {
            double[] image = product(direction);
            double curvature = TensorPrimitives.Dot<double>(direction, image);
            double quotient = curvature / TensorPrimitives.SumOfSquares<double>(direction);
            (Least, Greatest) = (Math.Min(Least, quotient), Math.Max(Greatest, quotient));
            if (!(curvature > 0) || quotient <= Negligible * Greatest)
            {
                Flat = direction;
                return;
            }

            double length = square / curvature;
            TensorPrimitives.MultiplyAdd(direction, -length, X, X);
            TensorPrimitives.MultiplyAdd(image, -length, residual, residual);
            project?.Invoke();
            double next = TensorPrimitives.SumOfSquares<double>(residual);
            TensorPrimitives.MultiplyAdd(direction, next / square, residual, direction);
            square = next;
        }
    }
}
