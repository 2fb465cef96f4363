using System.Numerics;
using Numerics.Plans;

namespace Numerics.Oracles;

/// <summary>The elementary functions of a plan on one element: their bits are defined by the library's own kernels, here on the
/// one-lane vectors, and do not depend on the width.</summary>
internal static class ScalarElementary
{
    public static Func<T, T> Unary<T>(PlanOperation operation, ContractionClass contraction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        throw new ArgumentException($"The operation {operation} has not one operand.", nameof(operation));

    public static Func<T, T, T> Pow<T>(ContractionClass contraction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        throw new ArgumentException($"{contraction}", nameof(contraction));
}
