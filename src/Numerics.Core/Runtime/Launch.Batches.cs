using System.Diagnostics.CodeAnalysis;

namespace Numerics.Runtime;

/// <summary>Batches of independent problems.</summary>
public static unsafe partial class Launch
{
    /// <summary>The most values of a problem whose tables are on the stack.</summary>
    internal const int MostSlotsOfBatch = 256;

    /// <summary>Runs a kernel on a batch of independent problems, each as it would run alone. The arrays hold them one after the
    /// other.</summary>
    /// <typeparam name="K">The kernel.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="call">The arrays of all problems, in kernel order.</param>
    /// <param name="host">The host values, the same for all problems.</param>
    /// <param name="numbers">The inputs and results that are numbers; made with the number of problems.</param>
    /// <exception cref="ArgumentException">An array that is written overlaps another, or the problems do not share the arrays
    /// evenly. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException">The kernel reduces over all tensors of a step.</exception>
    public static void RunBatch<K, T>(
        scoped ref KernelCall<T> call, scoped ReadOnlySpan<double> host, scoped ref BatchNumbers numbers)
        where K : struct, IKernel
        where T : unmanaged
    {
        if (K.Plan.HasGlobalReductions)
        {
            ThrowGlobal<K>();
        }

        nint problem = LengthOfProblem<K>(call.Length, numbers.Problems);
        ref ReferenceTable<double> n = ref numbers.References;
        ref ReferenceTable<T> r = ref call.References;
        fixed (double* n0 = &n.R0.First, n1 = &n.R1.First, n2 = &n.R2.First, n3 = &n.R3.First,
            n4 = &n.R4.First, n5 = &n.R5.First, n6 = &n.R6.First, n7 = &n.R7.First,
            n8 = &n.R8.First, n9 = &n.R9.First, n10 = &n.R10.First, n11 = &n.R11.First,
            n12 = &n.R12.First, n13 = &n.R13.First, n14 = &n.R14.First, n15 = &n.R15.First)
        fixed (T* a0 = &r.R0.First, a1 = &r.R1.First, a2 = &r.R2.First, a3 = &r.R3.First,
            a4 = &r.R4.First, a5 = &r.R5.First, a6 = &r.R6.First, a7 = &r.R7.First,
            a8 = &r.R8.First, a9 = &r.R9.First, a10 = &r.R10.First, a11 = &r.R11.First,
            a12 = &r.R12.First, a13 = &r.R13.First, a14 = &r.R14.First, a15 = &r.R15.First)
        {
            double** columns = stackalloc double*[] { n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, n11, n12, n13, n14, n15 };
            T** arrays = stackalloc T*[] { a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15 };
            CheckArrays<K, T>(arrays, call.Length);
            RunProblems<K, T>(
                KernelContext.Current, arrays, problem, numbers.Problems, host, numbers.Pinned(columns));
        }
    }

    /// <summary>Elements that are all that there is run as one array, short problems each on one thread, long ones as the tensors
    /// of a step.</summary>
    private static void RunProblems<K, T>(
        KernelContext context, T** arrays, nint length, int problems, ReadOnlySpan<double> host, in PinnedNumbers numbers)
        where K : struct, IKernel
        where T : unmanaged
    {
        bool isFlat = KernelInfo<K>.Reductions == 0 && KernelInfo<K>.Scalars == 0 && KernelInfo<K>.Results == 0;
        if (!isFlat && K.RunsProblems && IsShort<K>(context, length) && KernelInfo<K>.Slots <= MostSlotsOfBatch)
        {
            KernelBatch<K, T>.Mine.Run(context, arrays, length, problems, host, numbers);
        }
        else
        {
            BatchRunner<K, T>.Mine.RunProblems(context, arrays, length, problems, host, numbers, isFlat);
        }
    }

    private static nint LengthOfProblem<K>(nint length, int problems)
        where K : struct, IKernel =>
        length == 0 ? 0
        : problems > 0 && length % problems == 0 ? length / problems
        : throw new ArgumentException(
            $"{K.Plan.Arrays[0].Name} has {length} elements, which {problems} problems do not share evenly.",
            K.Plan.Arrays[0].Name);

    [DoesNotReturn]
    private static void ThrowGlobal<K>()
        where K : struct, IKernel => throw new NotSupportedException(
            $"{K.Plan.Rule} reduces over all tensors of a step; independent problems have no such thing.");
}
