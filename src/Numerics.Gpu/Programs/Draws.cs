using System.Runtime.CompilerServices;
using ILGPU;
using Numerics.Gpu.Kernels;

namespace Numerics.Gpu.Programs;

/// <summary>Random numbers for the threads of a group: those of positions position, position + 1, ….</summary>
public static class Draws
{
    /// <inheritdoc cref="DeviceDraws.Uniform"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Uniform<V, T>(ulong key, long counter, long position)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged => V.Rounded(
            V.IsSingle
                ? DeviceDraws.UniformSingle(key, counter, position + Group.IdxX)
                : DeviceDraws.Uniform(key, counter, position + Group.IdxX));

    /// <inheritdoc cref="DeviceDraws.Normal"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Normal<V, T>(ulong key, long counter, long position)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged => V.Rounded(DeviceDraws.Normal(key, counter, position + Group.IdxX));

    /// <inheritdoc cref="DeviceDraws.Rademacher"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Rademacher<V, T>(ulong key, long counter, long position)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged => V.Rounded(DeviceDraws.Rademacher(key, counter, position + Group.IdxX));

    /// <inheritdoc cref="DeviceDraws.RandomIndex"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V RandomIndex<V, T>(ulong key, long counter, long bound, long position)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged => V.Rounded(DeviceDraws.RandomIndex(key, counter, bound, position + Group.IdxX));

    /// <inheritdoc cref="Uniform{V, T}(ulong, long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Uniform<V, T>(ulong key, long counter, long position, long count)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged => Uniform<V, T>(key, counter, position);

    /// <inheritdoc cref="Normal{V, T}(ulong, long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Normal<V, T>(ulong key, long counter, long position, long count)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged => Normal<V, T>(key, counter, position);

    /// <inheritdoc cref="Rademacher{V, T}(ulong, long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Rademacher<V, T>(ulong key, long counter, long position, long count)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged => Rademacher<V, T>(key, counter, position);

    /// <inheritdoc cref="RandomIndex{V, T}(ulong, long, long, long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V RandomIndex<V, T>(ulong key, long counter, long bound, long position, long count)
        where V : struct, IThreadLanes<V, T>
        where T : unmanaged => RandomIndex<V, T>(key, counter, bound, position);
}
