using ILGPU.Runtime;

namespace Numerics.Gpu;

/// <summary>A CUDA or OpenCL device of this computer, as its driver describes it.</summary>
/// <param name="Name">The device's name.</param>
/// <param name="Kind">CUDA or OpenCL.</param>
/// <param name="Driver">The OpenCL platform and version, or the CUDA architecture.</param>
/// <param name="MemoryBytes">The size of its memory.</param>
/// <param name="HasDouble">Whether it computes in double. Without, it runs <see cref="float"/> kernels that do not reduce.</param>
/// <param name="WhyNot">Why ILGPU leaves it out; null for a device that can be used.</param>
public sealed record GpuDevice(
    string Name, AcceleratorType Kind, string Driver, long MemoryBytes, bool HasDouble, string? WhyNot)
{
    /// <summary>Whether ILGPU can use it.</summary>
    public bool IsUsable => WhyNot is null;

    /// <summary>Name, kind and driver, and why it can't be used.</summary>
    public override string ToString() => $"{Name} ({Driver})" + (IsUsable ? "" : $": {WhyNot}");
}
