using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Runs kernels. Emitted code calls it.</summary>
public static unsafe class Launch
{
    /// <summary>The most constants and partials of a call that runs on the caller's stack.</summary>
    private const int StackConstants = 64;
    private const int StackPartials = 64;

    /// <summary>Runs a kernel on the arrays of one call.</summary>
    /// <typeparam name="K">The kernel.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="call">The arrays, in kernel order.</param>
    /// <param name="host">The host values, in declaration order.</param>
    /// <param name="values">The table of values: Scalar inputs in, results out.</param>
    public static void Run<K, T>(scoped ref KernelCall<T> call, scoped ReadOnlySpan<double> host, scoped Span<double> values)
        where K : struct, IKernel
        where T : unmanaged
    {
        if (call.Count != KernelInfo<K>.Arrays)
        {
            throw new ArgumentException($"The kernel takes {KernelInfo<K>.Arrays} arrays, not {call.Count}.", nameof(call));
        }

        if (call.Count <= 4)
        {
            RunFour<K, T>(ref call, host, values);
        }
        else
        {
            RunSixteen<K, T>(ref call, host, values);
        }
    }

    /// <summary>Runs a kernel on all tensors of a batch.</summary>
    /// <typeparam name="K">The kernel.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="batch">The tensors.</param>
    public static void Run<K, T>(Batch<T> batch)
        where K : struct, IKernel
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Plan.Arrays.Count != KernelInfo<K>.Arrays || batch.Plan.Slots != KernelInfo<K>.Slots
            || batch.Plan.Constants != KernelInfo<K>.Constants || batch.Plan.Reductions != KernelInfo<K>.Reductions)
        {
            throw new ArgumentException(
                $"The batch is laid out for {batch.Plan.Rule}, variant {batch.Plan.Variant}, "
                + $"the kernel is {K.Plan.Rule}, variant {K.Plan.Variant}.",
                nameof(batch));
        }

        BatchRunner<K, T>.Mine.Run(KernelContext.Current, batch);
    }

    private static void RunFour<K, T>(scoped ref KernelCall<T> call, scoped ReadOnlySpan<double> host, scoped Span<double> values)
        where K : struct, IKernel
        where T : unmanaged
    {
        ref ArgumentTable<T> t = ref call.Table;
        fixed (T* a0 = &t.A0.First, a1 = &t.A1.First, a2 = &t.A2.First, a3 = &t.A3.First)
        {
            T** arrays = stackalloc T*[] { a0, a1, a2, a3 };
            RunPinned<K, T>(arrays, call.Length, host, values);
        }
    }

    private static void RunSixteen<K, T>(scoped ref KernelCall<T> call, scoped ReadOnlySpan<double> host, scoped Span<double> values)
        where K : struct, IKernel
        where T : unmanaged
    {
        ref ArgumentTable<T> t = ref call.Table;
        fixed (T* a0 = &t.A0.First, a1 = &t.A1.First, a2 = &t.A2.First, a3 = &t.A3.First,
            a4 = &t.A4.First, a5 = &t.A5.First, a6 = &t.A6.First, a7 = &t.A7.First,
            a8 = &t.A8.First, a9 = &t.A9.First, a10 = &t.A10.First, a11 = &t.A11.First,
            a12 = &t.A12.First, a13 = &t.A13.First, a14 = &t.A14.First, a15 = &t.A15.First)
        {
            T** arrays = stackalloc T*[] { a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15 };
            RunPinned<K, T>(arrays, call.Length, host, values);
        }
    }

    private static void RunPinned<K, T>(T** arrays, nint length, ReadOnlySpan<double> host, Span<double> values)
        where K : struct, IKernel
        where T : unmanaged
    {
        KernelContext context = KernelContext.Current;
        if (length <= context.ParallelThreshold
            && KernelInfo<K>.Constants <= StackConstants
            && KernelContext.BlocksIn(length) * KernelInfo<K>.Reductions <= StackPartials)
        {
            RunHere<K, T>(context, arrays, length, host, values);
        }
        else
        {
            BatchRunner<K, T>.Mine.RunFlat(context, arrays, length, host, values);
        }
    }

    /// <summary>Runs a short call on this thread, its tables on the stack.</summary>
    [SkipLocalsInit]
    private static void RunHere<K, T>(
        KernelContext context, T** arrays, nint length, ReadOnlySpan<double> host, Span<double> values)
        where K : struct, IKernel
        where T : unmanaged
    {
        T* constants = stackalloc T[StackConstants];
        double* partials = stackalloc double[StackPartials];
        var tables = new Tables<T>(arrays, constants, partials);
        PassInfo[] passes = KernelInfo<K>.Passes;
        values[0] = 1;
        for (int number = 0; number < passes.Length; number++)
        {
            K.Scalars(number, host, length, length, values);
            Stages<K, T>.Round(values, constants);
            if (passes[number].IsFold)
            {
                Stages<K, T>.Fold<Cached>(context, number, tables, 0, length);
                Stages<K, T>.Reduce(partials, length, values, passes[number]);
            }
            else
            {
                LaneDispatch.Map<K, T, Cached>(context, number, tables.Frame(0, 0), 0, length);
            }
        }

        K.Scalars(passes.Length, host, length, length, values);
    }
}
