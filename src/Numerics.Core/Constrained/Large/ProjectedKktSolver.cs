using System.Numerics.Tensors;

namespace Numerics.Minimization;

/// <summary>Conjugate gradients in the null space of J, for problems of many variables: products with B, J and Jᵀ, and systems with
/// J·Jᵀ.</summary>
/// <remarks>
/// A step Jᵀ·w meets the linearised constraints; conjugate gradients from there, whose residuals are projected by
/// P = 1 − Jᵀ(JJᵀ)⁻¹J, lower the quadratic model within them; what P takes away is Jᵀ·Δλ. Each residual is replaced by its projection,
/// so that its part in the range of Jᵀ does not drown the rest. The KKT residual is computed afresh and solved for again until it is at
/// the target or at rounding.
/// <para>The least curvature dᵀBd/dᵀd of all directions is told: where it is below what the method asks for, the Hessian is
/// repaired.</para>
/// <para>Gould, Hribar and Nocedal, SIAM J. Sci. Comput. 23, 2001, algorithms 6.1 and 6.2.</para>
/// </remarks>
/// <param name="MostSteps">The most conjugate gradient steps for one system.</param>
public sealed record ProjectedKktSolver(int MostSteps = 10_000) : IKktSolver
{
    /// <summary>Rounds of refinement; each takes some seven digits off the residual where J·Jᵀ is as bad as 1e8.</summary>
    private const int MostRounds = 8;

    /// <inheritdoc/>
    public bool NeedsMatrix => false;

    /// <inheritdoc/>
    public KktSolution Continue(KktSystem system, KktSolution from, double target)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(from);
        KktSolution best = from;
        for (int round = 0; round < MostRounds && best.Steps < MostSteps; round++)
        {
            double goal = Math.Max(target, system.RoundingLevel(best.Z.AsSpan()));
            if (best.Residual <= goal)
            {
                break;
            }

            var next = Refined(system, best, goal);
            bool isLast = !(next.Residual < best.Residual / 2);
            best = next.Residual < best.Residual
                ? next
                : new KktSolution(best.Z, best.Residual, next.Steps) { LeastCurvature = next.LeastCurvature };
            if (isLast || best.LeastCurvature <= 0)
            {
                break;
            }
        }

        return best;
    }

    private KktSolution Refined(KktSystem system, KktSolution from, double goal)
    {
        int n = system.VariableCount;
        double[] rest = new double[system.Size], z = [.. from.Z];
        system.Residual(z, rest);
        var run = new ProjectedGradients(system, rest);
        run.Go(goal / 4, MostSteps - from.Steps);
        TensorPrimitives.Add(z.AsSpan(0, n), run.Step, z.AsSpan(0, n));
        TensorPrimitives.Add(z.AsSpan(n), run.Multipliers, z.AsSpan(n));
        return new KktSolution([.. z], system.Residual(z, rest), from.Steps + run.Steps)
        {
            LeastCurvature = Math.Min(from.LeastCurvature, run.LeastCurvature),
        };
    }
}
