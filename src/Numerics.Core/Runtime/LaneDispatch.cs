using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Calls a kernel's pass with the lanes that a context chooses. Each combination is compiled when first called.</summary>
internal static class LaneDispatch
{
    /// <summary>Runs an elementwise pass on [start, end).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Map<K, T, M>(KernelContext context, int pass, in Frame<T> frame, nint start, nint end)
        where K : struct, IKernel
        where T : unmanaged
        where M : struct, IAccess
    {
        if (typeof(T) == typeof(float))
        {
            MapFloat<K, M>(context.Lanes, pass, in As<T, float>(in frame), start, end);
        }
        else
        {
            MapDouble<K, M>(context.Lanes, pass, in As<T, double>(in frame), start, end);
        }
    }

    /// <summary>Runs a reducing pass on one block.</summary>
    public static void Fold<K, T, M>(KernelContext context, int pass, in Frame<T> frame, nint start, nint end)
        where K : struct, IKernel
        where T : unmanaged
        where M : struct, IAccess
    {
        if (typeof(T) == typeof(float))
        {
            FoldFloat<K, M>(context.Lanes, pass, in As<T, float>(in frame), start, end);
        }
        else
        {
            FoldDouble<K, M>(context.Lanes, pass, in As<T, double>(in frame), start, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly Frame<U> As<T, U>(in Frame<T> frame)
        where T : unmanaged
        where U : unmanaged
    {
        if (typeof(T) != typeof(U))
        {
            ThrowElementType(typeof(T));
        }

        return ref Unsafe.As<Frame<T>, Frame<U>>(ref Unsafe.AsRef(in frame));
    }

    [DoesNotReturn]
    private static void ThrowElementType(Type type) =>
        throw new NotSupportedException($"Kernels compute in float and double, not in {type.Name}.");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapFloat<K, M>(LaneKind lanes, int pass, in Frame<float> frame, nint start, nint end)
        where K : struct, IKernel
        where M : struct, IAccess
    {
        switch (lanes)
        {
            case LaneKind.Fused512: K.Map<Float512<Fused>, float, M>(pass, frame, start, end); break;
            case LaneKind.Fused256: K.Map<Float256<Fused>, float, M>(pass, frame, start, end); break;
            case LaneKind.Fused128: K.Map<Float128<Fused>, float, M>(pass, frame, start, end); break;
            case LaneKind.Fused1: K.Map<Float1<Fused>, float, M>(pass, frame, start, end); break;
            case LaneKind.Separate512: K.Map<Float512<Separate>, float, M>(pass, frame, start, end); break;
            case LaneKind.Separate256: K.Map<Float256<Separate>, float, M>(pass, frame, start, end); break;
            case LaneKind.Separate128: K.Map<Float128<Separate>, float, M>(pass, frame, start, end); break;
            default: K.Map<Float1<Separate>, float, M>(pass, frame, start, end); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapDouble<K, M>(LaneKind lanes, int pass, in Frame<double> frame, nint start, nint end)
        where K : struct, IKernel
        where M : struct, IAccess
    {
        switch (lanes)
        {
            case LaneKind.Fused512: K.Map<Double512<Fused>, double, M>(pass, frame, start, end); break;
            case LaneKind.Fused256: K.Map<Double256<Fused>, double, M>(pass, frame, start, end); break;
            case LaneKind.Fused128: K.Map<Double128<Fused>, double, M>(pass, frame, start, end); break;
            case LaneKind.Fused1: K.Map<Double1<Fused>, double, M>(pass, frame, start, end); break;
            case LaneKind.Separate512: K.Map<Double512<Separate>, double, M>(pass, frame, start, end); break;
            case LaneKind.Separate256: K.Map<Double256<Separate>, double, M>(pass, frame, start, end); break;
            case LaneKind.Separate128: K.Map<Double128<Separate>, double, M>(pass, frame, start, end); break;
            default: K.Map<Double1<Separate>, double, M>(pass, frame, start, end); break;
        }
    }

    private static void FoldFloat<K, M>(LaneKind lanes, int pass, in Frame<float> frame, nint start, nint end)
        where K : struct, IKernel
        where M : struct, IAccess
    {
        switch (lanes)
        {
            case LaneKind.Fused512:
                K.Fold<FloatGroup512<Fused>, DoubleGroup512<Fused>, float, M>(pass, frame, start, end);
                break;
            case LaneKind.Fused256:
                K.Fold<FloatGroup256<Fused>, DoubleGroup256<Fused>, float, M>(pass, frame, start, end);
                break;
            case LaneKind.Fused128:
                K.Fold<FloatGroup128<Fused>, DoubleGroup128<Fused>, float, M>(pass, frame, start, end);
                break;
            case LaneKind.Fused1:
                K.Fold<FloatGroup1<Fused>, DoubleGroup1<Fused>, float, M>(pass, frame, start, end);
                break;
            case LaneKind.Separate512:
                K.Fold<FloatGroup512<Separate>, DoubleGroup512<Separate>, float, M>(pass, frame, start, end);
                break;
            case LaneKind.Separate256:
                K.Fold<FloatGroup256<Separate>, DoubleGroup256<Separate>, float, M>(pass, frame, start, end);
                break;
            case LaneKind.Separate128:
                K.Fold<FloatGroup128<Separate>, DoubleGroup128<Separate>, float, M>(pass, frame, start, end);
                break;
            default:
                K.Fold<FloatGroup1<Separate>, DoubleGroup1<Separate>, float, M>(pass, frame, start, end);
                break;
        }
    }

    private static void FoldDouble<K, M>(LaneKind lanes, int pass, in Frame<double> frame, nint start, nint end)
        where K : struct, IKernel
        where M : struct, IAccess
    {
        switch (lanes)
        {
            case LaneKind.Fused512:
                K.Fold<DoubleGroup512<Fused>, DoubleGroup512<Fused>, double, M>(pass, frame, start, end);
                break;
            case LaneKind.Fused256:
                K.Fold<DoubleGroup256<Fused>, DoubleGroup256<Fused>, double, M>(pass, frame, start, end);
                break;
            case LaneKind.Fused128:
                K.Fold<DoubleGroup128<Fused>, DoubleGroup128<Fused>, double, M>(pass, frame, start, end);
                break;
            case LaneKind.Fused1:
                K.Fold<DoubleGroup1<Fused>, DoubleGroup1<Fused>, double, M>(pass, frame, start, end);
                break;
            case LaneKind.Separate512:
                K.Fold<DoubleGroup512<Separate>, DoubleGroup512<Separate>, double, M>(pass, frame, start, end);
                break;
            case LaneKind.Separate256:
                K.Fold<DoubleGroup256<Separate>, DoubleGroup256<Separate>, double, M>(pass, frame, start, end);
                break;
            case LaneKind.Separate128:
                K.Fold<DoubleGroup128<Separate>, DoubleGroup128<Separate>, double, M>(pass, frame, start, end);
                break;
            default:
                K.Fold<DoubleGroup1<Separate>, DoubleGroup1<Separate>, double, M>(pass, frame, start, end);
                break;
        }
    }
}
