using static Numerics.Functions;

namespace Numerics.Rules;

/// <summary>The ensemble for moving comparators on a ball about 0.</summary>
/// <remarks>
/// Π(y) = y·min(1, R/‖y‖).
/// <para>The round, shapes, units, special values and the reference are those of <see cref="DynamicEnsemble"/>.</para>
/// </remarks>
public static partial class DynamicEnsembleBall
{
    /// <summary>One round.</summary>
    /// <param name="points">X: what the learners play; the start at the start.</param>
    /// <param name="secondary">X̂: where their steps begin.</param>
    /// <param name="losses">Λ; zero at the start.</param>
    /// <param name="moves">r; zero at the start.</param>
    /// <param name="hint">M; zero at the start.</param>
    /// <param name="rates">η, above 0.</param>
    /// <param name="observed">g: the gradient at the point that was played.</param>
    /// <param name="variation">V̄: the sum of ‖g − M‖² of all rounds before; zero at the start.</param>
    /// <param name="radius">R.</param>
    /// <param name="correction">λ, what moves cost: 2L.</param>
    /// <param name="metaCap">ε is at most this.</param>
    /// <param name="metaScale">ε is metaScale/√(metaOffset + metaGrowth·V̄) below it.</param>
    /// <param name="metaOffset">Above 0.</param>
    /// <param name="metaGrowth">0 for a constant rate.</param>
    [UpdateRule]
    public static (Row x, Mat points, Mat secondary, Col losses, Col moves, Row hint, Col weights,
        Scalar variation) Step(
        Mat points, Mat secondary, Col losses, Col moves, Row hint, Col rates, Row observed, Scalar variation,
        [Above(0)] double radius, [AtLeast(0)] double correction, [Above(0)] double metaCap,
            [Above(0)] double metaScale,
        [Above(0)] double metaOffset = 1, [AtLeast(0)] double metaGrowth = 0) =>
        DynamicEnsemble.Step(
            points, secondary, losses, moves, hint, rates, observed, variation, correction,
            v => DynamicEnsemble.MetaRate(v, metaCap, metaScale, metaOffset, metaGrowth),
            y => Min(1, radius / NormRows(y)) * y);
}
