using System.Diagnostics.CodeAnalysis;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Gpu;

/// <summary>A rule's kernels for devices. Emitted beside each rule as <c>…DeviceRule</c> (<c>Step</c> gives
/// <c>StepDeviceRule</c>) where the project references Numerics.Gpu.</summary>
[RequiresDynamicCode("ILGPU compiles kernels at run time.")]
[RequiresUnreferencedCode("ILGPU reads the code of kernels by reflection.")]
public abstract class DeviceRule : DeviceKernelSet
{
    /// <summary>The rule, with its plans and its CPU kernels.</summary>
    public abstract UpdateRule Rule { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<KernelPlan> Plans => Rule.Plans;

    /// <inheritdoc/>
    public sealed override int VariantOf(ReadOnlySpan<double> host) => Rule.VariantOf(host);
}
