using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>What lanes in one register have in common at every width.</summary>
/// <typeparam name="V">The lanes' type.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="C">The contraction class.</typeparam>
internal unsafe interface IHardwareLanes<V, T, C> : ILanes<V, T>
    where V : struct, IHardwareLanes<V, T, C>
    where T : unmanaged
    where C : struct, IContraction
{
    /// <summary>The most lanes that a register has.</summary>
    private const int MostLanes = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V ILanes<V, T>.MultiplyAdd(V a, V b, V c) => C.RoundsOnce ? V.FusedMultiplyAdd(a, b, c) : (a * b) + c;

    /// <summary>A partial load where the hardware has no masked one: element by element through the stack.</summary>
    protected static V CopyLoad(T* source, nint count)
    {
        T* lanes = stackalloc T[MostLanes];
        V.Store(V.Zero, new Pointer<T>(lanes), 0);
        for (nint i = 0; i < count; i++)
        {
            lanes[i] = source[i];
        }

        return V.Load(new Pointer<T>(lanes), 0);
    }

    /// <summary>A partial store where the hardware has no masked one: element by element through the stack.</summary>
    protected static void CopyStore(V value, T* destination, nint count)
    {
        T* lanes = stackalloc T[MostLanes];
        V.Store(value, new Pointer<T>(lanes), 0);
        for (nint i = 0; i < count; i++)
        {
            destination[i] = lanes[i];
        }
    }
}
