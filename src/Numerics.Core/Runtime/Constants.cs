using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Numerics.Runtime;

/// <summary>The constants of a pass.</summary>
internal static unsafe class Constants
{
    /// <summary>Rounds numbers to the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round<T>(ReadOnlySpan<double> exact, T* constants)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            for (int i = 0; i < exact.Length; i++)
            {
                ((float*)constants)[i] = Round(exact[i]);
            }
        }
        else
        {
            exact.CopyTo(new Span<double>(constants, exact.Length));
        }
    }

    /// <summary>Rounds one number. Plain conversion keeps the upper part of its target register, so that a row of them runs one
    /// after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Round(double exact) => Sse2.IsSupported
        ? Sse2.ConvertScalarToVector128Single(Vector128<float>.Zero, Vector128.CreateScalarUnsafe(exact)).ToScalar()
        : (float)exact;
}
