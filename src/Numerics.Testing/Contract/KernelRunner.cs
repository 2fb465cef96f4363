using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Runs a rule's kernel on tensors in guarded memory, in a given context.</summary>
internal static class KernelRunner
{
    /// <summary>How far apart the offsets of two arrays of a tensor are, at odd first offsets: no divisor of any
    /// vector's lanes.
    /// At even ones all have the same, so that stores past the caches find them aligned.</summary>
    private const int OffsetStep = 5;
    private const int Offsets = 19;

    /// <summary>Runs the kernel in place of the tensors' arrays and sets their results.</summary>
    /// <exception cref="ContractException">Memory beside an array was written.</exception>
    public static void Run<T>(
        UpdateRule rule, int variant, KernelContext context, int firstOffset,
            params IReadOnlyList<TensorCase<T>> tensors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelPlan plan = rule.Plans[variant];
        var batch = new Batch<T>(plan) { GradientScale = tensors.Count == 0 ? 1 : tensors[0].GradientScale };
        List<GuardedArray<T>[]> memory = [.. tensors.Select(t => Place(t, firstOffset))];
        for (int i = 0; i < tensors.Count; i++)
        {
            tensors[i].Host.CopyTo(batch.AddGroup(tensors[i].Host.Length));
            batch.Add(i, tensors[i].Length, [.. memory[i].Select(m => m.Address)]);
            for (int s = 0; s < plan.Scalars.Count; s++)
            {
                batch.Values(i)[plan.Scalars[s].Slot] = tensors[i].Scalars[s];
            }
        }

        using (KernelContext.Use(context))
        {
            Run(rule, variant, batch);
        }

        for (int i = 0; i < tensors.Count; i++)
        {
            Collect(plan, tensors[i], memory[i], batch.Values(i));
        }
    }

    private static GuardedArray<T>[] Place<T>(TensorCase<T> tensor, int firstOffset)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. tensor.Arrays.Select((a, k) => new GuardedArray<T>(a,
            (firstOffset + (firstOffset % 2 * k * OffsetStep)) % Offsets))];

    private static void Run<T>(UpdateRule rule, int variant, Batch<T> batch)
        where T : unmanaged
    {
        switch (batch)
        {
            case Batch<float> single: rule.Run(variant, single); break;
            case Batch<double> wide: rule.Run(variant, wide); break;
            default:
                throw new ArgumentException($"Kernels have float or double elements, not {typeof(T)}.",
                nameof(batch));
        }
    }

    private static void Collect<T>(KernelPlan plan, TensorCase<T> tensor, GuardedArray<T>[] memory, Span<double> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int k = 0; k < memory.Length; k++)
        {
            memory[k].CopyTo(tensor.Arrays[k]);
            if (!memory[k].IsIntact)
            {
                throw new ContractException($"The kernel wrote beside the array {plan.Arrays[k].Name}.");
            }
        }

        var results = new double[plan.Results.Count];
        for (int r = 0; r < results.Length; r++)
        {
            results[r] = values[plan.Results[r].Slot];
        }

        tensor.Results = results;
    }
}
