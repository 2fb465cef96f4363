using System.Runtime.CompilerServices;
using Numerics.Runtime;

namespace Numerics.Tests.Lanes;

/// <summary>Applies functions of lanes to arrays.</summary>
internal static unsafe class LaneMap
{
    /// <summary>F of every element; the length is a multiple of 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Of<F, V, T>(ReadOnlySpan<T> x, Span<T> y)
        where F : struct, IElementaryFunction
        where V : struct, ILanes<V, T>
        where T : unmanaged
    {
        fixed (T* source = x, destination = y)
        {
            for (int i = 0; i < x.Length; i += V.Count)
            {
                V.Store(F.Apply<V, T>(V.Load(new Pointer<T>(source), i)), new Pointer<T>(destination), i);
            }
        }
    }
}
