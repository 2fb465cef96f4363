using System.Runtime.CompilerServices;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Tests.Runtime;

/// <summary>LAMB in the shape in which kernels are emitted: a pass that updates the moments and takes ‖x‖ and ‖u‖, then one that
/// works u out again and steps along it.</summary>
internal static class HandWrittenLamb
{
    public static double Step<T>(
        Span<T> x, Span<T> m, Span<T> v, ReadOnlySpan<T> g,
        double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-6,
        double weightDecay = 1e-2)
        where T : unmanaged
    {
        ReadOnlySpan<double> host = [learningRate, beta1, beta2, epsilon, weightDecay];
        Span<double> values = stackalloc double[11];
        var call = new KernelCall<T>();
        call.Update(0, x, "x");
        call.Update(1, m, "m");
        call.Update(2, v, "v");
        call.Read(3, g, "g");
        Launch.Run<Kernel, T>(ref call, host, values);
        return values[10];
    }

    internal readonly struct Kernel : IKernel
    {
        private static readonly KernelPlan ThePlan = KernelPlan.Parse("""
            plan 1
            rule Numerics.Tests.Runtime.HandWrittenLamb.Step
            hash 0000000000000003
            variant 0
            array x readwrite
            array m readwrite
            array v readwrite
            array g read gradient
            host learningRate double
            host beta1 double
            host beta2 double
            host epsilon double
            host weightDecay double
            result trust 10
            constants 8
            slots 11
            pass fold
            load 0
            load 1
            load 2
            load 3
            constant 1
            constant 2
            mul 5 3
            mad 4 1 6
            store 7 1
            constant 3
            constant 4
            mul 9 3
            mul 10 3
            mad 8 2 11
            store 12 2
            sqrt 12
            constant 5
            add 13 14
            div 7 15
            constant 6
            mad 17 0 16
            reduce dot 0 0 0 8 tensor
            reduce dot 18 18 1 9 tensor
            end
            pass map
            load 0
            load 1
            load 2
            sqrt 2
            constant 5
            add 3 4
            div 1 5
            constant 6
            mad 7 0 6
            constant 7
            mad 9 8 0
            store 10 0
            end
            """);

        public static KernelPlan Plan => ThePlan;

        public static void Scalars(
            int stage, ReadOnlySpan<double> host, nint length, nint totalLength, Span<double> values)
        {
            double learningRate = host[0], beta1 = host[1], beta2 = host[2], epsilon = host[3], weightDecay = host[4];
            switch (stage)
            {
                case 0:
                    values[1] = beta1;
                    values[2] = 1 - beta1;
                    values[3] = beta2;
                    values[4] = 1 - beta2;
                    values[5] = epsilon;
                    values[6] = weightDecay;
                    break;
                case 1:
                    double xNorm = Math.Sqrt(values[8]);
                    double uNorm = Math.Sqrt(values[9]);
                    values[10] = xNorm > 0 && uNorm > 0 ? xNorm / uNorm : 1;
                    values[7] = -learningRate * values[10];
                    break;
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
            Pointer<T> x = frame.Array(0);
            Pointer<T> m = frame.Array(1);
            Pointer<T> v = frame.Array(2);
            V c5 = V.Broadcast(frame.Constant(5));
            V c6 = V.Broadcast(frame.Constant(6));
            V c7 = V.Broadcast(frame.Constant(7));
            nint i = start;
            for (; i <= end - V.Count; i += V.Count)
            {
                V x1 = Lane1<V, T>(V.Load(x, i), V.Load(m, i), V.Load(v, i), c5, c6, c7);
                M.Store<V, T>(x1, x, i);
            }

            if (i < end)
            {
                nint count = end - i;
                V x1 = Lane1<V, T>(V.Load(x, i, count), V.Load(m, i, count), V.Load(v, i, count), c5, c6, c7);
                V.Store(x1, x, i, count);
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
            Pointer<T> x = frame.Array(0);
            Pointer<T> m = frame.Array(1);
            Pointer<T> v = frame.Array(2);
            Pointer<T> g = frame.Array(3);
            V c1 = V.Broadcast(frame.Constant(1));
            V c2 = V.Broadcast(frame.Constant(2));
            V c3 = V.Broadcast(frame.Constant(3));
            V c4 = V.Broadcast(frame.Constant(4));
            V c5 = V.Broadcast(frame.Constant(5));
            V c6 = V.Broadcast(frame.Constant(6));
            W sum0 = W.Zero;
            W sum1 = W.Zero;
            nint i = start;
            for (; i <= end - V.Count; i += V.Count)
            {
                V x0 = V.Load(x, i);
                (V m1, V v1, V u) = Lane0<V, T>(
                    x0, V.Load(m, i), V.Load(v, i), M.LoadGradient<V, T>(in frame, g, i), c1, c2, c3, c4, c5, c6);
                M.Store<V, T>(m1, m, i);
                M.Store<V, T>(v1, v, i);
                W wide0 = V.Widen(x0);
                W wide1 = V.Widen(u);
                sum0 = W.MultiplyAdd(wide0, wide0, sum0);
                sum1 = W.MultiplyAdd(wide1, wide1, sum1);
            }

            if (i < end)
            {
                nint count = end - i;
                W valid = W.FirstLanes(count);
                V x0 = V.Load(x, i, count);
                (V m1, V v1, V u) = Lane0<V, T>(
                    x0, V.Load(m, i, count), V.Load(v, i, count), M.LoadGradient<V, T>(in frame, g, i, count),
                    c1, c2, c3, c4, c5, c6);
                V.Store(m1, m, i, count);
                V.Store(v1, v, i, count);
                W wide0 = V.Widen(x0);
                W wide1 = V.Widen(u);
                sum0 = W.Select(valid, W.MultiplyAdd(wide0, wide0, sum0), sum0);
                sum1 = W.Select(valid, W.MultiplyAdd(wide1, wide1, sum1), sum1);
            }

            frame.SetPartial(0, W.SumLanes(sum0));
            frame.SetPartial(1, W.SumLanes(sum1));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static (V M, V V1, V U) Lane0<V, T>(V x, V m, V v, V g, V c1, V c2, V c3, V c4, V c5, V c6)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            V m1 = V.MultiplyAdd(c1, m, c2 * g);
            V v1 = V.MultiplyAdd(c3, v, c4 * g * g);
            V u = V.MultiplyAdd(c6, x, m1 / (V.Sqrt(v1) + c5));
            return (m1, v1, u);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V Lane1<V, T>(V x, V m, V v, V c5, V c6, V c7)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            V u = V.MultiplyAdd(c6, x, m / (V.Sqrt(v) + c5));
            return V.MultiplyAdd(c7, u, x);
        }
    }
}
