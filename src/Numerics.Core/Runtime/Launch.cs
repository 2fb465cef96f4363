using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Runs kernels. Emitted code calls it.</summary>
public static unsafe partial class Launch
{
    /// <summary>The most constants and partials of a call that runs on the caller's stack.</summary>
    internal const int StackConstants = 64;
    internal const int StackPartials = 64;
    private const int StackSlots = 64;

    /// <summary>Runs a kernel on the arrays of one call.</summary>
    /// <typeparam name="K">The kernel.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="call">The arrays, in kernel order.</param>
    /// <param name="host">The host values, in declaration order.</param>
    /// <param name="values">The table of values: Scalar inputs in, results out.</param>
    /// <exception cref="ArgumentException">An array that is written overlaps another. Nothing has been written.</exception>
    public static void Run<K, T>(scoped ref KernelCall<T> call, scoped ReadOnlySpan<double> host, scoped Span<double> values)
        where K : struct, IKernel
        where T : unmanaged
    {
        if (KernelInfo<K>.Arrays <= 4)
        {
            RunFour<K, T>(ref call, host, values);
        }
        else
        {
            RunSixteen<K, T>(ref call, host, values);
        }
    }

    /// <summary>Runs a kernel that has neither Scalar inputs nor results on the arrays of one call.</summary>
    /// <typeparam name="K">The kernel.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="call">The arrays, in kernel order.</param>
    /// <param name="host">The host values, in declaration order.</param>
    /// <exception cref="ArgumentException">An array that is written overlaps another. Nothing has been written.</exception>
    [SkipLocalsInit]
    public static void Run<K, T>(scoped ref KernelCall<T> call, scoped ReadOnlySpan<double> host)
        where K : struct, IKernel
        where T : unmanaged
    {
        if (KernelInfo<K>.Slots <= StackSlots)
        {
            double* values = stackalloc double[StackSlots];
            Run<K, T>(ref call, host, new Span<double>(values, KernelInfo<K>.Slots));
        }
        else
        {
            Run<K, T>(ref call, host, new double[KernelInfo<K>.Slots]);
        }
    }

    /// <summary>Runs a kernel on all tensors of a batch.</summary>
    /// <typeparam name="K">The kernel.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="batch">The tensors.</param>
    /// <exception cref="ArgumentException">The batch is laid out for another kernel.</exception>
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

    /// <remarks>Compiled at once in full: by a profile of long calls the compiler would take the short path for rare, and short
    /// calls would be a quarter slower.</remarks>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunFour<K, T>(
        scoped ref KernelCall<T> call, scoped ReadOnlySpan<double> host, scoped Span<double> values)
        where K : struct, IKernel
        where T : unmanaged
    {
        ref ReferenceTable<T> r = ref call.References;
        fixed (T* a0 = &r.R0.First, a1 = &r.R1.First, a2 = &r.R2.First, a3 = &r.R3.First)
        {
            // A local and no stackalloc, so that all of this path is inlined here.
            var four = new FourAddresses { A0 = a0, A1 = a1, A2 = a2, A3 = a3 };
            T** arrays = (T**)&four;
            CheckFour<K, T>(arrays, call.Length);
            RunPinned<K, T>(arrays, call.Length, host, values);
        }
    }

    /// <inheritdoc cref="RunFour{K, T}"/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunSixteen<K, T>(
        scoped ref KernelCall<T> call, scoped ReadOnlySpan<double> host, scoped Span<double> values)
        where K : struct, IKernel
        where T : unmanaged
    {
        ref ReferenceTable<T> r = ref call.References;
        fixed (T* a0 = &r.R0.First, a1 = &r.R1.First, a2 = &r.R2.First, a3 = &r.R3.First,
            a4 = &r.R4.First, a5 = &r.R5.First, a6 = &r.R6.First, a7 = &r.R7.First,
            a8 = &r.R8.First, a9 = &r.R9.First, a10 = &r.R10.First, a11 = &r.R11.First,
            a12 = &r.R12.First, a13 = &r.R13.First, a14 = &r.R14.First, a15 = &r.R15.First)
        {
            T** arrays = stackalloc T*[] { a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15 };
            CheckArrays<K, T>(arrays, call.Length);
            RunPinned<K, T>(arrays, call.Length, host, values);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunPinned<K, T>(T** arrays, nint length, ReadOnlySpan<double> host, Span<double> values)
        where K : struct, IKernel
        where T : unmanaged
    {
        KernelContext context = KernelContext.Current;
        if (IsShort<K>(context, length))
        {
            RunHere<K, T>(context, arrays, length, host, values);
        }
        else
        {
            BatchRunner<K, T>.Mine.RunFlat(context, arrays, length, host, values);
        }
    }

    /// <summary>Whether a call is short enough to run on one thread with its tables on the stack.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsShort<K>(KernelContext context, nint length)
        where K : struct, IKernel =>
        length <= context.ParallelThreshold
        && KernelInfo<K>.Constants <= StackConstants
        && KernelContext.BlocksIn(length) * KernelInfo<K>.Reductions <= StackPartials;

    /// <summary>Runs a short call on this thread, its tables on the stack.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunHere<K, T>(
        KernelContext context, T** arrays, nint length, ReadOnlySpan<double> host, Span<double> values)
        where K : struct, IKernel
        where T : unmanaged
    {
        Unsafe.SkipInit(out StackTables stack);
        T* constants = (T*)&stack;
        double* partials = (double*)&stack + StackConstants;
        var tables = new Tables<T>(arrays, constants, partials);
        values[0] = 1;
        K.Scalars(0, host, length, length, values);
        RunPasses<K, T>(context, tables, length, host, values);
    }

    /// <summary>Runs the passes of a short call, and the scalar programs after each, on this thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunPasses<K, T>(
        KernelContext context, in Tables<T> tables, nint length, ReadOnlySpan<double> host, Span<double> values)
        where K : struct, IKernel
        where T : unmanaged
    {
        for (int pass = 0; pass < KernelInfo<K>.PassCount; pass++)
        {
            Stages<K, T>.Round(values, tables.Constants);
            if (KernelInfo<K>.Reductions > 0 && KernelInfo<K>.Passes[pass].IsFold)
            {
                Stages<K, T>.Fold<Cached>(context, pass, tables, 0, length);
                Stages<K, T>.Reduce(tables.Partials, length, values, KernelInfo<K>.Passes[pass]);
            }
            else
            {
                LaneDispatch.Map<K, T, Cached>(context, pass, tables.Frame(0, 0), 0, length);
            }

            if (pass + 1 < KernelInfo<K>.PassCount || KernelInfo<K>.Results > 0)
            {
                K.Scalars(pass + 1, host, length, length, values);
            }
        }
    }

    /// <summary><see cref="CheckArrays"/> without loops, for at most four arrays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckFour<K, T>(T** arrays, nint length)
        where K : struct, IKernel
        where T : unmanaged
    {
        int count = KernelInfo<K>.Arrays;
        bool isMissing = arrays[0] is null | (count > 1 && arrays[1] is null) | (count > 2 && arrays[2] is null)
            | (count > 3 && arrays[3] is null);
        bool overlap = (count > 1 && AreNear(arrays, 0, 1, length))
            | (count > 2 && (AreNear(arrays, 0, 2, length) | AreNear(arrays, 1, 2, length)))
            | (count > 3 && (AreNear(arrays, 0, 3, length) | AreNear(arrays, 1, 3, length) | AreNear(arrays, 2, 3, length)));
        if (overlap || isMissing)
        {
            CheckArrays<K, T>(arrays, length);
        }
    }

    /// <summary>Whether two arrays share memory; also, where there is nothing to share, for two empty ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreNear<T>(T** arrays, int first, int second, nint length)
        where T : unmanaged
    {
        // |distance| < bytes, as one unsigned comparison: distance + (bytes − 1) lies in [0, 2·bytes − 2].
        nuint bytes = (nuint)length * (nuint)sizeof(T);
        return (nuint)arrays[second] - (nuint)arrays[first] + (bytes - 1) < (2 * bytes) - 1;
    }

    private static void CheckArrays<K, T>(T** arrays, nint length)
        where K : struct, IKernel
        where T : unmanaged
    {
        nuint bytes = (nuint)length * (nuint)sizeof(T);
        for (int second = 0; second < KernelInfo<K>.Arrays; second++)
        {
            if (arrays[second] is null && length > 0)
            {
                ThrowMissing<K>(second);
            }

            for (int first = 0; first < second; first++)
            {
                nuint distance = (nuint)arrays[second] - (nuint)arrays[first];
                if ((distance < bytes || 0 - distance < bytes)
                    && ((KernelInfo<K>.Written >> first | KernelInfo<K>.Written >> second) & 1) != 0)
                {
                    ThrowOverlap<K>(second, first);
                }
            }
        }
    }

    /// <summary>The addresses of four arrays.</summary>
    private struct FourAddresses
    {
        public void* A0;
        public void* A1;
        public void* A2;
        public void* A3;
    }

    /// <summary>Room for the constants and partials of a short call: a local, since a method that allocates so much on the stack
    /// is not inlined.</summary>
    [InlineArray(StackConstants + StackPartials)]
    private struct StackTables
    {
        private double _first;
    }

    [DoesNotReturn]
    private static void ThrowMissing<K>(int array)
        where K : struct, IKernel => throw new ArgumentException(
            $"The kernel takes {KernelInfo<K>.Arrays} arrays; {K.Plan.Arrays[array].Name} was not given.", K.Plan.Arrays[array].Name);

    [DoesNotReturn]
    private static void ThrowOverlap<K>(int second, int first)
        where K : struct, IKernel
    {
        string name = K.Plan.Arrays[second].Name;
        throw new ArgumentException(
            $"{name} overlaps {K.Plan.Arrays[first].Name}; an array that is written may share no memory with another.", name);
    }
}
