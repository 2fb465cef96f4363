using Numerics.Plans;

namespace Numerics.Oracles;

/// <summary>The accuracy of the library's elementary functions, as <see cref="Runtime.Elementary"/> documents
/// it.</summary>
internal static class ElementaryAccuracy
{
    /// <summary>The greatest relative error in unit roundoffs: a unit in the last place is at most two of
    /// them.</summary>
    public static double Units(PlanOperation operation, FloatFormat format) => operation switch
    {
        PlanOperation.Sqrt => 1,
        PlanOperation.Rsqrt => 2,
        _ => 2 * UnitsInLastPlace(operation, format.IsSingle),
    };

    private static double UnitsInLastPlace(PlanOperation operation, bool isSingle) => operation switch
    {
        PlanOperation.Exp => isSingle ? 0.92 : 0.96,
        PlanOperation.Expm1 => isSingle ? 0.92 : 1.99,
        PlanOperation.Log => isSingle ? 0.58 : 0.82,
        PlanOperation.Log1p => isSingle ? 0.78 : 0.80,
        PlanOperation.Tanh => isSingle ? 0.81 : 1.40,
        PlanOperation.Sigmoid => isSingle ? 1.18 : 1.20,
        PlanOperation.Softplus => isSingle ? 1.11 : 1.25,
        PlanOperation.Pow => 2,
        _ => throw new ArgumentException($"The operation {operation} is no elementary function.", nameof(operation)),
    };
}
