using System.Numerics.Tensors;

namespace Numerics.LinearSolvers;

/// <summary>Estimates of singular values.</summary>
internal static class SingularValues
{
    private const int MostSteps = 40;

    /// <summary>An estimate of the least singular value above 0 that b has to do with, from above: the least of the bidiagonal
    /// matrix of Golub and Kahan's process from b (SIAM J. Numer. Anal. 2, 1965).</summary>
    /// <returns>The estimate; 0 where b is 0.</returns>
    public static double Least(LinearOperand a, double[] b)
    {
        double[] u = [.. b], v = new double[a.Columns], w = new double[a.Columns];
        double beta = Normalise(u);
        List<double> alphas = [], betas = [];
        List<double[]> lefts = [[.. u]], rights = [];
        double first = 0;
        for (int k = 0; beta > 0 && k < Math.Min(MostSteps, Math.Min(a.Rows, a.Columns)); k++)
        {
            a.Backward(u, w);
            TensorPrimitives.MultiplyAdd(v, -(k == 0 ? 0 : beta), w, v);
            Orthogonalise(v, rights);
            double alpha = Normalise(v);
            first = Math.Max(first, alpha);
            if (alpha <= 1e-12 * first)
            {
                break;
            }

            alphas.Add(alpha);
            rights.Add([.. v]);
            a.Forward(u, v, alpha);
            Orthogonalise(u, lefts);
            beta = Normalise(u);
            betas.Add(beta);
            lefts.Add([.. u]);
            beta = beta <= 1e-12 * first ? 0 : beta;
        }

        return alphas.Count == 0 ? 0 : LeastOfBidiagonal(alphas, betas);
    }

    /// <summary>Without it rounding turns the process back to the great singular values before it has seen the small ones.</summary>
    private static void Orthogonalise(double[] x, List<double[]> basis)
    {
        foreach (double[] q in basis)
        {
            TensorPrimitives.MultiplyAdd(q, -TensorPrimitives.Dot<double>(q, x), x, x);
        }
    }

    /// <summary>√ of the least eigenvalue of BᵀB, tridiagonal with αₖ² + βₖ² and αₖ₊₁βₖ, by bisection with Sturm's
    /// sequence.</summary>
    private static double LeastOfBidiagonal(List<double> alphas, List<double> betas)
    {
        double low = 0, high = alphas.Zip(betas, (a, b) => (a * a) + (b * b)).Min();
        for (int k = 0; k < 200 && high - low > 1e-10 * high; k++)
        {
            double middle = (low + high) / 2;
            bool hasBelow = false;
            double pivot = 1;
            for (int i = 0; i < alphas.Count && !hasBelow; i++)
            {
                double off = i == 0 ? 0 : alphas[i] * betas[i - 1];
                pivot = (alphas[i] * alphas[i]) + (betas[i] * betas[i]) - middle - (i == 0 ? 0 : off * off / pivot);
                hasBelow = pivot < 0;
            }

            (low, high) = hasBelow ? (low, middle) : (middle, high);
        }

        return Math.Sqrt(high);
    }

    private static double Normalise(double[] x)
    {
        double norm = TensorPrimitives.Norm<double>(x);
        if (norm > 0)
        {
            TensorPrimitives.Divide(x, norm, x);
        }

        return norm;
    }
}
