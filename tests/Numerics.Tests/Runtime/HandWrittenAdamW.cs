using System.Runtime.CompilerServices;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Tests.Runtime;

/// <summary>AdamW in the shape in which kernels are emitted: one elementwise pass, four arrays.</summary>
internal static class HandWrittenAdamW
{
    public static void Step<T>(
        Span<T> x, Span<T> m, Span<T> v, ReadOnlySpan<T> g, int t,
        double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8,
        double weightDecay = 1e-2)
        where T : unmanaged
    {
        ReadOnlySpan<double> host = [t, learningRate, beta1, beta2, epsilon, weightDecay];
        Span<double> values = stackalloc double[9];
        var call = new KernelCall<T>();
        call.Update(0, x, "x");
        call.Update(1, m, "m");
        call.Update(2, v, "v");
        call.Read(3, g, "g");
        Launch.Run<Kernel, T>(ref call, host, values);
    }

    internal readonly struct Kernel : IKernel
    {
        private static readonly KernelPlan ThePlan = KernelPlan.Parse("""
            plan 1
            rule Numerics.Tests.Runtime.HandWrittenAdamW.Step
            hash 0000000000000002
            variant 0
            array x readwrite
            array m readwrite
            array v readwrite
            array g read gradient
            host t int
            host learningRate double
            host beta1 double
            host beta2 double
            host epsilon double
            host weightDecay double
            constants 9
            slots 9
            pass map
            load 0
            load 1
            load 2
            load 3
            constant 1
            constant 2
            mul 5 3
            mad 4 1 6
            constant 3
            constant 4
            mul 9 3
            mul 10 3
            mad 8 2 11
            sqrt 12
            constant 5
            mad 13 14 15
            constant 6
            div 7 15
            constant 7
            constant 8
            mul 18 0
            mad 17 16 18
            store 19 0
            store 7 1
            store 12 2
            end
            """);

        public static KernelPlan Plan => ThePlan;

        public static void Scalars(
            int stage, ReadOnlySpan<double> host, nint length, nint totalLength, Span<double> values)
        {
            if (stage != 0)
            {
                return;
            }

            int t = (int)host[0];
            double learningRate = host[1], beta1 = host[2], beta2 = host[3], epsilon = host[4], weightDecay = host[5];
            double correction1 = 1 - Math.Pow(beta1, t);
            double correction2 = 1 - Math.Pow(beta2, t);
            values[1] = beta1;
            values[2] = 1 - beta1;
            values[3] = beta2;
            values[4] = 1 - beta2;
            values[5] = 1 / Math.Sqrt(correction2);
            values[6] = epsilon;
            values[7] = -learningRate / correction1;
            values[8] = 1 - (learningRate * weightDecay);
        }

        public static void Map<V, T, M>(int pass, in Frame<T> frame, nint start, nint end)
            where V : struct, ILanes<V, T>
            where T : unmanaged
            where M : struct, IAccess
            => Map0<V, T, M>(in frame, start, end);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Map0<V, T, M>(in Frame<T> frame, nint start, nint end)
            where V : struct, ILanes<V, T>
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
            V c7 = V.Broadcast(frame.Constant(7));
            V c8 = V.Broadcast(frame.Constant(8));
            nint i = start;
            for (; i <= end - V.Count; i += V.Count)
            {
                (V x1, V m1, V v1) = Lane<V, T>(
                    V.Load(x, i), V.Load(m, i), V.Load(v, i), M.LoadGradient<V, T>(in frame, g, i),
                    c1, c2, c3, c4, c5, c6, c7, c8);
                M.Store<V, T>(x1, x, i);
                M.Store<V, T>(m1, m, i);
                M.Store<V, T>(v1, v, i);
            }

            if (i < end)
            {
                nint count = end - i;
                (V x1, V m1, V v1) = Lane<V, T>(
                    V.Load(x, i, count), V.Load(m, i, count), V.Load(v, i, count),
                    M.LoadGradient<V, T>(in frame, g, i, count), c1, c2, c3, c4, c5, c6, c7, c8);
                V.Store(x1, x, i, count);
                V.Store(m1, m, i, count);
                V.Store(v1, v, i, count);
            }
        }

        public static void Fold<V, W, T, M>(int pass, in Frame<T> frame, nint start, nint end)
            where V : struct, IGroup<V, W, T>
            where W : struct, IWide<W>
            where T : unmanaged
            where M : struct, IAccess
        {
            // No pass reduces.
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static (V X, V M, V V1) Lane<V, T>(
            V x, V m, V v, V g, V c1, V c2, V c3, V c4, V c5, V c6, V c7, V c8)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            V m1 = V.MultiplyAdd(c1, m, c2 * g);
            V v1 = V.MultiplyAdd(c3, v, c4 * g * g);
            V root = V.MultiplyAdd(V.Sqrt(v1), c5, c6);
            V x1 = V.MultiplyAdd(m1 / root, c7, c8 * x);
            return (x1, m1, v1);
        }
    }
}
