using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Optimizers;

/// <summary>Σ g² over all tensors of a step.</summary>
internal readonly struct SquaredNormKernel : IKernel
{
    public const int Slot = 1;

    public static KernelPlan Plan { get; } = KernelPlan.Parse("""
        plan 1
        rule Numerics.Optimizers.SquaredNorm
        hash 0000000000000001
        variant 0
        array g read
        result - 1
        constants 1
        slots 2
        pass fold
        load 0
        reduce dot 0 0 0 1 global
        end
        """);

    public static void Scalars(int stage, ReadOnlySpan<double> host, nint length, nint totalLength, Span<double> values)
    {
    }

    public static void Map<V, T, M>(int pass, in Frame<T> frame, nint start, nint end)
        where V : struct, ILanes<V, T>
        where T : unmanaged
        where M : struct, IAccess
    {
    }

    public static void Fold<V, W, T, M>(int pass, in Frame<T> frame, nint start, nint end)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
        where M : struct, IAccess
    {
        Pointer<T> source = frame.Array(0);
        W sum = W.Zero;
        nint i = start;
        for (; i <= end - V.Count; i += V.Count)
        {
            W g = V.Widen(V.Load(source, i));
            sum = W.MultiplyAdd(g, g, sum);
        }

        if (i < end)
        {
            W g = V.Widen(V.Load(source, i, end - i));
            sum = W.MultiplyAdd(g, g, sum);
        }

        frame.SetPartial(0, W.SumLanes(sum));
    }
}

/// <summary>Σ (g/s)² over all tensors of a step, for a host value s.</summary>
internal readonly struct ScaledSquaredNormKernel : IKernel
{
    public const int Slot = 2;

    public static KernelPlan Plan { get; } = KernelPlan.Parse("""
        plan 1
        rule Numerics.Optimizers.ScaledSquaredNorm
        hash 0000000000000002
        variant 0
        array g read
        host s double
        result - 2
        constants 2
        slots 3
        pass fold
        load 0
        constant 1
        div 0 1
        reduce dot 2 2 0 2 global
        end
        """);

    public static void Scalars(int stage, ReadOnlySpan<double> host, nint length, nint totalLength, Span<double> values)
    {
        if (stage == 0)
        {
            values[1] = host[0];
        }
    }

    public static void Map<V, T, M>(int pass, in Frame<T> frame, nint start, nint end)
        where V : struct, ILanes<V, T>
        where T : unmanaged
        where M : struct, IAccess
    {
    }

    public static void Fold<V, W, T, M>(int pass, in Frame<T> frame, nint start, nint end)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
        where M : struct, IAccess
    {
        Pointer<T> source = frame.Array(0);
        V scale = V.Broadcast(frame.Constant(1));
        W sum = W.Zero;
        nint i = start;
        for (; i <= end - V.Count; i += V.Count)
        {
            W g = V.Widen(V.Load(source, i) / scale);
            sum = W.MultiplyAdd(g, g, sum);
        }

        if (i < end)
        {
            W g = V.Widen(V.Load(source, i, end - i) / scale);
            sum = W.MultiplyAdd(g, g, sum);
        }

        frame.SetPartial(0, W.SumLanes(sum));
    }
}

/// <summary>max |g| over all tensors of a step; NaN if there is one.</summary>
internal readonly struct LargestKernel : IKernel
{
    public const int Slot = 1;

    public static KernelPlan Plan { get; } = KernelPlan.Parse("""
        plan 1
        rule Numerics.Optimizers.Largest
        hash 0000000000000003
        variant 0
        array g read
        result - 1
        constants 1
        slots 2
        pass fold
        load 0
        abs 0
        reduce max 1 0 1 global
        end
        """);

    public static void Scalars(int stage, ReadOnlySpan<double> host, nint length, nint totalLength, Span<double> values)
    {
    }

    public static void Map<V, T, M>(int pass, in Frame<T> frame, nint start, nint end)
        where V : struct, ILanes<V, T>
        where T : unmanaged
        where M : struct, IAccess
    {
    }

    public static void Fold<V, W, T, M>(int pass, in Frame<T> frame, nint start, nint end)
        where V : struct, IGroup<V, W, T>
        where W : struct, IWide<W>
        where T : unmanaged
        where M : struct, IAccess
    {
        Pointer<T> source = frame.Array(0);
        W most = W.Zero;
        nint i = start;
        for (; i <= end - V.Count; i += V.Count)
        {
            most = W.Max(most, V.Widen(V.Abs(V.Load(source, i))));
        }

        if (i < end)
        {
            most = W.Max(most, V.Widen(V.Abs(V.Load(source, i, end - i))));
        }

        frame.SetPartial(0, W.MaxLanes(most));
    }
}
