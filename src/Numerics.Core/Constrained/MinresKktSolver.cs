using System.Numerics.Tensors;

namespace Numerics.Minimization;

/// <summary>MINRES: minimal residuals over the Krylov space, one product with K for each step.</summary>
/// <remarks>Paige and Saunders, SIAM J. Numer. Anal. 12, 1975. Started again from its own solution while the true residual is above the
/// target.</remarks>
/// <param name="MostSteps">The most steps for one system.</param>
public sealed record MinresKktSolver(int MostSteps = 100_000) : IKktSolver
{
    /// <inheritdoc/>
    public bool NeedsMatrix => false;

    /// <inheritdoc/>
    public KktSolution Continue(KktSystem system, KktSolution from, double target)
    {
        ArgumentNullException.ThrowIfNull(system);
        KktSolution solution = from;
        while (solution.Residual > Math.Max(target, system.RoundingLevel(solution.Z.AsSpan())) && solution.Steps < MostSteps)
        {
            KktSolution next = Round(system, solution, target);
            if (!(next.Residual < solution.Residual))
            {
                return solution with { Steps = next.Steps };
            }

            solution = next;
        }

        return solution;
    }

    private KktSolution Round(KktSystem system, KktSolution from, double target)
    {
        int n = system.Size;
        double[] r2 = new double[n];
        system.Residual(from.Z.AsSpan(), r2);
        TensorPrimitives.Negate<double>(r2, r2);
        (double[] r1, double[] y, double[] v) = ([.. r2], [.. r2], new double[n]);
        (double[] x, double[] w, double[] w2) = ([.. from.Z], new double[n], new double[n]);
        double beta = TensorPrimitives.Norm<double>(r2);
        (double oldBeta, double dBar, double epsilon, double phiBar, double cs, double sn) = (0, 0, 0, beta, -1, 0);
        int steps = 0;
        int most = Math.Min(MostSteps - from.Steps, Math.Max(20, 4 * n));
        while (phiBar > target / 2 && beta > 0 && steps < most)
        {
            steps++;
            TensorPrimitives.Divide<double>(y, beta, v);
            system.Multiply(v, y);
            if (steps > 1)
            {
                TensorPrimitives.MultiplyAdd<double>(r1, -beta / oldBeta, y, y);
            }

            double alpha = TensorPrimitives.Dot<double>(v, y);
            TensorPrimitives.MultiplyAdd<double>(r2, -alpha / beta, y, y);
            (r1, r2) = (r2, r1);
            y.CopyTo(r2, 0);
            oldBeta = beta;
            beta = TensorPrimitives.Norm<double>(y);

            double oldEpsilon = epsilon;
            double delta = (cs * dBar) + (sn * alpha);
            double gBar = (sn * dBar) - (cs * alpha);
            epsilon = sn * beta;
            dBar = -cs * beta;
            double gamma = Math.Max(double.Hypot(gBar, beta), double.Epsilon);
            (cs, sn) = (gBar / gamma, beta / gamma);
            double phi = cs * phiBar;
            phiBar *= sn;

            // w ← (v − ε·w₂ − δ·w)/γ, and x ← x + φ·w.
            TensorPrimitives.MultiplyAdd<double>(w2, -oldEpsilon, v, w2);
            TensorPrimitives.MultiplyAdd<double>(w, -delta, w2, w2);
            TensorPrimitives.Divide<double>(w2, gamma, w2);
            (w, w2) = (w2, w);
            TensorPrimitives.MultiplyAdd<double>(w, phi, x, x);
        }

        return new KktSolution([.. x], system.Residual(x, r2), from.Steps + steps);
    }
}
