using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Runs programs. Emitted code calls it.</summary>
public static unsafe class ProgramLaunch
{
    /// <summary>Runs a program on the arrays of one call.</summary>
    /// <typeparam name="K">The program.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="call">The arrays, in kernel order.</param>
    /// <param name="host">The host values, in declaration order.</param>
    /// <param name="values">The table of values: Scalar and Integer inputs in, results out.</param>
    /// <exception cref="ArgumentException">An array is missing, has a length that the rule does not allow, or is written and
    /// overlaps another. Nothing has been written.</exception>
    [SkipLocalsInit]
    public static void Run<K, T>(
        scoped ref ProgramCall<T> call, scoped ReadOnlySpan<double> host, scoped Span<double> values)
        where K : struct, IProgram
        where T : unmanaged
    {
        ref ReferenceTable<T> r = ref call.References;
        fixed (T* a0 = &r.R0.First, a1 = &r.R1.First, a2 = &r.R2.First, a3 = &r.R3.First,
            a4 = &r.R4.First, a5 = &r.R5.First, a6 = &r.R6.First, a7 = &r.R7.First,
            a8 = &r.R8.First, a9 = &r.R9.First, a10 = &r.R10.First, a11 = &r.R11.First,
            a12 = &r.R12.First, a13 = &r.R13.First, a14 = &r.R14.First, a15 = &r.R15.First)
        {
            T** addresses = stackalloc T*[] { a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15 };
            var arrays = new CallArrays<T>(in call.Shapes, addresses) { Sparse = call.Sparse };
            arrays.Check(ProgramInfo<K>.Value);
            KernelContext context = KernelContext.Current;
            ProgramRunner<K, T>.Mine.Run(context, context.Threads, arrays, host, values);
        }
    }

    /// <summary>Runs a program on a batch of independent problems, each as it would run alone.</summary>
    /// <typeparam name="K">The program.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="call">The arrays of all problems, in kernel order; made with their number.</param>
    /// <param name="host">The host values, the same for all problems.</param>
    /// <param name="numbers">The inputs and results that are numbers.</param>
    /// <exception cref="ArgumentException">As of a single call, or the numbers are those of another count of problems. Nothing has
    /// been written.</exception>
    public static void RunBatch<K, T>(
        scoped ref ProgramCall<T> call, scoped ReadOnlySpan<double> host, scoped ref BatchNumbers numbers)
        where K : struct, IProgram
        where T : unmanaged
    {
        if (numbers.Problems != call.Shapes.Problems)
        {
            throw new ArgumentException(
                $"The numbers are of {numbers.Problems} problems, the arrays of {call.Shapes.Problems}.", nameof(numbers));
        }

        ref ReferenceTable<double> r = ref numbers.References;
        fixed (double* n0 = &r.R0.First, n1 = &r.R1.First, n2 = &r.R2.First, n3 = &r.R3.First,
            n4 = &r.R4.First, n5 = &r.R5.First, n6 = &r.R6.First, n7 = &r.R7.First,
            n8 = &r.R8.First, n9 = &r.R9.First, n10 = &r.R10.First, n11 = &r.R11.First,
            n12 = &r.R12.First, n13 = &r.R13.First, n14 = &r.R14.First, n15 = &r.R15.First)
        {
            double** columns = stackalloc double*[] { n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, n11, n12, n13, n14, n15 };
            RunPinned<K, T>(ref call, host, numbers.Pinned(columns));
        }
    }

    private static void RunPinned<K, T>(
        scoped ref ProgramCall<T> call, scoped ReadOnlySpan<double> host, in PinnedNumbers numbers)
        where K : struct, IProgram
        where T : unmanaged
    {
        ref ReferenceTable<T> r = ref call.References;
        fixed (T* a0 = &r.R0.First, a1 = &r.R1.First, a2 = &r.R2.First, a3 = &r.R3.First,
            a4 = &r.R4.First, a5 = &r.R5.First, a6 = &r.R6.First, a7 = &r.R7.First,
            a8 = &r.R8.First, a9 = &r.R9.First, a10 = &r.R10.First, a11 = &r.R11.First,
            a12 = &r.R12.First, a13 = &r.R13.First, a14 = &r.R14.First, a15 = &r.R15.First)
        {
            T** addresses = stackalloc T*[] { a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15 };
            new CallArrays<T>(in call.Shapes, addresses).Check(ProgramInfo<K>.Value);
            if (call.Shapes.Problems > 0)
            {
                ProgramRunner<K, T>.CheckLengths(call.Shapes, host);
                ProgramBatch<K, T>.Mine.Run(KernelContext.Current, call.Shapes, addresses, host, numbers);
            }
        }
    }
}
