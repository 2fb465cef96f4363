using System.Globalization;
using ILGPU.Runtime;

namespace Numerics.Gpu;

/// <summary>What a device is, as its driver says.</summary>
public enum GpuDeviceKind
{
    /// <summary>A graphics processor through CUDA.</summary>
    Cuda,

    /// <summary>A graphics processor or another accelerator through OpenCL.</summary>
    OpenClGpu,

    /// <summary>An ordinary processor through OpenCL.</summary>
    OpenClProcessor,

    /// <summary>ILGPU's simulation of a device on ordinary threads: some thousand times slower than the CPU's kernels, for tests.</summary>
    Simulation,
}

/// <summary>A device that ILGPU finds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="MemoryBytes">Its memory; null for the simulation, which has the computer's.</param>
/// <param name="HasDouble">Whether it computes in double, which reductions need.</param>
/// <param name="Rejection">Why no kernel can run on it; null where it can be used.</param>
public sealed record GpuDevice(string Name, GpuDeviceKind Kind, long? MemoryBytes, bool HasDouble, string? Rejection)
{
    /// <summary>ILGPU's description of it, to make an accelerator of; null for one that is rejected.</summary>
    internal Device? Device { get; init; }

    /// <summary>Name, kind, memory, and why it is rejected.</summary>
    public override string ToString() =>
        $"{Name} ({Kind}"
        + (MemoryBytes is long bytes ? $", {(bytes / 1e9).ToString("F1", CultureInfo.InvariantCulture)} GB" : "")
        + (HasDouble ? "" : ", no double")
        + ")"
        + (Rejection is null ? "" : ": rejected, " + Rejection);
}

/// <summary>There is no device of the kind that was asked for.</summary>
public sealed class NoGpuDeviceException : Exception
{
    internal NoGpuDeviceException(string wanted, string found)
        : base($"There is no {wanted}. {found}")
    {
    }
}
