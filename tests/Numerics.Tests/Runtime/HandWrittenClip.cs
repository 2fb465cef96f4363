using System.Runtime.CompilerServices;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Tests.Runtime;

/// <summary>Clipping by the norm over all tensors, with a Scalar input and three kinds of reduction: a pass that only reduces, then
/// one that writes a destination.</summary>
internal static class HandWrittenClip
{
    /// <summary>The slot of the Scalar input, the greatest norm.</summary>
    public const int LimitSlot = 5;

    /// <summary>The slots of the results: the global norm, then this tensor's least and greatest element.</summary>
    public const int NormSlot = 6;
    public const int LeastSlot = 3;
    public const int GreatestSlot = 4;

    internal readonly struct Kernel : IKernel
    {
        private static readonly KernelPlan ThePlan = KernelPlan.Parse("""
            plan 1
            rule Numerics.Tests.Runtime.HandWrittenClip.Step
            hash 0000000000000004
            variant 0
            array g read gradient
            array clipped write
            scalar limit in 5
            result norm 6
            result least 3
            result greatest 4
            constants 2
            slots 7
            pass fold
            load 0
            reduce dot 0 0 0 2 global
            reduce min 0 1 3 tensor
            reduce max 0 2 4 tensor
            end
            pass map
            load 0
            constant 1
            mul 1 0
            store 2 1
            end
            """);

        public static KernelPlan Plan => ThePlan;

        public static void Scalars(
            int stage, ReadOnlySpan<double> host, nint length, nint totalLength, Span<double> values)
        {
            if (stage == 1)
            {
                values[NormSlot] = Math.Sqrt(values[2]);
                values[1] = Math.Min(1, values[LimitSlot] / values[NormSlot]);
            }
        }

        public static void Map<V, T, M>(int pass, in Frame<T> frame, nint start, nint end)
            where V : struct, ILanes<V, T>
            where T : unmanaged
            where M : struct, IAccess
            => Map1<V, T, M>(in frame, start, end);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Map1<V, T, M>(in Frame<T> frame, nint start, nint end)
            where V : struct, ILanes<V, T>
            where T : unmanaged
            where M : struct, IAccess
        {
            Pointer<T> g = frame.Array(0);
            Pointer<T> clipped = frame.Array(1);
            V c1 = V.Broadcast(frame.Constant(1));
            nint i = start;
            for (; i <= end - V.Count; i += V.Count)
            {
                M.Store<V, T>(c1 * M.LoadGradient<V, T>(in frame, g, i), clipped, i);
            }

            if (i < end)
            {
                nint rest = end - i;
                V.Store(c1 * M.LoadGradient<V, T>(in frame, g, i, rest), clipped, i, rest);
            }
        }

        public static void Fold<V, W, T, M>(int pass, in Frame<T> frame, nint start, nint end)
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged
            where M : struct, IAccess
            => Fold0<V, W, T, M>(in frame, start, end);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Fold0<V, W, T, M>(in Frame<T> frame, nint start, nint end)
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged
            where M : struct, IAccess
        {
            Pointer<T> g = frame.Array(0);
            W sum = W.Zero;
            W least = W.Broadcast(double.PositiveInfinity);
            W greatest = W.Broadcast(double.NegativeInfinity);
            nint i = start;
            for (; i <= end - V.Count; i += V.Count)
            {
                W wide = V.Widen(M.LoadGradient<V, T>(in frame, g, i));
                sum = W.MultiplyAdd(wide, wide, sum);
                least = W.Min(least, wide);
                greatest = W.Max(greatest, wide);
            }

            if (i < end)
            {
                nint rest = end - i;
                W wide = V.Widen(M.LoadGradient<V, T>(in frame, g, i, rest));
                W inside = W.FirstLanes(rest);
                sum = W.Select(inside, W.MultiplyAdd(wide, wide, sum), sum);
                least = W.Select(inside, W.Min(least, wide), least);
                greatest = W.Select(inside, W.Max(greatest, wide), greatest);
            }

            frame.SetPartial(0, W.SumLanes(sum));
            frame.SetPartial(1, W.MinLanes(least));
            frame.SetPartial(2, W.MaxLanes(greatest));
        }
    }
}
