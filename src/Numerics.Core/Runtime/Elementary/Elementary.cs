using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Elementary functions of lanes, in the lanes' own precision: polynomials and argument reductions that use only
/// <see cref="ILanes{V, T}"/>.</summary>
/// <remarks>
/// A result has the same bits at every width. The contraction classes each have their own bits, since a polynomial's
/// multiply-adds follow the class. Errors are in units in the last place of the exact result (ULP), the greatest found: for
/// <see cref="float"/> over all 2³² arguments, for <see cref="double"/> and for both arguments of powers over samples of
/// every exponent. Denormal arguments and results keep their bits; where <see cref="Math"/> has the function, special values are its own.
/// <para>The polynomials' coefficients come from <c>eng/minimax.py</c>, which states each one's error.</para>
/// </remarks>
public static partial class Elementary
{
    /// <summary>Parts of a function that are too large for the CPU's compiler to inline, and so are calls there; a device's compiler
    /// inlines them.</summary>
    private const MethodImplOptions Large = MethodImplOptions.AggressiveOptimization;

    /// <summary>−1, 0 or 1 with the sign of <paramref name="x"/>: exact. NaN and both zeros give themselves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sign<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        V.Sign(x);

    /// <summary><see cref="Sign"/> where the hardware has no instruction for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V SignByComparison<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        V signedOne = V.Or(V.And(x, Constant<V, T>(-0.0)), Constant<V, T>(1));
        return V.Select(V.LessThan(V.Zero, V.Abs(x)), signedOne, x);
    }

    /// <summary>1/√x in two roundings. −0 gives −∞, a negative number NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ReciprocalSqrt<V, T>(V x)
        where V : struct, ILanes<V, T>
        where T : unmanaged =>
        Constant<V, T>(1) / V.Sqrt(x);
}
