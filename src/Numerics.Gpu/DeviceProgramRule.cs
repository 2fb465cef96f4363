using System.Diagnostics.CodeAnalysis;
using Numerics.Plans;
using Numerics.Runtime;

namespace Numerics.Gpu;

/// <summary>The kernels for devices of a rule over matrices or with loops. Emitted beside each such rule as <c>…DeviceRule</c> where the
/// project references Numerics.Gpu.</summary>
[RequiresDynamicCode("ILGPU compiles kernels at run time.")]
[RequiresUnreferencedCode("ILGPU reads the code of kernels by reflection.")]
public abstract class DeviceProgramRule : DeviceProgramSet
{
    /// <summary>The rule, with its plans and its CPU kernels.</summary>
    public abstract ProgramRule Rule { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<ProgramPlan> Plans => Rule.Plans;

    /// <inheritdoc/>
    public sealed override int VariantOf(ReadOnlySpan<double> host) => Rule.VariantOf(host);

    /// <inheritdoc/>
    public sealed override void Lengths(int variant, ReadOnlySpan<double> host, Span<nint> axes) => Rule.Lengths(variant, host, axes);
}
