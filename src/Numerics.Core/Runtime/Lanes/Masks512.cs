using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Numerics.Runtime;

/// <summary>Masks of the first lanes.</summary>
/// <remarks>Asked for where they are used: a mask that is kept becomes a vector and a mask again.</remarks>
internal static class Masks512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> FirstSingles(nint count) =>
        Vector512.LessThan(Vector512<int>.Indices, Vector512.Create((int)count)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> FirstDoubles(nint count) =>
        Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).AsDouble();
}
