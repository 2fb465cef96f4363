using ILGPU.Runtime;
using Numerics.Testing;

namespace Numerics.Gpu.Testing;

/// <summary>The laws of rules on ILGPU's accelerators.</summary>
public static class GpuLaws
{
    /// <summary>The laws of a rule's kernels on an accelerator.</summary>
    /// <param name="laws">The rule's laws.</param>
    /// <param name="accelerator">The accelerator: a device, or ILGPU's CPU simulation.</param>
    /// <param name="rule">The same rule's kernels for devices: <c>MyRule.StepDeviceRule.Instance</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="rule"/> is another rule.</exception>
    /// <example><code>
    /// Laws.For&lt;MyRule.StepRule&gt;().On(accelerator, MyRule.StepDeviceRule.Instance).CheckAll();
    /// </code></example>
    public static DeviceLaws On(this RuleLaws laws, Accelerator accelerator, DeviceRule rule)
    {
        ArgumentNullException.ThrowIfNull(laws);
        return laws.On(new GpuLawDevice(accelerator, rule));
    }
}
