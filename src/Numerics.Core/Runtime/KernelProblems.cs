using System.Runtime.CompilerServices;

namespace Numerics.Runtime;

/// <summary>Short problems [first, end) of a batch on this thread, by the kernel's own method: all passes of a few before the next, so that
/// they stay in the first-level cache. Their tables are on the stack.</summary>
/// <remarks>Whatever a stage leaves in the table of values has a slot of its own. So what the first stage computes of host values and the
/// length alone, once, holds for every problem; what it makes of inputs, which are none here, is set again.</remarks>
/// <typeparam name="K">The kernel.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
internal readonly unsafe struct KernelProblems<K, T>(
    T** arrays, nint length, double* host, int hostCount, PinnedNumbers numbers, int first, int end) : IGroupAction
    where K : struct, IKernel
    where T : unmanaged
{
    private readonly PinnedNumbers _numbers = numbers;

    [SkipLocalsInit]
    public void Run<V, W, U>()
        where V : struct, IGroup<V, W, U>
        where W : struct, IWide<W>
        where U : unmanaged
    {
        U* constants = stackalloc U[Launch.StackConstants];
        double* parts = stackalloc double[Launch.StackPartials];
        double* slots = stackalloc double[KernelInfo<K>.Slots * ProblemTable<U>.Lanes];
        double* common = stackalloc double[KernelInfo<K>.Slots];
        var values = new Span<double>(common, KernelInfo<K>.Slots);
        values.Clear();
        values[0] = 1;
        K.Scalars(0, new ReadOnlySpan<double>(host, hostCount), length, length, values);
        Stages<K, U>.Round(values, constants);
        var problems = new KernelRange<U>(K.Plan, (U**)arrays, constants, common, parts, host, new(slots, _numbers.Addresses))
        {
            First = first,
            End = end,
            Together = ProblemTable<U>.Together(length * KernelInfo<K>.Arrays * sizeof(U)),
            Length = length,
            Reductions = KernelInfo<K>.Reductions,
        };
        K.Problems<V, W, U, Cached>(in problems);
    }
}
