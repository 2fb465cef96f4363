using static Numerics.Functions;

namespace Numerics;

/// <content>Loss scaling and steps that are skipped.</content>
public static partial class BuildingBlocks
{
    /// <summary>Undoes loss scaling: g/scale.</summary>
    /// <param name="g">The gradient of the scaled loss.</param>
    /// <param name="scale">The factor that the loss was multiplied by, above 0.</param>
    [BuildingBlock]
    public static Vec Unscale(Vec g, double scale) => g / scale;

    /// <summary>Whether every element of g is finite, over all tensors of the step.</summary>
    /// <param name="g">The gradient; of none all are finite.</param>
    [BuildingBlock]
    public static ScalarMask AllFinite(Vec g) =>
        Equal(Global(CountTrue(!(Abs(g) < double.PositiveInfinity))), 0);

    /// <summary>The new value if the gradient is finite over all tensors of the step, else the old one: chosen as a
    /// whole, so that a skipped step leaves no trace in parameter or state.</summary>
    /// <param name="after">The value after the step.</param>
    /// <param name="before">The value before it.</param>
    /// <param name="g">The gradient of the step.</param>
    [BuildingBlock]
    public static Vec SkipIfNotFinite(Vec after, Vec before, Vec g) => Select(AllFinite(g), after, before);
}
