using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <content>Constants in the element type, and what is known of its format.</content>
public static partial class Elementary
{
    /// <summary>The bits of a fraction, without the leading one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FractionBits<V, T>()
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.IsSingle ? 23 : 52;

    /// <summary>All lanes a number that both element types hold exactly, or that is rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Constant<V, T>(double value)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        Constant<V, T>((float)value, value);

    /// <summary>All lanes a number that depends on the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Constant<V, T>(float single, double wide)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.Constant(single, wide);

    /// <summary>All lanes a pattern of bits that depends on the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Pattern<V, T>(uint single, ulong wide)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.Pattern(single, wide);

    /// <summary>One step of Horner's scheme: p·x + c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Step<V, T>(V p, V x, double c)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.MultiplyAdd(p, x, Constant<V, T>(c));

    /// <summary>The magnitude of one number with the sign of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V CopySign<V, T>(V magnitude, V sign)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.Or(V.Abs(magnitude), V.And(sign, Constant<V, T>(-0.0)));
}
