using System.Numerics.Tensors;
using Numerics.Runtime;

namespace Numerics.Minimization;

/// <summary>Truncated Newton: conjugate gradients on ∇²f·d = −∇f, stopped early, with a strong-Wolfe line search.</summary>
/// <remarks>Conjugate gradients stop at a residual of min(½, √‖∇f‖)·‖∇f‖, so that the method converges faster than linearly, and at a direction
/// of negative curvature, where the iterate so far, or steepest descent, is taken: each direction descends.
/// <para>Nocedal and Wright, Numerical Optimization, 2nd edition, algorithm 7.1.</para></remarks>
/// <param name="Tolerance">The norm of the gradient at which it stops.</param>
/// <param name="MostIterations">The most steps.</param>
public sealed record NewtonCg(double Tolerance = 1e-6, int MostIterations = 200)
{
    /// <summary>The line search.</summary>
    public WolfeSearch Search { get; init; } = new();

    /// <summary>One step; null where the line search finds no length.</summary>
    public Point? Step(ValueGradient function, HessianVector hessian, Point point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Search.Find(function, point, Direction(hessian, point));
    }

    /// <summary>Steps until the gradient is small.</summary>
    /// <param name="function">The function.</param>
    /// <param name="hessian">Its Hessian times a vector.</param>
    /// <param name="x">Where to start.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or NaN.</exception>
    public Outcome Minimize(ValueGradient function, HessianVector hessian, ReadOnlySpan<double> x)
    {
        ArgumentNullException.ThrowIfNull(hessian);
        Check.Range(Tolerance, nameof(Tolerance), 0, false, double.PositiveInfinity, false);
        Point point = Point.At(function, x);
        for (int k = 0; ; k++)
        {
            if (!point.IsFinite)
            {
                return new Outcome.Diverged(point, k);
            }

            if (point.GradientNorm <= Tolerance)
            {
                return new Outcome.Converged(point, k);
            }

            if (k >= MostIterations)
            {
                return new Outcome.OutOfIterations(point, k);
            }

            if (Step(function, hessian, point) is not { } next)
            {
                return new Outcome.Stalled(point, k);
            }

            point = next;
        }
    }

    private static double[] Direction(HessianVector hessian, Point point)
    {
        int n = point.X.Length;
        (double[] z, double[] r, double[] d, double[] hd) = (new double[n], new double[n], new double[n], new double[n]);
        point.Gradient.CopyTo(r);
        TensorPrimitives.Negate(r, d);
        double norm = point.GradientNorm;
        double enough = Math.Min(0.5, Math.Sqrt(norm)) * norm;
        double square = norm * norm;
        for (int k = 0; k < n; k++)
        {
            hessian(point.X.AsSpan(), d, hd);
            double curvature = TensorPrimitives.Dot<double>(d, hd);
            if (!(curvature > 0))
            {
                return k == 0 ? d : z;
            }

            double alpha = square / curvature;
            TensorPrimitives.MultiplyAdd(d, alpha, z, z);
            TensorPrimitives.MultiplyAdd(hd, alpha, r, r);
            double next = TensorPrimitives.SumOfSquares<double>(r);
            if (Math.Sqrt(next) <= enough)
            {
                break;
            }

            TensorPrimitives.Multiply(d, next / square, d);
            TensorPrimitives.Subtract(d, r, d);
            square = next;
        }

        return z;
    }
}
