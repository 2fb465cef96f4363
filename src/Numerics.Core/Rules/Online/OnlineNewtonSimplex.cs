using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>The optimistic online Newton step on the probability simplex, for exp-concave losses: portfolio selection.</summary>
/// <remarks>
/// x̂' = argmin ⟨g, x⟩ + ½‖x − x̂‖² in the norm of H;  H' = H + (β/2)·ggᵀ;  x' = argmin ⟨M', x⟩ + ½‖x − x̂'‖² in that of H',
/// both over the set, by <see cref="OnlineNewton.Nearest"/>.
/// <para>Regret: that of <see cref="OnlineNewton"/>, with D = √2.</para>
/// <para>Shapes: lines of n, H n×n. Units: x those of a point, g and M those of a gradient.</para>
/// <para>Special values: no x is negative; Σ x is 1 within n roundings.</para>
/// <para>Deviates: the minimiser is found by iteration, up to some roundings of double; H is best kept in double.</para>
/// <para>Hazan, Agarwal, Kale, Machine Learning 69, 2007; Chen, Zhang, Tu, Zhao, Zhang, JMLR 25(178), 2024.</para>
/// </remarks>
public static partial class OnlineNewtonSimplex
{
    /// <summary>One round.</summary>
    /// <param name="secondary">x̂: where both steps begin.</param>
    /// <param name="hint">M: what the gradient was expected to be; zero at the start.</param>
    /// <param name="metric">H; (1 + βG²/2)·I at the start.</param>
    /// <param name="observed">g: the gradient at the point that was played.</param>
    /// <param name="variation">V̄: the sum of ‖g − M‖² of all rounds before; zero at the start.</param>
    /// <param name="ridge">1 + βG²/2.</param>
    /// <param name="beta">β.</param>
    /// <param name="optimism">What the next gradient is expected to be.</param>
    /// <param name="round">t, from 1.</param>
    [UpdateRule]
    public static (Row x, Row secondary, Row hint, Mat metric, Scalar variation) Step(
        Row secondary, Row hint, Mat metric, Row observed, Scalar variation,
        [Above(0)] double ridge, [Above(0)] double beta, Optimism optimism, [AtLeast(1)] int round) =>
        OnlineNewton.StepWithin(
            secondary, hint, metric, observed, variation, ridge, beta, optimism, round, Projection);

    /// <summary>The point of the simplex next to y: <see cref="OptimisticSimplex.Projection"/> of a row.</summary>
    /// <param name="y">The point.</param>
    [BuildingBlock]
    public static Row Projection(Row y)
    {
        Scalar greatest = Max(y);
        Row below = y - greatest;
        ((Scalar theta, _), _) = FixedPoint(
            (OptimisticSimplex.Threshold(Sum(y), greatest, y.Length), (Scalar)0),
            s =>
            {
                RowMask isAbove = below > s.Item1;
                Row above = Select(isAbove, below, 0);
                return (Max(s.Item1, (Sum(above) - 1) / CountTrue(isAbove)), Min(above));
            },
            (_, after) => !(after.Item1 >= after.Item2),
            y.Length);
        return Max(below - theta, 0);
    }
}
