using System.Runtime.CompilerServices;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Tests.Runtime;

/// <summary>Lion in the shape in which kernels are emitted: one elementwise pass.</summary>
internal static class HandWrittenLion
{
    public static void Step<T>(
        Span<T> x, Span<T> m, ReadOnlySpan<T> g,
        double learningRate = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0)
        where T : unmanaged
    {
        ReadOnlySpan<double> host = [learningRate, beta1, beta2, weightDecay];
        Span<double> values = stackalloc double[7];
        var call = new KernelCall<T>();
        call.Update(0, x, "x");
        call.Update(1, m, "m");
        call.Read(2, g, "g");
        Launch.Run<Kernel, T>(ref call, host, values);
    }

    internal readonly struct Kernel : IKernel
    {
        private static readonly KernelPlan ThePlan = KernelPlan.Parse("""
            plan 1
            rule Numerics.Tests.Runtime.HandWrittenLion.Step
            hash 0000000000000001
            variant 0
            array x readwrite
            array m readwrite
            array g read gradient
            host learningRate double
            host beta1 double
            host beta2 double
            host weightDecay double
            constants 7
            slots 7
            pass map
            load 0
            load 1
            load 2
            constant 1
            constant 2
            mul 4 2
            mad 3 1 5
            sign 6
            constant 3
            mad 8 0 7
            constant 4
            mad 10 9 0
            store 11 0
            constant 5
            constant 6
            mul 13 2
            mad 12 1 14
            store 15 1
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

            double learningRate = host[0], beta1 = host[1], beta2 = host[2], weightDecay = host[3];
            values[1] = beta1;
            values[2] = 1 - beta1;
            values[3] = weightDecay;
            values[4] = -learningRate;
            values[5] = beta2;
            values[6] = 1 - beta2;
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
            Pointer<T> g = frame.Array(2);
            V c1 = V.Broadcast(frame.Constant(1));
            V c2 = V.Broadcast(frame.Constant(2));
            V c3 = V.Broadcast(frame.Constant(3));
            V c4 = V.Broadcast(frame.Constant(4));
            V c5 = V.Broadcast(frame.Constant(5));
            V c6 = V.Broadcast(frame.Constant(6));
            nint i = start;
            for (; i <= end - V.Count; i += V.Count)
            {
                (V x1, V m1) = Lane<V, T>(
                    V.Load(x, i), V.Load(m, i), M.LoadGradient<V, T>(in frame, g, i), c1, c2, c3, c4, c5, c6);
                M.Store<V, T>(x1, x, i);
                M.Store<V, T>(m1, m, i);
            }

            if (i < end)
            {
                nint count = end - i;
                (V x1, V m1) = Lane<V, T>(
                    V.Load(x, i, count), V.Load(m, i, count), M.LoadGradient<V, T>(in frame, g, i, count),
                    c1, c2, c3, c4, c5, c6);
                V.Store(x1, x, i, count);
                V.Store(m1, m, i, count);
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
        private static (V X, V M) Lane<V, T>(V x, V m, V g, V c1, V c2, V c3, V c4, V c5, V c6)
            where V : struct, ILanes<V, T>
            where T : unmanaged
        {
            V c = V.MultiplyAdd(c1, m, c2 * g);
            V x1 = V.MultiplyAdd(c4, V.MultiplyAdd(c3, x, Elementary.Sign<V, T>(c)), x);
            V m1 = V.MultiplyAdd(c5, m, c6 * g);
            return (x1, m1);
        }
    }
}
