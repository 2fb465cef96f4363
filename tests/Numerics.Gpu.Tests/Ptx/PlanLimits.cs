using Numerics.Gpu.Kernels;
using Numerics.Plans;

namespace Numerics.Gpu.Tests.Ptx;

/// <summary>What a kernel of a rule may use, after the rule's plan.</summary>
public static class PlanLimits
{
    /// <summary>
    /// A pass loads and stores each array once, floats in 128 bits; if no pass of the plan reduces, in at most 64
    /// registers. (A heavy pass may take doubles one by one: two at once would need more registers than a device has
    /// for many threads.) Stages, which work on a few numbers, may do as they need, short of spilling.
    /// </summary>
    public static KernelLimits Of(KernelPlan plan, DeviceKernel kernel)
    {
        if (kernel.Pass < 0)
        {
            return new KernelLimits();
        }
        PlanPass pass = plan.Passes[kernel.Pass];
        return new KernelLimits
        {
            Registers = plan.Reductions == 0 ? KernelLimits.ElementwiseRegisters : null,
            MainLoopBits = kernel.ElementType == typeof(float) ? 128 : 64,
            MainLoopLoads = pass.Reads.Count(),
            MainLoopStores = pass.Writes.Count(),
        };
    }
}
