using ILGPU;
using ILGPU.Runtime;
using Numerics.Plans;

namespace Numerics.Gpu.Kernels;

/// <summary>The argument of <see cref="GlobalTotal"/>.</summary>
#pragma warning disable CA1051 // What a kernel reads are fields.
public struct TotalArguments
{
    /// <summary>The chunks' parts of reductions.</summary>
    public ArrayView<double> Partials;

    /// <summary>Where the result goes: one place for each reduction.</summary>
    public ArrayView<double> Totals;

    /// <summary>The chunks.</summary>
    public int Chunks;

    /// <summary>The rule's reductions.</summary>
    public int ReductionCount;

    /// <summary>The reduction.</summary>
    public int Reduction;
}
#pragma warning restore CA1051

/// <summary>A reduction over all tensors of a step: one group of threads takes all parts.</summary>
internal static class GlobalTotal
{
    private static readonly LoadedKernel<TotalArguments> SumKernel = Describe(Sum);
    private static readonly LoadedKernel<TotalArguments> LeastKernel = Describe(Least);
    private static readonly LoadedKernel<TotalArguments> GreatestKernel = Describe(Greatest);

    /// <summary>Queues the reductions of a pass that run over all tensors.</summary>
    public static void Launch<T>(AcceleratorStream stream, PlanPass pass, in StageArguments<T> tables, int chunks)
        where T : unmanaged
    {
        foreach (PlanReduction reduction in pass.Reductions)
        {
            if (reduction.IsGlobal)
            {
                Kernel(reduction.Kind).Launch(stream, 1, new TotalArguments
                {
                    Partials = tables.Partials,
                    Totals = tables.Totals,
                    Chunks = chunks,
                    ReductionCount = tables.ReductionCount,
                    Reduction = reduction.Index,
                });
            }
        }
    }

    /// <summary>Compiles what a plan needs for an accelerator, so that a later launch does not.</summary>
    public static void Compile(Accelerator accelerator, KernelPlan plan)
    {
        foreach (PlanReduction reduction in plan.Passes.SelectMany(p => p.Reductions).Where(r => r.IsGlobal))
        {
            Kernel(reduction.Kind).Compile(accelerator);
        }
    }

    private static LoadedKernel<TotalArguments> Kernel(ReductionKind kind) => kind switch
    {
        ReductionKind.Min => LeastKernel,
        ReductionKind.Max => GreatestKernel,
        _ => SumKernel,
    };

    public static void Sum(TotalArguments a)
    {
        double sum = 0;
        for (int i = Group.IdxX; i < a.Chunks; i += Group.DimX)
        {
            sum += a.Partials[((long)i * a.ReductionCount) + a.Reduction];
        }

        sum = GroupReduction.Sum(GroupReduction.Allocate(), sum);
        Set(a, sum);
    }

    public static void Least(TotalArguments a)
    {
        double least = double.PositiveInfinity;
        for (int i = Group.IdxX; i < a.Chunks; i += Group.DimX)
        {
            least = DeviceFunctions.Min(least, a.Partials[((long)i * a.ReductionCount) + a.Reduction]);
        }

        least = GroupReduction.Least(GroupReduction.Allocate(), least);
        Set(a, least);
    }

    public static void Greatest(TotalArguments a)
    {
        double greatest = double.NegativeInfinity;
        for (int i = Group.IdxX; i < a.Chunks; i += Group.DimX)
        {
            greatest = DeviceFunctions.Max(greatest, a.Partials[((long)i * a.ReductionCount) + a.Reduction]);
        }

        greatest = GroupReduction.Greatest(GroupReduction.Allocate(), greatest);
        Set(a, greatest);
    }

    private static void Set(TotalArguments a, double value)
    {
        if (Group.IdxX == 0)
        {
            a.Totals[a.Reduction] = value;
        }
    }

    private static LoadedKernel<TotalArguments> Describe(Action<TotalArguments> kernel) => new(
        new DeviceKernel("reductions over all tensors", kernel.Method.Name, KernelForm.Table, typeof(double), 0, -1, kernel.Method),
        kernel);
}
