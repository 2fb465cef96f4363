using System.Numerics;
using Numerics.Plans;

namespace Numerics.Testing;

/// <summary>A plan's arithmetic on one element, with the platform's own operators. Masks are 1 and 0.</summary>
internal static class ElementOperations<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static Func<T, T> Unary(PlanOperation operation, ContractionClass contraction) => operation switch
    {
        PlanOperation.Neg => a => -a,
        PlanOperation.Abs => T.Abs,
        PlanOperation.Sign => a => a > T.Zero ? T.One : a < T.Zero ? -T.One : a,
        PlanOperation.Sqrt => T.Sqrt,
        PlanOperation.Rsqrt => a => T.One / T.Sqrt(a),
        PlanOperation.Square => a => a * a,
        PlanOperation.Not => a => Mask(a == T.Zero),
        _ => ScalarElementary.Unary<T>(operation, contraction),
    };

    public static Func<T, T, T> Binary(PlanOperation operation, ContractionClass contraction) => operation switch
    {
        PlanOperation.Add => (a, b) => a + b,
        PlanOperation.Sub => (a, b) => a - b,
        PlanOperation.Mul => (a, b) => a * b,
        PlanOperation.Div => (a, b) => a / b,
        PlanOperation.Min => T.Min,
        PlanOperation.Max => T.Max,
        PlanOperation.Lt => (a, b) => Mask(a < b),
        PlanOperation.Le => (a, b) => Mask(a <= b),
        PlanOperation.Eq => (a, b) => Mask(a == b),
        PlanOperation.Ne => (a, b) => Mask(a != b),
        PlanOperation.And => (a, b) => a * b,
        PlanOperation.Or => T.Max,
        PlanOperation.Xor => (a, b) => Mask(a != b),
        PlanOperation.Pow => ScalarElementary.Pow<T>(contraction),
        _ => throw new ArgumentException($"The operation {operation} has not two operands.", nameof(operation)),
    };

    public static Func<T, T, T, T> Ternary(PlanOperation operation, ContractionClass contraction) => operation switch
    {
        PlanOperation.Mad when contraction == ContractionClass.Separate => (a, b, c) => (a * b) + c,
        PlanOperation.Mad or PlanOperation.Fma => T.FusedMultiplyAdd,
        PlanOperation.Select => (mask, a, b) => mask != T.Zero ? a : b,
        _ => throw new ArgumentException($"The operation {operation} has not three operands.", nameof(operation)),
    };

    private static T Mask(bool truth) => truth ? T.One : T.Zero;
}
