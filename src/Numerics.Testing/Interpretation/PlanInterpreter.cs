using System.Numerics;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Testing;

/// <summary>Oracle (a): runs a plan in the kernel's own element type, with the plan's contraction and the fixed order
/// of
/// reductions, in plain scalar loops. A CPU kernel equals it to the bit (NaN equals NaN of any payload).</summary>
public static class PlanInterpreter
{
    /// <summary>Runs a rule's variant on these tensors, in place.</summary>
    /// <exception cref="ArgumentException">A tensor does not have the arrays, host values or Scalars of the
    /// plan.</exception>
    public static void Run<T>(
        UpdateRule rule, int variant, ContractionClass contraction, params IReadOnlyList<TensorCase<T>> tensors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(rule.Plans[variant], ProgramOf(rule, variant), contraction, tensors);

    /// <summary>Runs a plan on these tensors, in place.</summary>
    /// <exception cref="ArgumentException">A tensor does not have the arrays, host values or Scalars of the
    /// plan.</exception>
    public static void Run<T>(
        KernelPlan plan, ScalarProgram program, ContractionClass contraction,
            params IReadOnlyList<TensorCase<T>> tensors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (TensorCase<T> tensor in tensors)
        {
            CheckShape(plan, tensor);
        }

        nint total = (nint)tensors.Sum(t => (long)t.Length);
        List<TensorRun<T>> runs = [.. tensors.Select(t => new TensorRun<T>(plan, t, contraction))];
        for (int stage = 0; stage <= plan.Passes.Count; stage++)
        {
            foreach (TensorRun<T> run in runs)
            {
                program(stage, run.Tensor.Host, run.Tensor.Length, total, run.Values);
            }

            if (stage < plan.Passes.Count)
            {
                RunPass(plan.Passes[stage], runs);
            }
        }

        foreach (TensorRun<T> run in runs)
        {
            run.Tensor.Results = [.. plan.Results.Select(r => run.Values[r.Slot])];
        }
    }

    internal static ScalarProgram ProgramOf(UpdateRule rule, int variant) =>
        (stage, host, length, total, values) => rule.Scalars(variant, stage, host, length, total, values);

    private static void RunPass<T>(PlanPass pass, List<TensorRun<T>> runs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (TensorRun<T> run in runs)
        {
            run.RunPass(pass);
        }

        foreach (PlanReduction reduction in pass.Reductions.Where(r => r.IsGlobal))
        {
            double all = ReductionTree.CombineLevels(reduction.Kind, [.. runs.Select(r => r.Values[reduction.Slot])]);
            foreach (TensorRun<T> run in runs)
            {
                run.Values[reduction.Slot] = all;
            }
        }
    }

    private static void CheckShape<T>(KernelPlan plan, TensorCase<T> tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (tensor.Arrays.Length != plan.Arrays.Count || tensor.Host.Length != plan.Host.Count
            || tensor.Scalars.Length != plan.Scalars.Count || tensor.Arrays.Any(a => a.Length != tensor.Length))
        {
            string lengths = string.Join(", ", tensor.Arrays.Select(a => a.Length));
            throw new ArgumentException(
                $"The plan of {plan.Rule} takes {plan.Arrays.Count} arrays of one length, {plan.Host.Count} host "
                + $"values and {plan.Scalars.Count} Scalars; the tensor has {tensor.Arrays.Length} arrays of lengths "
                + $"{lengths}, {tensor.Host.Length} host values and {tensor.Scalars.Length} Scalars.",
                nameof(tensor));
        }
    }
}
