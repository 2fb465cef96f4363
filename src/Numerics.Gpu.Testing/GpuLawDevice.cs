using System.Numerics;
using ILGPU.Runtime;
using Numerics.Gpu.Kernels;
using Numerics.Runtime;
using Numerics.Testing;

namespace Numerics.Gpu.Testing;

/// <summary>A rule on an ILGPU accelerator, as laws see it.</summary>
public sealed class GpuLawDevice : ILawDevice
{
    private readonly Accelerator _accelerator;
    private readonly DeviceRule _rule;

    /// <summary>A rule on an accelerator.</summary>
    /// <param name="accelerator">The accelerator, which stays the caller's: dispose of it after the laws.</param>
    /// <param name="rule">The rule's kernels for devices: <c>MyRule.StepDeviceRule.Instance</c>.</param>
    public GpuLawDevice(Accelerator accelerator, DeviceRule rule)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        ArgumentNullException.ThrowIfNull(rule);
        (_accelerator, _rule) = (accelerator, rule);
    }

    /// <inheritdoc/>
    public UpdateRule Rule => _rule.Rule;

    /// <inheritdoc/>
    public string Name => $"{_accelerator.Name} ({_accelerator.AcceleratorType})";

    /// <inheritdoc/>
    public KernelAccuracy Accuracy => _accelerator.AcceleratorType == AcceleratorType.OpenCL
        ? KernelAccuracy.OpenClDevice
        : KernelAccuracy.Device;

    /// <inheritdoc/>
    public bool IsSimulation => _accelerator.AcceleratorType == AcceleratorType.CPU;

    /// <inheritdoc/>
    public bool HasDouble => DeviceLimits.HasDouble(_accelerator);

    /// <inheritdoc/>
    public int ChunkLength => DeviceBlock.LeastChunk;

    /// <inheritdoc/>
    public ILawDeviceQueue<T> Open<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new GpuLawQueue<T>(_accelerator, _rule);
}
