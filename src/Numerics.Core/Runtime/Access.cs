using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>The gradient as it is, stores through the caches.</summary>
internal readonly struct Cached : IAccess
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LoadGradient<V, T>(in Frame<T> frame, Pointer<T> source, nint i)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.Load(source, i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LoadGradient<V, T>(in Frame<T> frame, Pointer<T> source, nint i, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.Load(source, i, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V, T>(V value, Pointer<T> destination, nint i)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.Store(value, destination, i);
}

/// <summary>The gradient times the gradient scale (constant 0), stores through the caches.</summary>
internal readonly struct Scaled : IAccess
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LoadGradient<V, T>(in Frame<T> frame, Pointer<T> source, nint i)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.Load(source, i) * V.Broadcast(frame.Constant(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LoadGradient<V, T>(in Frame<T> frame, Pointer<T> source, nint i, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.Load(source, i, count) * V.Broadcast(frame.Constant(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V, T>(V value, Pointer<T> destination, nint i)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.Store(value, destination, i);
}

/// <summary>Loads as <typeparamref name="M"/> has it, stores past the caches: full vectors at aligned addresses only.</summary>
/// <typeparam name="M">How the gradient is loaded.</typeparam>
internal readonly struct Streaming<M> : IAccess
    where M : struct, IAccess
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LoadGradient<V, T>(in Frame<T> frame, Pointer<T> source, nint i)
        where V : struct, ILanes<V, T>
        where T : unmanaged => M.LoadGradient<V, T>(frame, source, i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LoadGradient<V, T>(in Frame<T> frame, Pointer<T> source, nint i, nint count)
        where V : struct, ILanes<V, T>
        where T : unmanaged => M.LoadGradient<V, T>(frame, source, i, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V, T>(V value, Pointer<T> destination, nint i)
        where V : struct, ILanes<V, T>
        where T : unmanaged => V.StoreStreaming(value, destination, i);
}
