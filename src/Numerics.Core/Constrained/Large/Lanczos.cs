using System.Numerics.Tensors;
using Numerics.Runtime;

namespace Numerics.Minimization;

/// <summary>The ends of a symmetric operator's spectrum, by Lanczos' process from a random vector.</summary>
/// <remarks>After k steps λ_max exceeds the greatest Ritz value by more than ε(λ_max − λ_min) with probability at most
/// 1.648·√n·e^(−√ε·(2k − 1)): Kuczyński and Woźniakowski, SIAM J. Matrix Anal. Appl. 13, 1992, theorem 4.2. All vectors are kept and
/// orthogonalised.</remarks>
/// <param name="Least">The least Ritz value.</param>
/// <param name="Greatest">The greatest Ritz value.</param>
/// <param name="Share">ε, for which that probability is 1e-6; 0 where the process has seen all of the operator.</param>
internal sealed record Lanczos(double Least, double Greatest, double Share)
{
    private const double Failure = 1E-6;
    private const int MostSteps = 30;
    private const ulong Key = 1992;

    /// <summary>An upper bound of the norm: λ_max − λ_min ≤ 2‖·‖.</summary>
    public double NormBound => Math.Max(Math.Abs(Least), Math.Abs(Greatest)) / (1 - (2 * Share));

    /// <summary>An upper bound of λ_max of an operator that has no negative eigenvalue.</summary>
    public double DefiniteBound => Greatest / (1 - Share);

    public static Lanczos Of(int size, Action<double[], double[]> product)
    {
        double[] v = [.. Enumerable.Range(0, size).Select(i => Draws.NormalAt<double>(Key, 0, i))];
        double[] w = new double[size];
        List<double[]> basis = [];
        List<double> alphas = [], betas = [];
        double beta = TensorPrimitives.Norm<double>(v), scale = 0;
        int most = Math.Min(MostSteps, size);
        while (basis.Count < most && beta > 1E-10 * scale)
        {
            TensorPrimitives.Divide(v, beta, v);
            basis.Add([.. v]);
            product(v, w);
            alphas.Add(TensorPrimitives.Dot<double>(v, w));
            for (int pass = 0; pass < 2; pass++)
            {
                foreach (double[] q in basis)
                {
                    TensorPrimitives.MultiplyAdd(q, -TensorPrimitives.Dot<double>(q, w), w, w);
                }
            }

            (v, w) = (w, v);
            beta = TensorPrimitives.Norm<double>(v);
            betas.Add(beta);
            scale = Math.Max(scale, Math.Abs(alphas[^1]) + beta);
        }

        double[] ritz = Ritz(alphas, betas);
        bool isWhole = basis.Count == size || beta <= 1E-10 * scale;
        double root = Math.Log(1.648 * Math.Sqrt(size) / Failure) / ((2 * basis.Count) - 1);
        return new Lanczos(ritz.Min(), ritz.Max(), isWhole ? 0 : Math.Min(0.4, root * root));
    }

    private static double[] Ritz(List<double> alphas, List<double> betas)
    {
        var tridiagonal = new DenseMatrix(alphas.Count, alphas.Count);
        for (int i = 0; i < alphas.Count; i++)
        {
            tridiagonal[i, i] = alphas[i];
            if (i + 1 < alphas.Count)
            {
                tridiagonal[i, i + 1] = tridiagonal[i + 1, i] = betas[i];
            }
        }

        return new SymmetricEigen(tridiagonal).Values;
    }
}
