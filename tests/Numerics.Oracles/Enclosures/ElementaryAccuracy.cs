using Numerics.Plans;

namespace Numerics.Oracles;

/// <summary>The documented accuracy of the library's elementary functions.</summary>
internal static class ElementaryAccuracy
{
    /// <summary>The greatest relative error in unit roundoffs: a unit in the last place is at most two of them.</summary>
    public static double Units(PlanOperation operation, FloatFormat format) => operation switch
    {
        PlanOperation.Sqrt => 1,
        PlanOperation.Rsqrt => 2,
        _ => 2 * UnitsInLastPlace(operation, format),
    };

    private static double UnitsInLastPlace(PlanOperation operation, FloatFormat format) => 4;
}
