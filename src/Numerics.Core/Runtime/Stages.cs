using System.Runtime.CompilerServices;
using Numerics.Plans;

namespace Numerics.Runtime;

/// <summary>What happens between passes over memory: scalar programs, constants, the end of reductions.</summary>
internal static unsafe class Stages<K, T>
    where K : struct, IKernel
    where T : unmanaged
{
    /// <summary>How far back a tensor is sought whose first scalar stage can be taken over.</summary>
    private const int LookBack = 16;

    /// <summary>Runs the scalar program before pass <paramref name="stage"/> for each tensor and rounds its constants.</summary>
    public static void Evaluate(Batch<T> batch, int stage)
    {
        for (int tensor = 0; tensor < batch.Count; tensor++)
        {
            int like = stage == 0 && KernelInfo<K>.Scalars == 0 ? EarlierLike(batch, tensor) : -1;
            if (like >= 0)
            {
                batch.Values(like).CopyTo(batch.Values(tensor));
            }
            else
            {
                Evaluate(batch, stage, tensor);
            }

            if (stage < KernelInfo<K>.PassCount)
            {
                Round(batch.Values(tensor), batch.Tables(tensor).Constants);
            }
        }
    }

    /// <summary>Rounds the constants of a table of values to the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(ReadOnlySpan<double> values, T* constants) =>
        Constants.Round(values[..KernelInfo<K>.Constants], constants);

    /// <summary>Runs a reducing pass on the blocks of [start, stop); start is a block's.</summary>
    public static void Fold<M>(KernelContext context, int pass, in Tables<T> tables, nint start, nint stop)
        where M : struct, IAccess
    {
        for (; start < stop; start += KernelContext.Block)
        {
            Frame<T> frame = tables.Frame(start / KernelContext.Block, KernelInfo<K>.Reductions);
            LaneDispatch.Fold<K, T, M>(context, pass, frame, start, Math.Min(start + KernelContext.Block, stop));
        }
    }

    /// <summary>Combines the partials of a pass's reductions and puts the results into the tensors' tables of values.</summary>
    public static void Reduce(Batch<T> batch, PassInfo pass)
    {
        for (int tensor = 0; tensor < batch.Count; tensor++)
        {
            Reduce(batch.Tables(tensor).Partials, batch.Length(tensor), batch.Values(tensor), pass);
        }

        foreach (PlanReduction reduction in pass.Reductions)
        {
            if (reduction.IsGlobal)
            {
                ReduceOverTensors(batch, reduction);
            }
        }
    }

    /// <summary>Combines the partials of one tensor.</summary>
    public static void Reduce(double* partials, nint length, Span<double> values, PassInfo pass)
    {
        nint blocks = KernelContext.BlocksIn(length);
        foreach (PlanReduction reduction in pass.Reductions)
        {
            values[reduction.Slot] =
                Combine.Levels(reduction.Kind, partials + reduction.Index, blocks, KernelInfo<K>.Reductions);
        }
    }

    private static void ReduceOverTensors(Batch<T> batch, PlanReduction reduction)
    {
        double* results = batch.Results;
        for (int tensor = 0; tensor < batch.Count; tensor++)
        {
            results[tensor] = batch.Values(tensor)[reduction.Slot];
        }

        double total = Combine.Levels(reduction.Kind, results, batch.Count, 1);
        for (int tensor = 0; tensor < batch.Count; tensor++)
        {
            batch.Values(tensor)[reduction.Slot] = total;
        }
    }

    private static void Evaluate(Batch<T> batch, int stage, int tensor)
    {
        Span<double> values = batch.Values(tensor);
        if (stage == 0)
        {
            values[0] = batch.GradientScale;
        }

        K.Scalars(stage, batch.Host(batch.Group(tensor)), batch.ProblemLength(tensor), batch.TotalLength, values);
    }

    /// <summary>A recent tensor of the same group and length, −1 where there is none.</summary>
    private static int EarlierLike(Batch<T> batch, int tensor)
    {
        for (int earlier = tensor - 1; earlier >= Math.Max(0, tensor - LookBack); earlier--)
        {
            if (batch.Group(earlier) == batch.Group(tensor) && batch.Length(earlier) == batch.Length(tensor))
            {
                return earlier;
            }
        }

        return -1;
    }
}
