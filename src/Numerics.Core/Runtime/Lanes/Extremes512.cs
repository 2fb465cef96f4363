using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Numerics.Runtime;

/// <summary>The lesser and the greater by VRANGE, one instruction, which passes NaN over: where that is not wanted, it is asked for
/// beside it.</summary>
/// <remarks>Only where <see cref="Avx512DQ"/> is supported.</remarks>
internal static unsafe class Extremes512
{
    /// <summary>VRANGE's answers: the lesser and the greater, with the sign of the one that it takes, also of zeros.</summary>
    public const byte Lesser = 0b01_00;
    public const byte Greater = 0b01_01;

    /// <summary>VFIXUPIMM's answers, four bits for each class from the lowest: a quiet NaN itself (1), a signalling one quiet (2); else
    /// what was there (0).</summary>
    private const uint NaNByClass = 0x21;

    /// <summary>Lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Of<T>(Vector512<T> left, Vector512<T> right, [ConstantExpected(Max = (byte)0b1111)] byte control)
        where T : unmanaged => sizeof(T) == sizeof(float)
        ? Avx512DQ.Range(left.AsSingle(), right.AsSingle(), control).As<float, T>()
        : Avx512DQ.Range(left.AsDouble(), right.AsDouble(), control).As<double, T>();

    /// <summary>The lanes of <paramref name="value"/> that are NaN, over those of <paramref name="before"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> OrNaN<T>(Vector512<T> before, Vector512<T> value)
        where T : unmanaged => sizeof(T) == sizeof(float)
        ? Avx512F.Fixup(before.AsSingle(), value.AsSingle(), Vector512.Create(NaNByClass).AsInt32(), 0).As<float, T>()
        : Avx512F.Fixup(before.AsDouble(), value.AsDouble(), Vector512.Create((ulong)NaNByClass).AsInt64(), 0).As<double, T>();
}
