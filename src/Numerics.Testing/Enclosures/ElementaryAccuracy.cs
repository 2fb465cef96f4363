using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>The accuracy of the library's elementary functions, as <see cref="Runtime.Elementary"/> documents
/// it.</summary>
internal static class ElementaryAccuracy
{
    /// <summary>The greatest error on the CPU.</summary>
    public static double UnitsInLastPlace(PlanOperation operation, bool isSingle) => operation switch
    {
        PlanOperation.Exp => isSingle ? 0.93 : 0.97,
        PlanOperation.Expm1 => isSingle ? 1.25 : 1.32,
        PlanOperation.Log => isSingle ? 0.77 : 0.82,
        PlanOperation.Log1p => 0.8,
        PlanOperation.Tanh => 1.39,
        PlanOperation.Sigmoid => isSingle ? 1.18 : 1.19,
        PlanOperation.Softplus => isSingle ? 1.45 : 1.32,
        PlanOperation.Sin or PlanOperation.Cos => 0.8,
        PlanOperation.Atan => isSingle ? 1.4 : 1.1,
        PlanOperation.Pow => isSingle ? 0.85 : 1.4,
        _ => throw new ArgumentException($"The operation {operation} is no elementary function.", nameof(operation)),
    };
}
