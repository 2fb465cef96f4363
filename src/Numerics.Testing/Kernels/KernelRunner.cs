using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Runs a rule's kernel on tensors in guarded memory, in a given context.</summary>
internal static class KernelRunner
{
    /// <summary>How far apart the offsets of two arrays of a tensor are, at odd first offsets: no divisor of any
    /// vector's lanes. At even ones all have the same, so that stores past the caches find them aligned.</summary>
    private const int OffsetStep = 5;
    private const int Offsets = 19;

    /// <summary>Runs the kernel in place of the tensors' arrays, between sentinels, and sets their results.</summary>
    /// <returns>What the kernel did beside the arrays, in words; null if nothing.</returns>
    public static string? Run<T>(
        UpdateRule rule, int variant, KernelContext context, int firstOffset,
        params IReadOnlyList<TensorCase<T>> tensors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(
            rule, variant, context, tensors,
            (array, k) => new GuardedArray<T>(array, (firstOffset + (firstOffset % 2 * k * OffsetStep)) % Offsets));

    /// <summary>Runs the kernel in place of the tensors' arrays and sets their results.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="variant">The plan variant.</param>
    /// <param name="context">What the kernel runs with.</param>
    /// <param name="tensors">The tensors.</param>
    /// <param name="place">Puts an array, with its number in kernel order, into memory.</param>
    /// <returns>What the kernel did beside the arrays, in words; null if nothing.</returns>
    public static string? Run<T>(
        UpdateRule rule, int variant, KernelContext context, IReadOnlyList<TensorCase<T>> tensors,
        Func<T[], int, PlacedArray<T>> place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelPlan plan = rule.Plans[variant];
        List<PlacedArray<T>[]> memory = [.. tensors.Select(t => t.Arrays.Select(place).ToArray())];
        Batch<T> batch = BatchOf(plan, tensors, memory);
        using (KernelContext.Use(context))
        {
            Run(rule, variant, batch);
        }

        string? fault = null;
        for (int i = 0; i < tensors.Count; i++)
        {
            fault ??= Collect(plan, tensors[i], memory[i], batch.Values(i));
        }

        return fault;
    }

    private static Batch<T> BatchOf<T>(
        KernelPlan plan, IReadOnlyList<TensorCase<T>> tensors, List<PlacedArray<T>[]> memory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var batch = new Batch<T>(plan) { GradientScale = tensors.Count == 0 ? 1 : tensors[0].GradientScale };
        for (int i = 0; i < tensors.Count; i++)
        {
            tensors[i].Host.CopyTo(batch.AddGroup(tensors[i].Host.Length));
            batch.Add(i, tensors[i].Length, [.. memory[i].Select(m => m.Address)]);
            for (int s = 0; s < plan.Scalars.Count; s++)
            {
                batch.Values(i)[plan.Scalars[s].Slot] = tensors[i].Scalars[s];
            }
        }

        return batch;
    }

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

    private static string? Collect<T>(
        KernelPlan plan, TensorCase<T> tensor, PlacedArray<T>[] memory, Span<double> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string? fault = null;
        for (int k = 0; k < memory.Length; k++)
        {
            memory[k].CopyTo(tensor.Arrays[k]);
            fault ??= memory[k].IsIntact
                ? null
                : $"memory beside the array {plan.Arrays[k].Name} of {tensor.Length} elements was written";
            memory[k].Dispose();
        }

        var results = new double[plan.Results.Count];
        for (int r = 0; r < results.Length; r++)
        {
            results[r] = values[plan.Results[r].Slot];
        }

        tensor.Results = results;
        return fault;
    }
}
