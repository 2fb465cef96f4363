using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>The elementary functions of a plan on one element: their bits are defined by the library's own functions,
/// here on a
/// single lane, and do not depend on the width.</summary>
internal static class ScalarElementary
{
    public static Func<T, T> Unary<T>(PlanOperation operation, ContractionClass contraction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (Func<T, T>)(object)(
            (typeof(T) == typeof(float), contraction) switch
            {
                (true, ContractionClass.Fused) => Unary<Float1<Fused>, float, Fused>(operation),
                (true, _) => Unary<Float1<Separate>, float, Separate>(operation),
                (_, ContractionClass.Fused) => Unary<Double1<Fused>, double, Fused>(operation),
                _ => (object)Unary<Double1<Separate>, double, Separate>(operation),
            });

    public static Func<T, T, T> Pow<T>(ContractionClass contraction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (Func<T, T, T>)(object)(
            (typeof(T) == typeof(float), contraction) switch
            {
                (true, ContractionClass.Fused) => Pow<Float1<Fused>, float, Fused>(),
                (true, _) => Pow<Float1<Separate>, float, Separate>(),
                (_, ContractionClass.Fused) => Pow<Double1<Fused>, double, Fused>(),
                _ => (object)Pow<Double1<Separate>, double, Separate>(),
            });

    private static Func<E, E> Unary<V, E, C>(PlanOperation operation)
        where V : struct, IOneLane<V, E, C>
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
        where C : struct, IContraction => operation switch
        {
            PlanOperation.Exp => x => V.Number(Elementary.Exp<V, E>(V.Of(x))),
            PlanOperation.Expm1 => x => V.Number(Elementary.Expm1<V, E>(V.Of(x))),
            PlanOperation.Log => x => V.Number(Elementary.Log<V, E>(V.Of(x))),
            PlanOperation.Log1p => x => V.Number(Elementary.Log1p<V, E>(V.Of(x))),
            PlanOperation.Tanh => x => V.Number(Elementary.Tanh<V, E>(V.Of(x))),
            PlanOperation.Sigmoid => x => V.Number(Elementary.Sigmoid<V, E>(V.Of(x))),
            PlanOperation.Softplus => x => V.Number(Elementary.Softplus<V, E>(V.Of(x))),
            PlanOperation.Sin => x => V.Number(Elementary.Sin<V, E>(V.Of(x))),
            PlanOperation.Cos => x => V.Number(Elementary.Cos<V, E>(V.Of(x))),
            PlanOperation.Atan => x => V.Number(Elementary.Atan<V, E>(V.Of(x))),
            _ => throw new ArgumentException($"The operation {operation} has not one operand.", nameof(operation)),
        };

    private static Func<E, E, E> Pow<V, E, C>()
        where V : struct, IOneLane<V, E, C>
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
        where C : struct, IContraction => (x, y) => V.Number(Elementary.Pow<V, E>(V.Of(x), V.Of(y)));
}
