using System.Numerics.Tensors;

namespace Numerics.LinearSolvers;

/// <summary>Sketch-and-precondition with refinement: conjugate gradients on NᵀTᵀT·N, started again from the residual computed afresh.</summary>
/// <remarks>Of tall matrices x = N·y; of wide ones x = T·N·y, the least of all solutions in norm.</remarks>
internal static class LeastSquaresRun
{
    /// <summary>By how much a round of conjugate gradients lowers the slope: their own residual, of a recurrence, is true to about
    /// ε times A's condition.</summary>
    private const double Round = 1e-5;

    /// <summary>A round that lowers the slope by less than this has come to rounding, or to what S has lost.</summary>
    private const double Progress = 0.5;

    /// <summary>Roundings at which a slope is as good as it gets: 10·ε·‖A‖(‖A‖‖x‖ + ‖b‖).</summary>
    private const double Rounding = 10 * 2.2e-16;

    public static LeastSquaresOutcome Solve(TallMatrix t, double[] b, SketchPreconditioner n, LeastSquaresOptions options)
    {
        double right = TensorPrimitives.Norm<double>(b);
        var slope = new double[t.Columns];
        double[] x = t.IsTurned ? new double[t.Rows] : n.Multiply(n.Start);
        (int iterations, double before, double[] best) = (0, double.PositiveInfinity, x);
        while (true)
        {
            (double residual, double size) = Slope(t, x, b, slope);
            iterations++;
            double level = Rounding * n.Norm * ((n.Norm * TensorPrimitives.Norm<double>(x)) + right);
            var point = new LeastSquaresPoint(x, residual, size, n.Rank, iterations);
            if (size <= options.Tolerance * n.Norm * residual || size <= level)
            {
                return new LeastSquaresOutcome.Solved(point);
            }

            if (!(size < Progress * before))
            {
                return new LeastSquaresOutcome.Stalled(point);
            }

            if (iterations >= options.MaximumIterations)
            {
                return new LeastSquaresOutcome.OutOfIterations(point);
            }

            double enough = Math.Max(Round, Math.Max(options.Tolerance * n.Norm * residual, level) / size / 2);
            (double[] correction, int taken) = Correct(t, n, slope, enough, options.MaximumIterations - iterations);
            TensorPrimitives.Add(x, correction, x = new double[x.Length]);
            (before, iterations) = (size, iterations + taken);
        }
    }

    /// <summary>Tᵀ(b − T·x), or of wide matrices b − Tᵀ·x.</summary>
    /// <returns>‖Ax − b‖ and ‖Aᵀ(Ax − b)‖.</returns>
    private static (double Residual, double Size) Slope(TallMatrix t, double[] x, double[] b, double[] slope)
    {
        if (!t.IsTurned)
        {
            double residual = t.Slope(x, b, slope);
            return (residual, TensorPrimitives.Norm<double>(slope));
        }

        t.Backward(x, slope);
        TensorPrimitives.Subtract(b, slope, slope);
        return (TensorPrimitives.Norm<double>(slope), TensorPrimitives.Norm<double>(t.Forward(slope)));
    }

    /// <summary>What brings x nearer: conjugate gradients from 0 until their residual is a share of what it was.</summary>
    private static (double[] Correction, int Iterations) Correct(
        TallMatrix t, SketchPreconditioner n, double[] slope, double enough, int most)
    {
        double[] s = n.MultiplyTransposed(slope), p = [.. s], y = new double[s.Length];
        double size = TensorPrimitives.SumOfSquares<double>(s), end = enough * enough * size;
        int iterations = 0;
        while (size > end && iterations < most)
        {
            double[] q = n.MultiplyTransposed(t.Normal(n.Multiply(p)));
            iterations++;
            double step = size / TensorPrimitives.Dot<double>(p, q);
            TensorPrimitives.MultiplyAdd(p, step, y, y);
            TensorPrimitives.MultiplyAdd(q, -step, s, s);
            double next = TensorPrimitives.SumOfSquares<double>(s);
            TensorPrimitives.MultiplyAdd(p, next / size, s, p);
            size = next;
        }

        double[] correction = n.Multiply(y);
        return (t.IsTurned ? t.Forward(correction) : correction, iterations);
    }
}
